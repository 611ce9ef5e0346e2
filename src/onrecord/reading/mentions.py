"""Who and what a document speaks of: names, as the model and capital letters tell them, and heads of other phrases for people and
bodies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
import numpy.typing as npt

from onrecord import callings, places
from onrecord.reading import given_names, names, nouns
from onrecord.reading.model import MENTIONS, Answers
from onrecord.reading.pieces import CAPITALS, Pieces
from onrecord.vocabulary import Block, BlockKind

_KINDS = ("person", "organization", "place", "name")
_NAMES = len(_KINDS)
_HEADS = MENTIONS.index("person")
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Name:
    """A name at text[start:end], titles left out, which stand in `title`; `first` and `last` are its pieces; `types` (person, organization,
    place, other) are probabilities."""

    start: int
    end: int
    first: int
    last: int
    title: str
    types: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Head:
    """The head word of a phrase for a person or an organisation (`type`) that is no name."""

    start: int
    end: int
    first: int
    last: int
    type: str


def find(text: str, blocks: Sequence[Block], answers: Answers) -> tuple[list[Name], list[Head]]:
    """The names and heads of a document, in order; call it when the answers' windows are read. Offsets go into `text`."""
    scores = answers.sight.mentions.astype(np.float32)
    p = np.exp(scores - scores.max(1, keepdims=True)) if len(scores) else scores
    p /= p.sum(1, keepdims=True) if len(scores) else 1
    begins, insides = p[:, 1:_HEADS:2], p[:, 2:_HEADS:2]
    kinds, pieces = begins + insides, answers.pieces
    named = begins.sum(1) + insides.sum(1) > _SURE
    titles = {i for i, b in enumerate(blocks) if b.kind in (BlockKind.HEADLINE, BlockKind.FURNITURE) or _is_titled(text, b)}
    small_words = set(_SMALL_WORD.findall(text))
    found = [
        made
        for a, b in _runs(text, named, kinds.argmax(1), pieces)
        if int(pieces.block[a]) not in titles and (made := _name(text, a, b, kinds, pieces, small_words))
    ]
    groups = [m for m in found if names.is_common(text[m.start : m.end])]
    found = [m for m in found if not names.is_common(text[m.start : m.end])]
    small = ~np.isin(pieces.shape, CAPITALS)  # what the model takes for a name is none in small letters, but an office before one
    as_head = p[:, _HEADS:] + np.where(small[:, None], kinds[:, :2], 0)
    heads = [
        Head(int(pieces.start[i]), int(pieces.end[j]), i, j, MENTIONS[_HEADS + int(as_head[i].argmax())])
        for i, j in _words(as_head.sum(1) > _SURE, pieces)
        if int(pieces.block[i]) not in titles
        and text[pieces.start[i]].isalpha()
        and pieces.end[j] > pieces.start[i] + 1  # the *s* of *Hestnes's* is no word
        and text[pieces.start[i] : pieces.end[j]].lower() not in _SMALL
    ]
    heads += [Head(m.end - len(text[m.start : m.end].split()[-1]), m.end, m.last, m.last, "person") for m in groups]
    free = np.isin(pieces.shape, CAPITALS)
    for m in found:
        free[m.first : m.last + 1] = False
    for i, j in _words(free, pieces):
        start, end = int(pieces.start[i]), int(pieces.end[j])
        if names.bare(text[start:end]) in _BODIES and int(pieces.block[i]) not in titles and _FOR_WHAT.match(text, end):
            found.append(Name(start, end, i, j, "", _BODY))
    found.sort(key=lambda m: (m.start, -m.end))
    return _whole(text, joined(text, found), pieces), sorted(heads, key=lambda h: h.start)


def _is_titled(text: str, block: Block) -> bool:
    """Whether a block is written In Title Case, so that its capitals tell of no names."""
    written = [text[a:b] for a, b in names.words(text, block.start, min(block.end, block.start + _TITLE))]
    long = [w for w in written if len(w) > 3]
    return block.end - block.start <= _TITLE and len(long) > 3 and sum(w[0].isupper() for w in long) >= 0.8 * len(long)


_SMALL_WORD = re.compile(r"(?<![\w.-])[^\W\d_A-Z][\w’'-]*")
_SMALL = names.NO_NAMES | names.PARTICLES
_TITLE = 200
"""Characters of a title at most."""


def _runs(text: str, named: npt.NDArray[np.bool_], kinds: npt.NDArray[np.int64], pieces: Pieces) -> list[tuple[int, int]]:
    """Runs of whole capitalised words that are names of one kind, [first, last]; a word is one if its first piece is.

    Where one name ends and the next begins, the model is less sure than of what they name, so that names of one kind are parted by what is
    between them alone: small words but particles, signs but stops and hyphens, a sentence's end.
    """
    runs: list[tuple[int, int]] = []
    going = False
    i, n = 0, len(named)
    while i < n:
        j = _word_end(i, pieces)
        word = text[pieces.start[i] : pieces.end[j]]
        joins = going and pieces.block[i] == pieces.block[i - 1] and not pieces.opens[i]
        if named[i] and pieces.shape[i] in CAPITALS and word.lower() not in names.NO_NAMES:
            if joins and kinds[i] == kinds[runs[-1][0]]:
                runs[-1] = (runs[-1][0], j)
            else:
                runs.append((i, j))
            going = True
        elif joins and named[i] and text[pieces.start[i] - 1] == "-" and pieces.start[i] == pieces.end[i - 1]:
            runs[-1] = (runs[-1][0], j)  # *Ki-moon*
        elif not (joins and (_bound(text, pieces, i, j) or word in names.PARTICLES)):
            going = False
        i = j + 1
    return runs


def _bound(text: str, pieces: Pieces, i: int, j: int) -> bool:
    """Whether a sign belongs to the word before it: a stop, an apostrophe, a hyphen without spaces around it; or it is an ampersand."""
    start, end = int(pieces.start[i]), int(pieces.end[j])
    return text[start:end] == "&" or (text[start:end] in ".’'-–" and not text[start - 1].isspace())


def _words(chosen: npt.NDArray[np.bool_], pieces: Pieces) -> list[tuple[int, int]]:
    return [(i, _word_end(i, pieces)) for i in np.flatnonzero(chosen).tolist() if pieces.shape[i] < _INSIDE]


_INSIDE = 6


def _word_end(i: int, pieces: Pieces) -> int:
    """The last piece of the word that begins with piece `i`."""
    n = len(pieces)
    while i + 1 < n and pieces.shape[i + 1] >= _INSIDE:
        i += 1
    return i


def _name(text: str, a: int, b: int, scores: npt.NDArray[np.float32], pieces: Pieces, small_words: set[str]) -> Name | None:
    start, end = int(pieces.start[a]), int(pieces.end[b])
    of_person = names.bare(text[start:end].split()[-1]) not in _BODIES and scores[a : b + 1].mean(0).argmax() == 0
    core = names.core(text, start, end, bool(of_person))
    lead, *rest = text[core[0] : core[1]].split()
    if pieces.opens[a] and core[0] == start and (lead.lower() in small_words or (not rest and _is_plural(lead.lower()))):
        if not rest:
            return None
        core = core[0] + len(lead) + 1, core[1]  # a word that the page writes small elsewhere, capital only as the sentence's first
    elif pieces.opens[a] and core[0] == start and len(rest) > 1 and _is_occupation(lead):
        core = core[0] + len(lead) + 1, core[1]  # *Midwife Ada Lund*
    if core[0] >= core[1] or _ends_with_office(text, core) or not any(c.isupper() for c in text[slice(*core)]):
        return None
    if not any(shape in CAPITALS for shape in pieces.shape[a : b + 1].tolist()):
        return None
    first, last = located(pieces, *core)
    if last < first:
        return None
    types = scores[first : last + 1].mean(0)
    types = types / max(float(types.sum()), 1e-6)
    if types[0] > 0.5 and (owner := _OWNER.match(text, *core)):  # *Rovers' Ada Lund*
        core, start = (owner.end(), core[1]), owner.end()
        first, last = located(pieces, *core)
    title = text[start : core[0]].strip(" ’'")
    is_title = len(title) > 1 and not places.is_national(title.lower())
    return Name(*core, first, last, title if is_title else "", tuple(map(float, types)))  # type: ignore[arg-type]


_OWNER = re.compile(r"[^\n]*(?:[’']s|s[’'])\s+(?=[^\W\d_a-zß-öø-ÿ]\w)")


def _is_plural(word: str) -> bool:
    """Whether a word is a plural for people: *Sources close to the mayor*."""
    return word == "sources" or (word.endswith("s") and word[:-1] in callings.PEOPLE)


def _is_occupation(word: str) -> bool:
    lower = word.lower()
    return given_names.leaning(lower) is None and (lower in callings.PEOPLE or nouns.DOER.search(lower) is not None)


def _ends_with_office(text: str, place: tuple[int, int]) -> bool:
    """Whether capitalised words are an office cut short: *former Tarn Gov. and chairman …*."""
    written = text[slice(*place)]
    return (written[-1] == "." or text[place[1] : place[1] + 1] == ".") and names.bare(written.split()[-1]) in names.SHORT_OFFICES


def located(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """First and last piece of text[start:end]."""
    return int(pieces.end.searchsorted(start, "right")), int(pieces.start.searchsorted(end, "left")) - 1


_CAPITALISED = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w’'.&-]*")
_JOINED = re.compile(r"\s(?:of|for)\s(?:the\s)?$")
_NICKNAMED = re.compile(r"\.?\s(?:[A-Z]\.\s)?(?:[\"“'‘][^\W\d_][\w.-]*[\"”'’]|\([^\W\d_][\w.-]*\))\s")
"""What stands between a first name and a surname: *Ada “Addie” Lund*."""
_BODIES = frozenset(
    "university department bank ministry institute center centre committee council house board bureau office federation association union "
    "republic kingdom court college school church bishop society league organization organisation academy chamber museum agency commission "
    "fund foundation institution".split()
)
_OWNS = re.compile(r"[’']s?\s")
_NAMED_AFTER = frozenset("bank hospital college school university church cathedral".split())
"""Bodies called *St Mary's Hospital*, *Lund's Bank*."""
_OWNED = _NAMED_AFTER | {"office"}


def joined(text: str, found: Sequence[Name]) -> list[Name]:
    """The names, those of bodies as one, *University of Tarn*, *Department for Harbours*, and those with a nickname in them."""
    made: list[Name] = []
    for name in found:
        for n in (1, 2):  # the nickname may count as a name too
            if len(made) >= n and not name.title and _NICKNAMED.fullmatch(text, made[-n].end, name.start):
                first = made[-n]
                del made[-n:]
                name = Name(first.start, name.end, first.first, name.last, first.title, first.types)
                break
        if made and (
            (_JOINED.fullmatch(text, made[-1].end, name.start) and _BODIES & set(names.parts(text[made[-1].start : made[-1].end])[-1:]))
            or (_OWNS.fullmatch(text, made[-1].end, name.start) and text[name.start : name.end].lower() in _NAMED_AFTER)
        ):
            first = made.pop()
            name = Name(first.start, name.end, first.first, name.last, first.title, _BODY)
        made.append(name)
    return made


_BODY = (0.0, 1.0, 0.0, 0.0)  # types of what is a body for certain
_FOR_WHAT = re.compile(r" (?:of|for) (?:the )?([A-Z][\w’'-]+(?:(?: and| &)? [A-Z][\w’'-]+)*)")
_ENDS_WHAT = names.DAYS | (names.HONORIFICS - names.TOPICS)
_WHOSE = re.compile(r"(?!The )(?:[A-Z][\w-]+ )*[A-Z][\w-]+[’']s? $")
_OF_MANY = re.compile(r"(?!The )(?:[A-Z][\w-]+ )*[A-Z][\w-]+s[’'] $")
"""Who is in it, before a body's name: *Dock Workers' Union*."""
_PARTNERS = re.compile(r"(?!The )(?:[A-Z][\w’'-]+,? (?:(?:&|and) )?)+$")
_LONGEST_OWNER = 60  # characters


def _whole(text: str, found: Sequence[Name], pieces: Pieces) -> list[Name]:
    """The names, those of bodies with what they are for and whose they are, though these be no names by themselves: *Ministry of Defence*,
    *Prime Minister's Office*."""
    made: list[Name] = []
    for name in found:
        if made and name.end <= made[-1].end:
            continue
        start, end = name.start, name.end
        if names.bare(text[start:end].split()[-1]) in _BODIES and (what := _FOR_WHAT.match(text, end)):
            end = _before_others(text, what)
        if names.bare(text[start:end]) in nouns.LEGAL_FORMS and (before := _PARTNERS.search(text, max(0, start - _LONGEST_OWNER), start)):
            start = before.start()
            while made and made[-1].end > start:
                made.pop()
        if text[start:end].lower() in _OWNED and (whose := _WHOSE.search(text, max(0, start - _LONGEST_OWNER), start)):
            start = whose.start()
        if names.bare(text[start:end].split()[0]) in _BODIES and (many := _OF_MANY.search(text, max(0, start - _LONGEST_OWNER), start)):
            start = many.start()
        if (start, end) != (name.start, name.end):
            name = Name(start, end, *located(pieces, start, end), "", _BODY)
        made.append(name)
    return made


def _before_others(text: str, what: re.Match[str]) -> int:
    """Where what a body is for ends: before a day or an office that follows, *Department of Justice Monday*."""
    own = names.words(text, *what.span(1))
    kept = [own[0], *takewhile(lambda w: names.bare(text[slice(*w)]) not in _ENDS_WHAT, own[1:])]
    while len(kept) > 1 and text[slice(*kept[-1])] in ("and", "&"):
        kept.pop()
    return kept[-1][1]


def unseen(text: str, word: tuple[int, int], start: int, end: int, pieces: Pieces) -> Name | None:
    """A name in text[start:end] around the capitalised `word` that the model passed over: the run of capitalised words there, unless it is
    a sentence's first word alone."""
    run: list[tuple[int, int]] = []
    for m in _CAPITALISED.finditer(text, start, end):
        if run and text[run[-1][1] : m.start()].strip():
            if run[-1][1] >= word[1]:
                break
            run = []
        run.append(m.span())
    if not run or not (run[0][0] <= word[0] and word[1] <= run[-1][1]) or names.is_common(text[run[0][0] : run[-1][1]]):
        return None
    if len(run) == 1 and run[0][0] == start and pieces.opens[located(pieces, *run[0])[0]]:
        return None
    core = names.core(text, run[0][0], run[-1][1], names.bare(text[slice(*run[-1])]) not in _BODIES)
    if _ends_with_office(text, core):
        return None
    first, last = located(pieces, *core)
    return Name(*core, first, last, text[run[0][0] : core[0]].strip(), (0.4, 0.3, 0.1, 0.2)) if first <= last else None
