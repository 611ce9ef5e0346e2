"""The words on which a statement's content depends: *if*, *unless*, *until*, *as long as*, *in return for*, *without X no Y* …

What only looks like a condition is left out: concessions (*even if*), comparisons (*as if*, *as long as the pier*), embedded questions
(*asked if*), asides (*if anything*), dates and times (*until Monday*, *when he was a boy*), and what belongs to words reported inside the
content.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.reading import clauses
from onrecord.vocabulary import Condition, Span

IF, ONLY_IF, UNLESS, UNTIL, WHILE, EXCHANGE, REQUIREMENT = "if", "only-if", "unless", "until", "while", "exchange", "requirement"
KINDS = (IF, ONLY_IF, UNLESS, UNTIL, WHILE, EXCHANGE, REQUIREMENT)


class _Clause(NamedTuple):
    """A subordinator that was found: where, what stands before it in its sentence and after it up to the clause's end."""

    word: str
    start: int
    end: int
    before: str
    after: str
    fronted: bool


def find(text: str, content: Sequence[Span], cue: Sequence[Span], source: Sequence[Span], asking: bool = False) -> tuple[Condition, ...]:
    """The conditions in a statement's content or beside it, in order of their offsets into `text`.

    `asking` says that the statement is a question: a condition inside a question is none.
    """
    found = list(_in_content(text, content, " ".join(s.text for s in cue), asking))
    found += [c for c in _beside(text, content, cue, source) if not any(c.start < f.end and f.start < c.end for f in found)]
    return tuple(sorted(found, key=lambda c: (c.start, c.end)))


_SUBORDINATOR = re.compile(
    r"(?i)\b(?:(?P<only>only|solely) (?P<onlyword>if|when|after|where|once|on (?:the )?condition)|(?P<ifonly>if and only if)|if|in "
    r"case(?! \w+ is)|in the event"
    r"|unless|barring|except (?:if|when|where)|until|till|(?:for )?(?:as|so) long as|whilst?|provided(?: that)?|providing(?: that)?|on "
    r"(?:the )?condition(?: that| of)?"
    r"|(?:on|with) (?:the )?(?:understanding|proviso|basis|strict condition)(?: that)|assuming(?: that)?|supposing(?: that)?|whenever|"
    r"once|as soon as|the (?:moment|minute|day|instant)(?= )"
    r"|when|while|before|(?:only )?in (?:return|exchange) for|should|were|had|without)\b"
)
_REQUIRES = re.compile(
    r"(?i)\b(?:(?:will|would|must|may|might|could|is|are|was|were|be|remains?|all|entirely|largely|also|still|now) )*"
    r"(?:(?:depend(?:s|ed|ing)?|hing(?:es?|ed|ing)|hang(?:s|ing)?|hung|rests?|turns?|contingent|conditional|conditioned|predicated|"
    r"depends? entirely) (?:up)?on"
    r"|subject to|(?:will|would|could) (?:require|take|need)(?= (?:the|an?|his|her|their|its|our|both|all|every|two|three|some|at least|"
    r"\w+ (?:of|to|from|by))\b)"
    r"|stands? or falls? with|is tied to|are tied to|linked to (?:the|an?))\b"
)
_FIRST = re.compile(
    r"(?i)(?:^|(?<=that )|(?<=[,;:.“\"‘] )|(?<=[“\"‘]))(?:(?:and|but|that|said) )*(?P<what>[^,;:.“”\"]{3,80}? (?:must|ha(?:s|ve) to|had "
    r"to|needs? to|would have to|will have to|should)"
    r" (?:\w+ ){0,6}?first)\b"
)
_THEN = re.compile(r"(?i)(?:^|(?<=[\s“\"‘—–]))(?P<what>first,? [^.;?!]{2,60}?),? (?:and )?(?:only )?then\b")
_PREREQUISITE = re.compile(
    r"(?i)(?:^|(?<=that )|(?<=[,;:“\"‘.] )|(?<=[“\"‘]))(?P<what>[^,;:.“”\"]{3,100}? (?:is|are|was|were|be|remains?|remained) (?:an? |"
    r"the |its |their |our |his |her )?(?:\w+ )?"
    r"(?:prerequisite|precondition|pre-condition|sine qua non|condition)s?)\b(?= (?:for|of|to)\b|[.,;”\"]|$)"
)
_PRICE = re.compile(
    r"(?i)(?:^|(?<=[“\"‘]))(?P<what>for (?:an?|the|two|three|four|five|six|ten|twenty|half|another|\d[\d,.]*|[a-z]+) [^,;:.]{2,50}?),? "
    r"(?=(?:he|she|it|they|we|I|you)"
    r"(?:['’](?:ll|d)| will| would| could| can)\b)"
)
_SIGNS = (
    (_REQUIRES, ("on", "subject to", "require", "take", "need", "fall", "tied", "linked")),
    *((pattern, ("first",)) for pattern in (_FIRST, _THEN)),
    (_PREREQUISITE, ("requisite", "condition", "sine qua non")),
    (_PRICE, ("for ",)),
)
"""Patterns of requirements and prices, each with signs of which a sentence must have one: they cost less to look for."""
_WORDS = re.compile(r"[\w'’-]+")


def _in_content(text: str, content: Sequence[Span], cue: str, asking: bool) -> Iterator[Condition]:
    """A content cut by its cue is read as one piece of text; a condition that runs over a cut ends there."""
    joined = "\t".join(span.text for span in content)
    begins = [0]
    for span in content:
        begins.append(begins[-1] + len(span.text) + 1)

    def placed(a: int, b: int, kind: str) -> Condition:
        k = max(bisect(begins, a) - 1, 0)
        k = min(k, len(content) - 1)
        start = content[k].start + a - begins[k]
        end = min(content[k].start + b - begins[k], content[k].end)
        return Condition(start, end, text[start:end], kind)

    at = 0
    for low, high in clauses.sentences(joined):
        questioned = asking or joined[low:high].rstrip(" ”\"’'»)").endswith("?")
        for a, b, kind in _in_sentence(joined, low, high, cue) if not questioned else ():
            if a >= at and b > a:
                at = b
                yield placed(a, b, kind)


def _in_sentence(joined: str, low: int, high: int, cue: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    asked = re.search(r"(?i)\b(?:ask|wonder|quer|inquir|enquir|know|doubt)\w*\b", cue) is not None
    for match in _SUBORDINATOR.finditer(joined, low, high):
        if found and match.start() < found[-1][1] and not clauses.coordinated(joined, match.start()):
            continue
        before = joined[low : match.start()]
        fronted = clauses.FRONTED.search(before) is not None
        end = clauses.clause_end(joined, match.end(), high, fronted, verbless=match[0].lower() == "without")
        clause = _Clause(match[0].lower(), match.start(), end, before, joined[match.end() : end], fronted)
        kind = _kind(clause, joined[low:high], cue)
        if kind and not _reported(clause, asked and match.start() == low):
            if found and found[-1][1] > match.start():
                a, _, k = found[-1]
                found[-1] = (a, clauses.trimmed(joined, a, clauses.before_and(joined, match.start())), k)
            found.append((match.start(), clauses.trimmed(joined, match.start(), end), kind))
    spans = [(a, b) for a, b, _ in found]
    words = joined[low:high].lower()
    for pattern in (pattern for pattern, signs in _SIGNS if any(sign in words for sign in signs)):
        for match in pattern.finditer(joined, low, high):
            a, b = (
                match.span("what")
                if "what" in pattern.groupindex
                else (match.start(), clauses.clause_end(joined, match.end(), high, False))
            )
            if any(a < d and c < b for c, d in spans) or not _required(pattern, joined, low, a, b, high):
                continue
            b = clauses.trimmed(joined, a, b)
            spans.append((a, b))
            found.append((a, b, EXCHANGE if pattern is _PRICE else REQUIREMENT))
    return sorted(found)


_EMBEDDED = re.compile(
    r"(?i)\b(?:ask\w*|wonder\w*|know\w*|knew|see|find out|found out|check\w*|doubt\w*|unsure|unclear|uncertain|question\w*|decide|"
    r"determine|tell (?:\w+ )?|told \w+|learn|test\w*|investigat\w+|examin\w+|"
    r"(?:not|n['’]t|to|would|could|cannot|never) say|discuss\w*|look\w*|inquir\w+|enquir\w+|debat\w+|matter|care[sd]?|guess|remember|"
    r"curious|depends on|hear) $"
)
_ASIDE_AFTER = re.compile(
    r"(?i)^ (?:anything|any|ever|at all|not|possible|necessary|needed|need be|required|so|only (?:because|to|for)|you (?:will|like|"
    r"please|prefer|ask|insist)|(?:I|we) (?:may|might|can|could) (?:say|put|be|add|ask|use)|I may|"
    r"(?:I|we|you)(?:['’]m| am|['’]re| are| were| was)? (?:remember|recall|honest|being honest|not mistaken|understand|wrong)|memory "
    r"serves|truth be told|the truth be|to be|I recall|you ask me|applicable|I do say so|all goes (?:well|to plan)|"
    r"you['’](?:re|ve) (?:hungry|thirsty|tired|interested|cold|in a hurry)|you (?:want|need|would like|care|wish) (?:to|some|one|a|them|"
    r"any)?\b)(?=$|[\W])"
)
_GONE = re.compile(
    r"(?i)^ (?:(?:at )?(?:least |about |around |nearly |almost |well into |well after |late(?:r)?|early|the end of|the start of|the "
    r"beginning of|mid-?|next|last|this|that|the (?:early|late|following|next|last|middle of)) ?)*"
    r"(?:(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?|\d|january|february|march|april|may\b(?! not)|june|july|august|september|"
    r"october|november|december|spring|summer|autumn|fall\b|winter|christmas|easter|whitsun|new year|ramadan|"
    r"week|weekend|month|year|decade|century|day|morning|evening|night|noon|midday|midnight|dawn|dusk|dark|lunch|tomorrow|today|tonight|"
    r"yesterday|now|then|recently|late\b|early\b|further notice|the (?:weekend|spring|summer|autumn|winter|week|"
    r"month|year|day|evening|morning|night|end)|half past|quarter|hell|kingdom come|doomsday|cows|death|the small hours|closing time|"
    r"long after)\b"
)
_GONE_BARE = re.compile(
    r"(?i)^ (?:the war|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:the|his|her|their|its) (?:first|second|third|"
    r"fourth|fifth|last|death|retirement|birth|arrival)|a few|several|my)\b"
)
_OPEN = re.compile(
    r"(?i)\b(?:will|would|shall|should|must|can|cannot|could|may|might|ha(?:s|ve) to|need|needs|to|no|not|never|nobody|none|nothing|"
    r"neither|no one|be|only|let|stay|remain|remains|stays|hold|keep|is|are)\b|n['’]t\b|['’](?:ll|d)\b"
)
_NEGATIVE = re.compile(
    r"(?i)\b(?:no|not|never|nobody|none|nothing|neither|nor|no one|cannot|nowhere|few|hardly|impossible|unthinkable|unimaginable|"
    r"pointless|useless|refus\w+|meaningless)\b|n['’]t\b"
)
_PAST = re.compile(
    r"(?i)\b(?:was|were|had|did|went|came|got|fell|froze|began|stood|saw|found|left|took|gave|made|met|ran|wrote|sang|[a-z]{3,}ed)\b"
)
_MODAL = re.compile(
    r"(?i)\b(?:will|would|shall|should|must|can|cannot|could|may|might|ha(?:s|ve) to|ready|willing|prepared|possible|able)\b|['’](?:ll|"
    r"d)\b|n['’]t\b"
)
_INVERTED = re.compile(rf"^ {clauses.SUBJECT} (?:[\w'’-]+ )*?[\w'’-]+")
_CLAUSE = re.compile(rf"(?i)^(?: that)? (?:{clauses.SUBJECT}|\w+) ")
_SETTING = re.compile(
    r"(?i)\b(?:anonym\w+|(?:her|his|their|the) (?:name|identity)|not (?:be )?(?:named|identified|quoted)|(?:names?|identit\w+) (?:was|"
    r"were|be|is|are|not)\b)"
)


def _kind(clause: _Clause, sentence: str, cue: str) -> str | None:
    """Which kind of condition a subordinator brings in; None where it brings in none."""
    word, before, after = clause.word, clause.before, clause.after
    if not _WORDS.search(after):
        return None
    if re.search(r"(?i)\b(?:even|as|not even|whether|how|why|what|regardless|than|like) $", before) and word not in ("should", "without"):
        return None
    if word.startswith(("only", "solely")):
        return _only(word, clause)
    if word in ("if", "if and only if", "in case", "in the event"):
        return (ONLY_IF if word == "if and only if" else IF) if _if(clause) else None
    if word.startswith(("unless", "barring", "except")):
        return (
            None
            if re.match(
                r"(?i) (?:I|we)(?:['’]m| am|['’]re| are|['’]ve| have) (?:very much |greatly |badly |totally )?(?:mistaken|wrong|misread|"
                r"misunderst|miss)",
                after,
            )
            else UNLESS
        )
    if word in ("until", "till", "before"):
        return UNTIL if _until(clause) else None
    if word.endswith("long as") or word in ("while", "whilst"):
        return WHILE if _while(clause, cue) else None
    if word.endswith(" for"):
        return EXCHANGE
    if word == "without":
        return REQUIREMENT if _without(clause, sentence, cue) else None
    if word in ("should", "were", "had"):
        return IF if _inverted(clause, sentence) else None
    if word in ("whenever", "once", "as soon as", "when") or word.startswith("the "):
        return IF if _when(clause) else None
    return ONLY_IF if _provided(clause) else None


def _only(word: str, clause: _Clause) -> str | None:
    if word.endswith(("when", "after", "once", "where")) and _PAST.search(clause.before) and not _MODAL.search(clause.before):
        return None
    if word.endswith(("after", "when", "where")) and _GONE.match(clause.after):
        return None
    if "condition" in word:
        return ONLY_IF if _provided(clause) else None
    return ONLY_IF


def _if(clause: _Clause) -> bool:
    before, after = clause.before, clause.after
    if clause.word == "in case":
        return re.match(r"(?i) of\b", after) is not None or _CLAUSE.match(after) is not None
    if clause.word == "in the event":
        return re.match(r"(?i) (?:of|that)\b", after) is not None
    if (
        _ASIDE_AFTER.match(after)
        and not re.match(r"(?i) not (?:for|by)\b", after)
        and not (re.match(r"(?i) any (?:more )?\w+ \w+", after) and clauses.FINITE.search(after))
    ):
        return False
    if _EMBEDDED.search(before):
        return False
    if re.match(r"(?i) only\b", after) and clause.fronted:
        return False
    words = _WORDS.findall(after)
    aside = len(words) <= 2 and re.search(r", $", before) is not None and not re.search(r"(?i)(?:ed|en|so)$", words[-1])
    return not aside


def _until(clause: _Clause) -> bool:
    if _GONE.match(clause.after) or (_GONE_BARE.match(clause.after) and not clauses.FINITE.search(clause.after)):
        return False
    if clause.word == "before":
        held = re.search(r"(?i)\b(?:not|never|nothing|nobody|no|none|cannot)\b|n['’]t\b", clause.before)
        return bool(held and _MODAL.search(clause.before) and clauses.FINITE.search(clause.after) and _CLAUSE.match(clause.after))
    event = re.search(
        r"(?i)\b(?:agreement|deal|verdict|release|decision|vote|election|ruling|approval|ratification|signature|withdrawal|ceasefire|"
        r"apology|answer|settlement|inquiry|report|payment|consent|permission|proof|trial|investigation)\b",
        clause.after,
    )
    if not clauses.FINITE.search(clause.after) and not event:
        return False
    return clause.fronted or _OPEN.search(clause.before) is not None or not _PAST.search(clause.before)


def _while(clause: _Clause, cue: str) -> bool:
    after, before = clause.after, clause.before
    if clause.word.endswith("long as"):
        if re.match(
            r"(?i) (?:it takes|necessary|possible|needed|required|\d|anyone can|(?:I|he|she|they|we|anyone) (?:can|could) remember|"
            r"an? (?:decade|day|year) |two |three |four |five |six |ten )",
            after,
        ):
            return False
        return (
            clauses.FINITE.search(re.sub(r"(?i)^ (?:the|a|an|his|her|their|its|this|that) \w+", " ", after)) is not None
            or re.match(r"(?i) (?:he|she|it|they|we|I|you|nobody|people|there) ", after) is not None
        )
    if re.search(r", $", before) and not re.search(r"(?i)\blasts?\b", after):
        return False
    if re.match(r"(?i) \w+ing\b", after) or not clauses.FINITE.search(after):
        return False
    if re.search(r"(?i)\blast(?:s|ed)?\b", after):
        return True
    pledged = re.search(r"(?i)\b(?:promis|guarant|pledg|vow|swore|assur|refus|demand|insist|order|urge|rul)\w*", cue) is not None
    state = re.match(
        rf"(?i) {clauses.SUBJECT}(?: [\w'’-]+){{0,3}}? (?:is|are|was|were|remains?|has|have|continues?|keeps?)\b|^ "
        rf"{clauses.SUBJECT}['’](?:re|s)\b",
        after,
    )
    if _PAST.search(before) and not _MODAL.search(before):
        return False
    return state is not None and (pledged or _MODAL.search(before) is not None or _NEGATIVE.search(before) is not None)


def _without(clause: _Clause, sentence: str, cue: str) -> bool:
    if re.match(
        r"(?i) (?:a |any )?(?:doubt|question|exception|fail|delay|warning|hesitation|saying|further|success|reason|notice|end|a word|"
        r"problems?|incident|hindrance|shame|\w+ing\b(?! the))",
        clause.after,
    ):
        return False
    if re.search(r"(?i)\b(?:not|and|or|with or) $", clause.before):
        return False
    rest = sentence[len(clause.before) + len(clause.word) + len(clause.after) :]
    clipped = re.split(r"[;:]|, (?:and|but|while) ", clause.before)[-1]
    negative = _NEGATIVE.search(rest if clause.fronted else clipped)
    if not clause.fronted and re.search(r"(?i)\bnothing of|\bno\b|\brefus|\breject|\bagainst|\brul\w+ out", cue):
        return True
    past = _PAST.search(clipped) and not _MODAL.search(clipped)
    return negative is not None and not (past and not clause.fronted)


def _inverted(clause: _Clause, sentence: str) -> bool:
    """*Should the court rule …*, *were the heirs to refuse*, *had the brakes been checked*, *would follow should the insults continue*."""
    if not _INVERTED.match(clause.after) or re.search(
        r"(?i)\b(?:why|how|what|who|where|when|which|nor|neither|whether|so|than|as) $", clause.before
    ):
        return False
    if clause.word == "were":
        return clause.fronted and re.search(r" to \w+|n['’]t\b| not ", clause.after) is not None
    if clause.word == "had":
        rest = sentence[len(clause.before) :]
        return clause.fronted and re.search(r"(?i)\b(?:would|could|might)\b|['’]d\b", rest[len(clause.after) :]) is not None
    if clause.fronted:
        return (
            not re.search(r"(?i)\b(?:and|but|that) $", clause.before)
            or re.match(r" (?:the|any|it|he|she|they|we)\b", clause.after) is not None
        )
    return (
        re.search(r"(?i)\b(?:will|would|shall|could|can|may|might|to)\b[^,;]* $|['’](?:ll|d)\b[^,;]* $", clause.before) is not None
        and re.match(r" (?:the|an?|any|anyone|it|he|she|they|we|I|his|her|their|its|our|these|those|this)\b", clause.after) is not None
    )


def _when(clause: _Clause) -> bool:
    before, after, word = clause.before, clause.after, clause.word
    past = _PAST.search(before) is not None and not _MODAL.search(before)
    if word == "whenever":
        return True
    if word == "as soon as":
        return (
            not re.match(r"(?i) (?:possible|practicable|practical|they could|he could|she could)\b", after)
            and not _GONE.match(after)
            and clauses.FINITE.search(after) is not None
            and not past
        )
    if word.startswith("the "):
        subject = re.match(rf"{clauses.SUBJECT} ", after[1:]) is not None
        return (
            subject
            and clauses.FINITE.search(after) is not None
            and not past
            and not re.search(r"(?i)\b(?:at|for|from|to|of|in|on|until|is|was|by|about|remember\w*) $", before)
            and word in ("the moment", "the minute", "the instant")
        )
    if word == "once":
        conjunction = re.match(rf" (?:{clauses.SUBJECT}|[a-z]+s) ", after) and not re.match(
            r"(?i) (?:more|again|a|an|every|in|on|at|for|this|that was)\b", after
        )
        state = re.search(r"(?i)\b(?:is|are|was|were|has|had|have|goes|go|comes?|gets?|reach\w*|[a-z]{3,}s|[a-z]{3,}ed)\b", after)
        return bool(conjunction and state) and not past and not re.search(r"(?i)\b(?:at|only|was|were|is|had|than|more than|for) $", before)
    general = re.search(
        r"(?i)\b(?:don['’]t|doesn['’]t|do not|does not|isn['’]t|aren['’]t|is not|are not|can['’]t|cannot|won['’]t)\b", after
    ) or re.match(
        r"(?i) (?:people|patients|workers|doctors|nurses|you|children|parents|a|an|no|nobody|one|politicians|companies|voters) ", after
    )
    return (
        general is not None
        and not _PAST.search(before)
        and not _PAST.search(after)
        and not re.search(r"(?i)\b(?:will|would|since|just) |['’]ll ", before)
    )


def _provided(clause: _Clause) -> bool:
    before, after, word = clause.before, clause.after, clause.word
    if "condition" in word or "understanding" in word or "proviso" in word or "basis" in word:
        return not _SETTING.search(after)
    if re.search(
        r"(?i)\b(?:is|are|was|were|be|been|being|has|have|had|having|not|to|by|and|of|in|for|from|with|keep|keeps|kept) $", before
    ):
        return False
    if word.endswith(" that"):
        return True
    return _CLAUSE.match(after) is not None and clauses.FINITE.search(re.sub(r"^ \w+", "", after)) is not None


def _required(pattern: re.Pattern[str], joined: str, low: int, a: int, b: int, high: int) -> bool:
    words, before = joined[a:b], joined[low:a]
    if pattern is _REQUIRES:
        if re.search(
            r"(?i)\b(?:usual|customary|further notice|certain conditions|conditions?$|change without|formalit\w+|the weather$|"
            r"circumstances)",
            words,
        ):
            return False
        if re.search(
            r"(?i)\b(?:hang|hung|rests?|turns?)\w* (?:up)?on (?:the )?(?:wall|line|peg|hook|nail|him|her|them|me|us|end)\b", words
        ) or re.search(r"(?i)\b(?:was|were) subject to", words):
            return False
        if re.search(r"(?i)^(?:will|would|could) (?:take|need)\b", words) and not re.search(
            r"(?i)\b(?:signature|consent|approval|vote|majority|agreement|decision|ratification|permission|treaty|change (?:in|of|to))",
            words,
        ):
            return False
        return not (
            re.search(r"(?i)\bdepend", words)
            and re.search(
                r"(?i)\b(?:town|village|people|famil\w+|communit\w+|villagers|children|livelihoods?|islanders|economy|jobs|men|women|we|"
                r"they|he|she|I|fishermen|region|country|animals|birds) (?:still |also |all )?$",
                before,
            )
        ) and not _reported(_Clause("", a, b, before, "", False), False)
    if pattern is _PREREQUISITE:
        return (
            not re.search(r"(?i)\b(?:his|her|its|their|the|my) condition$|\bcondition (?:is|was)\b|\bgood condition|stable", words)
            and not re.search(r"(?i)condition$", words)
        ) or re.search(r"(?i)\b(?:a|one|first|main|only) condition$", words) is not None
    return not re.search(
        r"(?i)\b(?:at first|the first|first (?:time|half|place|year|minister|lady|class|goal|round|night|step))\b",
        joined[a : min(b + 12, high)],
    )


_REPORTING = re.compile(
    r"(?i)\b(?:(?:(?<!would )(?<!will )(?<!could )(?<!can )(?<!to )(?:had|has|have|having|who|which|that he|that she|that they|he|she|"
    r"they|mistress|president|minister|government|company|union|factory|owner|'s|’s) )"
    r"(?:\w+ ){0,2}?(?:threatened|promised|said|told|vowed|pledged|offered|warned|demanded|claimed|agreed|sworn|announced|insisted|"
    r"asked|written|boasted|assured|suggested)"
    r"|used to say|is said to|are said to|was said to|reported(?:ly)? to have (?:said|promised|threatened|offered)"
    r"|(?:remark|claim|statement|report|allegation|rumour|suggestion|threat|promise|warning|vow|pledge|demand|offer|proposal|insistence|"
    r"view|comment|boast|argument|assurance)s? (?:that|to|of|by)|says|saying|said|told)\b"
)


def _reported(clause: _Clause, asked: bool) -> bool:
    """Does the condition belong to words reported inside the content, or is it an embedded question?"""
    if asked and clause.word == "if":
        return True
    inner = list(_REPORTING.finditer(clause.before))
    return bool(inner) and not re.search(r"(?i), (?:and|but) ", clause.before[inner[-1].end() :])


_ANSWERED = re.compile(
    r"(?i)^\W*(?:asked|questioned|pressed|quizzed) (?:by [^,]{1,60} )?(?:about |on )?(?:what|how|whether|who|where|if)\b[^,]*? "
    r"(?P<what>(?:if|unless|in case|in the event|should|were) [^,]{3,120})(?=,)"
)
_LEADING = re.compile(
    r"(?i)^\W*(?P<what>(?:if|unless|provided that|provided|should|as long as|so long as|only if|on condition that|in the event (?:of|"
    r"that)|in (?:return|exchange) for) [^,]{3,140})(?=, ?$)"
)
_TRAILING = re.compile(
    r"(?i)^[,”\" ]{0,3}(?:but )?(?P<what>(?:if|only if|unless|until|as long as|so long as|provided|providing|on condition that|in "
    r"(?:return|exchange) for)\b[^.;!?\n“”\"]{3,160})"
)


def _beside(text: str, content: Sequence[Span], cue: Sequence[Span], source: Sequence[Span]) -> Iterator[Condition]:
    """Conditions that stand in the statement's sentence but outside its content: in front of all of it, or right behind."""
    parts = sorted([*content, *cue, *source], key=lambda s: s.start)
    first = parts[0]
    start = max(text.rfind("\n", 0, first.start) + 1, first.start - 400)  # a sentence that begins before that is passed over anyway
    for stop in clauses.SENTENCE.finditer(text, start, first.start):
        start = stop.end()
    if 0 < first.start - start <= 240:
        lead = text[start : first.start]
        if match := _ANSWERED.match(lead):
            yield _placed(text, start, match)
        elif match := _LEADING.match(lead.rstrip() + (" " if lead.endswith(" ") else "")):
            yield from _checked(text, start, match, lead)
    same = [p for p in parts if "\n" not in text[content[-1].end : p.start]] or parts
    last = max(same[-1].end, content[-1].end)
    if cue or source:
        line = text.find("\n", last)
        rest = text[last : min(line if line >= 0 else len(text), last + 200)]
        if match := _TRAILING.match(rest):
            yield from _checked(text, last, match, rest)


def _placed(text: str, at: int, match: re.Match[str]) -> Condition:
    a, b = match.span("what")
    b = clauses.trimmed(match.string, a, b)
    return Condition(at + a, at + b, text[at + a : at + b], IF)


def _checked(text: str, at: int, match: re.Match[str], around: str) -> Iterator[Condition]:
    a = match.start("what")
    for low, high, kind in _in_sentence(around[: match.end()], 0, match.end(), ""):
        if low == a and clauses.FINITE.search(around, low, high):
            yield Condition(at + low, at + high, text[at + low : at + high], kind)
