"""Invented pages for the reader's tests."""

URL = "https://www.gazette.example/news/harbour"
PARAGRAPHS = (
    "The harbour of Lindholm reopened on Tuesday, nine days after a storm had thrown two cranes "
    "into the water and cut the ferry line to the outer islands.",
    "Divers searched the basin until late on Monday, the harbour master said, and found neither "
    "wreckage nor oil below the second pier.",
    "The town council will now decide whether the old wall is to be raised by a metre; the money "
    "for it, some four million, has been set aside since spring.",
    "Fishermen who had to moor in Strandby for more than a week sailed home in the afternoon, and "
    "the market on the quay opened with the first catch at six.",
    "Insurers put the damage at eleven million. The owners of the cranes said that they would "
    "replace both before winter, with heavier foundations.",
    "On the outer islands the school stayed closed for another day, because two of its teachers "
    "live in town and the first ferry was full of flour and fuel.",
)
HEADLINE = "Harbour of Lindholm reopens after nine days"


def page(*inner: str, head: str = "", after: str = "") -> bytes:
    """Return a page whose story is ``inner``, with what usually stands around one."""
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(12))
    teasers = "".join(
        f'<div class="teaser"><a href="/t{n}"><h3>Another story, number {n}</h3></a></div>'
        for n in range(6)
    )
    return (
        f"<!doctype html><html lang=en><head><title>{HEADLINE} - Gazette</title>{head}</head><body>"
        f"<header><ul class=menu>{links}</ul></header><main><article class=story>"
        f"<h1>{HEADLINE}</h1><div class=body>{''.join(inner)}</div></article>{after}</main>"
        f"<aside><h2>More news</h2>{teasers}</aside>"
        f"<footer><p>© Gazette, all rights reserved</p><ul>{links}</ul></footer></body></html>"
    ).encode()


def paragraphs(*texts: str) -> str:
    """Return texts as paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)
