"""What counts as the web page's own line, and what looks like it but is the article's."""

import time

import pytest

from onrecord.pages.furniture import is_furniture

FURNITURE = """
Related Articles
Back to top button
Back to top
Sign up for our newsletter
Sign up to our daily newsletter.
Subscribe to our newsletter
Get the latest news in your inbox.
Advertisement
ADVERTISEMENT - SCROLL TO CONTINUE
Share on Facebook
Share this article
Share this:
Facebook | Twitter | WhatsApp | Email
Facebook Twitter Email
Copy link
Read more: Ferry prices rise again
READ MORE
See also: The old harbour
Photo: Nils Quay/Harbour Post
(Photo by Nils Quay/Getty Images)
Photo by Nils Quay
Nils Quay / Reuters
Getty Images
Image: Port Vell council
We use cookies to improve your experience.
© 2026 Harbour Post. All rights reserved.
Copyright 2026 Harbour Post
More from Harbour Post
More on this story
Most read
Most read in Sport
MORE : Ferry prices rise again
For more stories like this, check our news page.
Article content
Trending now
Follow us on Facebook
Follow Harbour Post on Twitter @harbourpost
Tags: harbour, ferry
Leave a comment
12 comments
Comments are closed.
5 min read
Download our app
Privacy Policy
Loading...
Article continues below
Skip to main content
You may also like
Do you have a story about the harbour? Email newsroom@harbourpost.example
Were you on the ferry? We would like to hear from you: get in touch at desk@harbourpost.example
Subscribe to continue reading
This article is only available to subscribers.
Please bookmark harbourpost.example and sign up for our daily newsletter, Tides, here.
This is a developing story
Follow along with the latest updates below.
Read more of the Harbour Post's ferry stories by signing up to our free weekly newsletter
Low Tide: Sign up for the Post's weekly fishing newsletter to get it in your inbox every Friday.
Follow harbourpost.example on Twitter and Facebook for the latest ferry news. You can also get our articles on your device.
Members are sent offers and adverts from us and our partners. You can unsubscribe at any time. Read our Privacy Policy
"""

SENTENCES = """
Copyright law must change, she said.
More news is expected on Friday.
More from the fund will follow, the minister said.
More in sorrow than in anger
Photos by drones show the damage.
Video shows officer striking man
Picture by picture, the story emerged.
Credit by banks fell sharply in May.
Sign up to the treaty, Marrow urges
Subscribe to the view that he lied and you will be wrong.
Loading bays at the port were shut.
Join us at the table, minister tells strikers
Join the conversation, mayor urges
Share prices fell on Monday.
Share of the vote fell to 12%
Comment on the ruling was not available
Comments by the mayor angered residents
Print media is dying, minister says
Search for survivors continues
Next came the fishermen.
Close to 300 people died.
Home prices rise
Related charges were dropped in May.
Latest figures show a rise
Topics included fishing quotas.
Email from the minister shows he knew
Save the harbour, residents say
Save our harbour
Like us, they waited.
Follow the money, prosecutor says
Read the letter, he told them.
See you in court, mayor tells developer
Terms were agreed on Sunday.
Privacy is a right, the court said.
Cookies were found in the cabin
Sponsored by the minister, the bill passed.
Advertising was banned.
Home, he said.
“Share this,” she said.
Read more: “We are done,” says minister
Read more: ‘We are done with this’, says minister
Advertisement. He said "no".
Tags were removed from the turtles
Have you ever been to Port Vell? He asked it of everybody.
Residents were told to sign up for the council's newsletter.
Follow the latest trends, she told them.
The report was sent to subscribers only.
To continue, reading glasses were needed.
Follow the ferry on its last trip to Facebook's new offices.
Signing up for the pilot scheme, residents said, took an hour.
The council says that residents who sign up for alerts get them by noon.
You can opt out of the scheme until May, the council said.
"""


@pytest.mark.parametrize("line", FURNITURE.strip().splitlines())
def test_lines_of_the_web_page_are_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_lines_of_the_article_are_not(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize("line", ["", "   ", "—", "***", "Related Articles " * 20])
def test_nothing_and_long_blocks_are_not(line: str) -> None:
    assert not is_furniture(line)


def test_no_line_takes_long_to_judge() -> None:
    began = time.process_time()
    for unit in (
        "share ",
        "facebook, ",
        "more from A ",
        "Photo by A ",
        "A ",
        "sign up for newsletter ",
        " . ",
        "A/AP ",
        "get our inbox ",
        "©",
    ):
        is_furniture((unit * 40)[:158] + "§q")
    assert time.process_time() - began < 1
