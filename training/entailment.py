"""Trains the network that holds a headline against its page: `python -m training.entailment FOLDER --encoder model.safetensors …`.

It learns from `headed/`: above all from pairs of pages under the same headlines (`headed/pairs/`, `headed/page-pairs/`), where the
headline alone tells nothing of its label (contrast sets: Gardner et al. 2020; counterfactually augmented data: Kaushik et al. 2020). From
`headed/utterances/` it learns what says the same in other words. Of the other pages there, on which it does, only that is learned which a
guess by the headline's words leaves open: the guess's log-probabilities are added to the network's in training, and left away afterwards
(a product of experts: Clark et al. 2019).

From the real headlines of `news` it learns how these are written, over pages that it mostly sees in part.

In the lower layers a page is encoded once, and its headlines look at it; in those above each headline has a copy of it, which sees the
headline. Some pages get another's passage before or behind them, some a headline of another page. A tenth of the pairs and a quarter of
the pages are held back, by the digest of their names; after each epoch the share of held-back headlines labelled rightly is told, and of
those labelled rightly over both pages of their pair.
"""

import argparse
import hashlib
import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reading import entailment, headlines, model, passages, telling
from onrecord.reading import pieces as cutting
from training import export, headed, news
from training.network import APART, Network, Size

RATE, HEAD_RATE, BATCH, WARM = 1.2e-4, 1e-3, 6, 80
HIDDEN, SMOOTHED, KINDS_COUNT = 0.04, 0.03, 0.3
"""Share of the pieces that training hides, how much of a label's weight goes to the others, and what an overstatement's kind counts."""
WIDENED, STRANGE, SHORT, TIMES = 0.3, 0.3, 0.25, 4
"""Shares of the pairs' pages that get another's passage, of the pages that get another's headline, of the short pages in an epoch; how
often an epoch has the news pages."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass
class Title:
    """A headline as the network sees it, how much of it each sentence of its page bears, its label and kind (index, or -1), and the
    log-probabilities of the labels by its words alone."""

    words: str
    pieces: Ints
    bearing: list[float]
    label: int
    kind: int
    guess: Floats


@dataclass
class Page:
    """A body: its pieces 4 × n, where its sentences lie in them, the headlines over it, and by what it is held back: its pair or itself."""

    name: str
    pieces: Ints
    ranges: list[tuple[int, int]]
    titles: list[Title] = field(default_factory=list)
    unit: str = ""


Place = tuple[int, int, int, range]
"""Of a headline: its window, its first piece there and the one behind its last, and the pieces of the passages."""


class Judge(nn.Module):
    """`pieces` b × 5 × n, `seen` b × n × n (what each piece may look at), `places` of headlines → scores of the labels and of the kinds,
    a headline each."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.encoder = Network(Size())
        self.encoder.load_encoder(encoder)
        width = self.encoder.size.width
        self.look = nn.Linear(width, 2)
        self.out = nn.Linear(3 * width, len(headlines.LABELS))
        self.kind = nn.Linear(3 * width, len(headlines.KINDS))

    def forward(self, pieces: Tensor, seen: Tensor, places: Sequence[Place]) -> tuple[Tensor, Tensor]:
        e = self.encoder
        x = e.words(pieces[:, 0]) + e.positions(pieces[:, 4])
        for i, embedding in enumerate(e.extra):
            x = x + embedding(pieces[:, i + 1])
        x = functional.dropout(e.norm(x), 0.1, self.training)
        bias = torch.zeros(seen.shape).masked_fill(~seen, -1e4)[:, None]
        if torch.is_autocast_enabled("cpu"):
            bias = bias.bfloat16()
        for layer in e.layers[:APART]:
            x = layer(x, bias)
        # From here on each headline has a copy of its page, and the page sees the headline, too.
        x, alone = _apart(x, places)
        for layer in e.layers[APART:]:
            x = layer(x, alone)
        x = x.float()
        longest = max(b - a for _, a, b, _ in places)
        titles = x[:, :longest]
        there = torch.tensor([[k < b - a for k in range(longest)] for _, a, b, _ in places])
        looks = self.look(titles).masked_fill(~there[:, :, None], -1e4).softmax(1)
        pooled = torch.cat([torch.einsum("bnk,bnd->bkd", looks, titles).flatten(1), titles[:, 0]], 1)
        pooled = functional.dropout(pooled, 0.15, self.training)
        return self.out(pooled), self.kind(pooled)


def _apart(x: Tensor, places: Sequence[Place]) -> tuple[Tensor, Tensor]:
    """Each headline's states and its page's behind them, h × m × width, and what to add to attention, which sees no padding."""
    n = x.shape[1]
    rows = [[*range(i * n + a, i * n + b), *range(i * n + body.start, i * n + body.stop)] for i, a, b, body in places]
    longest = -(-max(map(len, rows)) // 16) * 16
    padded = torch.tensor([row + [row[0]] * (longest - len(row)) for row in rows])
    sizes = torch.tensor([len(row) for row in rows])
    unseen = torch.arange(longest)[None] >= sizes[:, None]
    return x.flatten(0, 1)[padded], torch.zeros(unseen.shape, dtype=x.dtype).masked_fill(unseen, -1e4)[:, None, None]


def pages(shown: Iterable[headed.Shown], tokenizer: Tokenizer) -> Iterator[Page]:
    """The pages under these headlines with all that is learned of them."""
    tables = passages.shipped()
    for name, found in groupby(shown, key=lambda it: it.row.page):
        made = Page(name, np.zeros((4, 0), np.int64), [])
        for row, document, statements, unit in found:
            pieces = cutting.cut(document.text, document.blocks, tokenizer)
            sentences = passages.page(document, tables)
            if not made.titles:
                first = int(np.searchsorted(pieces.start, len(row.headline) + 2))
                made.unit, made.pieces = unit, entailment.voiced(pieces, statements)[:, first:]
                made.ranges = [(a - first, b - first) for a, b in entailment.ranges(pieces, sentences)]
            span = (0, len(row.headline))
            bearing = entailment.bearing(document.text, span, sentences, tables)
            kind = headlines.KINDS.index(row.kind) if row.kind else -1
            label = headlines.LABELS.index(row.label)
            made.titles.append(Title(row.headline, entailment.title(pieces, span), bearing, label, kind, EVEN))
        yield made


EVEN = np.full(len(headlines.LABELS), np.log(1 / len(headlines.LABELS)), np.float32)


def guessed(learned: Sequence[Title], asked: Sequence[Title]) -> None:
    """Sets what the words of the asked headlines alone tell of their labels, by a guess learned from others (logistic regression)."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    grams = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r'(?u)\b\w+\b|[“”":,]')
    guess = make_pipeline(grams, LogisticRegression(C=2, max_iter=300))
    guess.fit([t.words for t in learned], [t.label for t in learned])
    for title, shares in zip(asked, guess.predict_proba([t.words for t in asked]), strict=True):
        title.guess = np.log(shares + 1e-3).astype(np.float32)


def widened(page: Page, other: Page, low: random.Random) -> Page:
    """The page with another's passage before or behind it, of which the headlines say nothing."""
    first = low.random() < 0.5
    a, b = (other, page) if first else (page, other)
    n = a.pieces.shape[1]
    made = Page(page.name, np.concatenate([a.pieces, b.pieces], 1), [*a.ranges, *((x + n, y + n) for x, y in b.ranges)])
    noise = [0.35 * low.random() for _ in other.ranges]
    made.titles = [replace(t, bearing=noise + t.bearing if first else t.bearing + noise) for t in page.titles]
    return made


Group = tuple[Page, list[Title]]


def groups(pages_: Iterable[Page], most: int, shuffled: random.Random | None = None) -> list[Group]:
    """Pages with some of their headlines at a time."""
    made = []
    for page in pages_:
        titles = list(page.titles)
        if shuffled:
            shuffled.shuffle(titles)
        made += [(page, titles[i : i + most]) for i in range(0, len(titles), most)]
    return made


def batch(some: Sequence[Group]) -> tuple[Tensor, Tensor, list[Place]]:
    """The arguments of `Judge.forward`: a window a group; passages look at themselves, a headline at them and at itself."""
    windows = []
    for page, titles in some:
        bears = np.max([t.bearing for t in titles], axis=0) if page.ranges else []
        memory = entailment.chosen(page.pieces, page.ranges, list(bears))
        windows.append((entailment.together(memory, *(t.pieces for t in titles)), titles))
    n = -(-max(w.shape[1] for w, _ in windows) // 32) * 32
    pieces, seen = torch.zeros(len(some), 5, n, dtype=torch.long), torch.zeros(len(some), n, n, dtype=torch.bool)
    places: list[Place] = []
    for i, (window, titles) in enumerate(windows):
        pieces[i, :, : window.shape[1]] = torch.from_numpy(window)
        body = sum(t.pieces.shape[1] for t in titles)
        seen[i, :, body : window.shape[1]] = True
        at = 0
        for title in titles:
            end = at + title.pieces.shape[1]
            seen[i, at:end, at:end] = True
            places.append((i, at, end, range(body, window.shape[1])))
            at = end
    return pieces, seen, places


def fit(judge: Judge, given: "Given", epochs: int, seed: int, out: Path) -> None:
    torch.manual_seed(seed)
    chance = random.Random(seed)
    heads = [p for part in (judge.look, judge.out, judge.kind) for p in part.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": judge.encoder.parameters(), "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01
    )
    step = 0
    for epoch in range(epochs):
        begun, seen = time.monotonic(), 0
        judge.train()
        batches = _batches(given, chance)
        for some in batches:
            pieces, may, places = batch(some)
            titles = [t for _, its in some for t in its]
            hidden = (torch.rand(pieces[:, 0].shape) < HIDDEN) & (pieces[:, 0] > 103)
            pieces[:, 0][hidden] = 103
            with torch.autocast("cpu", dtype=torch.bfloat16):
                labels, kinds = judge(pieces, may, places)
            guess = torch.from_numpy(np.stack([t.guess for t in titles]))
            scores = labels.float().log_softmax(-1) + guess
            loss = functional.cross_entropy(scores, torch.tensor([t.label for t in titles]), label_smoothing=SMOOTHED)
            known = torch.tensor([t.kind for t in titles])
            if (known >= 0).any():
                loss = loss + KINDS_COUNT * functional.cross_entropy(kinds.float()[known >= 0], known[known >= 0])
            share = min(1.0, (step + 1) / WARM) * max(0.05, 1 - 0.95 * step / (epochs * len(batches)))
            for part, rate in zip(optimizer.param_groups, (RATE, HEAD_RATE), strict=True):
                part["lr"] = rate * share
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([p for part in optimizer.param_groups for p in part["params"]], 1.0)
            optimizer.step()
            step, seen = step + 1, seen + len(titles)
        save_file(judge.state_dict(), out)
        spent = time.monotonic() - begun
        print(f"epoch {epoch + 1}: {spent:.0f} s, {seen / spent:.0f} headlines a second; {report(judge, given)}", flush=True)


def _batches(given: "Given", chance: random.Random) -> list[list[Group]]:
    """An epoch's batches: pages of like length together, in any order."""
    pages_ = [widened(p, chance.choice(given.pairs), chance) if chance.random() < WIDENED else p for p in given.pairs]
    pages_ += [*given.pages, *(p for p in given.short if chance.random() < SHORT), *(TIMES * given.news)]
    made = groups(pages_, 10, chance)
    for i, (page, titles) in enumerate(made):
        other = chance.choice(pages_)
        if chance.random() < STRANGE and other.name.split("-")[0] != page.name.split("-")[0]:
            strange = replace(chance.choice(other.titles), label=0, kind=-1, guess=EVEN, bearing=[0.0] * len(page.ranges))
            made[i] = (page, [*titles, strange])
    made.sort(key=lambda it: min(it[0].pieces.shape[1], entailment.BUDGET) + 60 * chance.random())
    batches = [made[i : i + BATCH] for i in range(0, len(made), BATCH)]
    chance.shuffle(batches)
    return batches


def answers(judge: Judge, some: Sequence[Page]) -> Floats:
    """Log-probabilities of the labels for each headline of the pages, one at a time, as in use: n × 4."""
    judge.eval()
    made = []
    with torch.no_grad():
        asked = groups(some, 1)
        for i in range(0, len(asked), 24):
            made.append(judge(*batch(asked[i : i + 24]))[0].log_softmax(-1).numpy())
    return np.concatenate(made)


def report(judge: Judge, given: "Given") -> str:
    """Shares of held-back headlines labelled rightly: of pairs, over both pages of a pair, of the other pages, of news pages."""
    both: dict[tuple[str, str], list[bool]] = {}
    asked = [(p, t) for p in given.held_pairs for t in p.titles]
    right = [bool(row.argmax() == t.label) for row, (_, t) in zip(answers(judge, given.held_pairs), asked, strict=True)]
    for (page, title), good in zip(asked, right, strict=True):
        both.setdefault((page.unit, title.words), []).append(good)
    twice = [all(it) for it in both.values() if len(it) == 2]
    other, told = (
        [bool(row.argmax() == t.label) for row, t in zip(answers(judge, some), (t for p in some for t in p.titles), strict=True)]
        for some in (given.held_pages, given.held_news)
    )
    shares = (("pairs", right), ("over both pages", twice), ("other pages", other), ("news pages", told))
    return ", ".join(f"{name} {np.mean(some):.3f}" for name, some in shares)


@dataclass
class Given:
    """What is learned from, and what is held back."""

    pairs: list[Page]
    pages: list[Page]
    short: list[Page]
    news: list[Page]
    held_pairs: list[Page]
    held_pages: list[Page]
    held_news: list[Page]


def gathered(tokenizer: Tokenizer, data: Path) -> Given:
    contrasted = (headed.PAIRS, headed.PAGE_PAIRS, headed.UTTERANCES, headed.OWN)
    pairs = [page for folder in contrasted for page in pages(headed.shown(folder), tokenizer)]
    whole, short = (list(pages(headed.shown(folder), tokenizer)) for folder in (headed.FOLDER, headed.SHORT))
    told, held_news = (list(pages(news.shown(data, part), tokenizer)) for part in (news.LEARNED, news.SETTLED))
    kept, learned = [p for p in whole if headed.held(p.unit, 4)], [p for p in whole if not headed.held(p.unit, 4)]
    parts = [[t for p in (*learned, *short)[k::5] for t in p.titles] for k in range(5)]
    for k, part in enumerate(parts):
        guessed([t for m, other in enumerate(parts) if m != k for t in other], part)
    learning, held_pairs = [p for p in pairs if not headed.held(p.unit, 10)], [p for p in pairs if headed.held(p.unit, 10)]
    return Given(learning, learned, short, told, held_pairs, kept, held_news)


def settle(folder: Path, data: Path) -> None:
    """Fits how the network as it ships is mixed with the rules, and when a label is told, on held-back pages, pairs and news pages, those
    that it sees whole and those that it sees in part apart; writes both into the folder's config."""
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    # Reading a page asks for these, too: until they are fitted, nothing is told.
    nothing = {"sure": 2.0, "doubt": 0.0, "mix": [[0.0] * (2 * len(headlines.LABELS) + 1)] * len(headlines.LABELS)}
    config |= {"told": {telling.WHOLE: nothing, telling.PART: nothing}}
    path.write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    network, reader = model.Entailment(folder), model.shipped()
    kept: dict[str, list[tuple[list[float], int, int, float]]] = {telling.WHOLE: [], telling.PART: []}
    ours = chain(*(headed.shown(where, part) for where, part in ((headed.FOLDER, 4), (headed.PAIRS, 30), (headed.PAGE_PAIRS, 10))))
    natural = chain(headed.shown(headed.OWN, 10), news.shown(data, news.SETTLED))
    for weight, shown in ((1, ours), (NATURAL, natural)):
        for row, document, statements, unit in shown:
            pieces = reader.run(document.text, document.blocks).pieces
            values, how_much = telling.seen(document, statements, pieces, network)
            fold = hashlib.sha256(unit.encode()).digest()[2] % 5
            kept[how_much].append((values, headlines.LABELS.index(row.label), fold, weight))
    config["told"] = {}
    for how_much, rows in kept.items():
        print(f"of pages seen {how_much}:", end=" ")
        config["told"][how_much] = settled(*(np.array(column) for column in zip(*rows, strict=True)))
    path.write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def settled(x: Floats, y: Ints, fold: Ints, weight: Floats) -> dict[str, Any]:
    """What `telling.mixed` is given, for values x (n × 8) of headlines with labels y: a logistic regression, in which each counts by its
    weight, and the lowest bar above which PRECISION of the labels were right, the regression fitted without their page, pair or story
    (fivefold, `fold`)."""
    from sklearn.linear_model import LogisticRegression

    shares = np.zeros((len(y), len(headlines.LABELS)))
    for k in range(5):
        fitted = LogisticRegression(C=0.3, max_iter=1000).fit(x[fold != k], y[fold != k], sample_weight=weight[fold != k])
        shares[fold == k] = fitted.predict_proba(x[fold == k])
    right, sure = shares.argmax(1) == y, shares.max(1)
    bars = [b for b in np.arange(0.4, 0.96, 0.01) if (sure >= b).any() and right[sure >= b].mean() >= PRECISION]
    bar = float(bars[0]) if bars else 1.0
    told, calm = sure >= bar, shares[:, 0]
    glad, without = told & (shares.argmax(1) == 3), y == 0
    doubt = max(float(d) for d in np.arange(0.0, 0.31, 0.01) if (glad & without & (calm <= d)).sum() <= MISTAKEN * without.sum())
    told &= ~glad | (calm <= doubt)
    print(
        f"{len(y)} headlines: right {right.mean():.3f}; told {told.mean():.3f} from {bar:.2f} on, right {right[told].mean():.3f};", end=" "
    )
    print(f"supported said of {(told & glad & without).sum()} of {without.sum()} unsupported, where these have no more than {doubt:.2f}")
    whole = LogisticRegression(C=0.3, max_iter=1000).fit(x, y, sample_weight=weight)
    mix = [[round(float(w), 4) for w in (*weights, b)] for weights, b in zip(whole.coef_, whole.intercept_, strict=True)]
    return {"sure": round(bar, 2), "doubt": round(doubt, 2), "mix": mix}


PRECISION, MISTAKEN, NATURAL = 0.85, 0.01, 3
"""Share of the labels told that must be right, and of the unsupported headlines that may be called supported, where this is settled; how
much a real headline counts there, or one of a page that was written around its own: the others are written to be hard."""


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("folder", type=Path, help="the model folder to write; its name is the model's")
    parse.add_argument("--encoder", type=Path, required=True, help="model.safetensors of all-MiniLM-L6-v2, tokenizer.json beside it")
    parse.add_argument("--checkpoint", type=Path, required=True, help="where the weights are kept after each epoch")
    parse.add_argument("--data", type=Path, required=True, help="the folder of the corpora that `news` has labels for")
    parse.add_argument("--begin", type=Path, help="a checkpoint to go on from")
    parse.add_argument("--epochs", type=int, default=6)
    parse.add_argument("--seed", type=int, default=1)
    given = parse.parse_args()
    tokenizer = Tokenizer.from_file(str(given.encoder.with_name("tokenizer.json")))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    judge = Judge(given.encoder)
    if given.begin:
        judge.load_state_dict(load_file(given.begin))
    if given.epochs:
        fit(judge, gathered(tokenizer, given.data), given.epochs, given.seed, given.checkpoint)
    weights = {name.removeprefix("encoder."): value.numpy() for name, value in judge.state_dict().items()}
    export.export(export.entailment, weights, given.folder, None, whole=False)
    settle(given.folder, given.data)


if __name__ == "__main__":
    main()
