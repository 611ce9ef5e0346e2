"""Trains the comparison of mentions over whole documents, the encoder left as it is: `python -m training.views --data DATA --encoder
model.safetensors --start epoch-4.safetensors --out FILE`.

`fit` compares mentions within windows; production compares across the windows of a page. Here every
document is read as in production, once, and only the views, *nobody* and the bias by distance learn.
"""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.pages import plain
from onrecord.reading import pieces as cutting
from onrecord.reading.model import VIEW
from onrecord.reading.referents import BEFORE, BEHIND
from training import corpora, fit, prepare, questions
from training.coreference import Puzzle
from training.network import REACH, Network, size_of


class Page:
    """A document's states at the first and last pieces of its mentions, and its questions."""

    def __init__(self, puzzle: Puzzle, network: Network, tokenizer: Tokenizer, weight: float) -> None:
        blocks = plain.blocks(puzzle.text)
        pieces = cutting.cut(puzzle.text, blocks, tokenizer)
        states = torch.zeros(len(pieces), network.size.width)
        for lo, hi in cutting.windows(pieces, blocks):
            features = torch.from_numpy(cutting.inputs(pieces, lo, hi))[None]
            states[lo:hi] = network.states(features, torch.ones(1, features.shape[2], dtype=torch.bool))[0, 1:-1]
        found = prepare.asked(puzzle, pieces, 0, len(pieces))
        self.weight = weight
        self.questions: list[tuple[int, Tensor, Tensor]] = []  # who asks, who may answer, and who is right (the last: nobody)
        if found is None:
            return
        self.spans = torch.from_numpy(found.spans - 1)
        self.first, self.last = states[self.spans[:, 0]].half(), states[self.spans[:, 1]].half()
        for who, allowed, right in zip(found.who, found.allowed, found.right, strict=True):
            away = self.spans[:, 0] - self.spans[who, 0]
            near = torch.from_numpy(allowed[1:].copy()) & (away >= -BEFORE) & (away <= BEHIND)
            answers = torch.from_numpy(right[1:].copy()) & near
            if near.any() and (answers.any() or right[0]):
                self.questions.append((int(who), near, answers))


def loss_of(network: Network, page: Page) -> Tensor:
    """The negative log-likelihood of the right answers of a page, summed."""
    rows, bias = network.more.weight[-4 * VIEW :], network.more.bias[-4 * VIEW :]
    first, last = page.first.float(), page.last.float()
    views = (first @ rows.T + bias).split(VIEW, 1), (last @ rows.T + bias).split(VIEW, 1)
    asks, gives = views[0][0] + views[1][1], views[0][2] + views[1][3]
    loss = torch.zeros(())
    for who, near, answers in page.questions:
        away = (page.spans[:, 0] - page.spans[who, 0]).clamp(-REACH, REACH) + REACH
        scores = torch.cat([gives @ asks[who] / VIEW**0.5 + network.apart[away], (network.nobody @ asks[who] / VIEW**0.5)[None]])
        scores = scores.masked_fill(~torch.cat([near, torch.ones(1, dtype=torch.bool)]), -1e4)
        right = torch.cat([answers, ~answers.any()[None]])
        loss = loss + torch.logsumexp(scores, 0) - torch.logsumexp(scores.masked_fill(~right, -1e4), 0)
    return loss


def puzzles(data: Path, rng: random.Random) -> Iterator[tuple[float, Puzzle]]:
    for sample in questions.labelled(corpora.polnear(data / "polnear" / "train")):
        if (puzzle := questions.puzzle(sample)) is not None:
            yield 1.0, puzzle
    for weight, group in fit.riddles(data, rng):
        for puzzle in group:
            yield weight, puzzle


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("--data", type=Path, required=True)
    parse.add_argument("--encoder", type=Path, required=True, help="model.safetensors, tokenizer.json beside it")
    parse.add_argument("--start", type=Path, required=True, help="a checkpoint of `training.fit`")
    parse.add_argument("--out", type=Path, required=True)
    parse.add_argument("--epochs", type=int, default=12)
    parse.add_argument("--rate", type=float, default=1e-3)
    parse.add_argument("--seed", type=int, default=7)
    given = parse.parse_args()
    rng = random.Random(given.seed)
    torch.manual_seed(given.seed)
    tokenizer = Tokenizer.from_file(str(given.encoder.with_name("tokenizer.json")))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    weights = load_file(given.start)
    network = Network(size_of(weights), dropout=0.0)
    network.load_state_dict(weights)
    network.eval()
    began = time.time()
    with torch.no_grad():
        pages = [Page(puzzle, network, tokenizer, weight) for weight, puzzle in puzzles(given.data, rng)]
    pages = [page for page in pages if page.questions]
    print(len(pages), "pages", sum(len(p.questions) for p in pages), "questions", round(time.time() - began), "s", flush=True)
    learning = [network.more.weight, network.more.bias, network.nobody, network.apart]
    optimizer = torch.optim.AdamW(learning, lr=given.rate, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, total_iters=given.epochs * -(-len(pages) // 16))
    kept = network.more.weight.detach()[: -4 * VIEW].clone(), network.more.bias.detach()[: -4 * VIEW].clone()
    for epoch in range(given.epochs):
        rng.shuffle(pages)
        total = np.zeros(2)
        for i in range(0, len(pages), 16):
            batch = pages[i : i + 16]
            losses = [page.weight * loss_of(network, page) for page in batch]
            loss = torch.stack(losses).sum() / sum(page.weight * len(page.questions) for page in batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += float(loss.detach()), 1
        print(epoch + 1, round(total[0] / total[1], 4), round(time.time() - began), "s", flush=True)
    with torch.no_grad():
        network.more.weight[: -4 * VIEW], network.more.bias[: -4 * VIEW] = kept
    save_file({name: value.contiguous() for name, value in network.state_dict().items()}, given.out)


if __name__ == "__main__":
    main()
