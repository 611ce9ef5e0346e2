"""Trains the network that helps `reading.acts` out where it is unsure: `python -m training.acts_network COMMAND …`.

`folds` holds out a fifth of the documents at a time and writes what the networks say of them to `benchmarks/sets/acts.folds.jsonl`, which
`benchmarks.positions` mixes with the cross-validated linear model; `ship` trains on everything and writes `models/acts-2/`.

The first layers of a small encoder (all-MiniLM-L6-v2, Apache-2.0) read cue and content; three attention heads pool the content, the cue and
both; a linear layer tells the act. It learns from the same statements as `training.acts`, and from those of news whose acts a language
model read (`labels/`, the articles that are not kept back), at half their weight. News asserts more, offers less: training takes a bias an
act for where a statement is from, which is dropped in the end.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reading import model
from onrecord.reading.model import ACTS
from training import acts, corpora, export, questions
from training.network import Network, Size

FOLDS = 5
LAYERS, EPOCHS, BATCH, RATE, HEAD_RATE = 3, 5, 32, 1e-4, 1e-3
MASKED, SMOOTHED = 0.05, 0.05
"""Share of the content's pieces that training hides; how much of a label's weight goes to the other acts."""
NEWS, READ = "news", 0.5
"""The set of statements whose acts a language model read, and what one counts beside others."""

Floats = npt.NDArray[np.float32]


class Example(NamedTuple):
    """A statement as the network sees it (`model.act_pieces`), from which document of which set; own statements have no document."""

    set: str
    document: str
    pieces: npt.NDArray[np.int64]
    act: int


class Reader(nn.Module):
    """`pieces` b × 4 × n as `model.act_pieces` gives them, `mask` b × n → scores b × 13."""

    def __init__(self, encoder: Path, layers: int = LAYERS) -> None:
        super().__init__()
        whole = Network()
        whole.load_encoder(encoder)
        self.encoder = Network(Size(layers=layers))
        state = whole.state_dict()
        self.encoder.load_state_dict({name: state[name] for name in self.encoder.state_dict()})
        self.look = nn.Linear(self.encoder.size.width, 3)
        self.out = nn.Linear(3 * self.encoder.size.width, len(ACTS))
        self.habits = nn.Parameter(torch.zeros(2, len(ACTS)))

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        x, role = self.encoder.states(pieces, mask), pieces[:, 1]
        far = torch.stack([export.FAR * (role != model.IN_CONTENT), export.FAR * (role != model.IN_CUE), torch.zeros(role.shape)], -1)
        weights = (self.look(x) + far).masked_fill(~mask[:, :, None], -1e4).softmax(1)
        pooled = torch.einsum("bnk,bnd->bkd", weights, x).flatten(1)
        return self.out(functional.dropout(pooled, 0.2, self.training))


def examples(tokenizer: Tokenizer) -> list[Example]:
    """The labelled statements of the sets, then our own, in the order of `training.acts`."""
    made = []
    for name in acts.TRAINED_ON:
        for document in acts.load(name):
            text = document["text"]
            for s in document["statements"]:
                cue, content = (" ".join(text[a:b] for a, b in s[role]) for role in ("cue", "content"))
                made.append(Example(name, document["id"], model.act_pieces(tokenizer, cue, content), ACTS.index(s["act"])))
    for path in sorted(acts.STATEMENTS.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            _, cue, content = (part.strip() for part in line.split("|"))
            made.append(Example("own", "", model.act_pieces(tokenizer, cue, content), ACTS.index(path.stem)))
    return made


def news(tokenizer: Tokenizer, data: Path) -> list[Example]:
    """The statements of PolNeAR's training part (in `data/polnear`) with acts in `labels/`, but for the articles kept back."""
    said = {row["doc"]: row["statements"] for row in map(json.loads, questions.LABELS.read_text(encoding="utf-8").splitlines())}
    made = []
    for sample in corpora.polnear(data / "polnear" / "train"):
        for n, _, _, _, act in said.get(sample.name, ()) if not questions.kept_back(sample.name) else ():
            relation = sample.relations[n]
            cue, content = (" ".join(sample.text[a:b] for a, b in part) for part in (relation.cue, relation.content))
            made.append(Example(NEWS, "", model.act_pieces(tokenizer, cue, content), ACTS.index(act)))
    return made


def _batch(some: Sequence[Example], hide: bool = False) -> tuple[Tensor, Tensor]:
    longest = max(e.pieces.shape[1] for e in some)
    pieces, mask = torch.zeros(len(some), 4, longest, dtype=torch.long), torch.zeros(len(some), longest, dtype=torch.bool)
    for i, e in enumerate(some):
        n = e.pieces.shape[1]
        pieces[i, :, :n], mask[i, :n] = torch.from_numpy(e.pieces), True
    if hide:
        hidden = (torch.rand(mask.shape) < MASKED) & (pieces[:, 1] == model.IN_CONTENT) & mask
        pieces[:, 0][hidden] = model.MASK
    return pieces, mask


def _by_length(some: Sequence[Example], random: np.random.Generator | None = None) -> list[list[int]]:
    noise = random.random(len(some)) * 4 if random else np.zeros(len(some))
    order = np.argsort([e.pieces.shape[1] for e in some] + noise, kind="stable").tolist()
    return [order[i : i + BATCH] for i in range(0, len(order), BATCH)]


def fit(train: Sequence[Example], encoder: Path, epochs: int = EPOCHS) -> Reader:
    torch.manual_seed(0)
    random = np.random.default_rng(0)
    reader = Reader(encoder)
    heads = [*reader.look.parameters(), *reader.out.parameters(), reader.habits]
    rest = [p for p in reader.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": rest, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01)
    steps = epochs * (len(train) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / 60) * max(0.0, 1 - step / steps))
    for epoch in range(epochs):
        reader.train()
        batches, total = _by_length(train, random), 0.0
        for k in random.permutation(len(batches)):
            some = [train[i] for i in batches[k]]
            of_news = torch.tensor([int(e.set == NEWS) for e in some])
            scores, weight = reader(*_batch(some, hide=True)) + reader.habits[of_news], torch.where(of_news == 1, READ, 1.0)
            losses = functional.cross_entropy(scores, torch.tensor([e.act for e in some]), label_smoothing=SMOOTHED, reduction="none")
            loss = (losses * weight).sum() / weight.sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*rest, *heads], 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"  epoch {epoch + 1} of {epochs}: loss {total / len(batches):.3f}", flush=True)
    return reader.eval()


def answers(reader: Reader, some: Sequence[Example]) -> Floats:
    """Log-probabilities, n × 13."""
    made = np.zeros((len(some), len(ACTS)), np.float32)
    with torch.no_grad():
        for batch in _by_length(some):
            made[batch] = reader(*_batch([some[i] for i in batch])).log_softmax(-1).numpy()
    return made


def folds(encoder: Path, tokenizer: Tokenizer, data: Path) -> None:
    """Writes `acts.ANSWERS`: what the network that saw no statement of a fold's documents says of each of theirs."""
    every, read = examples(tokenizer), news(tokenizer, data)
    ours = [e for e in every if e.document]
    made = np.zeros((len(ours), len(ACTS)), np.float32)
    for k in range(FOLDS):
        held = [i for i, e in enumerate(ours) if acts.fold(e.document, FOLDS) == k]
        print(f"fold {k + 1} of {FOLDS}: {len(held)} statements held out", flush=True)
        reader = fit([*(e for e in every if not e.document or acts.fold(e.document, FOLDS) != k), *read], encoder)
        made[held] = answers(reader, [ours[i] for i in held])
        right = (made[held].argmax(1) == [ours[i].act for i in held]).mean()
        print(f"  right: {right:.1%}", flush=True)
    lines = (
        json.dumps({"set": e.set, "document": e.document, "scores": [round(float(x), 2) for x in row]})
        for e, row in zip(ours, made, strict=True)
    )
    acts.ANSWERS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def ship(encoder: Path, tokenizer: Tokenizer, data: Path, folder: Path) -> None:
    reader = fit([*examples(tokenizer), *news(tokenizer, data)], encoder)
    weights = {name.removeprefix("encoder."): value.numpy() for name, value in reader.state_dict().items()}
    export.export(export.acts, weights, folder, None, whole=False)
    print(hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest())


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("command", choices=("folds", "ship"))
    parse.add_argument("--encoder", type=Path, required=True, help="model.safetensors, tokenizer.json beside it")
    parse.add_argument("--data", type=Path, required=True, help="the folder that holds polnear/")
    given = parse.parse_args()
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(str(given.encoder.with_name("tokenizer.json")))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if given.command == "folds":
        folds(given.encoder, tokenizer, given.data)
    else:
        ship(given.encoder, tokenizer, given.data, acts.FOLDER.with_name(model.SHIPPED_ACTS))


if __name__ == "__main__":
    main()
