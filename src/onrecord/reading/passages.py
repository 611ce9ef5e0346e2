"""Which sentences of a page bear on a claim: words by stem and sense, names, and numbers, each weighted by how rare it is in news.

The tables (how many news documents have a stem, which stems stand near each other in meaning, which words say the same) lie in
`models/headlines-1/`, made by `training.headlines`.
"""

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from math import exp, log
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.errors import ModelError
from onrecord.reading import sentences
from onrecord.vocabulary import BlockKind, Document

FORMAT = "onrecord-headlines/1"
SHIPPED = "headlines-1"

_SMALL_WORDS = (
    "a an the this that these those and or but nor so yet if then than as at by for from in into of off on onto out over to up "
    "down with without within about after before again against between during through under until till upon while when where "
    "which who whom whose what why how is am are was were be been being do does did doing done have has had having will would "
    "shall should can could may might must i you he she it we they me him her us them my your his its our their mine yours hers "
    "ours theirs not no nor n't never none nobody nothing neither there here also too very just only even still now ever s t re "
    "ve ll d m one such own same other another more most some any all both each few many much every either it's he's she's "
    "they're we're i'm say says said saying tell tells told get gets got getting goes going make makes made let lets via vs per "
    "amid despite among because since due off like around across near new first last next mr mrs ms dr sir yes"
)
SMALL = frozenset(_SMALL_WORDS.split())
"""Words that bear nothing by themselves."""

_FORMS = (
    "kill slain|lose lost|win won|beat beaten|leave left|sell sold|buy bought|find found|steal stole stolen|shoot shot|"
    "rise rose risen|fall fell fallen|grow grew grown|give gave given|take took taken|go gone went|come came|run ran|hold held|"
    "break broke broken|fight fought|freeze froze frozen|drive drove driven|throw threw thrown|withdraw withdrew withdrawn|"
    "draw drew drawn|strike struck|sink sank sunk|build built|burn burnt|flee fled|hide hid hidden|meet met|pay paid|spend spent|"
    "teach taught|catch caught|bring brought|seek sought|think thought|know knew known|write wrote written|speak spoke spoken|"
    "choose chose chosen|forbid forbade forbidden|lead led|feed fed|stand stood|tear tore torn|swear swore sworn|wear wore worn|"
    "fly flew flown|blow blew blown|drink drank drunk|eat ate eaten|begin began begun|sing sang sung|send sent|lend lent|bind bound|"
    "keep kept|see saw seen|die dying died dies|tie tying tied|lie lying lied lay|man men|woman women|child children|mouse mice|"
    "foot feet|tooth teeth|person people|wife wives|life lives|thief thieves|knife knives|half halve halves halved halving|"
    "dear dearer dearest|cheap cheaper cheapest|death deaths dead|decide decision decisions|explode explosion explosions|"
    "collide collision|invade invasion|divide division|propose proposal proposals|refuse refusal|deny denial denials denies denied|"
    "try trial|sale sales|lay laid|dig dug|sign signing|high higher highest|low lower lowest|old older oldest|young younger youngest|"
    "large larger largest|big bigger biggest|small smaller smallest|fast faster fastest"
)
"""Base forms, each before the irregular ones that belong to it."""
_IRREGULAR = {form: base for base, *forms in map(str.split, _FORMS.split("|")) for form in forms}
_KEEP_WORDS = (
    "former corner number summer winter october november december september order matter center weather mother father brother "
    "sister daughter chapter border river silver finger station nation union region religion minister police general capital "
    "animal journal city news series species always perhaps thing king spring string morning evening wing ring being need speed "
    "seed breed bed red hundred indeed business witness harness moment comment cement element president bus gas plus virus campus "
    "crisis basis analysis christmas"
)
_KEEP = frozenset(_KEEP_WORDS.split())
_ENDINGS = re.compile(
    r"(?:isations?|izations?|ations?|itions?|ions?|ments?|ness|ities|ity|ives?|ances?|ences?|ers?|ors?|eries|ery|ists?|als?|ly|ful"
    r"|ables?|ibles?|ships?|ates?|ures?|ally|ing|ings|ed|es|s|e|y|ies|ied)$"
)
_VOWEL = re.compile(r"[aeiouy]")


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """What a word in lower case has in common with its other forms: *resigns*, *resigned*, *resignation* give *resign*."""
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    elif word.endswith(("'", "’")):
        word = word[:-1]
    word = _IRREGULAR.get(word, word)
    if len(word) < 4 or word in _KEEP:
        return word
    if word.endswith("s") and word[:-1] in _KEEP:
        return word[:-1]
    base = word
    if base.endswith(("ies", "ied")) and len(base) > 4:
        base = base[:-3] + "y"
    elif base.endswith(("sses", "shes", "ches", "xes", "zes")):
        base = base[:-2]
    elif base.endswith("s") and not base.endswith(("ss", "us", "is")):
        base = base[:-1]
    for suffix in ("ing", "ed"):
        if base.endswith(suffix) and len(base) - len(suffix) >= 3 and _VOWEL.search(base[: -len(suffix)]):
            base = base[: -len(suffix)]
            if base[-1] == base[-2] and base[-1] not in "lsz":
                base = base[:-1]
            break
    base = _IRREGULAR.get(base, base)
    if base in _KEEP:
        return base
    cut = _ENDINGS.search(base)
    while cut and cut.start() < 4:
        cut = _ENDINGS.search(base, cut.start() + 1)
    if cut:
        base = base[: cut.start()]
    elif base.endswith("e"):
        base = base[:-1]
    if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "sz":
        base = base[:-1]
    return base[:-1] + "i" if base.endswith("y") else base


class Sense(NamedTuple):
    """One line of `senses.txt`: stems and phrases that say the same."""

    name: str
    event: bool
    stems: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    against: frozenset[str]


class Tables:
    """The shipped tables. Raises ModelError if a file is missing, or is not the one that the config names by its digest."""

    def __init__(self, folder: Path) -> None:
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            if config["format"] != FORMAT:
                raise ModelError(f"{folder}: this version reads {FORMAT}; install the version that fits the model")
            raw = {name: (folder / name).read_bytes() for name in ("frequencies.json", "neighbours.json", "senses.txt")}
            for name, data in raw.items():
                if hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest() != config["digests"][name]:
                    raise ModelError(f"{folder / name} is damaged: its digest is not the one in config.json; reinstall onrecord")
            self.config: dict[str, Any] = config
            self.documents: int = config["documents"]
            self.frequency: dict[str, int] = {
                s: int(count) for count, stems in json.loads(raw["frequencies.json"]).items() for s in stems.split()
            }
            self.near: dict[str, dict[str, float]] = {}
            for likeness, pairs in json.loads(raw["neighbours.json"]).items():
                for some in pairs.split():
                    a, *rest = some.split("/")
                    for b in rest:
                        self.near.setdefault(a, {})[b] = self.near.setdefault(b, {})[a] = int(likeness) / 100
            self.senses = tuple(_senses(raw["senses.txt"].decode("utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{folder} is not a whole model folder ({error}); reinstall onrecord") from error
        self.of_stem: dict[str, list[Sense]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for sense in self.senses:
            for s in sense.stems:
                self.of_stem.setdefault(s, []).append(sense)
            for phrase in sense.phrases:
                self.phrases.setdefault(phrase[0], []).append((phrase, sense.name))

    def weight(self, stem_: str) -> float:
        """Inverse document frequency, 0 (in every document) to about 1 (in none)."""
        return log((self.documents + 1) / (self.frequency.get(stem_, 0) + 0.5)) / log((self.documents + 1) * 2)


def _senses(lines: str) -> Iterable[Sense]:
    for line in lines.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        head, _, rest = line.partition(":")
        members, _, against = rest.partition("!")
        words = members.split()
        phrases = tuple(tuple(stem(w) for w in word.split("_")) for word in words if "_" in word)
        yield Sense(
            head.lstrip("+ ").strip(),
            head.startswith("+"),
            frozenset(stem(w) for w in words if "_" not in w),
            phrases,
            frozenset(against.split()),
        )


@cache
def shipped() -> Tables:
    """The tables that come with the package, loaded once."""
    return Tables(Path(str(files("onrecord.reading") / "models" / SHIPPED)))


class Word(NamedTuple):
    """A word of the document, `text[start:end]`; `low` is it in lower case with straight apostrophes."""

    start: int
    end: int
    low: str
    stem: str
    capital: bool


_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[’'&-][^\W\d_]+)*")
_PARTS = re.compile(r"[^-]+")


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Every word and number of `text[start:end]`, the parts of a hyphenated one by themselves."""
    made = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        at, raw = match.start(), match[0]
        for part in _PARTS.finditer(raw) if "-" in raw else (None,):
            a, written = (at + part.start(), part[0]) if part else (at, raw)
            low = written.lower()
            if "’" in low:
                low = low.replace("’", "'")
            made.append(Word(a, a + len(written), low, stem(low), written[0].isupper()))
    return made


@dataclass(slots=True)
class Sentence:
    """A sentence of the page and what stands in it."""

    start: int
    end: int
    words: list[Word]
    stems: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    """How its words begin: six letters, four of a capitalised one."""
    senses: set[str] = field(default_factory=set)
    """Names of the senses that its phrases have."""
    figures: list[tuple[int, int, float]] = field(default_factory=list)
    block: int = 0


def page(document: Document, tables: Tables) -> list[Sentence]:
    """The sentences of a document without its headline and its furniture, in order."""
    left_out = (BlockKind.HEADLINE, BlockKind.FURNITURE)
    found = []
    begins = sentences.starts(document.text, document.blocks)
    firsts = [b.start for b in document.blocks]
    span = document.headline_span or (0, 0)
    for i, a in enumerate(begins):
        k = max(bisect_right(firsts, a) - 1, 0)
        block = document.blocks[k]
        b = min(begins[i + 1] if i + 1 < len(begins) else block.end, block.end)
        if block.kind in left_out or a >= b or (a < span[1] and span[0] < b):
            continue
        b = a + len(document.text[a:b].rstrip())
        found.append(sentence(document.text, a, b, tables, k))
    return found


def sentence(text: str, start: int, end: int, tables: Tables, block: int = 0) -> Sentence:
    made = Sentence(start, end, words(text, start, end), block=block)
    if any(w.low in _COUNTING or w.low[0].isdigit() for w in made.words):
        made.figures = figures(text, start, end)
    stems = [w.stem for w in made.words]
    made.stems = set(stems)
    made.heads = {w.low[:6] for w in made.words if len(w.low) > 6}
    made.heads.update(w.low[:4] for w in made.words if w.capital and len(w.low) > 4)
    begun = tables.phrases.keys() & made.stems
    for i, s in enumerate(stems) if begun else ():
        for phrase, name in tables.phrases.get(s, ()):
            at = i
            for part in phrase[1:]:
                following = stems[at + 1 : at + 4]
                if part not in following:
                    break
                at += 1 + following.index(part)
            else:
                made.senses.add(name)
    return made


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_UNITS = {name: value for value, name in enumerate(_ONES.split())} | {name: 10 * value for value, name in enumerate(_TENS.split(), 3)}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "k": 1_000,
    "dozen": 12,
}
_SHARES = {"half": 1 / 2, "halve": 1 / 2, "halved": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_PARTS_OF_ONE = _SHARES | {name + "s": value for name, value in _SHARES.items() if name != "half"} | {"halves": 1 / 2}
_FIGURE = re.compile(
    r"(?i)(?P<one>\b(?:one|two|three|four|\d+)) (?:\w+ )?(?:in|out of|of) (?:every )?(?P<of>two|three|four|five|six|seven|eight"
    r"|nine|ten|twenty|100|\d+)\b"
    r"|(?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:[- ]?(?P<scale>hundred|thousand|million|billion|bn|k"
    r"|m)\b)?(?P<percent> ?%| per ?cent| pc\b)?"
    r"|\b(?P<words>(?:(?:" + "|".join(_UNITS) + r"|a|hundred|thousand|million|billion|dozen)[- ](?:and )?)*(?:" + ""
    r"|".join(_UNITS) + r"|hundred|thousand|million|billion|dozen))\b(?P<cent> per ?cent)?"
    r"|\b(?:(?P<times>one|two|three|four|a|an)[- ](?P<part>" + "|".join(_PARTS_OF_ONE) + r")|(?P<half>half|halve[sd]?))\b"
)  # fmt: skip


_COUNTING = frozenset({*_UNITS, *_SCALES, *_PARTS_OF_ONE})


def figures(text: str, start: int, end: int) -> list[tuple[int, int, float]]:
    """The numbers in `text[start:end]`: where, and how much. Shares are parts of one: *34 per cent*, *a third*, *one in five*."""
    made = []
    for match in _FIGURE.finditer(text, start, end):
        value = 0.0
        if match["of"]:
            of = _in_words(match["of"])
            value = _in_words(match["one"]) / of if of else 0.0
        elif match["number"]:
            value = (
                float(match["number"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1) / (100 if match["percent"] else 1)
            )
        elif match["words"]:
            value = _in_words(match["words"]) / (100 if match["cent"] else 1)
        elif match["half"]:
            value = 1 / 2
        elif match["part"]:
            value = _PARTS_OF_ONE[match["part"].lower()] * max(_UNITS.get((match["times"] or "one").lower(), 1), 1)
        made.append((match.start(), match.end(), value))
    return made


def _in_words(words_: str) -> float:
    total, now = 0.0, 0.0
    for word in re.split(r"[- ]+", words_.lower()):
        if word.isdecimal():
            now += float(word)
        elif word in _UNITS:
            now += _UNITS[word]
        elif word in _SCALES:
            now = max(now, 1) * _SCALES[word]
            if now >= 1_000:
                total, now = total + now, 0.0
    return total + now


_VAGUE = {
    "dozens": (24, 250),
    "scores": (35, 300),
    "hundreds": (150, 2_000),
    "thousands": (1_500, 60_000),
    "millions": (1_500_000, 90_000_000),
    "billions": (1.5e9, 9e10),
}


def alike(a: float, b: float) -> bool:
    """The same number, or one rounded to the other."""
    return a == b or abs(a - b) <= (0.06 if max(a, b) > 20 else 0.04 if max(a, b) > 1 else 0.08) * max(abs(a), abs(b))


@dataclass(slots=True)
class Term:
    """A word of a claim that something must bear out: which stems and senses do, and how well (0 to 1)."""

    word: Word
    weight: float
    name: bool
    event: bool
    accepts: dict[str, float]
    senses: frozenset[str]
    against: frozenset[str]
    amount: float | None
    """How much, where the term is a number."""
    least: float
    most: float
    """What *dozens* or *hundreds* may mean; 0 and 0 for any other word."""
    head: int
    """So many first letters shared will do: other forms of long words and of names (*Russia*, *Russian*)."""


_MATE = 0.9
_COUSIN = 0.7


def terms(
    claim: Sequence[Word], tables: Tables, names: frozenset[str] = frozenset(), amounts: Sequence[tuple[int, int, float]] = ()
) -> list[Term]:
    """The content words of a claim. `names` are the words, in lower case, that are names; `amounts` its numbers, as `figures` "
    "gives them."""
    made: list[Term] = []
    passed = -1
    for i, word in enumerate(claim):
        if i <= passed:
            continue
        amount = next(((a, value) for a, b, value in amounts if a <= word.start < b), None)
        if amount and amount[0] != word.start:
            continue
        phrased = [(p, n) for p, n in tables.phrases.get(word.stem, ()) if len(p) > 1 and p == tuple(w.stem for w in claim[i : i + len(p)])]
        if (not amount and not phrased and word.low in SMALL) or (len(word.low) < 2 and not word.low.isdigit()) or word.low.endswith("n't"):
            continue
        name = word.low in names
        senses = [] if name else list(tables.of_stem.get(word.stem, []))
        if phrased and not name and amount is None:
            longest = max(len(p) for p, _ in phrased)
            senses = [s for s in tables.senses if any(s.name == n for p, n in phrased if len(p) == longest)]
            if not any(w.low not in SMALL for w in claim[i + 1 : i + longest]):
                passed = i + longest - 1
        accepts: dict[str, float] = {}
        if not name:
            accepts.update(tables.near.get(word.stem, {}))
            for sense in senses:
                accepts.update(dict.fromkeys(sense.stems, _MATE))
        accepts[word.stem] = 1.0
        against = frozenset(stem_ for sense in senses for other in sense.against for stem_ in _stems_of(other, tables))
        for opposed in against - set(accepts):
            accepts.pop(opposed, None)
        made.append(
            Term(
                word,
                0.15 + tables.weight(word.stem) * (1.15 if name else 1.0),
                name,
                any(s.event for s in senses),
                accepts,
                frozenset(s.name for s in senses),
                against,
                amount[1] if amount else None,
                *_VAGUE.get(word.low, (0, 0)),
                4 if name else 6,
            )
        )
    return made


def _stems_of(sense: str, tables: Tables) -> frozenset[str]:
    return next((s.stems for s in tables.senses if s.name == sense), frozenset())


def borne(term: Term, sentence: Sentence) -> float:
    """How well a sentence has what a term says, 0 to 1."""
    if term.amount is not None:
        values = [value for _, _, value in sentence.figures]
        if any(alike(term.amount, value) for value in values):
            return 1.0
        if 0 < term.amount < 1 and any(0 < a < b and alike(term.amount, a / b) for a in values for b in values):
            return 1.0
        return 0.5 if term.word.stem in sentence.stems else 0.0
    if term.most:
        return 1.0 if term.word.stem in sentence.stems or any(term.least <= value <= term.most for _, _, value in sentence.figures) else 0.0
    if term.word.stem in sentence.stems:
        return 1.0
    best = max((term.accepts[s] for s in term.accepts.keys() & sentence.stems), default=0.0)
    if not term.senses.isdisjoint(sentence.senses):
        best = max(best, _MATE)
    if best < _COUSIN and len(term.word.low) > term.head and term.word.low[: term.head] in sentence.heads:
        return _COUSIN
    return best


def bearing(claim: Sequence[Term], found: Sequence[Sentence]) -> list[float]:
    """How much of a claim each sentence has: the share, by weight, of its terms that are borne out there."""
    total = sum(t.weight for t in claim)
    return [sum(t.weight * borne(t, s) for t in claim) / total if total else 0.0 for s in found]


RELATED = ("1", "exact", "soft", "sentence", "window", "rarest", "hits", "square")
"""What `relatedness` is a logistic function of."""


def relation(claim: Sequence[Term], found: Sequence[Sentence]) -> list[float]:
    """Does a page speak of what its headline speaks of? The values of RELATED: shares of the headline, by weight, in the page as a
    whole, in its best sentence and in its best three together; its rarest three words; how many rare words are there."""
    if not claim or not found:
        return [1.0, *[0.0] * (len(RELATED) - 1)]
    stems = frozenset().union(*(s.stems for s in found))
    total = sum(t.weight for t in claim)
    exact = sum(t.weight for t in claim if t.word.stem in stems) / total
    near = [[borne(t, s) for t in claim] for s in found]
    best = [max(column) for column in zip(*near, strict=True)]
    soft = sum(t.weight * b for t, b in zip(claim, best, strict=True)) / total
    single = max(sum(t.weight * b for t, b in zip(claim, row, strict=True)) for row in near) / total
    window = 0.0
    for i in range(len(near)):
        rows = near[i : i + 3]
        window = max(window, sum(t.weight * max(row[k] for row in rows) for k, t in enumerate(claim)) / total)
    rarest = sorted(zip((t.weight for t in claim), best, strict=True), reverse=True)[:3]
    rare = sum(w * b for w, b in rarest) / sum(w for w, _ in rarest)
    hits = min(sum(t.weight > 0.4 and t.word.stem in stems for t in claim), 5) / 5
    return [1.0, exact, soft, single, window, rare, hits, soft * soft]


def relatedness(claim: Sequence[Term], found: Sequence[Sentence], tables: Tables) -> float:
    """Probability that a page is about what a headline is about (calibrated on FNC-1)."""
    weights = tables.config["relate"]
    z = sum(w * x for w, x in zip(weights, relation(claim, found), strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, z))))
