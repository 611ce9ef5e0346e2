"""The headline against its page: is what it claims there, in whose voice, and with the same hedges, numbers, actors and tense?

A headline is split into claims. For each, `reading.passages` finds the sentences that bear on it; then headline and
sentences are compared. The weakest claim decides. The labels are FORMAT.md's; `why` is one sentence that a reader can check against the
`evidence`. Nothing here says that anybody is right.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.reading import claims, entailment, passages, wording
from onrecord.reading.bearing import Bearing
from onrecord.reading.claims import Claim
from onrecord.reading.passages import Sentence, Term
from onrecord.reading.pieces import Ints, Pieces
from onrecord.vocabulary import Document, HeadlineCheck, Span, Statement

SUPPORTED, ATTRIBUTED, OVERSTATED, UNSUPPORTED, QUESTION = "supported", "attributed", "overstated", "unsupported", "question"
LABELS = (UNSUPPORTED, OVERSTATED, ATTRIBUTED, SUPPORTED)
"""From the weakest to the strongest; *question* stands outside."""
KINDS = ("hedge", "condition", "limit", "negation", "number", "actor", "contested", "plan", "cause", "tense")
"""What an overstated headline drops, adds or changes; *contested*: states as fact what the page has as one side's word, *plan*: as done
what is planned, *cause*: a link as a cause, *tense*: what once was as what is."""
_OVERSTATED = {
    "hedge": "The headline is surer of it than the page",
    "condition": "The headline drops a condition",
    "limit": "The headline says it of more than the page does",
    "negation": "Headline and page differ in a “not”",
    "number": "The headline counts otherwise than the page",
    "actor": "The headline says it of somebody else than the page",
    "contested": "The headline states as a fact what the page shows to be disputed",
    "plan": "The headline tells as done what the page tells as planned",
    "cause": "The headline names a cause where the page does not",
    "tense": "The headline tells of another time than the page",
}


class Finding(NamedTuple):
    """What the page has for a claim, and where."""

    label: str
    why: str
    where: tuple[tuple[int, int], ...] = ()


def check(document: Document, statements: Sequence[Statement]) -> HeadlineCheck | None:
    """What the page says of its headline's claim; None where there is no headline.

    `statements` are the document's; those inside the headline count for nothing. Raises ModelError if the shipped tables are damaged.
    """
    span = document.headline_span
    if span is None or not document.text[span[0] : span[1]].strip():
        return None
    return checked(document, Page(document, statements, span).verdict())


def checked(document: Document, found: Finding) -> HeadlineCheck:
    """A finding with the words of the document that it rests on."""
    where = sorted({(a, b) for a, b in found.where if a < b})
    return HeadlineCheck(found.label, found.why, tuple(Span(a, b, document.text[a:b]) for a, b in where))


def evidence(document: Document) -> list[list[float]]:
    """The values of BORNE for each claim of a document's headline: what `training.headlines` learns from."""
    page = Page(document, (), document.headline_span or (0, 0))
    return [page.features(claim) for claim in page.claims if claim.terms]


_UNCERTAIN = "study studies report reports scientist official expert experts source sources analysts witnesses poll survey"
_ANYBODY = frozenset(_UNCERTAIN.split())
_PRONOUN = re.compile(r"(?i)\W*(?:he|she|it|they|who|which|that|i|we|you)\W*")


class Page(Bearing):
    """The comparisons of one headline with one page."""

    def verdict(self) -> Finding:
        judged = [(c, self.judge(c)) for c in self.claims if c.terms]
        if any(c.asks for c in self.claims):
            return self.question(judged)
        if not judged:
            return Finding(UNSUPPORTED, "The headline has no words that the page could bear out.")
        weakest = min(judged, key=lambda j: LABELS.index(j[1].label))[1]
        where = tuple(w for _, f in judged for w in f.where) if weakest.label != UNSUPPORTED or len(judged) > 1 else ()
        return weakest._replace(where=where[:4])

    def judge(self, claim: Claim) -> Finding:
        best, borne, covered, _ = self.near(claim)
        likely = self.borne_out(claim)
        if best < 0 or likely < self.tables.config["bars"]["claim"]:
            missing = [t for t, b in zip(claim.terms, borne, strict=False) if b < 0.5]
            nearest = tuple((s.start, s.end) for s in self.sentences[best : best + 1]) if best >= 0 and covered > 0.4 else ()
            return Finding(UNSUPPORTED, f"Nothing in the page says {self.words_of(missing or claim.terms)}.", nearest)
        sentence = self.sentences[best]
        where = ((sentence.start, sentence.end),)
        around = self.sentences[best : best + 3]
        deed = self.deed(claim, best)
        telling = self.told(sentence, claim) or (self.told(deed, claim) if deed is not sentence else []) or self.needed(claim, best)
        off = self.distorted(claim, sentence, deed, around)
        if off:
            return Finding(OVERSTATED, off, where)
        conditional = claim.source or wording.HEDGED.search(self.headline) or wording.IF.search(self.headline)
        if not conditional and (there := tuple((c.start, c.end) for s in telling for c in s.conditions or ())):
            return Finding(OVERSTATED, f"The headline drops a condition: the page says “{self.cut(there[0])}”.", (*where, *there))
        speaker = _who(telling[0]) if telling else ""
        doubt = self.contested(claim, best, telling)
        named = self.text[claim.source[0] : claim.source[1]].strip() if claim.source else ""
        if claim.source and (other := self.otherwise(claim, sentence)):
            return Finding(OVERSTATED, f"The headline gives it as the word of {named}; in the page it is the word of {other}.", where)
        if claim.source and (telling or not claims.ACTS.fullmatch(claim.cue)):
            return Finding(ATTRIBUTED, f"The headline gives it as the word of {named}, and the page has it from {speaker or named}.", where)
        if claim.voiced and telling:
            return Finding(ATTRIBUTED, f"The headline marks it as somebody's word; in the page it is {speaker}'s.", where)
        if doubt and (telling or doubt[1]):
            said = f"as the word of {speaker}" if speaker else "as a claim"
            return Finding(
                OVERSTATED,
                f"The headline states as a fact what the page has {said}, and against it: “{self.cut(doubt[0])}”.",
                (*where, doubt[0]),
            )
        if telling:
            second = self.agreed(telling[0], best)
            if second:
                return Finding(
                    SUPPORTED, f"{_cap(speaker)} says it in the page, and so does another side: “{self.cut(second)}”.", (*where, second)
                )
            return Finding(ATTRIBUTED, f"The headline states it flatly; in the page it is the word of {speaker}.", where)
        lacking = sum(t.weight for t, b in zip(claim.terms, borne, strict=True) if b < 0.5) / sum(t.weight for t in claim.terms)
        bars = self.tables.config["bars"]
        if likely < bars["supported"] or lacking > bars["lacking"] or self.predicate(claim, borne) < 0.45:
            missing = [t for t, b in zip(claim.terms, borne, strict=True) if b < 0.7]
            rest = [t for k, t in enumerate(claim.terms) if k != claim.verb]
            if (
                likely > self.tables.config["bars"]["supported"]
                and len(rest) > 1
                and sum(t.weight * passages.borne(t, sentence) for t in rest) > 0.8 * sum(t.weight for t in rest)
            ):
                return Finding(
                    OVERSTATED,
                    f"The page says nothing of {self.words_of(missing or claim.terms)}; it goes only as far as “{self.cut(where[0])}”.",
                    where,
                )
            return Finding(
                UNSUPPORTED,
                f"Nothing in the page says {self.words_of(missing or claim.terms)}; nearest to it comes “{self.cut(where[0])}”.",
                where,
            )
        return Finding(SUPPORTED, f"The page says it in its own voice: “{self.cut(where[0])}”.", where)

    def view(self, pieces: Pieces) -> Ints:
        """What the network of headlines is given."""
        places = entailment.ranges(pieces, self.sentences)
        bears = entailment.bearing(self.text, self.span, self.sentences, self.tables)
        body = entailment.chosen(entailment.voiced(pieces, self.statements), places, bears)
        return entailment.together(body, entailment.title(pieces, self.span))

    def finding(self, label: str, kind: str) -> Finding | None:
        """What to say where the network finds another label than the rules, in the words of the claim that the page has least of; None if
        the page shows nothing to say it by."""
        claim = min((c for c in self.claims if c.terms), key=lambda c: self.near(c)[2], default=None)
        if claim is None:
            return None
        best, borne, _, _ = self.near(claim)
        if label == UNSUPPORTED:
            missing = [t for t, b in zip(claim.terms, borne, strict=False) if b < 0.5]
            return Finding(UNSUPPORTED, f"Nothing in the page says {self.words_of(missing or claim.terms)}.")
        if best < 0:
            return None
        sentence = self.sentences[best]
        where = ((sentence.start, sentence.end),)
        said = self.cut(where[0])
        if label == OVERSTATED:
            return Finding(OVERSTATED, f"{_OVERSTATED[kind]}; the page has “{said}”.", where)
        telling = self.told(sentence, claim) or self.needed(claim, best)
        if label == SUPPORTED:
            return None if telling else Finding(SUPPORTED, f"The page says it in its own voice: “{said}”.", where)
        if not telling:
            return None
        how = "gives it as somebody's word" if claim.source or claim.voiced else "states it flatly"
        return Finding(ATTRIBUTED, f"The headline {how}; in the page it is the word of {_who(telling[0])}.", where)

    def distorted(self, claim: Claim, sentence: Sentence, deed: Sentence, around: Sequence[Sentence]) -> str:
        """What the headline drops or changes, in a sentence; empty if nothing."""
        said = self.text[sentence.start : sentence.end]
        if deed is not sentence:
            said = f"{said} {self.text[deed.start : deed.end]}"
        clauses = self.clauses(claim, sentence) + (" " + self.clauses(claim, deed) if deed is not sentence else "")
        here = self.text[claim.start : claim.end]
        hedged = wording.HEDGED.search(self.headline) is not None
        if not hedged and not claim.source and (hedge := wording.HEDGE.search(clauses)):
            return f"The headline drops a hedge: the page says “{hedge[0].lower()}” (“{self.cut((sentence.start, sentence.end))}”)."
        if against := self.contradicted(claim, around, sentence):
            return f"The page speaks against it: “{self.cut(against)}”."
        if off := self.misnumbered(claim, around):
            return off
        if claim.future and (past := wording.NO_MORE.search(said)):
            return f"The page says that this no longer holds: “{past[0]}” (“{self.cut((sentence.start, sentence.end))}”)."
        if not claim.future and not hedged and (undone := wording.UNDONE.search(clauses)):
            return f"The headline tells as done what the page tells with “{undone[0]}” (“{self.cut((sentence.start, sentence.end))}”)."
        if not wording.SOME.search(self.headline) and not any(t.amount or t.most for t in claim.terms):
            for s in around[:2]:
                if part := wording.SOME.search(self.text, s.start, s.end):
                    return f"The headline says it of all, the page of a part: “{part[0]}” (“{self.cut((s.start, s.end))}”)."
        if (
            (limit := wording.LIMIT.search(clauses) or wording.UNLESS.search(said))
            and not wording.LIMIT.search(self.headline)
            and not hedged
        ):
            return f"The headline drops a limit: the page says “{limit[0].lower()}” (“{self.cut((sentence.start, sentence.end))}”)."
        if (
            not hedged
            and (condition := wording.IF.search(said) if claim.verb < 0 or deed is sentence else wording.IF.search(clauses))
            and not wording.IF.search(here)
        ):
            return f"The headline drops a condition: the page says “{' '.join(condition.string[condition.start() :].split()[:14])}”."
        alone = sum(t.weight * passages.borne(t, sentence) for t in claim.terms) / sum(t.weight for t in claim.terms)
        if alone > 0.5 and (negated := self.negated(claim, sentence)) and self.negation(claim) not in negated:
            return f"Headline and page differ in a “not”: “{self.cut((sentence.start, sentence.end))}”."
        return ""

    def contradicted(self, claim: Claim, around: Sequence[Sentence], best: Sentence) -> tuple[int, int] | None:
        """A sentence there that has the opposite of the claim's verb, another of its words, and not the verb."""
        if claim.verb < 0 or self.negation(claim):
            return None
        verb = claim.terms[claim.verb]
        others = [t for k, t in enumerate(claim.terms) if k != claim.verb]
        at = self.sentences.index(best)
        for s in self.sentences[max(0, at - 2) : at + 3]:
            if (
                verb.against & s.stems
                and passages.borne(verb, s) < 0.5
                and sum(t.weight * passages.borne(t, s) for t in others) > 0.45 * sum(t.weight for t in others)
            ):
                return s.start, s.end
        return None

    def misnumbered(self, claim: Claim, around: Sequence[Sentence]) -> str:
        """What the headline counts otherwise than the page, in a sentence; empty if nothing."""
        for t in claim.terms:
            if (
                wording.DATED.match(self.text, t.word.end)
                or 1900 < (t.amount or 0) < 2100
                or self.text[: t.word.start].rstrip().lower().endswith((" at", "aged"))
            ):
                continue
            if (t.amount is None or 1 <= t.amount <= 3) and not t.most:
                continue
            if any(passages.borne(t, s) == 1.0 for s in self.sentences):
                continue
            other = next((f for s in around for f in s.figures if f[2] != 1.0 and not (1900 < f[2] < 2100)), None)
            if other:
                return f"The headline says “{self.text[t.word.start : t.word.end]}”, the page “{self.text[other[0] : other[1]]}”."
        verb = claim.terms[claim.verb] if claim.verb >= 0 else None
        counted = [
            t
            for t in claim.terms
            if t.amount is not None
            and t.amount > 2
            and not self.text[: t.word.start].rstrip().lower().endswith((" at", "aged"))
            and not 1900 < t.amount < 2100
            and not wording.DATED.match(self.text, t.word.end)
        ]
        if verb and len(counted) == 1 and verb.amount is None:
            told = [s for s in self.sentences if passages.borne(verb, s) >= 0.7 and s.figures]
            if told and not any(passages.borne(counted[0], s) >= 0.9 for s in self.sentences if passages.borne(verb, s) >= 0.7):
                figure = told[0].figures[0]
                if not 1900 < figure[2] < 2100:
                    t = counted[0]
                    ours, theirs = self.text[t.word.start : t.word.end], self.text[figure[0] : figure[1]]
                    return f"The headline says “{ours}”, the page “{theirs}” (“{self.cut((told[0].start, told[0].end))}”)."
        return ""

    def negation(self, claim: Claim) -> int:
        """How many negations the headline has there, 0 or 1 (two make none)."""
        here = self.text[claim.start : claim.end]
        return _negations(here if claim.cue in here else f"{claim.cue} {here}")

    def negated(self, claim: Claim, sentence: Sentence) -> set[int]:
        """The same for each clause of the sentence that has the claim's verb."""
        made = set()
        for t in claim.terms[claim.verb : claim.verb + 1] if claim.verb >= 0 else ():
            for i, w in enumerate(sentence.words):
                if self.fits(t, w):
                    a, b = sentence.words[max(0, i - 5)].start, w.start
                    clause = re.split(r"[,;:.]\s|\b(?:but|that|who|which)\b", self.text[a:b])[-1]
                    made.add(_negations(clause))
        return made

    def otherwise(self, claim: Claim, sentence: Sentence) -> str:
        """Whose word it is in the page, if the source that the headline names is there but says something else."""
        assert claim.source is not None
        named = [
            t
            for t in passages.terms(passages.words(self.text, *claim.source), self.tables, self.names)
            if not (set(t.senses) & _ANYBODY or t.word.low in _ANYBODY)
        ]
        if not named:
            return ""
        sources = [(s, passages.sentence(self.text, part.start, part.end, self.tables)) for s in self.statements for part in s.source]

        def fits(source: Sentence) -> bool:
            return sum(passages.borne(t, source) >= 0.7 for t in named) >= (len(named) + 1) // 2

        here = [
            (s, source)
            for s, source in sources
            if any(c.start < sentence.end and sentence.start < c.end for c in (*s.content, *s.source, *s.cue))
        ]
        known = [source for s, source in here if _PRONOUN.fullmatch(self.text[source.start : source.end]) is None]
        if (
            not known
            or any(fits(source) for source in known)
            or any(s.speaker and any(w.stem == t.word.stem for w in passages.words(s.speaker.name) for t in named) for s, _ in here)
        ):
            return ""
        span = (
            self.sentences[max(0, self.sentences.index(sentence) - 3)].start,
            self.sentences[min(len(self.sentences) - 1, self.sentences.index(sentence) + 3)].end,
        )
        for s, source in sources:
            told = [w for c in s.content if span[0] <= c.start < span[1] for w in passages.words(c.text)]
            wanted = [claim.terms[claim.verb]] if claim.verb >= 0 else [t for t in claim.terms if not t.name]
            if fits(source) and any(self.fits(t, w) for w in told for t in wanted):
                return ""
        elsewhere = any(fits(source) for s, source in sources if source not in known)
        return self.text[known[0].start : known[0].end].strip(" ,") if elsewhere else ""

    def contested(self, claim: Claim, best: int, telling: Sequence[Statement]) -> tuple[tuple[int, int], bool] | None:
        """Words near the passage, of another side, that deny it; and whether they are a denial in so many words."""
        for s in self.sentences[max(0, best - 2) : best + 6]:
            said = self.text[s.start : s.end]
            if (found := wording.DENIES.search(said)) and not wording.UNDISPUTED.search(said):
                strong = found[0].lower().startswith(("den", "dispute", "reject", "plead"))
                return (s.start, s.end), strong
        last = self.sentences[min(best + 5, len(self.sentences) - 1)].end
        for other in self.statements:
            if other.act == "deny" and other not in telling and self.sentences[max(0, best - 2)].start <= other.content[0].start < last:
                return (other.content[0].start, other.content[-1].end), True
        return self.gainsaid(best, telling)

    def gainsaid(self, best: int, telling: Sequence[Statement]) -> tuple[tuple[int, int], bool] | None:
        """Another source's statement with a negation in it, soon after somebody's word."""
        if not telling:
            return None
        last = self.sentences[min(best + 4, len(self.sentences) - 1)].end
        mine = {w.stem for t in telling for part in t.source for w in passages.words(part.text)}
        for s in self.statements:
            words = [w for part in s.source for w in passages.words(part.text) if w.low not in passages.SMALL]
            own = any(w.stem in mine for w in words) or any(
                w.low in ("firm", "company", "its", "his", "her", "spokesman", "spokeswoman")
                for part in s.source
                for w in passages.words(part.text)
            )
            if s in telling or not words or own or not self.sentences[best].end <= s.content[0].start < last:
                continue
            if any(wording.NOT.search(part.text) for part in (*s.content, *s.cue)):
                return (s.content[0].start, s.content[-1].end), False
        return None

    def agreed(self, first: Statement, best: int) -> tuple[int, int] | None:
        for s in self.sentences[max(0, best - 2) : best + 3]:
            if wording.AGREES.search(self.text, s.start, s.end):
                return s.start, s.end
        return None

    def question(self, judged: Iterable[tuple[Claim, Finding]]) -> Finding:
        """What to say of a headline that asks: what of its further claims is missing, and what the page has instead, with who says it."""
        parts, where = ["The headline asks"], list[tuple[int, int]]()
        pairs = list(judged)
        for claim, _ in pairs:
            if not claim.asks and (gone := self.missing(claim)):
                parts.append(f"nothing in the page says {self.words_of(gone)}")
        said = self.nearest([c for c, _ in pairs])
        if said:
            statement, heard = said
            who, fears = _who(statement), wording.FEARS.search(" ".join(s.text for s in (*statement.cue, *statement.content)))
            parts.append(f"what it has is a fear that {who} {heard}" if fears else f"what it has is the word of {who}")
            where = [(s.start, s.end) for s in statement.content]
        else:
            where = [w for _, found in pairs for w in found.where]
        return Finding(QUESTION, "; ".join(parts) + ".", tuple(where[:4]))

    def missing(self, claim: Claim) -> list[Term]:
        """The claim's first words, up to three in a row, that no sentence of the page has."""
        run: list[Term] = []
        for t in claim.terms:
            gone = not t.name and not self.cut_short(t) and max((passages.borne(t, s) for s in self.sentences), default=0.0) < 0.7
            if gone and len(run) < 3:
                run.append(t)
            elif run:
                break
        return run

    def cut_short(self, term: Term) -> bool:
        """Whether the headline breaks off in this word (*the old harb…*) and the page has one that begins so."""
        broken = self.text.startswith(("…", "..."), term.word.end)
        return broken and re.search(rf"(?i)\b{re.escape(term.word.low)}", self.text[term.word.end :]) is not None

    def nearest(self, claims_: Sequence[Claim]) -> tuple[Statement, str] | None:
        """The statement that bears most on the headline's claims (a fear or a warning before others), and how it was heard."""
        best, score = None, 0.0
        terms = [t for c in claims_ for t in c.terms]
        for n, s in enumerate(self.statements):
            if not s.source:
                continue
            content = [passages.sentence(self.text, part.start, part.end, self.tables) for part in s.content]
            value = sum(t.weight * max(passages.borne(t, part) for part in content) for t in terms) - 0.02 * n
            if value > 0.3 and wording.FEARS.search(" ".join(part.text for part in (*s.cue, *s.content))):
                value += 0.5 + 0.4 * any(w.low in self.capitals for part in s.source for w in passages.words(part.text))
            if value > score:
                best, score = s, value
        if best is None or score <= 0.2:
            return None
        if best.via:
            return best, f"told to {best.via[0].name}"
        start, end = best.content[0].start, best.content[-1].end
        for k, sentence in enumerate(self.sentences):
            if sentence.start <= start < sentence.end or start <= sentence.start < end:
                around = self.sentences[max(0, k - 2) : k + 3]
                if paper := wording.TOLD_TO.search(self.text, around[0].start, around[-1].end):
                    return best, f"told to {paper['paper']}"
        return best, "voiced"


def _negations(words: str) -> int:
    """Negations of a verb there, 0 or 1 (two make none): not *without*, which leaves the verb as it is."""
    return sum(found[0].lower() != "without" for found in wording.NOT.finditer(words)) % 2


def _who(statement: Statement) -> str:
    """The speaker, or the words for one whom nothing names; *somebody* for a pronoun alone."""
    if statement.speaker and statement.speaker.type:
        return statement.speaker.name
    words = " ".join(s.text for s in statement.source).strip(" ,")
    return "somebody" if not words or _PRONOUN.fullmatch(words) else words


def _cap(words: str) -> str:
    return words[:1].upper() + words[1:]
