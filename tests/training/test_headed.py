"""The pages under several headlines that are there to learn from: all of one form, in balance, parted by page."""

from collections import Counter
from pathlib import Path

import pytest

from onrecord.reading.headlines import KINDS, LABELS
from training import headed


@pytest.mark.parametrize("folder", [headed.FOLDER, headed.SHORT, headed.PAIRS, headed.PAGE_PAIRS, headed.OWN])
def test_all_are_of_the_form(folder: Path) -> None:
    found = list(headed.pages(folder))
    labels, kinds = Counter(it.label for it in found), Counter(it.kind for it in found if it.kind)
    assert set(labels) == set(LABELS)
    assert min(labels.values()) > len(found) / 8
    assert set(kinds) == set(KINDS)
    assert all(it.body and "\n= " not in it.body and not it.headline.endswith("?") for it in found)
    assert len({it.body for it in found}) == len({it.page for it in found})


def test_utterances_are_told_again_told_otherwise_or_others() -> None:
    pages: dict[str, Counter[str]] = {}
    for it in headed.pages(headed.UTTERANCES):
        pages.setdefault(it.page, Counter())[it.label] += 1
    assert all(set(labels) == {"supported", "overstated", "unsupported"} for labels in pages.values())


def test_a_page_s_own_headline_stands_above_two_of_other_labels() -> None:
    pages: dict[str, list[str]] = {}
    for it in headed.pages(headed.OWN):
        pages.setdefault(it.page, []).append(it.label)
    assert {len(labels) for labels in pages.values()} == {3}
    assert all(labels[0] not in labels[1:] for labels in pages.values())
    first = Counter(labels[0] for labels in pages.values())
    assert min(first.values()) > len(pages) / 5


@pytest.mark.parametrize("folder", [headed.PAIRS, headed.PAGE_PAIRS])
def test_pairs_have_the_same_headlines_and_mostly_other_labels(folder: Path) -> None:
    pages: dict[str, dict[str, str]] = {}
    for it in headed.pages(folder):
        pages.setdefault(it.page, {})[it.headline] = it.label
    labels = list(pages.values())
    for one, other in zip(labels[::2], labels[1::2], strict=True):
        assert one.keys() == other.keys()
        assert sum(one[h] != other[h] for h in one) >= len(one) / 2


@pytest.mark.parametrize(
    "line", ["= overstated | No kind", "= supported:hedge | A kind", "= true | No label", "= supported no bar", "= supported | "]
)
def test_another_form_is_refused(line: str, tmp_path: Path) -> None:
    (tmp_path / "some.txt").write_text(f"## page\nA body.\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="some-1"):
        list(headed.pages(tmp_path))


def test_what_is_held_back_of_pairs_is_both_pages() -> None:
    kept: dict[str, set[str]] = {}
    for it in headed.shown(headed.PAIRS, 250):
        assert it.document.headline == it.row.headline
        assert all(it.document.text[s.start : s.end] == s.text for found in it.statements for s in found.content)
        kept.setdefault(it.unit, set()).add(it.row.page)
    assert len(kept) > 3
    assert {len(pages) for pages in kept.values()} == {2}
