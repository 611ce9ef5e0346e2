"""Trains the small model of `reading.acts`: `python -m training.acts` writes `src/onrecord/reading/models/acts-1/`.

Multinomial logistic regression with an L2 penalty, over the features that `reading.acts.read` makes; only numpy. The same `fit` serves
`benchmarks.positions`, which holds whole documents out. Besides the development sets it learns from `OWN`, 576 statements written for
training alone, most of them under a neutral cue, since there the words of the content must decide.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.reading import acts, conditions
from onrecord.vocabulary import Span

SETS = Path(__file__).parent.parent / "benchmarks" / "sets"
FOLDER = Path(__file__).parent.parent / "src" / "onrecord" / "reading" / "models" / acts.SHIPPED
TRAINED_ON = ("acts-1", "conditions-1", "collisions-1")
PENALTY, BALANCE, RARE, STEPS = 0.003, 0.3, 2, 260
"""L2 penalty; exponent of the weight of rare acts; how many statements must show a feature; steps of Adam."""
LEVELS = 127
"""Weights are shipped as whole numbers from -LEVELS to LEVELS."""

Floats = npt.NDArray[np.float32]


class Example(NamedTuple):
    """One labelled statement: which set and document it is from, what the code sees, and what it is."""

    set: str
    document: str
    features: dict[str, float]
    act: str


def load(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def spans(text: str, offsets: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(a, b, text[a:b]) for a, b in offsets)


def examples(names: Iterable[str] = TRAINED_ON) -> list[Example]:
    made = []
    for name in names:
        for document in load(name):
            for s in document["statements"]:
                content, cue, source = (spans(document["text"], s[role]) for role in ("content", "cue", "source"))
                reading = acts.read(content, cue, source, conditions.find(document["text"], content, cue, source))
                made.append(Example(name, document["id"], reading.features, s["act"]))
    return made


def own() -> list[Example]:
    made = []
    labelled = ((act, one) for act, group in re.findall(r"\[(\w+)\]([^\[]+)", OWN) for one in re.split(r"\s;\s", group))
    for n, (act, one) in enumerate(labelled):
        source, cue, content = (" ".join(part.split()) for part in one.split("|"))
        text = f"{source} {cue} {content}"
        at = len(source) + 1
        roles = spans(text, [(at + len(cue) + 1, len(text))]), spans(text, [(at, at + len(cue))]), spans(text, [(0, len(source))])
        made.append(Example("own", f"own-{n}", acts.read(*roles, conditions.find(text, *roles)).features, act))
    return made


def fit(train: Sequence[Example], penalty: float = PENALTY, steps: int = STEPS, rare: int = RARE) -> dict[str, Floats]:
    """Weights by feature name, one number an act. Features seen in fewer than `rare` examples are left out."""
    counts = Counter(name for e in train for name in e.features)
    names = sorted(name for name, n in counts.items() if n >= rare)
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(train), len(names)), np.float32)
    for row, e in enumerate(train):
        for name, value in e.features.items():
            if name in column:
                x[row, column[name]] = value
    y = np.array([acts.ACTS.index(e.act) for e in train])
    share = np.bincount(y, minlength=len(acts.ACTS)) / len(y)
    weight = (1 / np.maximum(share, 0.01)) ** BALANCE
    sample = (weight[y] / weight[y].mean()).astype(np.float32)
    target = np.eye(len(acts.ACTS), dtype=np.float32)[y]
    w = np.zeros((len(names), len(acts.ACTS)), np.float32)
    m, v = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        z = x @ w
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        gradient = x.T @ ((p - target) * sample[:, None]) / len(y) + penalty * w
        m = 0.9 * m + 0.1 * gradient
        v = 0.99 * v + 0.01 * gradient**2
        rate = 0.1 * min(1.0, 2.0 * (1 - step / (steps + 1)))
        w -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-6)
    return dict(zip(names, w, strict=True))


def predict(weights: Mapping[str, Floats], features: dict[str, float]) -> tuple[str, float]:
    """The likeliest act and its probability."""
    total = np.zeros(len(acts.ACTS), np.float32)
    for name, value in features.items():
        if name in weights:
            total += value * weights[name]
    powers = np.exp(total - total.max())
    return acts.ACTS[int(total.argmax())], float(powers.max() / powers.sum())


def fold(document: str, folds: int) -> int:
    """Which fold a document is in: by the second byte of the digest of its id, so that open and sealed documents are in every fold."""
    return hashlib.sha256(document.encode()).digest()[1] % folds


def cross_validated(all_examples: Sequence[Example], folds: int = 10, penalty: float = PENALTY) -> list[tuple[str, float]]:
    """A prediction for every example by a model that saw no statement of its fold's documents (but all of OWN)."""
    made, always = [("", 0.0)] * len(all_examples), own()
    for k in range(folds):
        weights = fit([*(e for e in all_examples if fold(e.document, folds) != k), *always], penalty)
        for i, e in enumerate(all_examples):
            if fold(e.document, folds) == k:
                made[i] = predict(weights, e.features)
    return made


def write(weights: Mapping[str, Floats], folder: Path = FOLDER) -> int:
    """Writes weights and config as a model folder; gives the weights' size in bytes. Features that tell next to nothing are left out."""
    scale = max(float(np.abs(row).max()) for row in weights.values()) / LEVELS
    rows = {name: np.rint(row / scale).astype(int).tolist() for name, row in sorted(weights.items())}
    raw = json.dumps({n: row for n, row in rows.items() if max(map(abs, row)) > 1}, separators=(",", ":"), ensure_ascii=False).encode()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weights.json").write_bytes(raw)
    config = {
        "format": acts.FORMAT,
        "name": acts.SHIPPED,
        "acts": acts.ACTS,
        "scale": round(scale, 7),
        "trained_on": [*TRAINED_ON, "own"],
        "penalty": PENALTY,
        "digests": {"weights.json": hashlib.sha256(raw).hexdigest()},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    return len(raw)


OWN = """
[threaten]
the landlord | said | anyone who was late with the rent again would find the locks changed ; the admiral | told | that the next boat
over the line would not come home ; a spokesman for the miners | said | the lamps would go out on Monday unless the bonus was paid ; the
coach | told | “One more word and you watch the final from the bus,” ; the minister | said | those who hoarded flour would answer for it
before a judge ; the water company | wrote | that supplies would be cut off if the bill was not settled by Friday ; the gang's letter |
said | the next parcel would contain more than a photograph ; the union | said | it would bring the port to a standstill ; the head
teacher | said | pupils caught with phones would be sent home ; the general | said | “We know where they sleep, and we have long arms,”
; the publisher's lawyers | replied | that their client would see the newspaper in court ; the president | said | “If they cross that
bridge they will not cross it back,” ; the farmers' leader | said | there would be tractors in front of every ministry by Tuesday ; the
supplier | said | it would stop deliveries unless it was paid ; the mayor | said | the council would tear the sheds down at the owners'
expense ; the league | said | the club would be docked points if it happened again ; the party's whip | said | rebels would lose their
seats ; the neighbour | said | “Next time I let the dog out,” ; the bank | said | it would move its headquarters elsewhere if the levy
was passed ; the central bank | says | that it would revoke the licences of lenders who did not comply ; the foreign ministry | said |
such a step would not remain without an answer ; the rebels | said | “Whoever helps them will be treated as they are,” ; the owner |
told | that he would close the mill sooner than pay ; an aide to the prince | said | heads would roll ; the inspectors | said | the
kitchen would be shut within the hour ; the drivers | say | they will block the ring road until they are heard ; nurses | said | they
would leave the wards at noon if nobody came to talk to them ; the agency | is considering | legal steps ; the colonel | said | “We have
the shells, and we have the time,” ; the widow | told | she would go to the newspapers with the letters ; the harbour office | said |
unpaid boats would be auctioned ; the senator | said | he would bring the government down over it ; the tax office | says | those who do
not declare will face prison ; the company | has not ruled out | suing the journalist ; the army | did not rule out | a strike on the
depot ; the club | reserves the right | to take the matter further ; the union | promised | a long hot summer ; the king's brother |
vowed | to make them pay ; the militia | has sworn | to burn every farm in the valley ; the ministry | warned | that traders who raised
prices would be prosecuted ; the landlord | warns | he will evict the lot of them ; the judge | warned | the next interruption would end
in a cell ; the government | said | the answer would be swift and painful ; the boss | said | “There are plenty of people out there who
would like your job,” ; the men | said | not a ship would be unloaded until their comrade was free ; tenants | say | they will pay no
rent as long as the lift is broken ; the general | said | “We will respond with all our might,” ; the widow | said | “I will see you in
court,” ; the company | warned | it could close the plant ; the city | will | fine dog owners who leave a mess ; the union | said | it
would call its members out if talks failed ; doctors | said | they would stop work on Friday unless shifts were shortened ; the club |
said | it would leave the league if the rule was passed ; the country | said | it would close the strait if its tankers were touched ;
the government | said | it would send in the army ; the owner | said | he would take the circus to another town if the rent went up ;
the bank | said | the house would be sold at auction ; the judge | said | he would clear the room ; the agency | said | it would
withdraw the licence ; the minister | said | exporters would be shut out of the market ; the rebels | said | the dam would be blown up
if a single soldier crossed the river ; farmers | said | they would dump the milk on the palace steps ; the party | said | it would walk
away from the coalition unless the minister went ; the police | said | “We will find you and you will sit,” ; the teacher | said | there
would be no trip if one more window was broken ; the guards | said | they would shoot ; the country's president | said | the enemy would
drown in its own blood
[accuse]
the widow | said | “They knew about the gas and they sent him down all the same,” ; a former clerk | told | that the chairman had kept
two sets of books ; the opposition leader | said | the minister had sold the port to his cousin ; a survivor | said | “Nobody came. We
rang eleven times and nobody came,” ; the coach | said | the referee had stolen two points from them ; the report | found | that guards
had beaten prisoners and destroyed the tapes ; the union | said | management had known of the asbestos for years ; her lawyer | said |
that police had planted the knife ; the villagers | say | the company has poisoned their wells ; the editor | wrote | “This is a
government of thieves and nephews,” ; the deputy | said | “You do not govern, you auction,” ; the candidate | told | her rival had
bought votes with sausages ; the auditor | said | the board had been asleep at the wheel ; the patients' group | said | the clinic had
put profit before lives ; a rival | said | that he had copied every note of it ; the ambassador | spoke of | an act of piracy ; the
bishop | called | the law a stain on the country ; residents | described | the consultation as a sham ; the chairman | called | the
strike irresponsible ; the critic | called | it two hours of stolen time ; the professor | considers | the reform a disaster made by
amateurs ; the mother | said | the school had looked away while her son was bullied ; the bakers | said | the mills were cheating them
on every sack ; the pilot's brother | said | “He was made to fly with one engine. They wanted to save a day,” ; the mayor | said | it
was the contractor's fault that the roof had fallen in ; the ombudsman | said | the office had ignored sixty complaints ; the envoy |
said | the other side had broken the truce on the very first night ; the government | said | rebels had fired on the convoy ; a former
player | said | “The doctor gave us pills and told us not to ask,” ; the mayor of the next town | said | “They take our water and send
us their rubbish,” ; the deputy | put it down to | sheer laziness at the ministry ; the captain | laid it at the door of | the harbour
pilots ; fans | see | the hand of the board behind it ; the commission | concluded | that the firm had misled its customers for a decade
; the spokesman | spoke of | a witch-hunt ; the painter | said | the gallery had cheated her out of a year's income ; environmentalists
| say | the ministry is caving in to the timber lobby ; the veterans | feel | abandoned by the state they fought for ; the orchestra |
was scathing about | the acoustics, “a bathroom with pillars” ; the fishermen | said | foreign trawlers were emptying the bay at night ;
she | said | “He took my idea, my notebook and my pen,” ; a witness | said | she had seen the accused throw the bottle ; the prosecutor
| told | that he had pushed the notary down the stairs ; the chancellor | said | “Whoever votes for this is setting fire to the house,”
; the senator | said | the president was a crook and a coward ; the union | said | the company treated its workers like cattle ; the
envoy | said | “They bomb hospitals and call it peace,” ; the aunt | said | the doctors had left her to die ; the driver | said | the
other car had jumped the light ; the deputy | said | the figures had been made up by the ministry ; the mayor | said | the builder had
used bad cement ; the mother | told | that the police had done nothing ; the coach | said | it was a disgrace that such a game was
played on such a field ; the players | said | their coach had insulted them ; the author | said | her publisher had robbed her ; the
region | said | the capital had forgotten it ; the report | said | the ministry had ignored warnings ; tenants | said | the heating had
been switched off to drive them out ; the judge | told | “You took the money of old women who trusted you,” ; the spokesman | said | the
United Front was behind the blast ; the president | said | the neighbours had started the fire on purpose ; the league | said | the
airline's answer showed contempt for its customers
[refuse]
the abbot | said | “Not one stone of it will be moved,” ; the minister | said | there would be no inquiry ; the champion | said | he was
not going to fight for that money ; the owner | said | the house had been in the family for two hundred years and would stay there ; the
general | said | “We do not talk with a pistol on the table,” ; the prime minister | said | there was nothing to negotiate ; the firm |
said | it saw no need to change its prices ; the singer | said | she would sooner dig potatoes than go back on that stage ; the captain
| said | that he had no time for talks ; the mayor | told | that the stalls stay where they are ; the party leader | said | “With them,
never. Not today and not after the election,” ; the ministry | said | it was not able to give names ; a spokesman | said | the company
does not discuss contracts ; the bank | said | that it could not extend the loan ; the defendant | said | he had nothing to add ; the
league | said | the result stands ; the council | said | the money was simply not there and the pool would have to stay shut ; the coach
| said | “I am staying. They will have to carry me out,” ; the farmer | said | “I was born on this hill and they can bury me on it,” ;
the insurers | said | they would not pay a penny before the report is in ; the government | said | a second vote was not on the cards ;
the committee | would not comment |  ; the envoy | would not be drawn on | when the talks would resume ; the family | asked not to | be
disturbed and gave no interview ; the police | gave no details | of the arrest ; the palace | neither confirmed nor denied | that the
queen was ill ; the author | refused to deny | that the aunt in the book was his own ; the club | would neither confirm nor deny | the
transfer ; the chief executive | denied | that she would resign ; the president | denied | he would stand down ; the senator | said no
to | a debate ; the workers | voted down | the offer ; the villagers | do not want | a wind farm on the ridge ; teachers | will not
accept | longer weeks ; the states | could not agree to | a common fund ; the envoy | ruled out | a meeting before the summer ; the
minister | excluded | a return to the old tariff ; the museum | said | it would appeal against the verdict ; the firm | said | the
paintings would not be returned ; the bishop | said | the church would not bless it ; the speaker | said | “The door is shut, and the
key is in the river,” ; the dockers | said | they would not touch the cargo ; the queen | won't | hear of abdication ; the mother | did
not agree | to the operation ; the region | does not support | the merger ; the spokesman | assured | that the army will not leave the
island ; the president | insisted | the country would not give up an inch of its land ; the minister | stressed | that there would be no
second vote ; the union | reiterated | that it would not sign ; the company | told | that it will not sell the mine ; the general |
vowed | never to surrender ; the king | let it be known | that he will not step aside ; the bank | made clear | that the loan would not
be renewed
[deny]
the actor | said | “I was in bed with a cold that night, ask my dentist,” ; the company | said | none of its lorries had been near the
lake ; the treasurer | said | that he had never seen the money ; the ministry | said | there was not a word of truth in it ; the club |
said | no offer had been made ; the envoy | said | the letter was a forgery ; the police chief | said | nobody had been beaten in his
cells ; her agent | called | the story a fairy tale ; the brewer | called | the report “pure invention” ; the accused | said | she had
had nothing to do with the fire ; the firm | said | the pills were harmless and had been tested ; the general | said | his men had not
fired ; the minister | rejected | the accusation ; the doctor | rejected | claims that he had been drunk ; the colonel | ruled out |
that his men were involved ; police | ruled out | foul play ; the inspector | ruled out | any link with the earlier fires ; the
spokesman | said | the reports were wrong ; the goalkeeper | said | he did not take the money ; the laboratory | said | “We keep no
bats, and we never did,” ; scientists | are not convinced | that the bone is human ; the historian | does not believe | the letter is
genuine ; the farmers | do not accept | that their cows are to blame ; her sister | said | “She would not hurt a fly, and she cannot
even drive,” ; the mine | said | its tailings had not reached the river ; the bank | knows nothing of | a sale ; the candidate | said |
it was untrue that she had left the party ; the boys | swore | that they had not been near the barn ; the palace | insisted | the king
was in good health and had no such plans ; the firm | dismissed as nonsense | reports that it was for sale ; the minister | said | “I
have done nothing wrong,” ; the army | said | it had not targeted civilians ; the firm | said | it had broken no law ; the coach | said
| there was no row in the dressing room ; the star | said | “There is no baby and no wedding,” ; the bank | said | its books were in
order ; the mayor | said | he had never met the man ; the club | said | it was not for sale and never had been on the market ; the
spokesman | said | “These are stories for children,” ; the accused | said | she was at her sister's that evening ; the ministry | said |
no shells had fallen on the school ; the lawyer | said | his client was innocent ; the producer | said | nothing of the sort had
happened ; his party | said | it had not taken a penny ; the embassy | said | its driver was not in the car ; scientists | said | there
was no proof that the water was harmful ; the envoy | said | the map was wrong and so was the minister
[confirm]
the driver | said | “Yes, I was too fast. I think of it every night,” ; the minister | said | he had indeed signed the letter ; the chef
| said | the fish had been frozen, and that she should have said so ; the company | said | it had made a mistake and was deeply sorry ;
the coach | said | “We were beaten by a better team, there is no other word,” ; the police | said | it was true that two men had got
away ; the bishop | asked | forgiveness for what was done in the school ; the bank | does not dispute | that the fees were charged twice
; the agency | did not deny | that the talks had taken place ; the palace | made no secret of | the illness ; the actor | pleaded |
guilty to both counts ; the firm | said | it took full responsibility ; her lawyer | said | she regretted what she had written ; the
newspaper | stuck to | its account ; the witness | stood by | her statement ; the union | said | it could not deny that some members had
thrown stones ; the company | said | the data had indeed been stolen ; the coach | said | it was his mistake ; the minister | said | the
report was right ; the singer | said | “Yes, it is my voice on the tape,” ; the army | said | it had hit the wrong house ; the bishop |
said | the church had failed the children ; the police | said | an officer had been suspended, as reported ; the mayor | said | she had
been wrong about the bridge
[warn]
the engineer | said | the bridge could come down in the next storm ; doctors | said | a single case was enough to empty the islands ;
the fire chief | said | one spark would be enough ; the bakers | said | that half the shops in the street would not survive the winter ;
the professor | said | “If the seed bank thaws, we lose four centuries in a night,” ; the nurse | said | people were going to die in the
corridors ; the pilot | said | that the runway was too short for such a machine and that it would end in the sea ; the historian | wrote
| that the archive was crumbling to dust and would be gone within a decade ; the vet | said | the disease could jump to sheep ; the
central bank | sees | dangers for small lenders ; aid workers | said | a cholera outbreak was only a matter of days ; parents | worry |
that the crossing is too narrow ; the climbers' club | said | the ice would not bear ; the teacher | said | a whole year of children
would be lost ; economists | said | the tax would cost ten thousand jobs ; the shepherd | said | “Once the wolves have learned it, no
fence will help,” ; the unions | said | closing the ward would put lives at risk ; the miller | said | the dam might not hold ; the
coastguard | alerted | to drifting mines ; he | said | the valley could be cut off for weeks ; the chairman | saw it differently |
“It'll be the ruin of this club.” ; the doctor | was worried | that the wound would not heal ; the agency | said | millions could face
famine ; scientists | said | the reef might be dead in ten years ; the surgeon | said | without blood, operations would have to be put
off ; the mountain guide | said | the slope could slide at any time ; the governor | said | the lake was rising and the town would be
next ; teachers | said | a generation would not learn to read ; the bank | said | higher rates could push small firms under ; the
general | said | a war would leave nobody standing ; the banker | said | the currency would be worthless by Christmas ; the vicar | said
| the tower would not stand another frost ; the farmers | said | there would be no apples in the shops ; the unions | said | ships would
run aground if the lights went out
[predict]
the bookmaker | said | she would win it by a street ; the weatherman | said | it would clear up by Thursday ; analysts | said | the rate
would be cut twice before the end of the year ; the coach | said | it would be a long evening for both keepers ; the professor | said |
the party would scrape through with a seat to spare ; the trader | said | “Copper will be at nine thousand by Christmas, mark my words,”
; the demographer | said | the island would have more sheep than people by 2050 ; the institute | puts | growth next year at two per
cent ; the manager | reckons | there will be a hundred thousand visitors ; the pollster | said | turnout would be low ; diplomats | see
| a deal within days ; the mayor | thinks | the bridge will be ready in May ; observers | believe | that he will be elected in the first
round ; the lawyer | did not expect | a ruling this year ; critics | doubt | the film will find an audience ; she | did not think | the
record would stand for long ; the champion | said | his record would be broken before the summer was out ; she | said | there would be
another election within the year ; the astronomer | said | the comet would be visible to the naked eye in March ; bettors | have | the
mare at three to one ; the analyst | said | prices would rise further next year ; the pollster | said | the mayor would win by a wide
margin ; the weather service | said | the heat would last until Sunday ; the minister | said | trade would double within five years ;
the coach | said | the match would be decided on penalties ; the institute | said | the economy would grow by two per cent ; the bishop
| said | there would be more women than men at the altar before long ; the brewer | said | nobody would drink from cans in ten years ;
the agent | believes | the house will fetch a million ; the jockey | thinks | the grey will win ; the union | doubts | that there will
be a deal this week
[promise]
the mayor | said | every family would have a roof by November ; the firm | said | it would refund all tickets ; the minister | said |
“Nobody will be left behind on that island. You have my word,” ; the doctor | told | she would stay until the last patient was out ; the
coach | said | “We will be back, and we will bring the cup,” ; the company | said | that it would replace the pipes at no cost to
tenants ; the widow | told | that she would finish the book for him ; the president | said | not a tree would be felled ; the bank |
said | no branch would close ; the ministry | says | the road will be open again by spring ; the union | will | honour the agreement ;
the brewery | is to | plant a tree for every barrel ; the chairwoman | said | the money would go to the victims ; the king | said | he
would serve the country to his last breath ; the school | said | it would look into the matter ; the manager | said | “You will get your
luggage tonight, if I have to drive it myself,” ; the association | has agreed | to pay for the repairs ; the prime minister | committed
herself | to a vote in the autumn ; the railway | said | trains would run again from Monday, come what may ; the builder | has
undertaken | to make good the damage ; the candidate | said | as president she would scrap the levy ; the officer | told | “We will find
him,” ; the government | said | it would not raise taxes ; the landlord | said | the rents would not go up this year ; the army | said |
its soldiers would not fire on the crowd ; the bishop | said | such a thing would never happen again in his church ; the candidate |
assured | that nobody would lose a pension ; the minister | assured | villagers that the well would be clean by June ; the president |
vowed | to rebuild the city ; the airline | said | passengers would be paid back within a week ; the doctor | said | he would look after
the children ; the mayor | said | she would resign if a single tree died ; the coach | said | he would shave his head if they won ; the
firm | said | it would hire four hundred people ; the government | is to | send doctors and tents ; the party | said | it would abolish
the fee if it won ; the heirs | said | they would give the paintings to the city
[offer]
the rebels | said | they could meet anywhere, even in a tent ; the owner | said | he would sell to the right buyer ; the singer | said |
she might come back for a single night ; the firm | said | it could pay in two parts ; the envoy | said | “Our telephone is switched
on,” ; the prime minister | said | everything could be discussed ; the chess master | said | he would play a return match whenever his
rival wished ; the mayor | said | the old barracks could be used as a shelter ; the museum | said | it was happy to lend the boat ; the
president | said | he would free the sailors in exchange for the ship ; the union | said | it would call off the strike if management
came to the table ; the general | said | his men would lay down their arms once the blockade ended ; the farmer | said | “They can have
the field, provided they leave the oak,” ; the party | would vote for | the budget if the school was saved ; the bank | did not exclude
| a merger ; the minister | would not rule out | a second vote ; the coach | did not say no to | the job ; the island's council | is not
opposed to | a bridge ; the actor | has nothing against | a second season ; the club | is ready for talks | about a new stadium ; the
company | no longer insists | on a single site ; the negotiators | could live with | a delay ; the hosts | put forward | a pause of ten
days ; the envoy | held out the prospect of | a partial lifting ; the abbot | said | that the pilgrims were welcome to the barn ; the
landlady | said | there was always room for one more ; the leader | said | we are reasonable people and we can always talk ; a lawyer
for the suspect | said | his client would tell all if he was spared prison ; the ministry | said | wages could be raised by two per cent
if shifts were lengthened ; the chancellor | said | a meeting is possible if the shelling stops ; the envoy | said | a ceasefire was
possible within days if both sides wanted it ; the ministry | said | that talks could begin as soon as the hostages were home ; the
president | says | peace is possible if the troops leave ; the firm | said | the plant could reopen if the price of power fell ; the
union | said | a deal was within reach if the bonus stayed ; the party | said | its votes were there for a budget with schools in it ;
the prime minister | remains open to | talks ; the spokesman | stressed | that the president remains open to negotiations ; the rebels |
said | they would release the pilots in return for medicine ; the club | would listen to | offers for its captain ; the country |
signalled | it could live without the islands
[demand]
the widow | said | “I want to know where he is buried, and I want it in writing,” ; the union | said | the chairman had to go ; doctors
| said | the ward ought to be rebuilt at once ; the protesters | shouted | “Give us back our square!” ; the envoy | said | it was time
for both sides to lay down their arms ; the league | said | clubs needed to open their books ; the judge | told | to sit down and be
quiet ; the coach | said | his players had to run more ; the party | said | there can be no coalition without a wealth tax ; the
president | said | the hostages must be freed before anything else is discussed ; the auditor | said | the ministry should publish the
contracts ; the priest | said | “Stop the shelling, for the sake of the children,” ; parents | said | a crossing was badly needed ; the
mayor | told | to boil their water ; the police | asked | drivers to avoid the bridge ; a petition | says | the library should stay open
on Sundays ; the coach | said | “Play him on the left. That is all I ask,” ; the ambassador | said | it was up to the other side to move
first ; the commission | has given | the firm thirty days to empty the tanks ; tenants | would like | the council to send a plumber ;
the doctor | advised | against travelling ; the region | is holding out for | a share of the revenue ; the senate | made its approval
dependent on | an audit ; the league | set as a condition | that the pitch be relaid ; the farmers | said | first the road, then the
reservoir ; the minister | said | the only way out was an election ; the king | said | nothing less than an apology would do ; the chef
| said | guests should leave their dogs outside ; scientists | said | more money was needed for research ; the agency | said | the
public should not touch the birds ; the council | ordered | the bar to close by ten ; the port | must | reopen to all flags, the
traders' letter says ; the union | said | wages must rise by ten per cent ; the senator | said | the minister should resign ; the pope |
said | the killing must stop ; the envoy | said | all prisoners had to be freed ; the doctor | said | people over sixty should be
vaccinated ; the leader | said | “Go home, and take your tanks with you,” ; the pupils | said | they wanted their bicycles back ; the
judge | said | the children were to stay with their father ; the spokesman | said | no talks without a ceasefire ; the party | said |
only a new election could end the crisis ; the envoy | indicated | that the only way out is for the army to leave ; the coach | said |
the league had to do something about the pitches ; the scientists | said | the government should publish the data ; the ambassador |
said | that before any talks the blockade has to be lifted ; the mother | said | “Find my boy,” ; the agency | told | to stay indoors ;
the firm | asked | for more time
[support]
the chairwoman | said | “She is the finest judge I have ever sat beside,” ; the coach | said | his team had been magnificent ; the
minister | said | it was a great day for the island ; the mayor | said | she took her hat off to the volunteers ; the union | said | the
plan was a step in the right direction ; the critic | called | it the best thing on stage this year ; the neighbours | said | they were
glad of the new tree ; the envoy | said | the proposal had our full backing ; the bishop | spoke of | “a courage that shames us all” ;
the club | said | it stood behind its manager ; the king | said | the country was in her debt ; farmers | said | they could only agree
with that ; the opposition | said | it would vote for the bill ; the father | said | the boy had done the right thing ; the company |
said | it respected the court's decision ; readers | were delighted | by the return of the cartoon ; the ministry | has no objection to
| the festival ; the association | was pleased | with the ruling ; he | is all for | the bridge ; fishermen | are happy with | the new
quota ; the veteran | said | “That girl can run. I wish I had run like that,” ; the rival | said | the better man had won ; the sponsor
| described | her as a gift to the sport ; the minister | said | it was an excellent decision ; the prime minister | said | the firemen
were heroes ; the coach | said | he had never trained a better keeper ; the mayor | said | the town stood by its teachers ; the envoy |
said | the agreement was good for both countries ; the doctor | said | the new law would save lives and she was glad of it ; the league
| said | it was happy with the ruling ; the critic | wrote | “Go and see it. Then go again,” ; the neighbours | said | they had nothing
but thanks for the crew ; the captain | said | “The lads were brilliant,” ; the party | will vote for | the reform ; the president |
said | he had full trust in his minister
[ask]
the widow | said | “Who gave the order?” ; the deputy | wondered aloud | where the other half of the money had gone ; the reporter | put
it to | “Did you know?” ; a mother | said | she only wanted to understand why nobody had called ; the critics | question | how the roof
is to be paid for ; the coach | said | “What more do they want from us?” ; a boy | asked | whether fish sleep ; the union | has asked
the ministry | how many posts will go ; the judge | wanted to hear | what the guard had seen ; the committee | is seeking to find out |
who signed ; the deputy | said | how could it happen that nobody saw it? ; the mother | said | “Where were the police?” ; the teacher |
was curious | why no one had told the school ; the residents | are asking themselves | who pays ; the columnist | wrote | “And who will
guard the guards?”
[assert]
the ministry | said | the minister would travel to the capital on Monday ; the museum | said | the painting had been bought in 1921 ;
police | said | a man of forty had been arrested near the canal ; the coach | said | they had trained twice a day ; the author | said |
“I wrote it in a shed with a cat,” ; the firm | said | it had sold four thousand boats last year ; the farmer | said | it had not rained
since Easter ; the spokeswoman | said | two more flights would leave on Tuesday ; the guide | said | there was no water in the castle ;
the widow | said | he never spoke about the war ; witnesses | said | the car had not stopped ; the studio | said | the film would be
released in May ; the clerk | said | there were no tickets left ; the hospital | said | six people were being treated for burns ; the
historian | said | the wall was older than the church ; the chairman | said | the meeting had been long ; the council | said | the tram
would be cut back to one line and forty jobs would go ; the singer | said | she had lost her voice on the way ; the engineer | explained
| that the valve opens only under pressure ; the judge | found | that the contract was valid ; the commission | ruled | that the merger
could go ahead ; the study | suggests | people who walk to work sleep better ; the bank | cut | its rate by half a point, it said ; a
neighbour | said | he must have been about seventy ; the envoy | said | the talks had been frank ; the union | claims | eleven thousand
members ; the coach | hopes | to have her back by March ; the museum | would like | to show it one day ; the runner | wants to | try the
longer distance ; the pilot | could not say | how long the flight had lasted ; the inspectors | could not rule out | a gas leak ; the
police | could not exclude | that there were two men ; the witness | said | he had been told to wait in the corridor ; an old man | said
| “We used to skate here. Now there are ducks,” ; the driver | said | he could not remember the bend ; the widow | said | “I have no
money and two goats,” ; the firm | insists | the valve was new ; the actor | maintains | that he was asleep ; the agency | believes |
the boat sank in the night ; doctors | think | the fever came from the well ; the cook | joked | that the soup had more friends than she
did ; the ministry | said | it had been informed ; the spokesman | told | the president would address the nation at eight ; the
islanders | say | that they do not lock their doors ; a passenger | said | the train had stood in the tunnel for an hour ; the director
| said | the decision had not been easy ; the club | said | it would decide next week ; the keeper | said | the bear had eaten and was
asleep ; a teacher | said | some of the children had never seen the sea ; the court | said | the hearing would take place behind closed
doors ; the minister | noted | that nobody had asked him ; the mayor | regretted | that the fair had to be put off ; the trainer | said
| the horse must rest for a week ; residents | said | they have to carry water up four floors ; the conductor | said | an orchestra
needs a bassoon the way a ship needs a keel ; the ferry company | announced | that the last boat will leave at six ; the poet | said |
“I do not know where the lines come from,” ; the police | said | the road was closed in both directions ; the minister | said | talks
would continue next week ; the firm | said | the new line would start in September ; the club | said | its captain would miss the game ;
the doctor | said | the patient was stable ; the army | said | three soldiers had been killed ; the witness | said | he saw two men run
; the owner | said | the dog was eleven ; the ministry | said | prices had risen by four per cent ; the spokesman | said | the president
was on holiday ; the trader | said | business was slow ; the union | said | three thousand people had taken part ; the author | said |
she did not own a computer ; the agency | said | the rocket would be launched on Friday ; the court | said | it would give its ruling on
the ninth ; the airport | said | two hundred flights had been cancelled ; the coach | said | “We play with four at the back,” ; the
actress | said | she never reads reviews ; the bank | said | profits fell by a third ; the farmer | said | he could not sleep in the
city ; the driver | said | that nobody had told him where to stop ; the envoy | commented | that the conditions make an agreement
practically impossible ; the minister | said | the parties were still far apart ; a resident | said | you could not see your own hand
"""
"""Under each act its statements: source | cue | content, parted by semicolons. Own writing about invented people; none is from a set."""


if __name__ == "__main__":
    print(f"{write(fit([*examples(), *own()]))} bytes in {FOLDER / 'weights.json'}")
