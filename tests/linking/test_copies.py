"""A page published again is told from a report of one's own that quotes the same people."""

from dataclasses import replace

import pytest

from onrecord.linking import copies
from onrecord.linking.copies import Body, Relation
from onrecord.vocabulary import Block, BlockKind, Document

STORY = (
    "The harbour of Vell was closed on Tuesday after a crane fell across the northern quay and blocked the ferry to the islands.",
    "Nobody was hurt, the port authority wrote, but forty lorries with fish were stuck behind the gates until late in the evening.",
    "“We warned them twice about that crane and nobody came to look at it,” said Ilse Brandt, who speaks for the dockers' union.",
    "Engineers from the mainland are expected on Thursday to lift the wreck, which weighs some ninety tonnes, out of the fairway.",
    "The council will meet in the town hall next week to hear how old the other cranes are and who was to inspect them.",
    "Until then the ferry will leave from the old landing stage in Sund, half an hour's drive away, twice a day.",
)
OWN = (
    "A fallen crane has cut the islands off: since Tuesday no ferry has left the port of Vell, and none will before the weekend.",
    "The accident happened at about noon, when the crane's arm broke without a load on it, the police said in a short note.",
    "“We warned them twice about that crane and nobody came to look at it,” said Ilse Brandt, who speaks for the dockers' union.",
    "Fish traders put their losses at several thousand crowns, and some of them have asked the port to pay for the spoiled catch.",
    "A pontoon crane is being towed to the town, but its crew has to wait for calmer weather, according to the harbour master.",
)
OTHER = (
    "Three hundred pupils of the school in Oster planted a wood on Saturday, each a tree with a label that bears a name.",
    "The trees are oaks and limes from the county's own nursery, and the forester will look after them for the first ten years.",
    "Parents had brought soup and bread, and the brass band played although it rained from the morning until the last hole was dug.",
    "The wood is to grow where the gravel pit was filled up in spring, between the railway line and the cemetery wall.",
)


def page(*paragraphs: str, headline: str = "Crane blocks the port", kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    text, blocks = headline, [Block(0, len(headline), BlockKind.HEADLINE)]
    for paragraph in paragraphs:
        blocks.append(Block(len(text) + 2, len(text) + 2 + len(paragraph), kind))
        text += f"\n\n{paragraph}"
    return Document("id", "text", "page.txt", text, tuple(blocks), headline=headline)


def told(one: Document, other: Document) -> Relation:
    there, back = copies.compare(Body(one), Body(other)), copies.compare(Body(other), Body(one))
    assert (there.relation, there.score) == (back.relation, back.score)
    return there.relation


@pytest.mark.parametrize(
    "copy",
    [
        page(*STORY, headline="Something else altogether"),
        page(*STORY[:3]),
        page(*STORY[3:]),
        page(*OTHER, *STORY, *OTHER),
        page(*(sentence.replace("harbour", "port").replace("said", "told us").replace(" some ", " about ") for sentence in STORY)),
    ],
    ids=["re-headlined", "its beginning", "its end", "within a longer page", "edited"],
)
def test_a_page_published_again_is_a_copy_and_shares_keys(copy: Document) -> None:
    assert told(page(*STORY), copy) is Relation.COPY
    assert len(set(copies.keys(Body(page(*STORY)))) & set(copies.keys(Body(copy)))) >= copies.SHARED


@pytest.mark.parametrize("other", [page(*OWN), page(*OTHER), page(*OTHER[:2], STORY[2]), page(""), page("Short.")])
def test_a_report_of_ones_own_is_none_though_it_quotes_the_same_words(other: Document) -> None:
    assert told(page(*STORY), other) is Relation.INDEPENDENT


def test_words_in_a_quotation_block_are_no_narrative() -> None:
    block = page(*STORY[:2], kind=BlockKind.QUOTATION)
    mixed = page(*OWN[:2], *STORY[:2])
    letter = replace(mixed, blocks=(*mixed.blocks[:3], *(replace(block, kind=BlockKind.QUOTATION) for block in mixed.blocks[3:])))
    assert told(page(*STORY), letter) is Relation.INDEPENDENT
    assert told(page(*STORY), mixed) is Relation.PARTIAL  # as if it were its own words
    assert told(block, block) is Relation.COPY  # all of it is quoted: then that is what counts


def test_a_page_that_took_a_part_over() -> None:
    assert told(page(*STORY), page(*OWN[:2], *OWN[3:], STORY[3], STORY[4])) is Relation.PARTIAL


def test_small_print_at_the_end_of_both_is_no_part() -> None:
    print_ = (
        "The Strait, all rights reserved. No part of this page may be stored, printed or sent on without the consent of the publisher, "
        "who can be asked at the address that stands below the masthead of every issue since nineteen hundred and twelve, Sundays excepted."
    )
    assert len(print_.split()) > 40
    one = page(*OTHER, *OTHER, *OTHER, print_)
    assert told(one, page(*OWN, *OWN, *OWN, print_)) is Relation.INDEPENDENT
    assert told(one, page(*OWN, *OWN, print_, *OWN)) is Relation.PARTIAL


def test_a_shared_credit_or_dateline_counts_and_is_named() -> None:
    half = page(*STORY[:2], *OTHER[:2], "Nobody knows when the school will be told, and the weather will not help it this week.")
    plain = copies.compare(Body(page(*STORY)), Body(half))
    assert plain.relation is Relation.PARTIAL
    for one, other, reason in [
        ({"wire_credit": ("AP",)}, {"wire_credit": ("AP",)}, "both credit AP"),
        ({"wire_credit": ("AP",)}, {"publisher": "The Associated Press"}, "one credits AP, which published the other"),
        ({"dateline": "VELL, Norland"}, {"dateline": "Vell"}, "both are from VELL, Norland"),
    ]:
        likeness = copies.compare(Body(replace(page(*STORY), **one)), Body(replace(half, **other)))
        assert likeness.relation is Relation.COPY
        assert reason in likeness.reason
    assert "credit" not in plain.reason


def test_furniture_and_captions_are_no_body() -> None:
    assert Body(page(*STORY, kind=BlockKind.FURNITURE)).words == []
    assert copies.keys(Body(page(*STORY, kind=BlockKind.CAPTION))) == []


def test_who_is_an_agency() -> None:
    assert copies.is_named("Reuters", "Reuters")
    assert copies.is_named("AP", "The Associated Press")
    assert copies.is_named("AFP", "Agence France-Presse")
    assert not copies.is_named("AP", "Harbour Gazette")
    assert not copies.is_named("AP", None)


def test_a_very_long_page_has_no_more_keys_than_there_is_use_for() -> None:
    lines = [f"Line {n} of the register names ship {n * 7919} and its harbour dues for the year {n}." for n in range(4000)]
    long, longer = (copies.keys(Body(page(*lines[:n]))) for n in (3900, 4000))
    assert len(long) == len(longer) == 4096
    assert len(set(long) & set(longer)) > 3900
