"""``saidly read``: one page, from disk or from the web, without any service."""

from argparse import Namespace
from pathlib import Path

from saidly import codec
from saidly.cli import show
from saidly.cli.desk import Desk, as_json
from saidly.errors import SaidlyError
from saidly.read import read

# the address that a file is read under where none is given; a reserved name, so no one's
NO_ADDRESS = "https://page.invalid/"


class NoSuchFile(SaidlyError):
    """The page to read is no file, and no address either."""


def read_page(asked: Namespace, desk: Desk) -> str:
    """Return the article of a page as text or JSON."""
    body, url = _page(asked.page, asked.url)
    plain = codec.to_dict(read(body, url))
    return as_json(plain) if asked.json else show.article(plain, desk.paper)


def _page(page: str, url: str | None) -> tuple[bytes, str]:
    if "://" in page:
        from saidly.fetch import fetch  # noqa: PLC0415 - a saved page needs no network

        fetched = fetch(page)
        return fetched.body, fetched.final_url
    try:
        return Path(page).read_bytes(), url or NO_ADDRESS
    except OSError as error:
        raise NoSuchFile(f"cannot read {page}: {error.strerror}") from error
