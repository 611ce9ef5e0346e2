"""Who said each statement of a document: the page's entities, and the one that each statement's source stands for."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.reading import cast
from onrecord.reading.cast import ORGANIZATION, PERSON, Figure
from onrecord.reading.model import Answers
from onrecord.reading.outlets import Mention
from onrecord.reading.referents import ARTICLE, Referent, block_at
from onrecord.reading.resolver import FIRST_PERSON, GOES_ON, Resolver
from onrecord.vocabulary import Document, Entity, Kind, Span, Speaker, SpeakerType, Statement


def resolve(
    document: Document, statements: Sequence[Statement], answers: Answers, outlets_named: Sequence[Mention] | None = None
) -> tuple[tuple[Entity, ...], tuple[Statement, ...]]:
    """The document's entities, and its statements with their speakers; `answers` must have been read through.

    A statement whose speaker cannot be told has None. Offsets go into `document.text`; `evidence` holds the source's words, then, where
    these are others, the words that give the name.
    """
    resolver = Resolver(document, answers, outlets_named)
    order = sorted(range(len(statements)), key=lambda i: (statements[i].source or statements[i].content)[0].start)
    who: dict[int, Referent | None] = {}
    last: tuple[int, Referent] | None = None
    for i in order:
        source = statements[i].source
        if source:
            here = block_at(document.blocks, source[0].start)
            resolver.favour = (last[1], GOES_ON[here - last[0]]) if last and here - last[0] < len(GOES_ON) else None
            found = resolver.source(source[0].start, source[-1].end)
            who[i] = found.referent if found else None
            if found and statements[i].parent is None:
                last = here, found.referent
    resolver.favour = None
    for i, following in pairwise(order):
        office, named = who.get(i), who.get(following)
        if office is not None and (spokesperson := resolver.spokesperson(office)):
            who[i] = spokesperson
        elif office is not None and named is not None and named.figure is not None and resolver.introduces(office, named.figure):
            who[i] = named
    for i in range(len(statements)):
        if who.get(i) is None:
            who[i] = _from_context(resolver, statements, who, i)
    numbers = {s.id: i for i, s in enumerate(statements)}
    for i, statement in enumerate(statements):
        outer = who.get(numbers.get(statement.parent or "", -1))
        if outer is not None and outer is who[i] and statement.source:  # nobody quotes himself as *the mayor*
            who[i] = resolver.described(statement.source[0].start, statement.source[-1].end) or outer
    resolver.pronouns()
    return _named(resolver, statements, who)


_POINTS_BACK = re.compile(r"(?i)this|that|it|so|the same|as much")


def without_repeats(document: Document, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements but those that only say once more that their speaker made the one before: *The mayor admitted this at a meeting.*"""
    blocks = [b.start for b in document.blocks]
    kept = []
    for mine in statements:
        if not _POINTS_BACK.fullmatch(mine.content[0].text) or len(mine.content) > 1:
            kept.append(mine)
            continue
        before = max((s for s in statements if mine.source and s.content[-1].end <= mine.source[0].start), key=_end, default=None)
        repeats = (
            before is not None
            and mine.parent is None
            and mine.speaker is not None
            and before.speaker is not None
            and before.speaker.entity == mine.speaker.entity
            and bisect_right(blocks, before.content[0].start) == bisect_right(blocks, mine.source[0].start)
        )
        if not repeats:
            kept.append(mine)
    return tuple(kept)


def _end(statement: Statement) -> int:
    return statement.content[-1].end


def _from_context(resolver: Resolver, statements: Sequence[Statement], who: dict[int, Referent | None], i: int) -> Referent | None:
    """Whose a quotation without a source is, and who *I* or *we* in a quotation is: the speaker around it, or right before it."""
    mine = statements[i]
    if mine.source:
        word = mine.source[0].text.lower()
        if word not in FIRST_PERSON:
            return None
        at = mine.source[0].start
        for j, other in enumerate(statements):
            if j != i and any(c.start <= at < c.end for c in other.content):
                return who.get(j)
        return resolver.author(at, mine.source[0].end) if word in ("i", "me", "my", "myself", "mine") else None
    start = mine.content[0].start
    block = block_at(resolver.blocks, start)
    neighbours = [
        (abs(other.content[0].start - start), j)
        for j, other in enumerate(statements)
        if j != i and who.get(j) is not None and other.source and block_at(resolver.blocks, other.content[0].start) == block
    ]
    if mine.kind is not Kind.INDIRECT and neighbours and not mine.cue:  # but *Thousands marched, chanting “…”*
        return who[min(neighbours)[1]]
    before = _carried_on(resolver.text, statements, mine) if mine.cue else None
    return None if before is None else who.get(before)


_GOES_ON = re.compile(r"(?:,|,? and|,? but|,? then)\s+$")


def _carried_on(text: str, statements: Sequence[Statement], mine: Statement) -> int | None:
    """The statement before, in the same sentence, whose source also governs this cue: *Lund told the paper, noting that …*."""
    cue = mine.cue[0]
    if not (_GOES_ON.search(text, max(0, cue.start - 8), cue.start) and (cue.text.split()[0].endswith("ing"))):
        return None
    before = [
        (max(s.cue[-1].end, s.source[-1].end), j)
        for j, s in enumerate(statements)
        if s is not mine and s.source and s.cue and max(s.cue[-1].end, s.source[-1].end) <= cue.start
    ]
    if not before or _SENTENCE_ENDS.search(text, max(before)[0], cue.start):
        return None
    return max(before)[1]


_SENTENCE_ENDS = re.compile(r"[.!?][”\"’']?\s|\n")


def _named(
    resolver: Resolver, statements: Sequence[Statement], who: dict[int, Referent | None]
) -> tuple[tuple[Entity, ...], tuple[Statement, ...]]:
    text = resolver.text
    referents = {id(r): r for r in who.values() if r is not None}
    speaking: dict[int, list[Statement]] = {}
    for i, r in who.items():
        if r is not None:
            speaking.setdefault(id(r), []).append(statements[i])
    things: list[tuple[int, Referent | None, Figure | None]] = []
    for known in resolver.figures:
        told = (known.kind == ORGANIZATION and not _is_adjective(text, known)) or (
            known.kind == PERSON and (len(known.mentions) > 1 or " " in text[known.mentions[0].start : known.mentions[0].end])
        )
        if told or id(resolver._referents.get(id(known))) in referents:
            things.append((known.mentions[0].start, resolver._referents.get(id(known)), known))
    things += [(r.start, r, None) for r in referents.values() if r.figure is None]
    things.sort(key=lambda t: t[0])
    entities: list[Entity] = []
    made: dict[int, tuple[Speaker, tuple[int, int]]] = {}
    for n, (_, referent, figure) in enumerate(things, 1):
        said = speaking.get(id(referent), [])
        entity, place = _entity(resolver, f"e{n}", referent, figure, said)
        entities.append(entity)
        if referent is not None:
            made[id(referent)] = (Speaker(entity.name, entity.id, entity.type, entity.roles[0] if entity.roles else None), place)
    done = []
    for i, statement in enumerate(statements):
        r = who.get(i)
        if r is None:
            done.append(replace(statement, speaker=None))
            continue
        speaker, (a, b) = made[id(r)]
        evidence = list(statement.source)
        if not any(s.start <= a and b <= s.end for s in evidence):
            evidence.append(Span(a, b, text[a:b]))
        done.append(replace(statement, speaker=replace(speaker, evidence=tuple(evidence))))
    return tuple(entities), tuple(done)


_OF_A_PLACE = re.compile(r"[A-Z][\w-]*(?:[ai]n|ish|ese|ench|tch|i|ic)")


def _is_adjective(text: str, figure: Figure) -> bool:
    """Whether all that names a body are adjectives of a place: *Russian troops*."""
    return all(_OF_A_PLACE.fullmatch(text, m.start, m.end) and text[m.end : m.end + 2].strip().isalpha() for m in figure.mentions)


def _offices(resolver: Resolver, said: Iterable[Statement]) -> list[tuple[int, int]]:
    """The descriptions under which somebody named speaks, without their articles: *the British minister*."""
    places = []
    for start, end in dict.fromkeys((s.source[0].start, s.source[-1].end) for s in said if s.source):
        described = resolver.described(start, end)
        if described is not None and described.type is SpeakerType.UNNAMED and not _POSSESSED.search(resolver.text, start, end):
            article = ARTICLE.match(resolver.text, start, end)
            places.append((article.end() if article else start, described.end))
    return places


_POSSESSED = re.compile(r"[’']s?\s|(?i:^(?:his|her|their|its|my)\b)")


def _entity(
    resolver: Resolver, key: str, referent: Referent | None, figure: Figure | None, said: Iterable[Statement]
) -> tuple[Entity, tuple[int, int]]:
    text = resolver.text
    if figure is None:
        assert referent is not None
        place = (referent.start, referent.end)
        spans = sorted({(s.source[0].start, s.source[-1].end) for s in said if s.source} | {place} | set(referent.spans))
        mentions_of = tuple(Span(a, b, text[a:b]) for a, b in spans)
        return Entity(key, referent.name or text[slice(*place)], referent.type, (), (), mentions_of), place
    place = figure.place(text)
    written = text[slice(*place)]
    kind = SpeakerType.PERSON if figure.kind == PERSON else SpeakerType.ORGANIZATION
    if figure.kind == cast.OTHER:
        kind = resolver.type_of(*place)
        kind = SpeakerType.PERSON if kind is SpeakerType.UNNAMED else kind
    of = [(m.start, m.end) for m in figure.mentions] + (referent.spans if referent else [])
    said = list(said)
    sources = {(s.source[0].start, s.source[-1].end) for s in said if s.source}
    spans = sorted({*of, *((a, b) for a, b in sources if not any(a <= x and y <= b for x, y in of))})
    aliases = tuple(dict.fromkeys(text[m.start : m.end] for m in figure.mentions if text[m.start : m.end] != written))
    offices = [*figure.roles, *(_offices(resolver, said) if kind is SpeakerType.PERSON else ())]
    roles_of = tuple({text[a:b].casefold(): text[a:b] for a, b in reversed(offices)}.values())[::-1]
    return Entity(key, written, kind, roles_of, aliases, tuple(Span(a, b, text[a:b]) for a, b in spans)), place
