"""Trains the network: `python -m training.fit --data DATA --encoder model.safetensors --out RUN`.

Every epoch goes over all samples in new dress (`prepare.vary`) and in windows of another length. At each epoch's end it writes
the averaged weights as a checkpoint, `epoch-N.safetensors`, and a line to `log.jsonl`. A run that was stopped is resumed from `state.pt`.
"""

import argparse
import contextlib
import json
import math
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from onrecord.reading.model import ACTS, MENTIONS, TYPES, VIEW
from training import coreference, corpora, passages, prepare, questions
from training.network import HEADS, Network, shipped_weights, size_of

Batch = tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]


def batches(windows: list[prepare.Window], pieces: int, rng: random.Random) -> list[list[prepare.Window]]:
    """Windows of like length together, about `pieces` wordpieces a batch, in random order."""
    windows = sorted(windows, key=lambda w: w.features.shape[1] + rng.random() * 24)
    made: list[list[prepare.Window]] = [[]]
    for window in windows:
        if made[-1] and (len(made[-1]) + 1) * window.features.shape[1] > pieces:
            made.append([])
        made[-1].append(window)
    rng.shuffle(made)
    return made


def collate(batch: list[prepare.Window]) -> Batch:
    """Features b × 4 × n, tags, mask, for the links targets b × 3 × n × n and rows b × 3 × n, and what mentions pieces are (-1:
    unknown)."""
    n = -(-max(w.features.shape[1] for w in batch) // 16) * 16
    features = np.zeros((len(batch), 4, n), np.int64)
    tags = np.zeros((len(batch), n), np.int64)
    mask = np.zeros((len(batch), n), bool)
    targets = np.zeros((len(batch), HEADS, n, n), bool)
    rows = np.zeros((len(batch), HEADS, n), bool)
    mentions = np.full((len(batch), n), -1, np.int64)
    for i, window in enumerate(batch):
        size = window.features.shape[1]
        features[i, :, :size], mask[i, :size] = window.features, True
        if window.tags is not None:
            tags[i, :size] = window.tags
        if window.mentions is not None:
            mentions[i, :size] = window.mentions
        for head, links in enumerate(window.links):
            for a, b, c, d in links:
                targets[i, head, a:b, c:d] = True
                rows[i, head, a:b] = True
    return tuple(map(torch.from_numpy, (features, tags, mask, targets, rows, mentions)))


def loss_of(network: Network, batch: list[prepare.Window], mask_rate: float, link_weight: float) -> Tensor:
    """Of the tags a piece, plus of the links and of the further heads, each with its weight."""
    features, tags, mask, targets, rows, mentions = collate(batch)
    if mask_rate:
        hidden = (torch.rand(features[:, 0].shape) < mask_rate) & (features[:, 0] > 999)
        features[:, 0][hidden] = 103
    with torch.autocast("cpu", torch.bfloat16):
        scores, links, more = network(features, mask)
    loss = torch.zeros(())
    tagged = torch.tensor([w.tags is not None for w in batch])
    if tagged.any():
        loss = network.tag_loss(scores[tagged].float(), tags[tagged], mask[tagged]) / mask.sum()
        links = links.masked_fill(~mask[:, None, None, :], -1e4)
        log_p = torch.logsumexp(links.masked_fill(~targets, -1e4), -1) - torch.logsumexp(links, -1)
        for head in range(HEADS):
            here = rows[:, head]
            if here.any():
                loss = loss - link_weight * log_p[:, head][here].mean()
    return loss + _further(network, batch, more, mentions)


ASKED, MENTIONED, TYPED, ACTED = 0.012, 0.4, 0.005, 0.005
"""Weights of the further heads' losses: a question of coreference, the mean of the pieces tagged as mentions, a source's type, an act."""


def _further(network: Network, batch: list[prepare.Window], more: Tensor, mentions: Tensor) -> Tensor:
    mentioned, types, acts, views = more.split([len(MENTIONS), len(TYPES), 2 * len(ACTS), 4 * VIEW], -1)
    loss = torch.zeros(())
    if (mentions >= 0).any():
        loss = loss + MENTIONED * functional.cross_entropy(mentioned[mentions >= 0], mentions[mentions >= 0])
    for i, window in enumerate(batch):
        if asked := window.asked:
            found = network.answers(views[i], torch.from_numpy(asked.spans), torch.from_numpy(asked.who))
            found = found.masked_fill(~torch.from_numpy(asked.allowed), -1e4)
            right = torch.logsumexp(found.masked_fill(~torch.from_numpy(asked.right), -1e4), 1)
            loss = loss + ASKED * window.weight * (torch.logsumexp(found, 1) - right).sum()
        for a, b, kind in window.types:
            loss = loss + TYPED * functional.cross_entropy(types[i, a:b].mean(0), torch.tensor(kind))
        for act in window.acts:
            given = acts[i, act.content, len(ACTS) :].mean(0)
            if len(act.cue):
                given = given + acts[i, act.cue, : len(ACTS)].mean(0)
            loss = loss + ACTED * functional.cross_entropy(given, torch.tensor(act.act))
    return loss


def importance(network: Network, todo: list[list[prepare.Window]], link_weight: float) -> list[Tensor]:
    """How much the loss depends on each feed-forward unit: |activation × gradient|, summed (Molchanov et al. 2019, first order)."""
    totals = [torch.zeros(network.size.inner) for _ in network.layers]
    seen: list[tuple[int, Tensor]] = []

    def keep(i: int) -> Callable[[Any, Any, Tensor], None]:
        def hook(_module: Any, _inputs: Any, output: Tensor) -> None:
            output.retain_grad()
            seen.append((i, output))

        return hook

    hooks = [layer.up.register_forward_hook(keep(i)) for i, layer in enumerate(network.layers)]
    network.eval()
    for batch in todo:
        loss_of(network, batch, 0.0, link_weight).backward()
        for i, output in seen:
            assert output.grad is not None
            acting = torch.nn.functional.gelu(output.detach().float())
            totals[i] += (acting * output.grad.float()).abs().sum((0, 1))
        seen.clear()
        network.zero_grad(set_to_none=True)
    for hook in hooks:
        hook.remove()
    return totals


def groups(network: Network, encoder_rate: float, head_rate: float, layer_decay: float) -> list[dict[str, object]]:
    """Parameters by learning rate: lower layers learn more slowly, embeddings most slowly, new parts fast."""
    made = []
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        depth = network.size.layers
        if name.startswith("layers."):
            rate = encoder_rate * layer_decay ** (depth - 1 - int(name.split(".")[1]))
        elif name.startswith(("positions", "norm")):
            rate = encoder_rate * layer_decay**depth
        else:
            rate = head_rate
        made.append({"params": [parameter], "lr": rate, "weight_decay": 0.01 if parameter.dim() > 1 else 0.0})
    return made


def riddles(data: Path, rng: random.Random) -> Iterator[tuple[float, list[coreference.Puzzle]]]:
    """Texts with questions of coreference, and how much a question weighs. Every tenth row of GAP is kept for choosing numbers."""
    yield 0.3, [coreference.gum_puzzle(d) for d in coreference.gum(data / "gum" / "train")]
    rows = [row for n, row in enumerate(coreference.gap(data / "gap" / "gap-development.tsv")) if n % 10]
    yield 1.0, [coreference.gap_puzzle(row) for row in rows]
    yield 1.0, [coreference.gap_puzzle(coreference.renamed(row, rows, rng)) for row in rows]
    made = (coreference.hidden(text, rng) for text in coreference.plain_texts(data))
    yield 0.3, [puzzle for puzzle in made if puzzle]


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("--data", type=Path, required=True, help="folder that holds polnear/train")
    parse.add_argument("--encoder", type=Path, required=True, help="model.safetensors, tokenizer.json beside it")
    parse.add_argument("--start", type=Path, help="a checkpoint or a model folder to go on from instead of the bare encoder")
    parse.add_argument("--inner", type=int, default=1536, help="keep this many units of each feed-forward part (with --start)")
    parse.add_argument("--out", type=Path, required=True)
    parse.add_argument("--epochs", type=int, default=8)
    parse.add_argument("--pieces", type=int, default=1600, help="wordpieces a batch")
    parse.add_argument("--encoder-rate", type=float, default=2e-4)
    parse.add_argument("--head-rate", type=float, default=1e-3)
    parse.add_argument("--layer-decay", type=float, default=0.9)
    parse.add_argument("--mask-rate", type=float, default=0.05)
    parse.add_argument("--link-weight", type=float, default=0.1)
    parse.add_argument("--average", type=float, default=0.998, help="decay of the running average of weights")
    parse.add_argument(
        "--own", type=Path, default=Path(__file__).parent / "passages", help="folder of passages of our own, read anew each epoch"
    )
    parse.add_argument("--labels", type=Path, default=questions.LABELS, help="our labels of speakers and acts in PolNeAR's training part")
    parse.add_argument("--passages", type=int, default=2, help="how often an epoch sees each passage of our own")
    parse.add_argument("--seed", type=int, default=7)
    given = parse.parse_args()

    rng = random.Random(given.seed)
    torch.manual_seed(given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(given.encoder.with_name("tokenizer.json")))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if given.start:
        weights = load_file(given.start) if given.start.is_file() else shipped_weights(given.start, given.encoder)
        network = Network(size_of(weights))
        network.load_state_dict(weights, strict=False)  # heads that the checkpoint lacks start anew
    else:
        network = Network()
        network.load_encoder(given.encoder)
    if given.inner < network.size.inner:
        articles = list(corpora.polnear(given.data / "polnear" / "train"))
        sample = [w for article in articles[:: len(articles) // 60] for w in prepare.windows(article, tokenizer, 192)]
        network.narrow(given.inner, importance(network, batches(sample, given.pieces, rng), given.link_weight))
    optimizer = torch.optim.AdamW(groups(network, given.encoder_rate, given.head_rate, given.layer_decay), betas=(0.9, 0.98), fused=True)
    peaks = [group["lr"] for group in optimizer.param_groups]
    average = {k: v.detach().clone() for k, v in network.state_dict().items()}
    first, done_steps = 0, 0
    if (given.out / "state.pt").exists():
        state = torch.load(given.out / "state.pt", weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        average, first, done_steps = state["average"], state["epoch"], state["steps"]

    log = (given.out / "log.jsonl").open("a")
    for epoch in range(first, given.epochs):
        began, total = time.time(), 0.0
        rng.seed(f"{given.seed}-{epoch}")
        own = [s for path in sorted(given.own.glob("*.txt")) for s in passages.load(path)]
        articles = list(questions.labelled(iter(corpora.polnear(given.data / "polnear" / "train")), given.labels))
        samples = [prepare.vary(sample, rng) if epoch or sample in own else sample for sample in articles + given.passages * own]
        windows = [w for sample in samples for w in prepare.windows(sample, tokenizer, rng.randint(144, 240))]
        for weight, puzzles in riddles(given.data, rng):
            windows += [replace(w, weight=weight) for p in puzzles for w in prepare.puzzle_windows(p, tokenizer, rng.randint(160, 256))]
        todo = batches(windows, given.pieces, rng)
        steps = len(todo) * given.epochs
        network.train()
        for n, batch in enumerate(todo):
            at = min(1.0, (epoch * len(todo) + n) / steps)
            factor = min(1.0, at * given.epochs / 0.2 + 0.02) * (1 - at)
            for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                group["lr"] = peak * factor
            loss = loss_of(network, batch, given.mask_rate, given.link_weight)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            done_steps += 1
            decay = min(given.average, (1 + done_steps) / (10 + done_steps))
            with torch.no_grad():
                for name, parameter in network.named_parameters():
                    if parameter.requires_grad:
                        average[name].lerp_(parameter, 1 - decay)
            total += float(loss.detach())
            if n % 50 == 49 or n + 1 == len(todo):
                line = {
                    "epoch": epoch,
                    "batch": n + 1,
                    "of": len(todo),
                    "loss": round(total / (n % 50 + 1), 4),
                    "seconds": round(time.time() - began),
                }
                print(json.dumps(line), file=log, flush=True)
                if math.isnan(total):
                    raise SystemExit("the loss is not a number: lower the learning rates")
                total = 0.0
        save_file({k: v.contiguous() for k, v in average.items()}, given.out / f"epoch-{epoch + 1}.safetensors")
        with contextlib.suppress(OSError):
            torch.save(
                {
                    "network": network.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "average": average,
                    "epoch": epoch + 1,
                    "steps": done_steps,
                },
                given.out / "state.pt",
            )


if __name__ == "__main__":
    main()
