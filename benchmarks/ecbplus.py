"""ECB+ (Cybulska and Vossen 2014): its texts, and the people and bodies that its annotators found to be one across pages."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path

_CLOSED = re.compile(r"[.,;:!?%)\]]+|['’](?:s|S|re|ve|ll|d|m)?|n['’]t")
_QUOTES = {"``": "“", "''": "”"}


@dataclass(frozen=True, slots=True)
class Chain:
    """The mentions of one person or body in one text, as offsets; `instance` is the same in every text of the topic. `kind`: what most
    of them are annotated as (HUMAN_PART_PER → "person", anything else that acts → "organization")."""

    instance: str
    kind: str
    mentions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Text:
    topic: int
    name: str
    text: str
    chains: tuple[Chain, ...]


def texts(folder: Path) -> Iterator[Text]:
    """All texts of a folder that holds one folder a topic, in order."""
    for topic, file in _files(folder):
        yield _text(topic, file)


def _files(folder: Path) -> Iterator[tuple[int, Path]]:
    for topic in sorted((f for f in folder.iterdir() if f.name.isdigit()), key=lambda f: int(f.name)):
        yield from ((int(topic.name), file) for file in sorted(topic.glob("*.xml")))


def headed(folder: Path) -> Iterator[tuple[int, str, str, str]]:
    """Topic, name, headline and body of each text that seems to have a headline: one of its first three sentences, behind the address and
    the date, with 4 to 18 words and no full stop. A date behind it is left out of the body."""
    for topic, file in _files(folder):
        root = ET.parse(file).getroot()
        text, places = _written(root)
        spans: dict[int, tuple[int, int]] = {}
        for token in root.findall("token"):
            number, (start, end) = int(token.get("sentence", 0)), places[token.get("t_id", "")]
            spans[number] = (spans.get(number, (start, end))[0], end)
        lines = [re.sub(r"(?<=\w) ?- (?=\w)", "-", " ".join(text[a:b].split())) for _, (a, b) in sorted(spans.items())]
        first = next((n for n, line in enumerate(lines[:3]) if _is_headline(line)), None)
        if first is not None:
            told = dropwhile(lambda line: _DATED.search(line) and len(line.split()) <= 12, lines[first + 1 :])
            yield topic, file.stem, lines[first], " ".join(told)


_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d ?: ?\d\d|^(?:posted|published|updated|by)\b", re.IGNORECASE)


def _is_headline(line: str) -> bool:
    return 4 <= len(line.split()) <= 18 and line[-1:] not in ".:?" and not line.startswith("http") and not _DATED.search(line)


def _text(topic: int, file: Path) -> Text:
    root = ET.parse(file).getroot()
    text, places = _written(root)
    mentions: dict[str, tuple[int, int]] = {}
    people: set[tuple[int, int]] = set()
    instances: dict[str, str] = {}
    for mark in root.findall("Markables/*"):
        key = mark.get("m_id", "")
        anchors = [places[a.get("t_id", "")] for a in mark.findall("token_anchor") if a.get("t_id") in places]
        if anchors and mark.tag.startswith("HUMAN"):
            mentions[key] = (anchors[0][0], anchors[-1][1])
            people |= {mentions[key]} if mark.tag == "HUMAN_PART_PER" else set()
        elif mark.get("instance_id"):
            instances[key] = mark.get("instance_id", "")
    chains: dict[str, list[tuple[int, int]]] = {}
    for relation in root.findall("Relations/CROSS_DOC_COREF"):
        target = relation.find("target")
        instance = instances.get(target.get("m_id", "") if target is not None else "") or (relation.get("note") or "")
        found = [mentions[s.get("m_id", "")] for s in relation.findall("source") if s.get("m_id") in mentions]
        chains.setdefault(instance, []).extend(found)
    found_chains = []
    for key, spans in chains.items():
        if spans:
            kind = "person" if 2 * sum(span in people for span in spans) >= len(spans) else "organization"
            found_chains.append(Chain(key, kind, tuple(sorted(set(spans)))))
    return Text(topic, file.stem, text, tuple(found_chains))


def _written(root: ET.Element) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text as people write it, a blank line behind the first sentence, and where each token stands in it."""
    parts: list[str] = []
    places: dict[str, tuple[int, int]] = {}
    at, before, opened, sentence = 0, 0, False, -1
    for token in root.findall("token"):
        word, number = _QUOTES.get(token.text or "", token.text or ""), int(token.get("sentence", 0))
        if word in '“”"' and word:
            word = "”" if opened else "“"
            opened = not opened
        closed = word == "”" or _CLOSED.fullmatch(word) or (parts and parts[-1] in ("“", "(", "[", "$"))
        gap = "" if not parts or (closed and number == sentence) else "\n\n" if number != sentence and before == 0 else " "
        before += number != sentence and bool(parts)
        parts += [gap, word] if gap else [word]
        at += len(gap)
        places[token.get("t_id", "")] = (at, at + len(word))
        at += len(word)
        sentence = number
    return "".join(parts), places
