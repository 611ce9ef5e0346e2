"""Is somebody on record with these words? Candidates from the index of three-word runs, then word by word."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from onrecord.errors import UsageError
from onrecord.ledger import naming, quotation, searching
from onrecord.ledger.entry import Entry
from onrecord.ledger.quotation import Comparison, Wording

_PER_GRAM = 200
"""Statements looked at for one run of three words; a run that more of them share tells little."""
_COMPARED = 30
_RECOGNIZED = 0.74
_RECOGNIZED_AT_LENGTH = 0.6
_LENGTH = 10
"""Least likeness of an altered wording, and the least for one that keeps so many words; below it the words are another statement's."""
_SHORTEST = 4
"""Fewer words than these are recognized only as they stand: in short ones every alteration is another statement."""
_WITHOUT_GRAM = 8
"""Most words that can be altered, and still be recognized, with every run of three broken."""
_LONGEST = 2000


class Verdict(StrEnum):
    EXACT = "exact"
    CUT = "cut"
    ALTERED = "altered"
    OTHER_SPEAKER = "other speaker"
    NOT_ON_RECORD = "not on record"


@dataclass(frozen=True, slots=True)
class Match:
    """A statement on record, how the quotation compares with it, and whether the speaker is the one asked for (None: cannot be told)."""

    entry: Entry
    comparison: Comparison
    same_speaker: bool | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict, the statement it rests on, and up to nine more that hold the same words, the closest first."""

    verdict: Verdict
    match: Match | None = None
    others: tuple[Match, ...] = ()


def check(connection: sqlite3.Connection, words: str, speaker: str | None) -> Answer:
    """Whether `speaker`, or anybody, is on record with a quotation.

    exact: all words of a statement, in order; cut: a part of them, what is missing is listed; altered: words differ, each is listed;
    other speaker: it is on record, but of somebody else (the match's comparison tells how). Marks, case, ellipses and brackets are
    forgiven, and listed. Raises UsageError for a quotation without words, or of more than 2,000.
    """
    keys = quotation.keys(words)
    if not keys or len(keys) > _LONGEST:
        raise UsageError(f"a quotation has words, and at most {_LONGEST}")
    likely, complete = _by_grams(connection, keys)
    matches = _compared(connection, words, keys, likely, speaker)
    if not complete or (speaker is not None and not any(_is_settled(match) for match in matches)):
        more = [n for n in _by_phrase(connection, words, keys, speaker) if n not in likely]
        matches += _compared(connection, words, keys, more, speaker)
    if not matches and _SHORTEST <= len(keys) <= _WITHOUT_GRAM:
        matches = _compared(connection, words, keys, _by_rare_words(connection, keys), speaker)
    matches.sort(key=_closeness, reverse=True)
    if not matches:
        return Answer(Verdict.NOT_ON_RECORD)
    best = matches[0] if speaker is None else _of(matches)
    rest = tuple(match for match in matches if match is not best)[:9]
    verdict = Verdict.OTHER_SPEAKER if best.same_speaker is False else Verdict(best.comparison.wording)
    return Answer(verdict, best, rest)


def _of(matches: list[Match]) -> Match:
    """The one to answer with for a speaker: theirs, unless only another's has the very words."""
    theirs = next((m for m in matches if m.same_speaker is not False), None)
    others = next((m for m in matches if m.same_speaker is False), None)
    if theirs is None or others is None:
        return matches[0]
    return others if theirs.comparison.wording is Wording.ALTERED and others.comparison.wording is not Wording.ALTERED else theirs


def _is_settled(match: Match) -> bool:
    """Whether no better answer can come: the words are there, and they are the speaker's."""
    return match.comparison.wording is not Wording.ALTERED and match.same_speaker is True


def _closeness(match: Match) -> tuple[int, float, int]:
    order = {Wording.EXACT: 2, Wording.CUT: 1, Wording.ALTERED: 0}
    certain = {True: 2, None: 1, False: 0}
    return order[match.comparison.wording], match.comparison.likeness, certain[match.same_speaker]


def _compared(connection: sqlite3.Connection, words: str, keys: Sequence[str], numbers: Iterable[int], speaker: str | None) -> list[Match]:
    found = []
    for number in numbers:
        row = connection.execute("SELECT content FROM statements WHERE id = ? AND current", (number,)).fetchone()
        comparison = quotation.compare(words, row[0]) if row else None
        if comparison is None:
            continue
        altered = comparison.wording is Wording.ALTERED
        least = _RECOGNIZED_AT_LENGTH if comparison.common >= _LENGTH else _RECOGNIZED
        if altered and (comparison.likeness < least or len(keys) < _SHORTEST):
            continue
        entry = searching.entries(connection, [number])[0]
        found.append(Match(entry, comparison, None if speaker is None else _same(connection, number, speaker, entry.speaker)))
    return found


def _same(connection: sqlite3.Connection, number: int, asked: str, recorded: str | None) -> bool | None:
    """As `naming.same`; and where the record has nobody or a pronoun only, it is not somebody whom the page never names."""
    same = naming.same(asked, recorded)
    if same is None and asked.casefold() != (recorded or "").casefold():
        (text,) = connection.execute("SELECT t.text FROM statements s JOIN texts t ON t.id = s.text WHERE s.id = ?", (number,)).fetchone()
        return None if naming.mentioned(asked, text) else False
    return same


def _by_grams(connection: sqlite3.Connection, keys: Sequence[str]) -> tuple[list[int], bool]:
    """The statements that share the most runs of three words, rare runs counting more; whether some run was followed to its end."""
    score: dict[int, float] = defaultdict(float)
    complete = False
    sql = f"SELECT rowid FROM grams WHERE grams MATCH ? ORDER BY rowid DESC LIMIT {_PER_GRAM}"
    for gram in quotation.grams(keys):
        rows = connection.execute(sql, (f'"{gram}"',)).fetchall()
        complete = complete or len(rows) < _PER_GRAM
        for (number,) in rows:
            score[number] += 1.0 / (4 + len(rows))
    return sorted(score, key=lambda number: -score[number])[:_COMPARED], complete


def _by_phrase(connection: sqlite3.Connection, words: str, keys: Sequence[str], speaker: str | None) -> list[int]:
    """Statements that hold the words one after another, but for ellipses and brackets; the speaker's first."""
    parts = [part for part in re.split(r"…|\.\.\.|\[[^\]]*\]", words) if len(re.findall(r"\w+", part)) > 1 or len(keys) == 1]
    if not parts:
        return []
    phrases = f"content : ({' AND '.join(searching.quoted(part) for part in parts)})"
    name = searching.named(speaker) if speaker is not None else ""
    theirs = _ids(connection, f"{phrases} AND speaker : ({name})", _COMPARED) if name else []
    return list(dict.fromkeys(theirs + _ids(connection, phrases, _COMPARED)))


def _by_rare_words(connection: sqlite3.Connection, keys: Sequence[str]) -> list[int]:
    """Statements that hold two of the rarest words."""
    counts = []
    for key in dict.fromkeys(keys):
        if len(key) > 2:
            term = f"content : {searching.quoted(key)}"
            counts.append((len(_ids(connection, term, _PER_GRAM)), term))
    rarest = [term for count, term in sorted(counts)[:4] if count]
    found = [number for one, other in combinations(rarest, 2) for number in _ids(connection, f"{one} AND {other}", _COMPARED // 2)]
    return list(dict.fromkeys(found))


def _ids(connection: sqlite3.Connection, expression: str, limit: int) -> list[int]:
    sql = "SELECT rowid FROM statements_fts WHERE statements_fts MATCH ? ORDER BY rowid DESC LIMIT ?"
    return [int(number) for (number,) in connection.execute(sql, (expression, limit))]
