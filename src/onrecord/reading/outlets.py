"""Agencies and outlets that a page names: known ones by a list, unknown ones by what the page calls them (*the agency Polar*, *the Reedmoor
Courier*), and the words that take a name up again (*the paper*, *the Gazette*)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from onrecord.reading import names
from onrecord.vocabulary import Document

AGENCY, BROADCASTER, PRINT, SITE, GROUP = "agency", "broadcaster", "print", "site", "group"


class Outlet(NamedTuple):
    """One line of `outlets.txt`. `country` is ISO 3166-1 alpha-2; empty where there is none, and so is `domain`."""

    name: str
    aliases: tuple[str, ...]
    country: str
    domain: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mention:
    """An outlet named or taken up in `text[start:end]`, with article and description (*the local station Radio Weir*).

    `name` is the fullest that the page gives, without article; `own` says that it is the page's own publisher, `anaphor` that the words
    here hold no name.
    """

    start: int
    end: int
    name: str
    kind: str | None
    own: bool = False
    anaphor: bool = False


_KINDS = {
    AGENCY: r"(?:news(?:wire)? )?agency|news ?wires?|wire service|wire|news service",
    BROADCASTER: (
        r"(?:(?:radio|television|TV|cable|news|satellite) )?(?:station|channel|network)|broadcaster|radio|television|TV|podcast"
        r"|(?:radio|television|TV|breakfast|talk|news|phone-in) ?(?:programme|program|show)|programme|program"
    ),
    PRINT: (
        r"(?:(?:news|evening|morning|trade|local|student|sports|party|business|Sunday|weekly|daily) ?)?(?:papers?|newspapers?)|newspaper"
        r"|daily"
        r"|weekly|monthly|quarterly|tabloid|broadsheet|magazine|journal|supplement|newsletter|gazette|periodical"
    ),
    SITE: r"(?:news )?(?:site|website|portal|outlet|blog|publication|platform)",
    GROUP: r"(?:human )?rights (?:group|organisation|organization)|watchdog|think-?tank|monitoring group",
}
_DESCRIBED = "|".join(_KINDS.values())
_DETERMINER = r"(?:the|an?|its|his|her|their|our|this|[\w-]+[’']s?)"
_BEFORE = re.compile(
    rf"(?:\b{_DETERMINER}(?:\s(?!(?:the|an?|that|told|in|with|by|to|and)\b)[\w’'-]+){{0,3}}?\s|(?-i:[A-Z])[\w-]+\s)?\b({_DESCRIBED}),? "
    rf"[“\"‘']?\Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"[”\"’']?\s(?:news )?({_DESCRIBED})\b(?![’'-])(?! [“\"]?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z])")
_ENDS_DESCRIPTION = re.compile(
    r"(?:agency|wires?|service|station|channel|network|caster|radio|television|TV|cast|programm?e?|show|papers?|daily|weekly|monthly"
    r"|quarterly|tabloid|sheet"
    r"|magazine|journal|supplement|letter|gazette|periodical|site|portal|outlet|blog|publication|platform|group|ation|dog|tank),? "
    r"[“\"‘']?\Z",
    re.IGNORECASE,
)
_APPOSED = re.compile(rf"[”\"’']?,? (?:the|an?) (?:[\w’'-]+ ){{0,3}}?({_DESCRIBED})\b(?=[,.;]| (?:of|in|for|that|which|owned|close)\b)")
_SORT = re.compile(
    r"\b(?:(?:the|an?) |[A-Z][\w-]+[’']s? )?(?:(?:[\w]+-(?:run|owned|based|language|backed|wing|controlled|linked)|semi-official|official"
    r"|private|independent|local"
    r"|national|conservative|liberal|influential|respected|pro-\w+|[A-Z][a-z]+(?:ish|an|ese|ch|ic|li|qi|ni)) )+\Z|\b[A-Z][\w-]+[’']s? \Z"
)
"""What may stand between the article and the name (*the state-run Vesta news agency*, *Iran's Fars*)."""
_UNNAMED = re.compile(
    r"\b(?:(?:[A-Z]\w+(?:[’']s)? )?(?:[Ss]tate|[Nn]ational|[Pp]ublic|[Ll]ocal)(?:-run|-owned)?"
    r" (?:television|TV|radio|media|news agency|broadcaster"
    r"|newspapers?|press)"
    r"|[A-Z]\w+(?:ish|an|ese|ch|ic|li|qi|ni) (?:media|newspapers|television|radio|TV))\b"
)
_MAY_BE_APPOSED = re.compile(r"[”\"’']?,? (?:the|an?) ")
_ARTICLE = re.compile(r"\b[Tt]he [“\"‘']?\Z")
_WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w&-]*(?:[.’'](?!s\b)\w[\w-]*)*|[a-z]+[A-Z]\w*|dpa\b|taz\b|n-tv\b|\d+)"
_RUN = re.compile(rf"(?<![\w’'])(?!\d){_WORD}(?:(?: (?:of|for|de|la|le|du|des|del|della|al|di|der|am|und) (?:the )?| & | |/){_WORD})*")
_SPLIT = re.compile(r"( (?:of|for) (?:the )?| & | |/)")
_STRONG_HEAD_WORDS = (
    "Gazette Courier Herald Tribune Telegraph Times Chronicle Examiner Observer Bulletin Ledger Post Inquirer Enquirer Dispatch Advertiser "
    "Argus Newspaper Magazine Mirror Review Journal Sentinel Register Echo Guardian Mail Express Zeitung Anzeiger Rundschau Zeitschrift "
    "Kurier Blatt Tagblatt Nachrichten Gazeta Pravda Izvestia Standard"
)
_HEAD_WORDS = (
    "Daily Weekly Monthly News Newswire Wire Press Star Sun Globe Record Monitor Lark Telegraf Digest Today World Voice Reporter TV "
    "Television Radio FM Broadcasting Network Channel Podcast Gazzetta Diario Presse Nation Citizen Independent Bee Sentinel-Tribune "
    "Online Insider Agency"
)
_PLACE_NAMES = (
    "United States|Netherlands|Philippines|UK|US|U.S.|EU|Senate|House|Middle East|Bronx|Kremlin|West|East|North|South|Bible|Koran|Congress"
    "|State|English|Russian|Arabic"
)
_OPENING_WORDS = "The In On At An And But For As According If When While After Before Asked Speaking Reporting"
_STRONG_HEADS = frozenset(_STRONG_HEAD_WORDS.split())
_HEADS = _STRONG_HEADS | frozenset(_HEAD_WORDS.split())
_BACK = 100
"""Outlets before *the paper* that are looked at for what it stands for."""
_LONGEST = 14
"""Words and the joints between them in a name of the list: a page in capitals is one long run."""
_ON_AIR = frozenset(("TV", "Television", "Radio", "FM", "Broadcasting", "Network", "Channel", "Podcast"))
_DIVISIONS = frozenset(("News", "Online", "Radio", "Sport", "Television", "TV"))
_FIRSTS = frozenset(("Radio", "Channel", "TV"))
_OF = frozenset(("Bulletin", "Journal", "Review", "Times", "Gazette", "Chronicle", "Voice", "Echo", "Herald", "Annals", "Tribune"))
_CALL_SIGN = re.compile(r"[KW][A-Z]{2,3}(?:-TV|-FM|-AM)?|[A-Z]{1,4}(?:TV|TN)|[A-Z]\w+(?:TV|News|Wire|Radio|Press|press|post)")
_DAYS = frozenset([*(word.title() for word in names.DAYS), "May", "Exclusive", "Exclusively"])
_PLACES = frozenset(_PLACE_NAMES.split("|"))
_NOT_LAST = frozenset(_OPENING_WORDS.split())
_RELAYING = re.compile(
    r"\b(?:(?:carried|broadcast|aired|relayed|reprinted|republished|serialised|serialized|picked up|reported|summarised) (?:\w+ ){0,2}by"
    r"|(?:published|printed|quoted|cited) by|(?:readers|listeners|viewers) of) (?:the )?[“\"‘']?\Z"
    r"|\b(?:published|printed|quoted|wrote|writes|complained|column|article|essay|op-ed|piece) (?:in|for) the [“\"‘']?\Z"
)
_TOLD = re.compile(r"\btold (?:the )?[“\"‘']?\Z")
_REPORTS = re.compile(
    r"[”\"’']?,? (?:(?:has |had |also |first )?(?:reported|reports|carried|broadcast|aired|reprinted)\b|wrote on|, citing|, quoting)"
)
_ANAPHOR = re.compile(
    rf"\b(?:[Tt]he|[Tt]hat|[Tt]he same) (?P<kind>{_DESCRIBED})(?P<own>[’']s?)?(?![\w-])(?! (?:of|in|on|for|which|who|editor|reporter)\b)"
)
_OWN = re.compile(r"\bthis (?:news)?paper\b|\bour (?:reporter|correspondent|paper|newsroom)s?\b")


@cache
def known() -> dict[str, Outlet]:
    """The outlets of `outlets.txt` by every name they go under, without article."""
    found: dict[str, Outlet] = {}
    for line in (files("onrecord.reading") / "outlets.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, aliases, country, domain, kind = line.split("\t")
        outlet = Outlet(name, tuple(a.strip() for a in aliases.split(",") if a.strip()), country, domain, kind)
        for alias in (name, *outlet.aliases):
            found.setdefault(alias, outlet)
    return found


@cache
def _by_domain() -> dict[str, str]:
    return {outlet.domain: outlet.name for outlet in known().values() if outlet.domain}


def bare(name: str) -> str:
    """A name without leading article."""
    return re.sub(r"^(?:the|a|an) ", "", name, flags=re.IGNORECASE)


def publishers(document: Document) -> frozenset[str]:
    """The names, without article, under which a page speaks of its own publisher, from its masthead and its URL."""
    found = set()
    if document.publisher:
        found.add(bare(document.publisher))
    for url in (document.canonical_url, document.url):
        host = urlsplit(url).netloc.removeprefix("www.") if url else ""
        if host in _by_domain():
            found.add(_by_domain()[host])
    for name in tuple(found):
        if outlet := known().get(name) or known().get(f"The {name}"):
            found |= {bare(n) for n in (outlet.name, *outlet.aliases)}
    return frozenset(found)


def kind_of(words: str) -> str | None:
    """What kind of outlet a description (*news agency*, *the daily*) speaks of."""
    for kind, pattern in _KINDS.items():
        if re.search(rf"\b(?:{pattern})\Z", words, re.IGNORECASE):
            return kind
    return None


class _Candidate(NamedTuple):
    start: int
    end: int
    name: str
    kind: str | None
    short: bool = False


_PLATFORMS = frozenset(
    "Bluesky,Facebook,Instagram,LinkedIn,Mastodon,Reddit,Rumble,Signal,Snapchat,Substack,Telegram,TikTok,Truth Social,Twitter,VKontakte,"
    "WeChat,Weibo,WhatsApp,X,YouTube".split(",")
)
"""Where people post for themselves: venues, no outlets, channels on them included."""


def mentions(document: Document) -> tuple[Mention, ...]:
    """All outlets that a document names or takes up, in order, without overlap."""
    text, own = document.text, publishers(document)
    named, told, surnames = _named(text)
    shorts: dict[str, str] = {}
    for it in named:
        if not it.short:
            shorts.setdefault(it.name.split()[-1], it.name)
    fullest: dict[str, str] = {}
    for it in named:
        key = _key(it.name)
        fullest[key] = max(fullest.get(key, ""), it.name, key=len)
    found: list[Mention] = []
    for it in named:
        name = it.name
        if it.short:
            name = next((p for p in own if p.split()[-1] == name), shorts.get(name, name))
        found.append(Mention(it.start, it.end, fullest.get(_key(name), name), it.kind, own=_is_own(name, own)))
    found += [Mention(m.start(), m.end(), m[0], kind_of(m[0])) for m in _UNNAMED.finditer(text)]
    found = [m for m in _without_overlap(found) if m.name.split()[0] not in _PLATFORMS and m.name not in _PLATFORMS]
    return _with_anaphors(text, found, [c for c in told if c.name not in surnames], own)


def _key(name: str) -> str:
    outlet = known().get(name)
    return outlet.name if outlet else name


def _is_own(name: str, own: frozenset[str]) -> bool:
    return name in own or _key(name) in own


def _named(text: str) -> tuple[list[_Candidate], list[_Candidate], set[str]]:
    """Outlets with a name; names that were told something and may be outlets; last words of longer names, which may be people's."""
    sure: list[_Candidate] = []
    told: list[_Candidate] = []
    surnames: set[str] = set()
    open_runs: list[tuple[int, int, str]] = []
    for run in _RUN.finditer(text):
        candidate = _in_run(text, run.start(), run[0])
        if candidate:
            sure.append(candidate)
            continue
        words = run[0].split()
        while words and words[-1] in _DAYS:
            words.pop()
        while words and words[0] in _NOT_LAST:
            words.pop(0)
        if len(words) > 1:
            surnames.add(words[-1])
        if words:
            name = " ".join(words)
            at = run.start() + run[0].find(name)
            open_runs.append((at, at + len(name), name))
    learnt = {c.name: c.kind for c in sure}
    for a, b, name in open_runs:
        if name in learnt or name in surnames or name in _PLACES:
            continue
        before = text[max(0, a - 60) : a]
        if _RELAYING.search(before) or (" " not in name and len(name) > 2 and _REPORTS.match(text, b)):
            learnt[name] = None
        elif _TOLD.search(before) and " " not in name:
            told.append(_widened(text, a, b, name, None))
    for a, b, name in open_runs:
        if name in learnt:
            sure.append(_widened(text, a, b, name, learnt[name]))
    return sorted(sure), told, surnames


def _in_run(text: str, at: int, run: str) -> _Candidate | None:
    """The outlet in a run of capitalised words: described, listed, or with a name such as outlets bear."""
    parts = _SPLIT.split(run)
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part))
    first, last = 0, len(parts) - 1
    while last > first and parts[last] in _DAYS:
        last -= 2
    while first < last and (parts[first] in _NOT_LAST or parts[first] in _DAYS):
        first += 2
    for size in range(min(last - first, _LONGEST), -1, -2):
        for i in range(first, last - size + 1, 2):
            part = run[starts[i] : starts[i + size + 1]]
            outlet = known().get(part)
            if outlet is None and _ARTICLE.search(text, max(0, at - 6), at):
                outlet = known().get(f"The {part}")
            if outlet and (size or i == first or outlet.kind in (AGENCY, BROADCASTER)):
                if i + size < last and parts[i + size + 1] == " " and parts[i + size + 2] in _DIVISIONS:
                    part = run[starts[i] : starts[i + size + 3]]  # *TRT News* is no *TRT*
                return _widened(text, at + starts[i], at + starts[i] + len(part), part, outlet.kind)
    a, b = at + starts[first], at + starts[last + 1]
    name = text[a:b]
    if described := _description(text, a):
        return _Candidate(described.start(), _closed(text, a, b), name, kind_of(described[1]))
    words = parts[first : last + 1 : 2]
    tail = words[-1].rpartition("-")[2]
    many = len(words) > 1
    if (many and (tail in _HEADS or words[0] in _FIRSTS)) or (words[0] in _OF and " of " in run) or _CALL_SIGN.fullmatch(name):
        return _widened(text, a, b, name, _kind_by_name(words, tail))
    behind = _BEHIND.match(text, b) or (_APPOSED.match(text, b) if _MAY_BE_APPOSED.match(text, b) else None)
    if behind and name not in _PLACES and (not many or behind[1] not in ("network", "program", "programme")):
        return _widened(text, a, b, name, kind_of(behind[1]))
    if not many and words[0] in _HEADS and _ARTICLE.search(text, max(0, a - 6), a):
        return _widened(text, a, b, name, None, short=True) if words[0] in _STRONG_HEADS or _TOLD.search(text, max(0, a - 10), a) else None
    return None


def _description(text: str, a: int) -> re.Match[str] | None:
    """The description that ends before offset `a`; a look at its last word saves most searches."""
    if not _ENDS_DESCRIPTION.search(text, max(0, a - 16), a):
        return None
    described = _BEFORE.search(text, max(0, a - 70), a)
    if described and "," in described[0] and re.search("[A-Z]", described[0][4:]):
        return None  # *the Vesta news agency, President Solen said*: that agency has its name already
    return described


def _kind_by_name(words: list[str], tail: str) -> str | None:
    if tail in _ON_AIR or words[0] in _FIRSTS or re.fullmatch(r"[KW][A-Z]{2,3}(?:-\w+)?|[A-Z]+(?:TV|TN)", words[0]):
        return BROADCASTER
    return PRINT if tail in _STRONG_HEADS or words[0] in _OF else None


def _widened(text: str, a: int, b: int, name: str, kind: str | None, short: bool = False) -> _Candidate:
    """With article, description and quotation marks around the name."""
    if described := _description(text, a):
        return _Candidate(described.start(), _closed(text, a, b), name, kind or kind_of(described[1]), short)
    start = a
    if article := _ARTICLE.search(text, max(0, a - 6), a):
        start = article.start()
    elif text[a - 1 : a] == " " and (sort := _SORT.search(text, max(0, a - 50), a)):
        start = sort.start()
    elif text[a - 1 : a] in ("“", '"') and text[b : b + 1] in ("”", '"'):
        start = a - 1
    end = _closed(text, a, b)
    if behind := _BEHIND.match(text, b):
        end, kind = behind.end(), kind or kind_of(behind[1])
    return _Candidate(start, end, name, kind, short)


def _closed(text: str, a: int, b: int) -> int:
    return b + 1 if a and text[a - 1] in '“"‘' and text[b : b + 1] in ("”", '"', "’") else b


def _without_overlap(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _with_anaphors(text: str, found: list[Mention], told: list[_Candidate], own: frozenset[str]) -> tuple[Mention, ...]:
    """Adds *the paper*, *the agency* and the like, named by the outlet before that fits; a name that was told something and fits no
    person is an outlet once such a word takes it up."""
    seen: list[Mention] = []
    new: list[Mention] = []
    at = 0
    for taken in _anaphors(text, [m.start for m in found]):
        while at < len(found) and found[at].start < taken.start():
            seen.append(found[at])
            at += 1
        kind = kind_of(taken["kind"])
        last = next((m for m in islice(reversed(seen), _BACK) if _fits(m.kind, kind)), None)
        if last is None and (pending := [c for c in told if c.start < taken.start()]):
            name = pending[-1].name
            promoted = [Mention(c.start, c.end, name, kind, _is_own(name, own)) for c in told if c.name == name]
            told = [c for c in told if c.name != name]
            found = sorted([*found, *promoted], key=lambda m: m.start)
            seen, at = [], 0
            last = promoted[0]
        if last is not None:
            new.append(Mention(taken.start(), taken.end("kind"), last.name, last.kind or kind, last.own, True))
            seen.append(new[-1])
    new += [Mention(m.start(), m.end(), next(iter(own), ""), None, True, True) for m in _OWN.finditer(text)]
    return tuple(_without_overlap([*found, *new]))


def _anaphors(text: str, named: list[int]) -> Iterator[re.Match[str]]:
    """Words such as *the paper* that do not go on with a name."""
    taken = set(named)
    for match in _ANAPHOR.finditer(text):
        if match.start() not in taken:
            yield match


def _fits(kind: str | None, wanted: str | None) -> bool:
    return kind is None or kind == wanted or (wanted == SITE and kind not in (AGENCY, GROUP)) or {kind, wanted} == {PRINT, SITE}
