"""A page as its headline is held against it: which sentences bear on a claim, how likely they bear it out, and in whose voice."""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import exp, log

from onrecord.reading import claims, passages, wording
from onrecord.reading.claims import Claim
from onrecord.reading.passages import Sentence, Term
from onrecord.vocabulary import Document, Statement

BORNE = ("1", "covered", "events", "best sentence", "heaviest missing", "missing", "not names", "verb", "length")
"""What the probability that a page bears a claim out is a logistic function of."""

_DATES = (
    "january february march april may june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday christmas easter"
)
_MONTHS = frozenset(_DATES.split())
"""Names that tell when, not who."""


class Bearing:
    """A document, its statements and its headline's claims, with what bears on them."""

    def __init__(self, document: Document, statements: Sequence[Statement], span: tuple[int, int]) -> None:
        self.text, self.span, self.tables = document.text, span, passages.shipped()
        self.sentences = passages.page(document, self.tables)
        self.statements = [s for s in statements if s.content and not (s.content[0].start < span[1] and span[0] < s.content[0].end)]
        self.headline = self.text[span[0] : span[1]]
        self.names = claims.names(passages.words(self.text, *span), self.sentences)
        self.found: dict[int, tuple[int, list[float], float, float]] = {}
        self.claims = claims.split(self.text, *span)
        self.capitals = frozenset(
            w.low for sentence in self.sentences for w in sentence.words[1:] if w.capital and w.low not in passages.SMALL
        )
        amounts = passages.figures(self.text, *span)
        for claim in self.claims:
            claim.terms = passages.terms(passages.words(self.text, claim.start, claim.end), self.tables, self.names, amounts)
            claim.verb = claims.verb(self.text, claim.terms)
            if claim.verb >= 0:
                verb = claim.terms[claim.verb]
                verb.accepts = {s: v for s, v in verb.accepts.items() if v >= 0.7}
            if claim.verb >= 0 and not any(t.event and k < claim.verb and k > 0 for k, t in enumerate(claim.terms)):
                claim.future |= self.text[: claim.terms[claim.verb].word.start].rstrip().lower().endswith((" to", " to be"))

    def near(self, claim: Claim) -> tuple[int, list[float], float, float]:
        """The sentence that bears most on a claim, how well each term is borne out around it, the claim's coverage, and its events'."""
        if id(claim) not in self.found:
            self.found[id(claim)] = self._near(claim)
        return self.found[id(claim)]

    def _near(self, claim: Claim) -> tuple[int, list[float], float, float]:
        rows = [[passages.borne(t, s) for t in claim.terms] for s in self.sentences]
        total = sum(t.weight for t in claim.terms)
        if not rows or not total:
            return -1, [], 0.0, 0.0
        telling = [
            t.weight * (0.5 if t.name and t.word.low not in _MONTHS else 2.0 if k == claim.verb else 1.0) for k, t in enumerate(claim.terms)
        ]
        whole = sum(telling)
        best, borne, score = 0, rows[0], -1.0
        anywhere = [0.75 * max(column) for column in zip(*rows, strict=True)]
        for i in range(len(rows)):
            if i and not any(rows[i]):
                continue
            lo, hi = max(0, i - 3), min(len(rows), i + 4)
            around = [max(rows[j][k] * (1.0 if abs(i - j) < 2 else 0.9) for j in range(lo, hi)) for k in range(len(claim.terms))]
            everywhere = [max(a, b) for a, b in zip(around, anywhere, strict=True)]
            value = sum(w * (b + 0.35 * e) for w, b, e in zip(telling, rows[i], everywhere, strict=True)) / whole - 0.004 * i
            if value > score:
                best, borne, score = i, everywhere, value
        covered = sum(t.weight * b for t, b in zip(claim.terms, borne, strict=True)) / total
        events = [(t, b) for t, b in list(zip(claim.terms, borne, strict=True)) if t.event and not t.name]
        if len(events) > 1 and events[0][0] is claim.terms[0]:
            events = events[1:]
        evented = sum(t.weight * b for t, b in events) / sum(t.weight for t, _ in events) if events else covered
        return best, borne, covered, evented

    def borne_out(self, claim: Claim) -> float:
        """Probability that something in the page says what the claim says, whoever says it and whatever differs."""
        z = sum(w * x for w, x in zip(self.tables.config["borne"], self.features(claim), strict=True))
        return 1 / (1 + exp(-max(-30.0, min(30.0, z))))

    def features(self, claim: Claim) -> list[float]:
        """What tells whether a claim is borne out: see BORNE."""
        best, borne, covered, evented = self.near(claim)
        if best < 0:
            return [1.0, *[0.0] * (len(BORNE) - 1)]
        total = sum(t.weight for t in claim.terms)
        alone = sum(t.weight * passages.borne(t, self.sentences[best]) for t in claim.terms) / total
        missing = [t.weight * (1 - b) for t, b in zip(claim.terms, borne, strict=True)]
        plain = [(t, b) for t, b in zip(claim.terms, borne, strict=True) if not t.name]
        deed = sum(t.weight * b for t, b in plain) / sum(t.weight for t, _ in plain) if plain else covered
        return [
            1.0,
            covered,
            evented,
            alone,
            max(missing),
            sum(m > 0.35 for m in missing) / 3,
            deed,
            self.predicate(claim, borne),
            log(len(self.sentences)),
        ]

    def predicate(self, claim: Claim, borne: Sequence[float]) -> float:
        """How well the claim's verb is borne out; .5 where it cannot be told which word that is."""
        return borne[claim.verb] if claim.verb >= 0 else 0.5

    def told(self, sentence: Sentence, claim: Claim) -> list[Statement]:
        """The statements in whose content the words stand that bear on the claim there."""
        spots = [w for w in sentence.words if any(self.fits(t, w) for t in claim.terms)]
        found = []
        for s in self.statements:
            cue = " ".join(c.text for c in s.cue)
            if (not s.source and not s.cue) or (
                cue and wording.CARRIES.search(cue) and not re.search(r"(?i)\b(?:sa(?:id|ys?)|told|claim)", cue)
            ):
                continue
            inside = [w for w in spots if any(c.start <= w.start and w.end <= c.end for c in s.content)]
            whole = any(
                c.start < sentence.end
                and sentence.start < c.end
                and min(c.end, sentence.end) - max(c.start, sentence.start) > 0.4 * (sentence.end - sentence.start)
                for c in s.content
            )
            quoted = [t for t in claim.terms if self.text[t.word.start - 1 : t.word.start] in ("“", '"', "‘", "'")]
            verb = (
                [w for w in spots if any(self.fits(t, w) for t in quoted)]
                if quoted
                else [w for w in spots if claim.verb >= 0 and self.fits(claim.terms[claim.verb], w)]
            )
            if (spots and len(inside) >= 0.5 * len(spots)) or any(w in inside for w in verb) or (not spots and whole):
                found.append(s)
        return found

    def needed(self, claim: Claim, best: int) -> list[Statement]:
        """Statements that alone, near the best sentence, have a word of the claim that the sentence lacks: who did it, or what was done."""
        here = self.sentences[best]
        for k, t in enumerate(claim.terms):
            if t.name or (k > 0 and k != claim.verb) or passages.borne(t, here) >= 0.5:
                continue
            having = [s for s in self.sentences[max(0, best - 3) : best + 4] if passages.borne(t, s) >= 0.7]
            by = [self.told(s, Claim(claim.start, claim.end, terms=[t], verb=0)) for s in having]
            if having and all(by):
                return by[0]
        return []

    def fits(self, term: Term, word: passages.Word) -> bool:
        return word.stem in term.accepts or (len(word.low) > term.head and term.word.low[: term.head] == word.low[: term.head])

    def deed(self, claim: Claim, best: int) -> Sentence:
        """The best sentence, or the one nearest to it that has the claim's verb if it has not."""
        if claim.verb < 0:
            return self.sentences[best]
        verb = claim.terms[claim.verb]
        near = [(abs(i - best), s) for i, s in enumerate(self.sentences) if abs(i - best) < 4 and passages.borne(verb, s) >= 0.7]
        return min(near, key=lambda pair: pair[0])[1] if near else self.sentences[best]

    def clauses(self, claim: Claim, sentence: Sentence) -> str:
        """Those clauses of a sentence that have the claim's words: the verb's, if it is there, else those with any."""
        cuts = [sentence.start, *(m.end() for m in wording.CLAUSE.finditer(self.text, sentence.start, sentence.end)), sentence.end]
        parts = [(a, b, [w for w in sentence.words if a <= w.start < b]) for a, b in pairwise(cuts)]
        verb = claim.terms[claim.verb] if claim.verb >= 0 else None
        chosen = [self.text[a:b] for a, b, words in parts if verb and any(self.fits(verb, w) for w in words)]
        if not chosen:
            chosen = [self.text[a:b] for a, b, words in parts if any(self.fits(t, w) for t in claim.terms for w in words)]
        return " ".join(chosen) or self.text[sentence.start : sentence.end]

    def words_of(self, terms: Sequence[Term]) -> str:
        """The headline's words from the first of these terms to the last, if they stand together, else one by one."""
        a, b = terms[0].word.start, terms[-1].word.end
        if b - a < 60 and len(passages.words(self.text, a, b)) <= len(terms) + 2:
            return f"“{self.text[a:b]}”"
        return ", ".join(f"“{self.text[t.word.start : t.word.end]}”" for t in terms[:4])

    def cut(self, span: tuple[int, int]) -> str:
        words = self.text[span[0] : span[1]].strip(' “”"').split()
        return " ".join(words[:16]) + (" …" if len(words) > 16 else "")
