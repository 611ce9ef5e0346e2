"""What one document says."""

from onrecord.vocabulary import Document, Outcome, Record, Statement


def record(document: Document, threads: int = 1) -> Record:
    """A document with what reading finds in it: statements, from one pass of the shipped model, with their acts and conditions; nothing
    in one whose outcome says that it is not read.

    The headline is checked; where it is not sure what the page has for it, `headline_check` is None.
    """
    from onrecord.reading import (  # numpy is heavy: not before there is something to read
        acts,
        chains,
        days,
        model,
        nested,
        outlets,
        positions,
        relations,
        relays,
        speakers,
        telling,
    )  # fmt: skip

    shipped = model.shipped(threads)
    networks = " ".join(f"{name}@{model.digest(name)[:12]}" for name in (model.SHIPPED_ACTS, model.SHIPPED_ENTAILMENT))
    found_by = f"{shipped.name}@{shipped.digest[:12]} {acts.SHIPPED}@{acts.shipped().digest[:12]} {networks}"
    if document.outcome is not Outcome.OK:
        return Record(document, model=found_by)
    answers = shipped.run(document.text, document.blocks)
    found = nested.find(document, relations.statements(document, answers, shipped.decoding), shipped)
    named = outlets.mentions(document) if found else ()
    entities, found = speakers.resolve(document, relays.settle(document, found, named), answers, named)
    found = speakers.without_repeats(document, found)
    found = days.fill(document, chains.fill(document, nested.others(found), named))
    inner: dict[str | None, list[Statement]] = {}
    for s in found:
        inner.setdefault(s.parent, []).append(s)
    statements = tuple(positions.fill(s, document, inner.get(s.id, ()), answers) for s in found)
    check = telling.told(document, statements, answers.pieces, threads)
    return Record(document, statements, entities, headline_check=check, model=found_by)


__all__ = ["record"]
