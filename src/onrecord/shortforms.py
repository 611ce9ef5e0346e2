"""Given names and their short forms: the hand-curated list of the `nicknames` package where a short form begins as the name does (its
others are old: *Amy* for *Emily*), and the usual ones that do not."""

from functools import lru_cache

from nicknames import NickNamer

_FURTHER = [
    frozenset(group.split())
    for group in (
        "william bill billy will; robert bob bobby rob robby; richard dick rick; james jim jimmy; john jack jon johnny; edward ted ed ned; "
        "elizabeth elisabeth liz beth betty bettie; katherine katharine catherine catharine kathryn kate kathy katie; "
        "margaret meg maggie peggy; "
        "henry harry hank; charles charlie chuck; michael mike mick; deborah deb debbie; anthony tony; andrew drew; rebecca becky; "
        "theodore ted; albert bert; patricia patty trish; virginia ginny; augustus gus; amanda mandy; eugene gene; alexandra sandra; "
        "stephen steven steve; jeffrey geoffrey jeff geoff; philip phillip phil; maurice mo; mohammed muhammad mohamed mohammad muhammed; "
        "alexander alexandros alexis alexei aleksandr oleksandr alejandro sasha alex; sean shaun shawn; carl karl; eric erik; marc mark; "
        "nicholas nicolas nikolaus nick; theresa teresa; stanley stan; barbara barb; vladimir volodymyr; sergei serhiy; nikolai mykola; "
        "dmitry dmitri dmytro; gerald gerry jerry; mikhail mykhailo; jose pepe; francisco paco pancho; ann anne anna nancy; "
        "mary molly polly".split(";")
    )
]
"""Short forms of one name, its spellings, its forms in other languages."""


@lru_cache(1)
def _namer() -> NickNamer:
    return NickNamer()


@lru_cache(20_000)
def whole(given: str) -> frozenset[str]:
    """The given names that this one can stand for, itself among them, in lower case: *bill* → bill, billy, will, william."""
    given = given.lower()
    longer = (name for name in _namer().canonicals_of(given) if len(name) > len(given) and name[0] == given[0])
    return frozenset({given}).union(longer, *(group for group in _FURTHER if given in group))


def alike(one: str, other: str) -> bool:
    """Whether two given names can be one person's: the same, one a short form of the other, two forms of one name."""
    return one.lower() in whole(other) or other.lower() in whole(one)
