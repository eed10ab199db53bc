"""``saidly submit`` and ``saidly get``: the API from the command line."""

from argparse import Namespace

from saidly.cli import show
from saidly.cli.desk import Desk, as_json
from saidly.errors import BadRequest


def submit(asked: Namespace, desk: Desk) -> str:
    """Hand addresses in; with ``--wait`` print their articles."""
    client = desk.client(asked)
    replies = [client.submit(url) for url in asked.urls]
    if asked.wait:
        replies = [client.stored(reply["id"], asked.timeout) for reply in replies]
    if asked.json:
        return as_json(replies[0] if len(replies) == 1 else replies)
    if asked.wait:
        return "\n\n".join(show.article(reply, desk.paper) for reply in replies)
    return show.listing(replies, desk.paper)


def get(asked: Namespace, desk: Desk) -> str:
    """Print the article of an id or an address, or a list."""
    client, query = desk.client(asked), chosen(asked)
    if asked.article is None:
        reply = client.articles(**query)
        return as_json(reply) if asked.json else _page(reply, desk.paper)
    if query:
        raise BadRequest("article", f"is one; --{next(iter(query))} is for lists")
    by_url = "://" in asked.article
    reply = client.by_url(asked.article) if by_url else client.article(asked.article)
    if asked.json:
        return as_json(reply)
    if "articleBody" not in reply:
        return show.listing([reply], desk.paper)
    return show.article(reply, desk.paper)


def chosen(asked: Namespace) -> dict[str, str]:
    """Return the parameters of a list of articles."""
    names = ("publisher", "section", "language", "author", "change", "status", "cursor")
    given = {name: getattr(asked, name, None) for name in names}
    given |= {"from": asked.start, "to": asked.end}
    return {name: value for name, value in given.items() if value}


def _page(reply: show.JSON, paper: show.Paper) -> str:
    text = show.listing(reply["articles"], paper)
    return f"{text}\n\nmore: --cursor {reply['cursor']}" if reply["cursor"] else text
