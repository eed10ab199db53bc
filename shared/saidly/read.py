"""The whole pure line: page bytes to Article, with no network, no AWS and no clock."""

from collections.abc import Callable

from saidly.attribution import attributions
from saidly.clean import clean
from saidly.extract import extract
from saidly.model import Article, Attribution


def read(
    html: bytes,
    url: str,
    charset: str | None = None,
    attribute: Callable[[str], tuple[Attribution, ...]] = attributions,
) -> Article:
    """Return the article on a page.

    Args:
        html: the page as it came, content decoded.
        url: its address.
        charset: the label of ``Content-Type``, if it had one.
        attribute: finds the statements in a text.

    Raises:
        UnreadablePage: not HTML, or a shape that no parser may see.
        NotAnArticle: read, and no story is there.
    """
    return extract(clean(html, url, charset), attribute)
