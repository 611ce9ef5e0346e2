"""One statement as a search, a dossier or a check gives it: who, what, where, when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement on record. `id` is the statement's, `document` its document's; days are ISO 8601. What is not known is None."""

    id: str
    document: str
    speaker: str | None
    content: str
    cue: str | None
    kind: str
    act: str | None
    polarity: str | None
    day: str | None
    said_on: str | None
    published: str | None
    outlet: str | None
    site: str | None
    headline: str | None
    url: str | None
    source: str
    speaker_type: str | None
    speaker_role: str | None
    confidence: float
    judgement: str | None
    start: int
    end: int


COLUMNS = """s.key, d.key, s.speaker, s.content, s.cue, s.kind, s.act, s.polarity, s.day, s.said_on, d.published, s.outlet, s.site,
  d.headline, d.url, p.source, s.speaker_type, s.speaker_role, s.confidence, s.judgement, s.start, s."end" """
