"""Lines that belong to the web page, not to the article: *Related Articles*, *Back to top button*, share bars, photo credits.

A real sentence taken for furniture loses a statement, a missed line only leaves noise: what could open a sentence
(*Copyright law …*, *More news is …*, *Photos by drones …*) counts only where the rest of the line cannot be prose.
"""

import re

_LONGEST = 160
_QUOTED = re.compile(r"[“”\"„«»]|‘[^’]+\s[^’]*’")

_NETWORKS = [
    "facebook",
    "twitter",
    "x",
    "instagram",
    "whatsapp",
    "linkedin",
    "telegram",
    "reddit",
    "messenger",
    "pinterest",
    "youtube",
    "tiktok",
    "threads",
    "bluesky",
    "mastodon",
    "flipboard",
]
_NETWORK = rf"(?:{'|'.join(_NETWORKS)}|google\ news)"
_SHARING = frozenset(
    ["share", "tweet", "pin", "print", "email", "mail", "sms", "copy", "save", "bookmark", "comment", "comments", "gift", *_NETWORKS]
)
_BETWEEN = frozenset(
    [
        "on", "this", "via", "to", "with", "by", "article", "story", "page", "post", "link", "copied", "the", "full", "a", "friend",
        "friends", "it", "e",
    ]
)  # fmt: skip

# Whole lines without a full stop: buttons, captions of link lists, credits.
_LABELS = (
    # pointers to other pages
    r"you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested\ in|have\ missed|want\ to\ read)",
    r"(?:related|similar|other|further|recommended|popular|latest|top|featured|sponsored|trending|recent)\ "
    r"(?:articles?|stories|story|posts?|news|topics?|content|coverage|reading|links?|videos?|headlines|now)",
    r"related|recommended(?:\ for\ you)?|trending|most\ (?:read|popular|viewed|shared|commented)(?:\ (?:articles|stories|news|in\ \w+))?",
    r"more\ (?:stories|news|articles|headlines|videos|like\ this|to\ read|for\ you|on\ this(?:\ (?:story|topic))?)",
    r"article\ content|(?:this\ is\ a\ )?breaking\ (?:news\ )?story(?:\ [-–—]\ more\ to\ follow)?",
    r"more\ (?:from|on|about):?\ (?-i:[A-Z])[\w’'&.-]*(?:\ [\w’'&-]+){0,4}",
    r"(?:read|see)\ (?:more|next|also)|read\ (?:the\ )?(?:full|original)\ (?:story|article|post)(?:\ (?:here|at|on)\b.{0,40})?|"
    r"also\ read|don['’]t\ miss",
    r"editor['’]?s['’]?\ (?:picks?|choice)|in\ (?:other|more)\ news|what\ to\ read\ next|keep\ reading|continue\ reading(?:\ below)?",
    r"(?:article|story)\ continues\ (?:below|after)(?:\ .{0,30})?|(?:more|continued)\ below",
    # getting about the page
    r"(?:back|scroll|go|return|jump)\ to\ (?:the\ )?(?:top|content|home\ ?page|main\ content)(?:\ (?:button|of\ (?:the\ )?page))?|"
    r"skip\ (?:to|past)\ (?:the\ )?(?:main|content|navigation|newsletter|ad)\b.{0,30}",
    r"menu|search|close|next|previous|home|home\ ?page|toggle\ (?:menu|navigation)|(?:next|previous)\ (?:article|post|story)",
    r"(?:view|show|see|read|load|hide|post|all)\ (?:(?:all|more|the|\d+)\ )*comments?|(?:leave|post|write|add)\ (?:a|"
    r"your)\ (?:comment|reply)",
    r"\d+\ (?:comments?|shares?|views?|likes?)|\d+[\ -]min(?:ute)?s?(?:\ read)?|(?:reading\ time|min(?:ute)?s?\ read)\ ?:?\ ?\d*.{0,12}",
    r"loading(?:\ (?:comments?|video|content|player))?|please\ wait",
    r"(?:tags?|topics?|filed\ under|categories|keywords|posted\ in|hashtags?)(?:\ ?:.*)?",
    # following, newsletters, accounts
    rf"(?:follow|like|join|find|subscribe\ to)\ (?:us|our\ \w+|(?-i:[A-Z])\S*(?:\ \S+){{0,3}})\ (?:on|at|"
    rf"via)\ (?:our\ )?{_NETWORK}\b.{{0,100}}",
    r"(?:our|free|daily|weekly|morning|evening)\ newsletters?|newsletters?(?:\ sign-?\ ?up)?",
    r"(?:subscribe|sign\ up|sign\ in|log\ ?in|log\ ?out|register|already\ a\ subscriber|(?:enter\ )?your\ e-?mail(?:\ address)?|"
    r"e-?mail\ address)(?:\ now|\ here)?",
    # advertising and law
    r"(?:advertisement|advertising|advert|ads?|ad\ feedback|sponsored(?:\ (?:by\ [^,]{1,50}|content|links?))?|promoted|"
    r"paid\ (?:content|post)|partner\ content|"
    r"scroll\ (?:down\ )?to\ continue)(?:\ ?[-–—|:]\ ?(?:scroll|continue|story|article)\b.{0,60})?",
    r"(?:accept|reject|manage|allow)\ (?:all\ )?cookies|cookie\ (?:policy|settings|notice|preferences)",
    r"privacy(?:\ (?:policy|notice|settings))?|terms(?:\ (?:of\ (?:use|service|sale)|(?:and|&)\ conditions))?|"
    r"do\ not\ sell\ my\ personal\ information|your\ privacy\ choices",
    # pictures
    r"(?-i:(?:Photo(?:graph)?|Image|Picture|Illustration|Video)s?\ (?:by|courtesy\ of)(?:\ (?:[A-Z]\S*|of|the|de|van|von|and|for|/|\||"
    r"&|via|on)){1,8})",
    r"getty(?:\ images)?(?:\ ?/.{0,40})?|shutterstock|istock|unsplash|(?:file|stock|archive|handout)\ (?:photo|"
    r"image|picture)|(?-i:AFP|AP|EPA|Reuters|"
    r"REUTERS)\ (?:photo|file|images?)|"
    r"(?-i:[A-Z]\S*(?:\ [A-Z]\S*){0,3})\ ?[/|]\ ?(?-i:AFP|AP|EPA|EFE|Reuters|REUTERS|Getty(?:\ Images)?|Shutterstock|Bloomberg|PA|"
    r"dpa)\b.{0,40}",
    r"(?:enlarge|open|view|expand)\ (?:this\ )?(?:image|picture|photo|gallery)(?:\ .{0,30})?|(?:image|media)\ caption|(?:toggle|hide|"
    r"show)\ caption|play\ video|\d+\ of\ \d+",
)
# What may end like a sentence and still can be nothing else.
_NOTICES = (
    r"(?:more|read|see|watch|listen|also\ read|read\ also|see\ also|read\ more|read\ next|read\ this\ next|up\ next|don['’]t\ miss|"
    r"related(?:\ (?:articles?|story|stories|news|reading|link))?|recommended)\ ?[:：»>→].*",
    r"for\ more\ (?:stories|news|articles)\ like\ this\b.{0,80}|(?:have|got)\ a\ (?:story|tip)\b.{0,30}\?.{0,100}",
    r"comments?\ (?:are|have\ been)\ (?:now\ )?(?:closed|disabled|turned\ off)(?:\ (?:on|for)\ this\b.{0,30})?|(?:javascript\ is|"
    r"enable\ javascript)\b.{0,60}",
    r"sign(?:ed)?\ ?(?:up|in)\ (?:for|to|here)\b.{0,80}\b(?:newsletters?|our\ \w+\ letter|alerts|inbox|e-?mails|"
    r"briefings?|digest)\b.{0,40}",
    r"(?:subscribe|register)\ (?:now|today|here|for\ free|(?:for|to)\ (?:our|the|my|your|this)\b.{0,80}\b(?:newsletters?|channel|"
    r"podcast|alerts|briefings?|digest)\b.{0,40})",
    r"(?:get|receive)\ (?:our|the|all|more|daily|breaking)\b.{0,80}\b(?:newsletters?|inbox|alerts)\b.{0,40}|(?:want|"
    r"looking\ for)\ more\b.{0,80}\bnewsletters?\b.{0,40}",
    r"download\ (?:our|the)\ (?:free\ )?(?:\w+\ )?app\b.{0,60}|(?:click|tap)\ here\ (?:to|for)\b.{0,100}|"
    r"support\ our\ journalism(?:\b.{0,40})?",
    r"(?:we|this\ (?:web\ ?)?site|our\ (?:web\ ?)?site)(?:\ and\ our\ partners)?\ uses?\ cookies\b.*|by\ (?:continuing|"
    r"using)\b.{0,60}\bcookies\b.*",
    r"(?:©|\(c\)|copyright\ ?(?:©|\(c\)|:|(?:19|20)\d\d)).{0,140}|all\ rights\ reserved\b.{0,80}|"
    r"this\ material\ may\ not\ be\ published\b.{0,100}",
    r"(?:photo(?:graph)?|image|picture|foto|video|illustration|graphic|credit|file\ photo|(?:photo|image|picture|video)\ (?:credit|"
    r"source|courtesy))s?\ ?[:：/|©]\ ?\S.{0,100}",
)
# What asks the reader to write in, or advertises the site; a story's own words have no *our* outside quotation marks.
_CALLS = (
    r"(?:do|have|are|were|did|can)\ (?:you|your|\S+\ \S+\ \S+\ in\ your)\b[^.?]{0,100}\?\ .{0,60}\b(?:e-?mail|get\ in\ touch|contact|"
    r"let\ us\ know|tell\ us|call\ us|message\ us|write\ to)\b.{0,120}",
    r"(?:.{0,120}\b)?(?:get\ in\ touch|contact\ (?:us|the\ (?:author|reporter|newsroom))|e-?mail\ (?:us|our|the\ (?:author|"
    r"reporter|newsroom))|send\ (?:us|your))\b.{0,80}\S+@\S+\.\w+\W*",
    r".{0,300}\b(?:sign\ up|subscribe)\b.{0,60}\bour\b.{0,60}\bnewsletters?\b.{0,60}",
    r"(?:.{0,200}(?:[.:!?]\ |\bby\ ))?(?:sign(?:ing)?\ up|subscrib(?:e|ing))\ (?:for|to)\b.{0,60}\b(?:newsletters?|alerts|briefings?|"
    r"inbox)\b.{0,80}",
    rf"follow\ \S+(?:\ \S+){{0,3}}\ on\ (?:our\ )?{_NETWORK}\b.{{0,250}}",
    r".{0,200}\b(?:(?:read|see|view)\ (?:more\ (?:about\ it\ )?in\ )?our\ privacy\ (?:policy|notice)|you\ can\ (?:unsubscribe|opt\ out|"
    r"cancel)\ at\ any\ time)\b.{0,80}",
    r"(?:this\ is\ a\ )?(?:breaking|developing)\ (?:new\ |news\ )?story\b.{0,60}|follow\ (?:along\ )?(?:with\ )?(?:all\ )?(?:the|our)\ "
    r"(?:latest|live)\ "
    r"(?:updates|blog|coverage)\b.{0,40}",
)
_PAY = re.compile(
    r"(?i)\b(?:subscribe|sign\ (?:in|up)|log\ in|register|create\ (?:a\ free|an)\ account|become\ a\ (?:subscriber|member)|"
    r"join)\b[^.!?]{0,60}"
    r"\b(?:to|and)\ (?:continue|keep|finish)\ reading\b|\bto\ (?:continue|keep)\ reading,?\ (?:subscribe|sign|log|register|"
    r"create|become|join)"
    r"|\bsubscribe\ (?:now\ )?to\ (?:read|unlock)\b|\b(?:this|the\ full|the\ rest\ of\ this)\ (?:article|content|story)\ is\ (?:reserved|"
    r"exclusive|only\ available|"
    r"available\ only|available\ exclusively|exclusively)\b[^.!?]{0,30}\b(?:subscribers|members)\b|"
    r"\bunlock\ this\ (?:article|story)\b".replace("\\ ", r"\s+")
)
_START = r"(?xi)^[^\w©(]*\(?"
_LABEL = re.compile(rf"{_START}(?:{'|'.join(_LABELS)})(?:[^\w“”\".!?]*|\ ?(?:…|\.\.\.))$")
_CALL = re.compile(rf"{_START}(?:{'|'.join(_CALLS)})$")
_NOTICE = re.compile(rf"{_START}(?:{'|'.join(_NOTICES)})[^\w“”\"]*$")


def is_furniture(line: str) -> bool:
    """Whether a whole block of text is page furniture. Long blocks and blocks with a quotation never are."""
    if len(line) > 4 * _LONGEST:
        return False
    words = " ".join(line.split())
    if not words or _QUOTED.search(words):
        return False
    if len(words) > _LONGEST:
        return len(words) <= 2 * _LONGEST and bool(_CALL.match(words))
    return bool(_LABEL.match(words) or _NOTICE.match(words) or _CALL.match(words)) or _is_share_bar(words) or asks_to_pay(words)


def asks_to_pay(words: str) -> bool:
    """Whether a page's words ask the reader to subscribe or to sign in before reading on."""
    return bool(_PAY.search(words))


def _is_share_bar(words: str) -> bool:
    said = re.findall(r"\w+", words.lower())
    is_label = not words.endswith((".", "!", "?")) or all(w in _NETWORKS for w in said)
    return bool(said) and is_label and said[0] in _SHARING and all(w in _SHARING or w in _BETWEEN for w in said)
