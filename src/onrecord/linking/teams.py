"""What sports teams are called by themselves, and whose they are: *the Celtics* are Boston's, *the All Blacks* New Zealand's.

Only nicknames that say by themselves which team is meant, or which of a few; no *Tigers*, *Eagles* or *Wildcats*, which scores of teams
are. A home's name is the team's only where the page tells of the team; that is for whoever asks to see to.
"""

from collections.abc import Sequence

_TEAMS = """
arizona, saint louis: cardinals; arizona: diamondbacks/dbacks, coyotes; atlanta: falcons, hawks, braves; baltimore: ravens, orioles
buffalo: bills, sabres; boston: celtics, red sox/bosox, bruins; new england: patriots/pats; brooklyn: nets; calgary: flames
carolina, florida: panthers; carolina: hurricanes; charlotte: hornets; chicago: bears, bulls, cubs, white sox, blackhawks
cincinnati: bengals; cleveland: browns, cavaliers/cavs, guardians; colorado: rockies, avalanche; columbus: blue jackets
dallas: cowboys, mavericks/mavs; denver: broncos, nuggets; detroit: lions, pistons, red wings; edmonton: oilers; golden state: warriors
green bay: packers; houston: rockets, astros; indiana: pacers; indianapolis: colts; jacksonville: jaguars/jags; kansas city: chiefs
las vegas, oakland: raiders; las vegas: golden knights; los angeles, la: lakers, dodgers, clippers, rams; memphis: grizzlies
miami: dolphins, heat, marlins; milwaukee: bucks, brewers; minnesota: vikings, twins, timberwolves; montreal: canadiens/habs
nashville: predators; new jersey: devils; new orleans: saints, pelicans; new york: yankees/yanks, mets, knicks; new york, winnipeg: jets
new york, san francisco: giants; new york, texas: rangers; oakland: athletics; oklahoma city: thunder; orlando: magic
philadelphia, philly: phillies, 76ers, flyers; phoenix: suns; pittsburgh: steelers, penguins, pirates
portland: trail blazers/trailblazers/blazers, timbers; los angeles, sacramento: kings; saint louis: blues; san antonio: spurs
san diego: padres; los angeles, san diego: chargers; san francisco: 49ers; san jose: sharks
seattle: seahawks, mariners, supersonics, kraken; tampa bay: buccaneers/bucs, lightning, rays; tennessee: titans
toronto: blue jays, maple leafs/leafs, raptors; utah: jazz; vancouver: canucks; washington: wizards, redskins

air force: falcons; akron: zips; alabama: crimson tide; arizona state: sun devils; arkansas: razorbacks; boise state: broncos
bradley: braves; campbell: fighting camels; charleston southern: buccaneers; cincinnati: bearcats; coastal carolina: chanticleers
colorado: buffaloes; cornell: big red; creighton: bluejays; dartmouth: big green; dayton: flyers; delaware: blue hens
depaul: blue demons; duke: blue devils; evansville: purple aces; florida: gators; florida state: seminoles; georgetown: hoyas
georgia tech: yellow jackets; gonzaga: zags; hawaii: rainbow warriors; illinois: fighting illini/illini; illinois state: redbirds
indiana: hoosiers; indiana state: sycamores; iowa: hawkeyes; iowa state: cyclones; kansas: jayhawks; kent state: golden flashes
lehigh: mountain hawks; louisiana: ragin cajuns; manhattan: jaspers; marquette: golden eagles; marshall: thundering herd
maryland: terrapins/terps; massachusetts, umass: minutemen; michigan: wolverines; michigan state: spartans
minnesota: golden gophers/gophers; navy: midshipmen; nebraska: cornhuskers/huskers; new mexico: lobos
north carolina, unc, carolina: tar heels; north dakota state: bison; north texas: mean green; southern illinois: salukis
notre dame: fighting irish; ohio: bobcats; ohio state: buckeyes; oklahoma: sooners; oregon: ducks; oregon state: beavers
penn state: nittany lions; purdue: boilermakers; richmond: spiders; rutgers: scarlet knights; saint louis: billikens
san diego state: aztecs; south carolina: gamecocks; south florida: bulls; stephen f austin: lumberjacks; syracuse: orangemen
tennessee: vols; texas: longhorns; texas christian, tcu: horned frogs; texas tech: red raiders; toledo: rockets; tulane: green wave
tulsa: golden hurricane; ucla: bruins; usc, southern california: trojans; utah: utes; vanderbilt: commodores; virginia: cavaliers/cavs
virginia tech: hokies; wake forest: demon deacons; west virginia: mountaineers; western kentucky: hilltoppers; wichita state: shockers
wisconsin: badgers; wyoming: cowboys; xavier: musketeers; youngstown state: penguins

argentina: albiceleste; australia: wallabies, socceroos, matildas; brazil: selecao; cameroon: indomitable lions; egypt: pharaohs
england: three lions, lionesses; fiji: flying fijians; france: les bleus, les bleues; ghana: black stars; italy: azzurri, azzurre
ivory coast: elephants; japan: blue samurai, brave blossoms; netherlands: oranje
new zealand: all blacks, black caps, all whites, silver ferns, black ferns; nigeria: super eagles; samoa: manu samoa
south africa: springboks/boks, bafana bafana, proteas; spain: la roja; west indies: windies

arsenal: gunners; barcelona: blaugrana; chelsea: blues; everton: toffees; inter: nerazzurri; juventus: bianconeri/old lady
leicester: foxes; manchester united, man united: red devils; newcastle, newcastle united: magpies; norwich: canaries
southampton: saints; sunderland: black cats; tottenham, tottenham hotspur: spurs; watford: hornets; west ham, west ham united: hammers
wolverhampton: wolves
"""
"""Homes before a colon, behind it their teams; names of one team parted by strokes. Leagues of North America, its colleges, national
teams, clubs of European football."""


def _read(table: str) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    homes: dict[str, frozenset[str]] = {}
    teams: dict[str, frozenset[str]] = {}
    for line in table.replace("\n", ";").split(";"):
        where, _, names = line.partition(":")
        for team in names.split(","):
            called = frozenset(it.strip() for it in team.split("/") if it.strip())
            for name in called:
                homes[name] = homes.get(name, frozenset()) | {it.strip() for it in where.split(",")}
                teams[name] = teams.get(name, frozenset()) | called
    return homes, teams


_HOMES, _CALLED = _read(_TEAMS)


def homes(parts: Sequence[str]) -> frozenset[str]:
    """Whose team this is, by a nickname alone; nothing for another name. Words as `naming.body` makes them."""
    return _HOMES.get(" ".join(parts), frozenset())


def is_of(team: Sequence[str], home: Sequence[str]) -> bool:
    """*the Celtics* of *Boston*, *Purple Aces* of the *University of Evansville*."""
    return " ".join(word for word in home if word not in ("university", "of")) in homes(team)


def are_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names end in nicknames of one team, one of them by itself: *Habs*, *Montreal Canadiens*."""
    a, b = nickname(one), nickname(other)
    return a is not None and b is not None and b in _CALLED[a] and (a == " ".join(one) or b == " ".join(other))


def are_others(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names end in nicknames of two teams: *Boston Celtics*, *Boston Red Sox*."""
    a, b = nickname(one), nickname(other)
    return a is not None and b is not None and b not in _CALLED[a]


def nickname(parts: Sequence[str]) -> str | None:
    """The nickname that a name ends in, or is."""
    return next((it for n in (2, 1) if (it := " ".join(parts[-n:])) in _HOMES), None)


def key(parts: Sequence[str]) -> str:
    """What all names that end in a team's nicknames have in common; "" for others."""
    return f"team {min(_CALLED[it])}" if (it := nickname(parts)) else ""
