"""Small pages for the tests of single fields."""

import json

from saidly.clean import clean
from saidly.model import Metadata, Page

URL = "https://www.lindholm-courier.example/harbour/reopens"
PARAGRAPHS = (
    "The harbour of Lindholm reopened on Tuesday after nine days in which no ferry could leave, "
    "the port authority said, and the first boat was full within minutes.",
    "Divers had spent the weekend lifting the wreck of a crane that the storm had thrown into the "
    "fairway, working in turns of forty minutes because of the cold.",
    "Shopkeepers on the islands had begun to ration milk and bread, and a school had sent its "
    "boarders to sleep in the gymnasium of the town hall.",
    "The county council will vote on the request next month, and members of both large parties "
    "said that they expected it to pass without much debate.",
)


def page_of(  # one keyword for each part that a test may want to replace
    *,
    meta: str = "",
    ld: object = None,
    above: str = "<h1>Harbour reopens after nine days</h1>",
    inside: str = "",
    below: str = "",
    title: str = "Harbour reopens after nine days",
) -> bytes:
    """Return a story page in English."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    script = "" if ld is None else ld if isinstance(ld, str) else json.dumps(ld)
    return (
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>{meta}'
        f'<script type="application/ld+json">{script}</script></head><body><main><article>'
        f'{above}<div class="body">{text}{inside}</div></article>{below}</main></body></html>'
    ).encode()


def read(html: bytes, url: str = URL) -> Page:
    return clean(html, url)


def fields(html: bytes, url: str = URL) -> Metadata:
    return clean(html, url).metadata
