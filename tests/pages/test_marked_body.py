"""What a page marks as its article's words, where the extractor went astray."""

import json

from onrecord import pages
from onrecord.vocabulary import Document

STORY = [
    "The harbour council of Port Vell voted on Monday to close the old ferry pier for the winter, after a week of storms.",
    "Its chair, Ada Lund, said that the pier would open again in April if the money for its piles is found by then.",
    "“We will not send people over rotten planks,” she told the meeting, which went on until after midnight.",
    "Boats to the islands leave from the fish market until then, and take twenty minutes longer than they did.",
    "Nils Quay, who runs the smaller of the two boats, said he would need a third hand to moor there in the dark.",
]
OTHER = [
    "A lighthouse keeper on the northern shore has kept bees in the lamp room since the lamp was taken out of it.",
    "Visitors may climb the ninety steps on Sundays, and buy a jar at the top for less than in the market hall.",
    "The keeper's uncle, who built the hives, had been a carpenter on whaling ships and would not sail again.",
    "Honey from the lamp room tastes of thyme, the keeper thinks, since nothing else grows on the cliff there.",
    "A second lighthouse further east was sold last year to a painter from the mainland, who wants no bees.",
    "The county keeps a list of all nine lighthouses, their colours, and the names of those who hold the keys.",
    "Ships have been guided by radio since the year of the great fog, and the horns are silent but for feasts.",
]


def page(shown: list[str], told: str | None, around: str = "") -> str:
    article = {"@type": "NewsArticle", "headline": "Ferry pier closes for winter", "articleBody": told}
    script = f"<script type='application/ld+json'>{json.dumps(article)}</script>"
    paragraphs = "".join(f"<p>{words}</p>" for words in shown)
    title = "Ferry pier closes for winter"
    main = f"<main><article><h1>{title}</h1>{paragraphs}{around}</article></main>"
    return f"<html><head><title>{title}</title>{script}</head><body>{main}</body></html>"


def paragraphs(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind != "headline"]


def test_a_story_that_the_page_draws_by_script_is_read_from_its_own_word() -> None:
    found = pages.from_html(
        page(["Turn JavaScript on to read what the harbour council decided on Monday about the pier."], "\n".join(STORY))
    )
    assert paragraphs(found) == STORY


def test_what_the_page_shows_in_odd_boxes_is_found_where_they_stand() -> None:
    boxes = "".join(f"<aside><div class='related-links'><p>{words}</p></div></aside>" for words in STORY)
    found = pages.from_html(page(OTHER[:1], " ".join(STORY), boxes))
    assert paragraphs(found) == STORY


def test_another_story_below_is_left_out() -> None:
    assert paragraphs(pages.from_html(page([*STORY, *OTHER], "\n".join(STORY)))) == STORY


def test_a_word_cut_short_decides_nothing() -> None:
    assert paragraphs(pages.from_html(page(STORY, STORY[0]))) == STORY
    assert paragraphs(pages.from_html(page(STORY, None))) == STORY


def test_markup_in_the_pages_word_is_no_text() -> None:
    told = "".join(f"&lt;p&gt;{words}&lt;/p&gt;\n" for words in STORY)
    assert paragraphs(pages.from_html(page(["Turn JavaScript on to read what was decided on Monday about the old pier."], told))) == STORY
