"""A page's HTML to its text and blocks: headline, standfirst, paragraphs; no menus, share bars or pointers to other stories."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.errors import SourceTooLarge
from onrecord.pages import flow, marked
from onrecord.pages.flow import Line
from onrecord.pages.furniture import is_furniture
from onrecord.pages.liveblog import Entry
from onrecord.pages.masthead import NOTHING, Masthead
from onrecord.pages.words import INLINE, clean, folded, text_of
from onrecord.vocabulary import Block, BlockKind

DEEPEST = 240  # libxml2 cuts a page off at 256 open elements, and nothing is found then
MOST_TAGS = 100_000  # trafilatura's time grows faster than the number of tags: 120,000 paragraphs take 20 s
MOST_ATTRIBUTES = 20_000  # and with the square of a tag's attributes: 200,000 take over a minute
_LONG_TAG = 2_000  # characters from which a tag's attributes are counted

_MOST_BRACKETS = 1_000_000

# What an article's page keeps to with room to spare: of 50 from as many outlets the largest has 1.5 million characters, of which
# 480,000 are outside scripts and 340,000 in long tags, and 6,000 tags. What goes beyond one of these is parsed all the same, but apart.
ORDINARY_SIZE, ORDINARY_MARKUP, ORDINARY_LONG_TAGS = 4_000_000, 1_200_000, 600_000
ORDINARY_TAGS, ORDINARY_DEPTH, ORDINARY_ATTRIBUTES = 12_000, 120, 200

_TAG = re.compile(r"<(?:(!--)|(script|style|textarea|title)\b|(/?)([a-z][a-z0-9:-]*))", re.IGNORECASE)
_CLOSER = {
    name: re.compile("-->" if name == "!--" else f"</{name}", re.IGNORECASE) for name in ("!--", "script", "style", "textarea", "title")
}
_REST_OF_TAG = re.compile(r"""(?:[^>"']++|"[^"]{0,20000}+"|'[^']{0,20000}+')*+""")
_NOT_NESTING = frozenset(
    [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li",
        "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup",
    ]
)  # fmt: skip
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")

_ENDS = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_SHORTEST = 25  # words of a body below which the page is read again less strictly
_REPEATED = 5  # words from which a block that comes twice is the page's repetition, not the speaker's


def check(source: str, page: str) -> bool:
    """Whether a page is out of the ordinary, so that only a process that can be ended should parse it. One cheap pass, no parsing.

    Raises SourceTooLarge for one that no parser could cope with.
    """
    opened: list[str] = []
    tags = position = deepest = most = long = 0
    markup = len(page)
    unclosed: set[str] = set()  # openers of comments and scripts that nothing closes any more: not to be looked for again
    remedy = "no article is built so; save the page again, or give its text"
    if page.count("<") > _MOST_BRACKETS:
        raise SourceTooLarge(source, f"holds more than {MOST_TAGS:,} tags", "save the article alone, or split the page")
    while found := _TAG.search(page, position):
        position = found.end()
        tags += 1
        if tags > MOST_TAGS:
            raise SourceTooLarge(source, f"holds more than {MOST_TAGS:,} tags", "save the article alone, or split the page")
        opener = "!--" if found[1] else (found[2] or "").lower()
        if opener:
            end = None if opener in unclosed else _CLOSER[opener].search(page, position)
            if end:
                markup -= end.end() - position
                position = end.end()
            else:
                unclosed.add(opener)
            continue
        name = found[4].lower()
        rest = _REST_OF_TAG.match(page, position)
        if rest and len(rest[0]) > _LONG_TAG:
            attributes = len(_VALUE.sub("x", rest[0]).split())
            most, long = max(most, attributes), long + len(rest[0])
            if attributes > MOST_ATTRIBUTES:
                raise SourceTooLarge(source, f"a tag with more than {MOST_ATTRIBUTES:,} attributes", remedy)
        if name in _NOT_NESTING:
            continue
        if not found[3]:
            opened.append(name)
            deepest = max(deepest, len(opened))
            if deepest > DEEPEST:
                raise SourceTooLarge(source, f"tags nested more than {DEEPEST} deep", remedy)
        else:
            _close(opened, name)
    return (
        len(page) > ORDINARY_SIZE
        or markup > ORDINARY_MARKUP
        or long > ORDINARY_LONG_TAGS
        or tags > ORDINARY_TAGS
        or deepest > ORDINARY_DEPTH
        or most > ORDINARY_ATTRIBUTES
    )


def _close(opened: list[str], name: str) -> None:
    """Close the innermost `name` as parsers do: with all that stands open in it, but an inline tag never closes a block."""
    for at in range(len(opened) - 1, -1, -1):
        if opened[at] == name:
            del opened[at:]
            return
        if name in INLINE and opened[at] not in INLINE:
            return


def parse(page: str) -> Any:
    """The page as an lxml tree, or None where nothing can be parsed. `<q>` gets the quotation marks that a browser draws."""
    _quiet()
    from trafilatura import load_html

    if not re.search(r"<(?:html|body)\b", page, re.IGNORECASE):
        page = f"<html><body>{page}</body></html>"
    tree = load_html(page)
    if tree is not None:
        for quoted in list(tree.iter("q")):
            quoted.tag = "span"
            inner = quoted[-1] if len(quoted) else None
            if inner is None:
                quoted.text = f"“{quoted.text or ''}”"
            else:
                quoted.text, inner.tail = f"“{quoted.text or ''}", f"{inner.tail or ''}”"
    return tree


def _quiet() -> None:
    """What the extractor thinks of a page goes to whoever listens to its log, not to everybody's standard error."""
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def read(tree: Any, headline: str | None, says: Masthead = NOTHING, entries: Sequence[Entry] = ()) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks of a parsed page: headline, blank line, paragraphs with a blank line between them.

    `headline` is put first (and nowhere else); what the page `says` of itself, its summary and its words, helps to know its standfirst and
    to see where the extractor went astray.
    `entries`: what of it are a live blog's; those of which the page shows nothing come last. Text and blocks are empty where no article
    text is found.
    """
    links, captions = _link_lines(tree), _lines(tree, "figcaption")
    lines = list(_extracted(tree))
    if sum(len(words.split()) for words, _ in lines) < _SHORTEST:
        lines = max(lines, list(_extracted(tree, strict=False)), key=lambda found: sum(len(words) for words, _ in found))
    lines = marked.reconciled(lines, says.body, tree)
    standfirst = flow.standfirst(tree, headline, says.description)
    if headline:
        titles = _lines(tree, "h1") | {folded(headline)}
        lines = [(words, kind) for words, kind in lines if folded(words) not in titles]
    kept = []
    for words, kind in lines:
        said = folded(words)
        if not said or is_furniture(words) or said in links or (standfirst and said == folded(standfirst)):
            continue
        kept.append((words, BlockKind.CAPTION if said in captions else kind))
    kept = flow.restored(tree, _without_pointers(_without_repetitions(kept)), links)
    times = {folded(words): entry.time for entry in entries for words in entry.lines}
    if times and not any(folded(words) in times for words, _ in kept):
        kept += [(words, BlockKind.ENTRY) for entry in entries for words in entry.lines if not is_furniture(words)]
    if not any(kind is not None for _, kind in kept):
        return "", ()
    top = [(clean(headline), BlockKind.HEADLINE)] if headline and clean(headline) else []
    top += [(standfirst, BlockKind.STANDFIRST)] if standfirst else []
    return _joined([*top, *((words, kind or BlockKind.PARAGRAPH) for words, kind in kept)], times)


def visible(tree: Any) -> str:
    """All words in the page's body, scripts left out."""
    found = tree.find("body")
    return "" if found is None else clean(text_of(found))


_TITLES = (BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.CAPTION)


def _joined(lines: list[tuple[str, BlockKind]], times: Mapping[str, str | None]) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks of `lines`; those whose folded words are in `times` are a live blog's entries of these times."""
    blocks, at = [], 0
    for words, kind in lines:
        said = folded(words) if times and kind not in _TITLES else None
        is_entry = said is not None and said in times
        blocks.append(Block(at, at + len(words), BlockKind.ENTRY if is_entry else kind, times[said] if is_entry and said else None))
        at += len(words) + 2
    return "\n\n".join(words for words, _ in lines), tuple(blocks)


def _extracted(tree: Any, strict: bool = True) -> Iterator[Line]:
    """The lines of the page's main part; a kind of None marks a heading inside it."""
    from trafilatura import bare_extraction

    try:
        found: Any = bare_extraction(tree, favor_precision=strict, include_comments=False, with_metadata=False)
    except Exception:  # a third-party parser on whatever page: no text is an answer, a traceback is none
        return
    if found is not None and found.body is not None:
        yield from _parts(found.body, BlockKind.PARAGRAPH)


_BLOCKS = frozenset(["body", "div", "section", "article", "main", "doc", "table", "row", "cell", "p", "head", "list", "item"])


def _parts(element: Any, kind: BlockKind) -> Iterator[Line]:
    """An extracted tree's blocks. Text directly in a container is a paragraph, so is each run of inline elements."""
    run = _flat(element.text)
    for child in element:
        is_block = child.tag in _BLOCKS or (child.tag == "quote" and (len(child) > 0 or element.tag in _BLOCKS - {"p"}))
        if not is_block:
            run += _inline(child) + _flat(child.tail)
            continue
        yield from _split(run, kind)
        if child.tag == "head":
            if heading := clean(text_of(child)):
                yield heading, None
        elif child.tag == "row" and _is_data(child):
            yield from _split(" | ".join(filter(None, (clean(text_of(cell)) for cell in child))), kind)
        else:
            yield from _parts(child, {"quote": BlockKind.QUOTATION, "list": BlockKind.LIST, "item": BlockKind.LIST}.get(child.tag, kind))
        run = _flat(child.tail)
    yield from _split(run, kind)


def _flat(words: str | None) -> str:
    return re.sub(r"\s+", " ", words or "")


def _inline(element: Any) -> str:
    """The words of an inline element; a line break becomes a newline."""
    if element.tag == "lb":
        return "\n"
    return _flat(element.text) + "".join(_inline(child) + _flat(child.tail) for child in element)


def _is_data(row: Any) -> bool:
    """Whether a table row is data rather than layout: its cells are short."""
    return len(row) > 1 and all(len(text_of(cell)) < 100 for cell in row)


def _split(run: str, kind: BlockKind) -> Iterator[Line]:
    """Lines of a run; a line break where no sentence ends (verse, addresses) stays inside the block."""
    block: list[str] = []
    for line in map(clean, run.split("\n")):
        if block and _ENDS.search(block[-1]):
            yield "\n".join(block), kind
            block = []
        if line:
            block.append(line)
    if block:
        yield "\n".join(block), kind


def _without_repetitions(lines: list[Line]) -> list[Line]:
    """Lines without second copies, and without pull quotes: set-off words that the article has in a paragraph anyway."""
    prose = [folded(words) for words, kind in lines if kind is BlockKind.PARAGRAPH]
    running = "\n".join(prose)
    seen: set[str] = set()
    kept = []
    for words, kind in lines:
        said = folded(words)
        pulled = kind in (BlockKind.QUOTATION, None) and len(said.split()) >= _REPEATED and said in running
        if not pulled and said not in seen:
            kept.append((words, kind))
        if len(said.split()) >= _REPEATED:
            seen.add(said)
    return kept


def _without_pointers(lines: list[Line]) -> list[Line]:
    """Lines without headings that nothing follows: what stood below them were links."""
    kept = list(lines)
    while kept and kept[-1][1] is None:
        kept.pop()
    return kept


def _lines(tree: Any, tag: str) -> set[str]:
    return {folded(clean(text_of(element))) for element in tree.iter(tag)} - {""}


def _link_lines(tree: Any) -> set[str]:
    """Folded texts of paragraphs, headings and list items that are a link and nothing else: pointers to other stories."""
    found = set()
    for element in tree.iter("p", "li", "h2", "h3", "h4", "strong"):
        if (element.text or "").strip():
            continue
        link = next(element.iter("a"), None)
        if link is not None and link.get("href") and not link.get("href").startswith("#"):
            words = folded(clean(text_of(element)))
            if words and words == folded(clean(" ".join(map(text_of, element.iter("a"))))):
                found.add(words)
    return found
