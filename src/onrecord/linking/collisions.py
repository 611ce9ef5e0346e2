"""Terms of different parties on one page that cannot both be met: *must withdraw* – *will not withdraw*.

A false collision is worse than none, so only what the words show is told: what one party demands, promises, or asks in return for an offer,
another refuses by the same verb or noun and about the same thing; or it turns down the demand that stands right before; or a demanded
figure is beyond the other's limit. Nothing here says who is right.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, permutations
from typing import NamedTuple

from onrecord.vocabulary import Collision, Statement

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d[\d,.]*")
_STOP = frozenset(
    re.findall(
        r"\S+",
        """
        the a an of in on to for and or but that this it he she they we i you his her its their our my your at by with from as be is are
        was were been being have has had do does did will would shall should can could may might must not no never nor any all every
        each both some one two more most less least than then there here so such what which who whom whose when where while until till
        unless if because about into over under after before between during without within again also only just even still yet now own
        same other another them him us me everything nothing nobody anyone anybody something make made take taken get got give given go
        going come put let want wants like day days week weeks month months year years time monday tuesday wednesday thursday friday
        saturday sunday january february march april june july august september october november december summer winter spring autumn
        per cent percent first last new whole way thing things part people said says say ever once back up out off down many much won't
        don't can't isn't doesn't shan't we'll they'll it's i'm that's there's cannot us end start keep kept stay need needs
        """,
    )
)
_LIGHT = frozenset(
    "ask asked be become begin bring call comment continue discuss do feel help hold know look mean meet move play run see seem set show"
    " speak"
    " stand talk tell think try turn use vote work write".split()
)
"""Verbs that say too little for two terms to be about the same act because both have one of them."""
_ENDINGS = tuple(
    (ending, "")
    for ending in (
        "isation", "ization", "ation", "ition", "ion", "ising", "izing", "ised", "ized", "ises", "izes", "ise", "ize", "ings", "ing",
        "ment", "als", "al", "ers", "er", "ed", "es", "s", "e",
    )
)  # fmt: skip
_NEGATED = re.compile(
    r"(?i)(?:\b(?:not|never|no|without|against|nobody|nothing|stop|halt|avoid|prevent|ban|end|from)|n['’]t)(?:\s+[\w’'-]+){0,2}\s*$"
)
_WILL_NOT = re.compile(
    r"(?i)(?:\b(?:will|would|shall|can|could|do|does|is|are) (?:not|never)|\bcannot|\b(?:wo|would|ca|sha|do|does)n['’]t|\bnever|"
    r"\bno longer) (?:ever |again |be (?:able|ready|willing) to |going to |want to )?(?P<act>[^\W\d_]+)"
)
_TO = re.compile(r"(?i)^[“\"„«]?(?:to|that it would|that they would) (?P<act>[^\W\d_]+)")
_OBSTACLE = re.compile(
    r"(?i)\b(?:complicat\w+|obstacl\w+|hinder\w*|hamper\w*|block\w*|prevent\w*|impossible|unacceptable|undermin\w+|endanger\w*|threaten\w*|"
    r"stands? in the way|obstruct\w*|derail\w*|delay\w*|harder|difficult)\b"
)
_CUE_REFUSES = re.compile(
    r"(?i)\b(?:refus\w+|reject\w*|declin\w*|rul(?:e|es|ed|ing) (?:it )?out|dismiss\w*|turn\w* down|oppos\w*|object\w*|veto\w*|balk\w*|"
    r"baulk\w*|resist\w*|spurn\w*|rebuff\w*|no intention|against|hear of|exclud\w+|den(?:y|ies|ied)|withh\w+|scotch\w*|shut the door|"
    r"thr(?:ow|ew) out|said no|brush\w* aside|no question of|no plans?)\b|\bturn\w*\b.*\bdown\b"
)
_POINTING = re.compile(
    r"(?i)^[“\"'‘\s]*(?:to )?(?:(?:do |doing |hear of |agree to |accept |bow to |consider )?(?:this|that|it|them|these|those|so|the same)"
    r"(?: demands?| requests?| ideas?| proposals?| plans?)?|(?:the|this|that|their|his|her|its|any such|all|both|such an?|such) "
    r"(?:request|demand|idea|proposal|suggestion|appeal|call|ultimatum|condition|term|wish|petition|application|motion|requirement|"
    r"notion)s?|(?:do )?(?:anything|nothing|something) of the (?:kind|sort)|any such thing|(?:that is )?out of the question|"
    r"over my dead body|(?:that|it) will not happen|certainly not|(?:it|they|we|he|she) (?:will )?(?:stays?|remains?))[”\"’'.,!\s]*$"
)
_PAST_TERM = re.compile(
    r"(?i)\b(?:had (?:\w+ )?(?:demand|ask|call|insist|want|urg|request|press|propos)\w*|used to|no longer|once (?:demanded|asked|wanted|"
    r"called)|wished|dropped)\b"
)
_FORMER = re.compile(
    r"(?i)\b(?:for years|under (?:its|their|his|her) (?:last|old|former|previous)|in the past|years ago|until (?:last|recently|now|"
    r"\d{4})|at first|originally|last year|a year ago|long)\b"
)
_LIMIT = re.compile(
    r"(?i)\b(?:at (?:the )?most|no more|not more than|nothing more|maximum|limit|ceiling|not a \w+ more|more than \w+(?: per cent)? is|"
    r"above that|beyond that|final|last offer|not a (?:day|crown|cent|penny) (?:more|before|longer)|at best|tops)\b"
)
_NUMBERS = {
    word: n
    for n, word in enumerate(
        _WORD.findall(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
            "nineteen twenty"
        )
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
_SHARES = (
    (re.compile(r"(?i)\btwo[- ]thirds\b"), 2 / 3),
    (re.compile(r"(?i)\bthree[- ]quarters\b"), 0.75),
    (re.compile(r"(?i)\bhalf\b"), 0.5),
    (re.compile(r"(?i)\ba third\b|\bone third\b"), 1 / 3),
    (re.compile(r"(?i)\ba quarter\b"), 0.25),
    (re.compile(r"(?i)\bfour[- ]fifths\b"), 0.8),
    (re.compile(r"(?i)\bthree[- ]fifths\b"), 0.6),
    (re.compile(r"(?i)\b(?:the whole of|all of|all) (?:it|them|the)\b"), 1.0),
)
_ORDER = re.compile(
    r"(?i)(?:first (?P<a>[^,;.]+?)(?:,? (?:and )?(?:only )?then|, (?:and )?after that) (?P<b>[^,;.”\"]+)|(?P<c>[^,;.“”\"]+?) (?:before|"
    r"ahead of) (?P<d>[^,;.”\"]+)|(?P<e>[^,;.“”\"]+?) (?:only )?(?:after|once) (?P<f>[^,;.”\"]+))"
)
_ANTONYMS = tuple(
    (re.compile(rf"(?i)\b(?:{a})\b"), re.compile(rf"(?i)\b(?:{b})\b"))
    for a, b in (
        (r"clos(?:e|ed|ing|ure)|shut|mothball\w*", r"(?:stay|remain|kept?|keep)\w* (?:\w+ )?(?:open|running|going)"),
        (
            r"demoli\w+|tear\w* down|torn down|pull\w* down|raz\w+|knock\w* down",
            r"preserv\w+|restor\w+|sav(?:e|ed|ing)|protect\w*|repair\w*",
        ),
        (
            r"stays?|remains?|kept|keep",
            r"mov(?:e|ed|ing)|remov\w+|withdraw\w*|sell|sold|giv\w+ (?:up|back)|return\w*|step\w* down|resign\w*",
        ),
        (r"rais(?:e|ed|ing)|increas\w+|higher", r"lower\w*|cut|reduc\w+|freez\w+|frozen|halv\w+"),
        (r"privati\w+|private hands", r"nationali\w+|public hands|state hands"),
        (r"in public|publish\w*|disclos\w+", r"in private|behind closed doors|secre\w+|seal\w*|confidential"),
    )
)
_IRREGULAR = {"withdrew": "withdraw", "left": "leave", "paid": "pay", "sold": "sell", "gave": "give", "freed": "free", "built": "build"}
_SIDES = tuple(
    frozenset(p.split())
    for p in (
        "left right", "north south", "northern southern", "east west", "eastern western", "upper lower", "old new", "inner outer",
        "inside outside", "morning evening", "this next",
    )
)  # fmt: skip
_PRICE = re.compile(
    r"(?i)\b(?:only )?(?:if|provided(?: that)?|providing|on condition that|as long as|so long as|once|only (?:after|when)|as soon as|in "
    r"(?:exchange|return) for)\b"
)
_LONGEST, _PLAIN = 45, 25
"""Words of a content beyond which what it is about cannot be told from its words, and beyond which opposite words may be about two things.
"""


class _Term(NamedTuple):
    """A statement with what the comparison needs: its place in the row, who speaks, and the words that carry its topic."""

    at: int
    statement: Statement
    party: str
    content: str
    cue: str
    topic: dict[str, str]


def find(statements: Sequence[Statement], text: str) -> tuple[Collision, ...]:
    """Pairs of statements of one document (`text`) whose terms cannot both be met, with what they are about and why, in one sentence.

    Needs `act`; `speaker` tells the parties apart, and where there is none, pronouns are taken for the party that spoke before. Nobody
    collides with himself, nor with the body that his role says he speaks for.
    """
    ordered = sorted((s for s in statements if s.content), key=lambda s: (s.content[0].start, s.id))
    everything = list(_terms(ordered))
    terms = [
        t
        for t in everything
        if t.statement.act in ("demand", "refuse", "offer", "promise")
        and len(_WORD.findall(t.content)) <= _LONGEST
        and not (t.statement.act == "demand" and (_PAST_TERM.search(t.cue) or _former(t, text)))
    ]
    found: dict[tuple[str, str], Collision] = {}
    for one, other in combinations(terms, 2):
        if not _same_side(one, other) and (issue := _issue(one, other, terms, text)):
            pair = one.statement.id, other.statement.id
            found[pair] = Collision(pair, issue, f"{_says(one)}; {_says(other)}.")
    for outer, refusal in permutations(everything, 2):
        if not _same_side(outer, refusal) and _complains(outer, refusal):
            first, second = sorted((outer, refusal), key=lambda t: t.at)
            pair = first.statement.id, second.statement.id
            found.setdefault(pair, Collision(pair, _named(refusal), f"{_says(first)}; {_says(second)}."))
    return tuple(found.values())


def _same_side(one: _Term, other: _Term) -> bool:
    """*Quist* and *the ministry*, where the page calls Quist the ministry's spokesman, speak for the same side."""
    if one.party == other.party:
        return True
    for a, b in ((one.statement.speaker, other.statement.speaker), (other.statement.speaker, one.statement.speaker)):
        if a and b and a.role and re.search(rf"(?i)\b{re.escape(b.name.removeprefix('the '))}\b", a.role):
            return True
    return False


def _complains(outer: _Term, refusal: _Term) -> bool:
    """*The refusal of the US to recognise them complicates a compromise*: whoever says so wants them recognised."""
    if (
        refusal.statement.act != "refuse"
        or outer.statement.act in ("support", "refuse", "deny", "ask")
        or not _OBSTACLE.search(outer.content)
    ):
        return False
    words = [*refusal.statement.cue, *refusal.statement.content]
    return all(any(s.start <= w.start and w.end <= s.end for s in outer.statement.content) for w in words)


def _terms(ordered: Sequence[Statement]) -> Iterator[_Term]:
    party = ""
    for at, s in enumerate(ordered):
        source = " ".join(span.text for span in s.source)
        name = s.speaker.entity or s.speaker.name if s.speaker else source
        pronoun = re.fullmatch(r"(?i)(?:he|she|it|they|we|i|the (?:former|latter)|both)?", name.strip())
        belonging = re.match(r"(?i)(?:its|their|his|her)\b", source)
        if not pronoun and not (belonging and party and not (s.speaker and s.speaker.entity)):
            party = name.lower()
        content = " ".join(span.text for span in s.content)
        cue = " ".join(span.text for span in s.cue)
        yield _Term(at, s, party or name.lower(), content, cue, _topic(content))


def _topic(words: str) -> dict[str, str]:
    """Stems of the words that carry meaning, with the words as they stand."""
    made: dict[str, str] = {}
    for word in _WORD.findall(words):
        low = word.lower().replace("’", "'").removesuffix("'s")
        if low not in _STOP and not low[0].isdigit() and low not in _NUMBERS and len(low) > 2:
            made.setdefault(_stem(_IRREGULAR.get(low, low)), word)
    return made


def _stem(word: str) -> str:
    for _ in range(2):
        for ending, instead in (("ies", "y"), *_ENDINGS):
            if word.endswith(ending) and len(word) - len(ending) + len(instead) >= 3:
                word = word[: -len(ending)] + instead
                break
        else:
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word.removesuffix("y") if len(word) > 4 else word


def _former(term: _Term, text: str) -> bool:
    first = min([*term.statement.content, *term.statement.cue, *term.statement.source], key=lambda s: s.start).start
    line = text.rfind("\n", 0, first) + 1
    before = re.split(r"[.!?]\s", text[line:first])[-1]
    return _FORMER.search(before) is not None


def _issue(one: _Term, other: _Term, terms: Sequence[_Term], text: str) -> str | None:
    acts = {one.statement.act, other.statement.act}
    asked, refused = (other, one) if one.statement.act == "refuse" else (one, other)
    if "refuse" in acts and acts & {"demand", "offer", "promise"}:
        if asked.statement.act == "demand" and _points_back(asked, refused, terms, text):
            return _named(asked)
        wanted = _asked_in_return(asked) if asked.statement.act == "offer" else asked
        if wanted is None or _beside_the_point(wanted, refused):
            return None
        return _named(asked) if refused.at == asked.at + 1 and _figures(asked, refused) else _refused(wanted, refused)
    if not (acts <= {"demand", "offer", "promise"} and "demand" in acts and abs(one.at - other.at) == 1):
        return None
    shared = [word for stem, word in one.topic.items() if stem in other.topic]
    if _figures(one, other) or _figures(other, one) or ("offer" not in acts and _opposed(one, other, shared)):
        return _phrase(shared) or _named(one)
    return None


def _opposed(one: _Term, other: _Term, shared: Sequence[str]) -> bool:
    """Shares of one whole that exceed it, opposite orders, opposite verbs, or the same verb with *not* and without."""
    if max(len(_WORD.findall(t.content)) for t in (one, other)) > _PLAIN or _beside_the_point(one, other):
        return False
    portions = [max((part for pattern, part in _SHARES if pattern.search(t.content)), default=0.0) for t in (one, other)]
    if (all(portions) and sum(portions) > 1.01) or _reversed(one, other):
        return True
    if any(
        (a.search(one.content) and b.search(other.content)) or (b.search(one.content) and a.search(other.content)) for a, b in _ANTONYMS
    ):
        return bool(shared) and not any(_denied(t, word) for t in (one, other) for word in t.topic.values())
    common = [stem for stem, word in one.topic.items() if stem in other.topic and word.lower() not in _LIGHT]
    return len(common) > 1 and any(_denied(one, one.topic[stem]) != _denied(other, other.topic[stem]) for stem in common)


def _denied(term: _Term, word: str) -> bool:
    return _NEGATED.search(term.content[: term.content.index(word)]) is not None


def _reversed(one: _Term, other: _Term) -> bool:
    orders = []
    for term in (one, other):
        match = _ORDER.search(term.content)
        if not match:
            return False
        if match["a"]:
            first, then = match["a"], match["b"]
        elif match["c"]:
            first, then = match["c"], match["d"]
        else:
            first, then = match["f"], match["e"]
        orders.append((set(_topic(first)), set(_topic(then))))
    (a, b), (c, d) = orders
    return bool(a & d and b & c) or bool(a & d and not a & c) or bool(b & c and not a & c)


def _asked_in_return(offer: _Term) -> _Term | None:
    """A conditional offer demands its condition: *will talk if they withdraw* is compared as *they withdraw*."""
    words = " ".join(c.text for c in offer.statement.conditions or ())
    if not words and (price := _PRICE.search(offer.content)):
        words = offer.content[price.start() :]
    return offer._replace(content=words, topic=_topic(words)) if words else None


def _refused(asked: _Term, refused: _Term) -> str | None:
    """What is wanted and refused, if it is the same: its verb or noun, and, where the refusal names more, one more of its words or of its
    speaker's name, unless it stands right behind."""
    for stem in _refused_acts(refused):
        word = asked.topic.get(stem)
        if word is None:
            continue
        if _denied(asked, word):
            return None
        shared = [w for s, w in asked.topic.items() if s in refused.topic and s != stem]
        if shared or len(refused.topic) == 1 or refused.at == asked.at + 1 or _is_agent(refused, asked):
            return _phrase([word, *shared])
    return None


def _is_agent(refused: _Term, asked: _Term) -> bool:
    """Whether the demand names the refusing party, so that it is what that party should do."""
    speaker = refused.statement.speaker
    named = " ".join([*(span.text for span in refused.statement.source), speaker.name if speaker else ""])
    return any(word[0].isupper() and re.search(rf"\b{re.escape(word)}\b", asked.content) for word in _topic(named).values())


def _refused_acts(refused: _Term) -> Iterator[str]:
    """Stems of what is refused: *will not withdraw*, *refused to withdraw*, *ruled out a withdrawal*."""
    if will_not := _WILL_NOT.search(refused.content):
        after = [w for w in _WORD.findall(refused.content[will_not.start("act") :]) if w.lower() not in _LIGHT]
        words = [w for w in after if w in refused.topic.values()][:1]
    elif not _CUE_REFUSES.search(refused.cue):
        return
    elif to := _TO.match(refused.content):
        words = [to["act"]]
    else:
        words = list(refused.topic.values())[:2]
    for word in words:
        stem = _stem(_IRREGULAR.get(word.lower(), word.lower()))
        if stem in refused.topic and word.lower() not in _LIGHT:
            yield stem


def _points_back(asked: _Term, refused: _Term, terms: Sequence[_Term], text: str) -> bool:
    """*Dismissed the request*, *turned this down*: of the demand that stands right before, in the same paragraph or the one before."""
    if not _POINTING.match(refused.content) or (asked, refused) not in pairwise(terms):
        return False
    between = text[asked.statement.content[-1].end : refused.statement.content[0].start]
    return refused.at - asked.at <= 2 and between.count("\n\n") <= 1


def _beside_the_point(asked: _Term, refused: _Term) -> bool:
    """Another object, time or place: *the left bank* – *the right bank*; *this July* – *next year*."""
    a, b = ({w.lower() for w in _WORD.findall(t.content)} for t in (asked, refused))
    for pair in _SIDES:
        if len(pair & a) == 1 and len(pair & b) == 1 and pair & a != pair & b:
            return True
    years = [set(re.findall(r"\b(?:19|20)\d\d\b", t.content)) for t in (asked, refused)]
    return bool(years[0] and years[1] and not years[0] & years[1])


def _figures(asked: _Term, limited: _Term) -> bool:
    """Does a limit (*300 at most*) fall short of a demand (*410 crowns*)?"""
    if asked.statement.act != "demand" or not _LIMIT.search(limited.content):
        return False
    wanted, given = _numbers(asked.content), _numbers(limited.content)
    return bool(wanted and given) and max(wanted) > max(given)


def _numbers(words: str) -> list[float]:
    made = []
    for word in _WORD.findall(words):
        low = word.lower()
        if low in _NUMBERS:
            made.append(float(_NUMBERS[low]))
        elif digits := re.fullmatch(r"\d+(?:\.\d+)?", re.sub(r",(?=\d{3})", "", word).strip(".,")):
            made.append(float(digits[0]))
    return made


def _phrase(shared: list[str]) -> str | None:
    return " ".join(dict.fromkeys(w.lower() if w[1:].islower() else w for w in shared[:3])) or None


def _named(term: _Term) -> str:
    """What a term is about where the other only points back at it: its longest telling words."""
    return " ".join(list(term.topic.values())[-2:]).lower() or " ".join(_WORD.findall(term.content)[:4])


_VERBS = {"demand": "demands", "refuse": "refuses", "offer": "offers", "promise": "means to act on"}


def _says(term: _Term) -> str:
    who = " ".join(span.text for span in term.statement.source).strip(" ,") or (
        term.statement.speaker.name if term.statement.speaker else "one side"
    )
    cue = term.cue if term.cue and len(term.cue) < 40 and term.cue != ":" else _VERBS.get(str(term.statement.act), "says")
    words = term.content.strip(' “”"„,.')
    words = words if len(words) <= 140 else words[:139].rsplit(" ", 1)[0] + " …"
    return f"{who} ({cue}): “{words}”"
