"""What one document says."""

from onrecord.vocabulary import Document, Record


def record(document: Document) -> Record:
    """A document with everything that reading finds in it, in one pass of the shipped model."""
    from onrecord.reading import model, relations  # numpy and onnxruntime: not before there is something to read

    shipped = model.shipped()
    answers = shipped.run(document.text, document.blocks)
    return Record(document, relations.statements(document, answers, shipped.decoding), model=f"{shipped.name}@{shipped.digest[:12]}")


__all__ = ["record"]
