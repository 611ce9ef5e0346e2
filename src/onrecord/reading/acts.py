"""What a speaker does with a statement: cue, content, negation and modality become features, a small linear model decides.

The words and what they tell are in `acts.txt`; the weights (multinomial logistic regression, trained by `training.acts`) are in
`models/acts-1/`.
The labels are those of FORMAT.md; polarity follows from them.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log
from pathlib import Path

import numpy as np

from onrecord.errors import ModelError
from onrecord.reading.lexicon import NEGATIONS, Hit, Token, hits, lexicon, stem, tokens
from onrecord.vocabulary import Condition, Span

FORMAT = "onrecord-acts/1"
SHIPPED = "acts-1"
ACTS = ("assert", "confirm", "deny", "warn", "predict", "promise", "offer", "demand", "refuse", "threaten", "accuse", "support", "ask")
POLARITY = {"offer": "willing", "promise": "willing", "support": "willing", "refuse": "unwilling", "threaten": "unwilling"}
"""Every other act is neutral."""
GLANCE, CLEAR, SHARE = 0.45, 0.4, 0.8
"""How much what the shared pass says of the pieces weighs beside the linear model. Probability from which both together are taken at their
word, if they agree on polarity; else the network is asked too, which costs far more. How much its word weighs."""
LEARNED = dict(zip(ACTS, (2802, 94, 160, 173, 207, 127, 31, 419, 255, 19, 1069, 679, 139), strict=True))
"""How often each act stands in what the shared pass learned from (`training/labels`): news asserts more than other texts do, and half of
that habit is taken out of what it says."""
NO_GLANCE = (0.0,) * len(ACTS)


@dataclass(slots=True)
class Reading:
    """What was seen in one statement: features for the model, and the words behind them as spans of the document."""

    features: dict[str, float] = field(default_factory=dict)
    seen: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """For groups of the lexicon found in the content: offsets of their phrases."""

    def add(self, name: str, value: float = 1.0) -> None:
        self.features[name] = value


_OWN = frozenset({"i", "we", "he", "she", "it", "they", "my", "our", "his", "her", "its", "their", "us", "me"})
_FIRST = frozenset({"i", "we", "my", "our", "us", "me"})


def read(content: Sequence[Span], cue: Sequence[Span], source: Sequence[Span], conditions: Sequence[Condition]) -> Reading:
    """The features of a statement: what stands in its `conditions` tells of the act only that there are any, and of which kinds."""
    made = Reading()
    made.add("bias")
    whole = [t for span in content for t in tokens(span.text, span.start)]
    terms = [c for c in conditions if c.kind != "requirement"]
    words = [t for t in whole if not any(c.start <= t.start < c.end for c in terms)]
    if not any(t.raw[0].isalpha() for t in words):
        words = whole
    in_cue = [t for span in sorted(cue, key=lambda s: s.start) for t in tokens(span.text, span.start)]
    by = [t for span in source for t in tokens(span.text, span.start)]
    senses = _of_cue(made, in_cue, words)
    _of_source(made, by)
    subject, modal = _of_content(made, words, by, senses)
    for condition in conditions:
        made.add("if/" + condition.kind)
        made.add("if")
    if conditions:
        made.add(f"if&{modal}")
        made.add(f"if&{subject}&{modal}")
    for sense in senses:
        made.add(f"{sense}&{subject}&{modal}")
        made.add(f"{sense}&{modal}")
        if conditions:
            made.add(f"{sense}&if")
    return made


def _of_cue(made: Reading, in_cue: list[Token], words: list[Token]) -> list[str]:
    """Which kinds of verb the cue holds: `say`, `refuse`, `refuse!` (negated) …; the model gets them, their words and their crossings."""
    plain = [t for t in in_cue if t.raw not in '?!:%“”"„«»']
    found = list(hits(plain, "cue"))
    longest = max((h.end - h.start for h in found), default=0)
    if longest > 1:
        inner = [h for h in found if h.end - h.start > 1]
        found = [h for h in found if h in inner or not any(o.start <= h.start and h.end <= o.end for o in inner)]
    senses = []
    for hit in found:
        lead = plain[max(hit.start - 4, 0) : hit.start]
        declined = any(t.lemma in ("refuse", "decline", "stop") for t in lead) or "no longer" in " ".join(t.raw for t in lead)
        would = any(t.lemma in ("would", "will", "could", "can") for t in lead)
        sense = hit.group + ("!" if hit.negated else "") + ("~" if declined else "") + ("^" if would and hit.negated else "")
        senses.append(sense)
        made.add("cue/" + sense, 1.6)
        made.add("cue/" + " ".join(t.lemma for t in plain[hit.start : hit.end]) + sense[len(hit.group) :], 1.2)
    for t in plain:
        if t.lemma not in lexicon().lists["small"]:
            made.add("cueword/" + stem(t))
    if not plain:
        made.add("cue/none")
        senses = ["none"]
    elif not senses:
        made.add("cue/other")
        senses = ["other"]
    neutral = all(s.rstrip("!~^") in ("say", "claim", "recall", "think", "find", "call", "none", "other", "plan", "hope") for s in senses)
    made.add("neutral" if neutral else "marked")
    if any(t.lemma in ("will", "would", "could", "can", "may", "might") for t in plain):
        made.add("cue/modal")
    if words and plain:
        made.add(f"cue+{plain[-1].lemma}+{words[0].raw}", 0.7)
    return list(dict.fromkeys(senses))


def _of_source(made: Reading, by: list[Token]) -> None:
    for hit in hits(by, "by"):
        made.add("by/" + hit.group, 0.7)
    if not by:
        made.add("by/nobody", 0.7)
    elif len(by) == 1 and by[0].raw in _OWN:
        made.add("by/pronoun", 0.7)


def _of_content(made: Reading, words: list[Token], by: list[Token], senses: list[str]) -> tuple[str, str]:
    """Subject (`own`, `other`, `none`) and modality of the content's decisive clause; everything else goes into the features."""
    bare = [t for t in words if t.raw not in '“”"„«»']
    neutral = "neutral" in made.features
    quoted = any(t.raw in '“”"„«»' for t in words)
    made.add("quoted" if quoted else "unquoted", 0.5)
    if not bare:
        made.add("in/empty")
        return "none", "none"
    first = bare[0].raw
    made.add("first/" + first, 0.8)
    lead = "n" if neutral else "m"
    made.add(f"{lead}/first/" + _shape(bare[0], bare[1] if len(bare) > 1 else None))
    if bare[-1].raw == "?" or any(t.raw == "?" for t in bare):
        made.add("in/?", 1.5)
        made.add(f"{lead}/in/?")
    if bare[-1].raw == "?":
        made.add("in/ends?", 1.5)
    named = {t.lemma for t in by} - lexicon().lists["small"]
    subjects = list(_clauses(bare, named))
    subject, modal = subjects[-1] if subjects else ("none", "none")
    coarse = {"had": "past", "be-past": "past", "have-past": "past", "do-past": "past", "past": "past", "have": "past"}
    tense = coarse.get(modal.removesuffix("-not"), modal.removesuffix("-not")) + ("-not" if modal.endswith("-not") else "")
    whose = "own" if subject == "first" else "other" if subject in ("there", "none") else subject
    opening = subjects[0] if subjects else ("none", "none")
    made.add(f"{lead}/opens/{opening[0]}/{opening[1]}", 0.6)
    for s, m in subjects:
        made.add(f"clause/{s}/{m}", 0.8)
        made.add(f"{lead}/clause/{s}/{m}", 0.8)
        made.add(f"clause/{m}", 0.6)
    if quoted and _imperative(words):
        made.add("imperative", 1.6)
        made.add(f"{lead}/imperative", 1.0)
    found: dict[str, Hit] = {}
    for hit in hits(bare, "in"):
        name = hit.group + ("!" if hit.negated else "")
        found.setdefault(name, hit)
        made.seen.setdefault(name, []).append((bare[hit.start].start, bare[hit.end - 1].end))
    for name in found:
        made.add("in/" + name, 0.8)
        made.add(f"{lead}/in/{name}", 1.0)
        made.add(f"{lead}/in/{name}&{whose}&{tense}", 0.8)
        made.add(f"in/{name}&{tense}", 0.7)
        made.add(f"in/{name}&{whose}", 0.5)
        for sense in senses:
            made.add(f"{sense}&in/{name}", 0.7)
    for sense in senses:
        made.add(f"{sense}&first/{_shape(bare[0], None)}", 0.8)
    for t in bare:
        if t.lemma not in lexicon().lists["small"]:
            made.add("word/" + stem(t), 0.35)
    for a, b in pairwise(bare):
        if a.lemma in lexicon().modals or a.lemma in NEGATIONS or a.raw in _OWN:
            made.add(f"pair/{a.lemma} {b.lemma}", 0.4)
    made.add("short" if len(bare) < 5 else "middling" if len(bare) < 14 else "long", 0.5)
    return subject, modal


def _shape(word: Token, after: Token | None) -> str:
    raw = word.raw
    if raw in (
        "to",
        "that",
        "for",
        "of",
        "not",
        "no",
        "never",
        "whether",
        "if",
        "who",
        "what",
        "why",
        "how",
        "where",
        "when",
        "which",
        "let",
        "i",
        "we",
        "it",
        "he",
        "she",
        "they",
        "there",
    ):
        return raw
    if raw in _OWN:
        return "own"
    if raw.endswith("ing"):
        return "-ing"
    return "the" if raw in ("the", "a", "an", "this", "these", "those", "its", "his", "their", "her") else "-"


def _clauses(bare: list[Token], named: set[str]) -> Iterator[tuple[str, str]]:
    """Subject and modal of each finite clause: whose act it is (*own*: a pronoun or words of the source), and will, would …"""
    begin = 0
    for i, word in enumerate(bare):
        if word.raw in (":", "?", "!", "and", "but", "that", "if", "unless", "until") and word.raw != "and":
            begin = i + 1
        if i and _simple_past(word, bare[i - 1]):
            heads = [t for t in bare[begin:i][-12:] if t.raw not in ("that", "and", "not")]
            begin = i + 1
            yield _subject(heads, named), "past"
            continue
        if (
            word.lemma not in lexicon().modals
            or i == 0
            or (word.lemma in ("be", "have", "do") and i > 0 and bare[i - 1].lemma in lexicon().modals)
        ):
            continue
        before = bare[begin:i]
        if len(before) > 12:
            before = before[-12:]
        heads = [t for t in before if t.raw not in ("that", "and", "not")]
        subject = _subject(heads, named)
        modal = lexicon().modals[word.lemma]
        if modal in ("be", "have", "do"):
            modal += "-past" if word.raw in ("was", "were", "had", "did", "been") else ""
            if word.lemma == "have" and i + 1 < len(bare) and bare[i + 1].raw == "to":
                modal = "must"
        if any(t.lemma in ("not", "never", "no") for t in bare[i + 1 : i + 3]) or (heads and heads[0].lemma in NEGATIONS):
            modal += "-not"
        begin = i + 1
        yield subject, modal


def _subject(heads: list[Token], named: set[str]) -> str:
    if any(t.raw in _FIRST for t in heads[-3:]):
        return "first"
    if not heads:
        return "none"
    if heads[-1].raw in _OWN or heads[0].raw in _OWN or any(t.lemma in named for t in heads):
        return "own"
    return "there" if heads[-1].raw == "there" else "nobody" if heads[0].lemma in NEGATIONS else "other"


def _simple_past(word: Token, before: Token) -> bool:
    """*burned*, *sold*, *knew* after a subject; not *had burned*, *was sold*, *the burned house*."""
    past = (word.raw.endswith("ed") and len(word.raw) > 4) or word.raw in lexicon().lists["past"]
    return (
        past
        and before.lemma not in lexicon().modals
        and before.raw not in ("the", "a", "an", "not", "to", "of", "by", "never", "been", "get", "and")
    )


def _imperative(words: list[Token]) -> bool:
    """Does a sentence inside quotation marks begin with a verb's base form and no subject?"""
    for mark, word, after in zip(words, words[1:], words[2:], strict=False):
        if (
            mark.raw in '“"„«?!:'
            and word.raw in lexicon().lists["imperative"]
            and after.raw not in ("i", "we", "you", "he", "she", "it", "they", "is", "was", "will", "the" if word.raw in ("do",) else "\0")
        ):
            return True
    return len(words) > 1 and words[0].raw in lexicon().lists["imperative"] and words[0].raw not in ("do", "be", "will")


class Model:
    """Weights of the linear model: for each feature one number an act.

    Raises ModelError if a file of the folder is missing, is not the one that the config names by its digest, or is of another format.
    """

    def __init__(self, folder: Path) -> None:
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            raw = (folder / "weights.json").read_bytes()
            if hashlib.sha256(raw).hexdigest() != config["digests"]["weights.json"]:
                raise ModelError(f"{folder / 'weights.json'} is damaged: its digest is not the one in config.json; reinstall onrecord")
            if config["format"] != FORMAT or tuple(config["acts"]) != ACTS:
                raise ModelError(
                    f"{folder}: this version reads {FORMAT} with acts {', '.join(ACTS)}; install the version that fits the model"
                )
            named = json.loads(raw)
            self._rows = {name: i for i, name in enumerate(named)}
            self._weights = np.array(list(named.values()), np.float32).reshape(len(named), len(ACTS)) * np.float32(config["scale"])
            self.digest: str = config["digests"]["weights.json"]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{folder} is not a whole model folder ({error}); reinstall onrecord") from error

    def scores(self, reading: Reading) -> list[float]:
        """Probabilities, in the order of ACTS."""
        known = [(self._rows[name], value) for name, value in reading.features.items() if name in self._rows]
        rows, values = zip(*known, strict=True) if known else ((), ())
        total = np.array(values, np.float32) @ self._weights[list(rows)]
        powers = np.exp(total - total.max())
        probabilities: list[float] = (powers / powers.sum()).tolist()
        return probabilities

    def weight(self, name: str, act: str) -> float:
        """What a feature speaks for an act; 0 for one that is not known."""
        return float(self._weights[self._rows[name], ACTS.index(act)]) if name in self._rows else 0.0


def settled(scores: Sequence[float], glance: Sequence[float], network: Callable[[], Sequence[float]]) -> tuple[str, float]:
    """The likeliest act and its probability: by the linear model's `scores` and the log-likelihoods `glance` of the shared pass where these
    are clear and leave the linear model's polarity, else also by the log-probabilities of `network` (a product of experts, Hinton 2002)."""
    logs = [log(max(p, 1e-9)) + GLANCE * q for p, q in zip(scores, glance, strict=True)]
    told = _shares(logs)
    if max(told) < CLEAR or _polarity(told) != _polarity(scores):
        told = _shares([x + SHARE * q for x, q in zip(logs, network(), strict=True)])
    return ACTS[told.index(max(told))], max(told)


_WILL_NOT = re.compile(r"\b(?:(?:will|would|shall) (?:not|never)|won['’]t) (?!be\b|have been\b)")
_COMMITS = re.compile(r"\b(?:promis|vow|pledg|commit|guarante|swor|swear|oath|undert)")
_MAYBE_OPEN = re.compile(r"(?i)\b(?:open|willing|prepared|ready|happy|possible)\b")
_OPEN = re.compile(
    r"(?i)(?<!not )(?<!never )(?<!who )(?<!you )\b(?:am|is|are|was|were|be|remain(?:s|ed)?|stands?|(?:I|we|he|she|they)['’](?:m|re|s)) "
    r"(?:(?:still|always|fully|very|quite|also|now|even|perfectly|completely|again) )*"
    r"(?:open to (?!the public|all\b|every|any|visit|traffic|tourist)|(?:willing|prepared) to\b|(?:ready|happy) (?:to|for) "
    r"(?:(?:hold|start|resume|begin|enter|direct|further|new|more) )*(?:talk|negotiat|discuss|meet|dialogue|compromise|co-?operat|consider|"
    r"listen|help|accept|sign\b|engage|sit down|return to))"
    r"|\b(?:talks?|negotiations?|conversations?|dialogue|deals?|agreements?|accords?|settlements?|compromises?|meetings?|summits?|truces?|"
    r"cease-?fires?|peace)\b[^.;]{0,60} (?:is|are|was|were|(?:will|would|could) be) (?:only )?possible (?:only )?"
    r"(?:if|when|once|provided|on condition|as (?:long|soon) as)\b"
)
"""Words for being open to something, or to talks on a condition; `_MAYBE_OPEN` is sooner seen to be missing."""


_RISK = re.compile(r"(?i)\bthere(?:['’]s| is| are| was| were| remains?) (?:still |now |always )?an? (?:\w+ )?(?:risk|danger)\b")
_BY_WORDS = 0.9
"""How sure an act is that words settle."""


def worded(act: str, sure: float, cue: str, content: str) -> tuple[str, float]:
    """The act and its probability, but where words settle it (FORMAT.md): a promise not to do something is a refusal (*the army will not
    leave the island*), unless the cue itself promises (*vowed not to*), or something is not to be done to others (*the ground will not be
    sold*); who is said to be open to a thing, or says that talks are possible if, offers; who says that there is a risk warns."""
    if act == "promise" and _WILL_NOT.search(content) and not _COMMITS.search(cue):
        return "refuse", sure
    if act in ("assert", "promise", "predict", "offer") and _MAYBE_OPEN.search(content) and _OPEN.search(content):
        return "offer", max(sure, _BY_WORDS)
    if act in ("assert", "predict", "warn") and _RISK.search(content):
        return "warn", max(sure, _BY_WORDS)
    return act, sure


def _polarity(scores: Sequence[float]) -> str | None:
    return POLARITY.get(ACTS[scores.index(max(scores))])


def _shares(logs: Sequence[float]) -> list[float]:
    powers = [exp(x - max(logs)) for x in logs]
    return [p / sum(powers) for p in powers]


def telling(reading: Reading, act: str) -> list[tuple[int, int]]:
    """Offsets of the content's phrases that speak for `act`, by the shipped weights: the strongest group's, at most three."""
    lead = "n" if "neutral" in reading.features else "m"
    worth = {n: sum(shipped().weight(k, act) for k in (f"in/{n}", f"{lead}/in/{n}")) for n in reading.seen}
    best = max(worth, key=lambda n: worth[n], default=None)
    return reading.seen[best][:3] if best is not None and worth[best] > 0 else []


@cache
def shipped() -> Model:
    """The model that comes with the package, loaded once."""
    return Model(Path(str(files("onrecord.reading") / "models" / SHIPPED)))
