"""Terms of different parties on one page that cannot both be met: *must withdraw* – *will not withdraw*.

A term is a demand, a refusal, an offer or a plan of one's own. Two of them collide if they are about the same thing and pull in opposite
directions, name figures that do not fit, or want the same two things in opposite order. Nothing here says who is right. A false collision
is worse than none: terms must stand near each other and be short, since in long ones the same words are about many things.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, product
from typing import NamedTuple

from onrecord.vocabulary import Collision, Span, Statement

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d[\d,.]*")
_STOP = frozenset(
    re.findall(
        r"\S+",
        """
        the a an of in on to for and or but that this it he she they we i you his her its their our my your at by with from as be is are
        was were been being have has had do does did will would shall should can could may might must not no never nor any all every
        each both some one two more most less least than then there here so such what which who whom whose when where while until till
        unless if because about into over under after before between during without within again also only just even still yet now own
        same other another them him us me everything nothing nobody anyone anything something make made take taken get got give given go
        going come put let want wants like day days week weeks month months year years time monday tuesday wednesday thursday friday
        saturday sunday january february march april june july august september october november december summer winter spring autumn
        per cent percent first last new whole way thing things part people said says say ever once back up out off down many much won't
        don't can't isn't doesn't shan't we'll they'll it's i'm that's there's cannot us end start keep kept stay need needs
        """,
    )
)
_ENDINGS = tuple(
    (ending, "") for ending in ("ation", "ition", "ion", "ings", "ing", "ment", "als", "al", "ers", "er", "ed", "es", "s", "e")
)
_NEGATIVE = re.compile(
    r"(?i)\b(?:no|not|never|neither|nobody|none|nothing|(?:an|the) end (?:to|of|for)(?! (?:the )?(?:january|february|march|april|may|"
    r"june|july|august|september|october|november|december|year|month|week|season))|put an end|stop\w*|halt\w*|ban(?:ned|s)?|abolish\w*|"
    r"abolition|scrap\w*|cancel\w*|drop(?:ped)?|prohibit\w*|forbid\w*|without|against|lift(?:ed|ing)?|free of|hands off|out of|"
    r"remov\w+|refus\w+|reject\w+|oppos\w+|withdr[ae]w\w*|kept out|repeal\w*|revok\w+|as (?:it|they) (?:is|are)|unchanged)\b|n['’]t\b"
)
_WILL_NOT = re.compile(r"(?i)\b(?:(?:will|would|shall) (?:not|never)|wo(?:n|uldn)['’]t)\b")
_PLAIN = re.compile(r"(?i)\b(?:no|not|never|neither|nor|nobody|none|nothing)\b(?! only| just|thing but)|n['’]t\b")
_CLAUSE = re.compile(
    r"(?i)^[“\"„«]|^(?:that|to)\b|\b(?:will|would|shall|won['’]t|wouldn['’]t|cannot|can['’]t|could|is|are|was|were|has|have|had|does|"
    r"do)\b|['’](?:ll|d|re|s not)\b|\b(?:stays?|remains?|stands?)\b"
)
_OBSTACLE = re.compile(
    r"(?i)\b(?:complicat\w+|obstacl\w+|hinder\w*|hamper\w*|block\w*|prevent\w*|impossible|unacceptable|undermin\w+|endanger\w*|threaten\w*|"
    r"stands? in the way|obstruct\w*|derail\w*|delay\w*|harder|difficult)\b"
)
_COUNTS = re.compile(r"(?i)\b(\w+) or no \1\b")
_CUE_REFUSES = re.compile(
    r"(?i)\b(?:refus\w+|reject\w*|declin\w*|rul(?:e|es|ed|ing) (?:it )?out|dismiss\w*|turn\w* down|oppos\w*|object\w*|veto\w*|balk\w*|"
    r"baulk\w*|resist\w*|spurn\w*|rebuff\w*|no intention|against|hear of|block\w*|exclud\w+|"
    r"denied|den(?:y|ies)|withh\w+|scotch\w*|shut the door|thr(?:ow|ew) out|said no|brush\w* aside|no question of|no plans?)\b|"
    r"\bturn\w*\b.*\bdown\b"
)
_POINTING = re.compile(
    r"(?i)^[“\"'‘\s]*(?:to )?(?:(?:do |doing |hear of |agree to |accept |meet |bow to |consider )?(?:this|that|it|them|these|those|so|"
    r"the same)(?: demands?| requests?| ideas?| proposals?| plans?)?|(?:the|this|that|their|his|her|its|any such|all|both|such an?|such) "
    r"(?:request|demand|idea|proposal|suggestion|appeal|call|ultimatum|condition|term|wish|petition|application|motion|requirement|"
    r"notion)s?\b.*|(?:do )?(?:anything|nothing|something) of the (?:kind|sort)|any such thing|no|never|not (?:now|ever|today|a chance)|"
    r"out of the question|no (?:way|chance)|it (?:stays|stands|remains)|(?:they|we|i|he|she)['’]?(?: (?:stay|stays|will stay|remain)|"
    r"ll stay)|over my dead body|that is out of the question|that will not happen|it will not happen|certainly not)[”\"’'.,!\s]*$"
)
_PAST_TERM = re.compile(
    r"(?i)\b(?:had (?:\w+ )?(?:demand|ask|call|insist|want|urg|request|press|propos)\w*|used to|no longer|once (?:demanded|asked|wanted|"
    r"called)|wished|dropped)\b"
)
_FORMER = re.compile(
    r"(?i)\b(?:for years|under (?:its|their|his|her) (?:last|old|former|previous)|in the past|years ago|until (?:last|recently|now|"
    r"\d{4})|at first|originally|last year|a year ago|long)\b"
)
_ANTONYMS = tuple(
    (re.compile(rf"(?i)\b(?:{a})\b"), re.compile(rf"(?i)\b(?:{b})\b"))
    for a, b in (
        (
            r"clos(?:e|ed|ing|ure)|shut\w*|mothball\w*|end|wind\w* up",
            r"(?:stay|remain|kept?|keep)\w* (?:\w+ )?(?:open|on|running|going)|open\w*|continu\w+|surviv\w+|sav(?:e|ed|ing)",
        ),
        (
            r"keep\w*|kept|stays?|staying|remains?|remaining|retain\w*|preserv\w+|hold on to|left (?:where|as)|untouched|spar(?:e|ed)",
            r"mov(?:e|ed|ing)|remov\w+|leav(?:e|es|ing)|withdraw\w*|withdrawal|sell\w*|sold|sale|giv\w+ (?:up|back)|return\w*|hand\w* "
            r"(?:over|back)|demoli\w+|tear\w* down|torn down|go|gone|fell(?:ed|ing)?|scrap\w*|"
            r"abolish\w*|tak\w+ (?:down|away|back)|dismantl\w+|cut down|chang\w+|replac\w+|clear\w*|drop\w*|melt\w* down|resign\w*|"
            r"step\w* down|quit|dig|dug|lift\w*",
        ),
        (
            r"demoli\w+|tear\w* down|torn down|pull\w* down|raz\w+|knock\w* down|fell(?:ed|ing)?",
            r"preserv\w+|restor\w+|sav(?:e|ed|ing)|protect\w*|repair\w*|listed|renovat\w+",
        ),
        (
            r"rais(?:e|ed|ing)|increas\w+|higher|put\w* up|more|double\w*|extend\w*|expand\w*|widen\w*|longer",
            r"lower\w*|cut\w*|reduc\w+|freez\w+|frozen|as (?:it|they) (?:is|are)|unchanged|halv\w+|shorten\w*|shorter|less|fewer",
        ),
        (
            r"silenc\w+|quiet|stop\w*|switch\w* off|turn\w* off",
            r"ring\w*|toll\w*|play\w*|switch\w* on|go on|continu\w+|carry on|night and day",
        ),
        (
            r"(?:kept?|keep) (?:out|away)|exclud\w+|banned|barred|shut out|leave out|left out",
            r"a (?:seat|place)|invit\w+|admit\w*|let (?:\w+ )?in|includ\w+|welcome\w*|tak\w+ part|at the table",
        ),
        (
            r"privati\w+|private hands|sell\w*|sold|sale",
            r"nationali\w+|public hands|state hands|in public|belong\w* to (?:the )?(?:city|town|state|people)",
        ),
        (
            r"buil[dt]\w*|construct\w*|erect\w*",
            r"(?:leave|left) (?:\w+ )?(?:as it is|alone|empty|green|free)|untouched|meadow|park|stay\w* (?:green|free|empty)",
        ),
        (r"extradit\w+|hand\w* over|surrender\w*", r"tried (?:here|at home)|asylum|protect\w*"),
        (
            r"in public|open(?:ly)?|publish\w*|disclos\w+|releas\w+",
            r"in private|behind closed doors|secre\w+|clos(?:e|ed)|seal\w*|confidential",
        ),
        (
            r"at once|immediately|without delay",
            r"later|next year|not before|in (?:two|three|four|five|ten) years|wait\w*|postpon\w+|delay\w*|put off",
        ),
        (r"join\w*|enter\w*|stay\w* in", r"leav(?:e|ing)|quit\w*|stay\w* out|withdraw\w*"),
        (r"unit\w+|merg\w+|togeth\w+|one (?:school|party|state|club)", r"separat\w+|split\w*|apart|independen\w+|its own|their own"),
        (r"by (?:rail|train)|rail\w*|tram\w*", r"by road|motorway|bus(?:es)?"),
    )
)
_LIMIT = re.compile(
    r"(?i)\b(?:at (?:the )?most|no more|not more than|nothing more|maximum|limit|ceiling|not a \w+ more|more than \w+(?: per cent)? is|"
    r"above that|beyond that|final|last offer|not a (?:day|crown|cent|penny) (?:more|before|longer)|only|and not one|at best|tops)\b"
)
_EXCLUSIVE = re.compile(r"(?i)\b(?:nothing but|whole of|the entire|exclusively|solely|no one but|nobody but)\b")
_NUMBERS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen twenty".split()
    )
} | {word: 10 * n for n, word in enumerate("thirty forty fifty sixty seventy eighty ninety hundred".split(), 3)}
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
_SIDES = tuple(
    frozenset(pair.split())
    for pair in (
        "left right; north south; northern southern; east west; eastern western; upper lower; old new; inner outer; inside outside; "
        "morning evening; this next".split("; ")
    )
)


_TERMS = frozenset({"demand", "refuse", "offer", "promise"})
_APART, _LONGEST = 2, 20
"""How many statements further on the other end of a collision may be, and how many words a content may have. Without these limits 43
collisions were told on 150 news pages, and about five of them were any."""


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
    terms = [t for t in everything if t.statement.act in _TERMS and len(_WORD.findall(t.content)) <= _LONGEST]
    withdrawn = {t.at for t in terms if t.statement.act == "demand" and (_PAST_TERM.search(t.cue) or _former(t, text))}
    found: list[Collision] = []
    issues: dict[int, dict[int, str]] = {}
    for one, other in combinations(terms, 2):
        if one.at in withdrawn or other.at in withdrawn or not _near(one, other, text) or _same_side(one, other):
            continue
        clashing = (_issue(mine, theirs, terms) for mine, theirs in product(_read(one), _read(other)))
        if issue := next(filter(None, clashing), None) or _goes_on(other, terms, issues.get(one.at, {})):
            issues.setdefault(one.at, {})[other.at] = issue
            found.append(Collision((one.statement.id, other.statement.id), issue, f"{_says(one)}; {_says(other)}."))
    refusals = [t for t in everything if t.statement.act == "refuse"]
    for outer, refusal in product([t for t in everything if refusals and _sees_obstacle(t)], refusals):
        if outer is not refusal and _holds(outer, refusal) and not _same_side(outer, refusal):
            pair = sorted((outer, refusal), key=lambda t: t.at)
            clash = Collision((pair[0].statement.id, pair[1].statement.id), _named(refusal), f"{_says(pair[0])}; {_says(pair[1])}.")
            found += [clash] if all(clash.statements != c.statements for c in found) else []
    return tuple(found)


def _near(one: _Term, other: _Term, text: str) -> bool:
    """Whether two terms, in order, stand in one paragraph or in neighbouring ones, at most one statement between them."""
    if other.at - one.at > _APART:
        return False
    between = text[one.statement.content[0].start : max(s.end for t in (one, other) for s in t.statement.content)]
    return between.count("\n\n") <= 1


def _same_side(one: _Term, other: _Term) -> bool:
    """*Quist* and *the ministry*, where the page calls Quist the ministry's spokesman, speak for the same side."""
    words = [" ".join(span.text.lower() for span in t.statement.source) for t in (one, other)]
    if one.party == other.party or (words[0] == words[1] != ""):
        return True
    for a, b in ((one.statement.speaker, other.statement.speaker), (other.statement.speaker, one.statement.speaker)):
        if a and b and a.role and re.search(rf"(?i)\b{re.escape(b.name.removeprefix('the '))}\b", a.role):
            return True
    return False


def _sees_obstacle(outer: _Term) -> bool:
    """*The refusal of the US to recognise them complicates a compromise*: whoever says so wants them recognised."""
    return outer.statement.act not in ("support", "refuse", "deny", "ask") and _OBSTACLE.search(outer.content) is not None


def _holds(outer: _Term, refusal: _Term) -> bool:
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
        yield _Term(at, s, party or name.lower(), content, cue, _topic(content) if s.act in _TERMS else {})


def _read(term: _Term) -> Iterator[_Term]:
    """A term, and what else it asks for: *will not sign until they leave* demands that they leave."""
    yield term
    for it in wanted(term.statement):
        yield term._replace(statement=it, content=it.content[0].text, topic=_topic(it.content[0].text))


def wanted(it: Statement) -> list[Statement]:
    """What is demanded by a refusal or a threat that an *unless* or an *until* would end."""
    return [
        replace(it, act="demand", content=(Span(span.start + would_end.start(1), span.start + would_end.end(1), would_end[1]),))
        for span in it.content
        if it.act in ("threaten", "refuse") and (would_end := _UNLESS.search(span.text))
    ][:1]


_UNLESS = re.compile(r"(?i)\b(?:unless|until) ([^,;.]+)")


def _topic(words: str) -> dict[str, str]:
    """Stems of the words that carry meaning, with the words as they stand."""
    made: dict[str, str] = {}
    for word in _WORD.findall(words):
        low = word.lower().replace("’", "'").removesuffix("'s")
        if low not in _STOP and not low[0].isdigit() and low not in _NUMBERS and len(low) > 2:
            made.setdefault(_stem(low), word)
    return made


@lru_cache(maxsize=4096)
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


def _act(term: _Term) -> str | None:
    """Its act; who promises that something *will not* be done refuses it to whoever demands it."""
    return "refuse" if term.statement.act == "promise" and _WILL_NOT.search(term.content) else term.statement.act


def _issue(one: _Term, other: _Term, terms: Sequence[_Term]) -> str | None:
    acts = {_act(one), _act(other)}
    shared = [word for stem, word in one.topic.items() if stem in other.topic]
    if acts in ({"demand", "refuse"}, {"promise", "refuse"}, {"offer", "refuse"}):
        asked, refused = (one, other) if _act(one) in ("demand", "promise", "offer") and _act(other) != "demand" else (other, one)
        if asked.statement.act == "offer":
            if asked.at > refused.at and not _PRICE.search(asked.content):
                return None
            asked = _asked_in_return(asked)
            shared = [word for stem, word in asked.topic.items() if stem in refused.topic]
        if "promise" not in acts and _points_back(asked, refused, terms):
            return _named(asked)
        topical = any(word[0].islower() for word in shared)  # names alone are no topic
        if topical and not _beside_the_point(asked, refused) and _direction(asked) != _refusal(refused):
            return _phrase(shared)
        if "promise" not in acts and (_figures(asked, refused) or (not shared and _answers(asked, refused))):
            return _phrase(shared) or _named(asked)
    if (
        acts <= {"demand", "promise", "offer"}
        and "demand" in acts
        and (_figures(one, other) or _figures(other, one))
        and (shared or abs(one.at - other.at) == 1)
    ):
        return _phrase(shared) or _named(one)
    if acts in ({"demand"}, {"demand", "promise"}):
        return _opposed(one, other, shared)
    return None


_PRICE = re.compile(
    r"(?i)\b(?:only )?(?:if|provided(?: that)?|providing|on condition that|as long as|so long as|once|only (?:after|when)|as soon as|in "
    r"(?:exchange|return) for)\b"
)


def _asked_in_return(offer: _Term) -> _Term:
    """A conditional offer demands its condition: *will talk if they withdraw* is compared as *they withdraw*."""
    words = " ".join(c.text for c in offer.statement.conditions or ())
    if not words and (price := _PRICE.search(offer.content)):
        words = offer.content[price.start() :]
    return offer._replace(content=words, topic=_topic(words)) if words else offer


def _goes_on(term: _Term, terms: Sequence[_Term], clashing: dict[int, str]) -> str | None:
    """A party that refused goes on refusing in its next words, in quotation marks: against the same demand."""
    before = next((t for t in terms if t.at == term.at - 1), None)
    if before and term.statement.act == before.statement.act == "refuse" and before.party == term.party and term.content[:1] in '“"„«':
        return clashing.get(before.at)
    return None


def _points_back(asked: _Term, refused: _Term, terms: Sequence[_Term]) -> bool:
    """*Dismissed the request*, *turned this down*, *It stays*: against the last demand of another party."""
    if refused.statement.act != "refuse" or not _POINTING.match(refused.content) or asked.at > refused.at:
        return False
    before = [t for t in terms if t.at < refused.at and t.party != refused.party and t.statement.act in ("demand", "offer")]
    return bool(before) and before[-1].at == asked.at and refused.at - asked.at <= 3


def _answers(asked: _Term, refused: _Term) -> bool:
    """A refusal right behind the demand of another party, as a clause or quotation: an answer, in other words."""
    if refused.at != asked.at + 1 or refused.statement.act != "refuse" or _beside_the_point(asked, refused):
        return False
    return _CLAUSE.search(refused.content) is not None


def _direction(term: _Term) -> int:
    return -1 if len(_NEGATIVE.findall(_COUNTS.sub("", term.content))) % 2 else 1


def _refusal(term: _Term) -> int:
    """Which way a refusal pulls: a verb of refusing turns its content round; *will not withdraw* says it itself."""
    if _CUE_REFUSES.search(term.cue):
        return -_direction(term)
    rest = _PLAIN.sub("", _COUNTS.sub("", term.content))
    inner = -1 if len(_NEGATIVE.findall(rest)) % 2 else 1
    return -inner if rest != term.content or inner == 1 else inner


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
    if not _LIMIT.search(limited.content):
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


def _opposed(one: _Term, other: _Term, shared: list[str]) -> str | None:
    """Two demands, or a demand and a plan: shares of one whole, opposite orders, opposite verbs, two exclusive uses."""
    portions = [max((part for pattern, part in _SHARES if pattern.search(t.content)), default=0.0) for t in (one, other)]
    if all(portions) and sum(portions) > 1.01 and one.statement.act == other.statement.act == "demand":
        return _phrase(shared) or _named(one)
    if _reversed(one, other):
        return _phrase(shared) or _named(one)
    near, touching = abs(one.at - other.at) <= 2, abs(one.at - other.at) == 1
    pointing = re.search(r"(?i)\b(?:it|them|they|he|she|him|her|this|that)\b", f"{one.content} {other.content}") is not None
    for a, b in _ANTONYMS:
        opposite = (a.search(one.content) and b.search(other.content)) or (b.search(one.content) and a.search(other.content))
        if (
            opposite
            and ((near and shared) or (touching and pointing))
            and not _beside_the_point(one, other)
            and _denies(one) == _denies(other)
        ):
            return _phrase(shared) or _named(one)
    if len(shared) >= 2 and _denies(one) != _denies(other) and not _beside_the_point(one, other) and _direction(one) != _direction(other):
        return _phrase(shared)
    if (
        near
        and any(_EXCLUSIVE.search(t.content) for t in (one, other))
        and re.search(r"(?i)\bthere\b|\bhere\b|site|plot|hall|building", one.content + other.content)
    ):
        return _phrase(shared) or _named(one)
    return None


def _denies(term: _Term) -> bool:
    return _PLAIN.search(_COUNTS.sub("", term.content)) is not None


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


def between(one: Statement, other: Statement) -> Collision | None:
    """Whether the terms of two parties, whatever pages they stand on, cannot both be met: as `find` tells it, but for what only the order
    of a page shows (*he turned this down*). That they are two parties must be known."""
    a, b = next(_terms([one])), next(_terms([other]))
    if not all(t.statement.act in _TERMS and len(_WORD.findall(t.content)) <= _LONGEST for t in (a, b)):
        return None
    issue = _issue(a, b._replace(at=_APART), ()) or _issue(b, a._replace(at=_APART), ())
    return Collision((one.id, other.id), issue, f"{_says(a)}; {_says(b)}.") if issue else None


def pull(statement: Statement) -> tuple[int, frozenset[str]]:
    """Which way a term pulls (1 towards what its content says, -1 against it: *will not withdraw*), and the stems of what it is about."""
    term = next(_terms([statement]))
    return (_refusal(term) if statement.act == "refuse" else _direction(term)), frozenset(term.topic)
