"""``saidly submit`` and ``saidly get``: the API from the command line."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping

from saidly.cli import show
from saidly.cli.client import Client, Failed, Waiting
from saidly.cli.desk import Desk, as_json, progress
from saidly.errors import BadRequest

PAGE = 20  # rows that a list is filled up to
MORE = 9  # pages that are asked for behind one that a filter thinned out


def submit(asked: Namespace, desk: Desk) -> Iterator[str]:
    """Hand addresses in; with ``--wait`` tell how far they are, and print their articles.

    Raises:
        Failed: some ended without an article; the others are printed before.
        Waiting: some are not stored yet.
    """
    client = desk.client(asked)
    replies = [client.submit(url) for url in asked.urls]
    troubles: list[Failed | Waiting] = []
    if asked.wait:
        for place, url in enumerate(asked.urls):
            try:
                replies[place] = _stored(client, url, replies[place]["id"], asked.timeout)
            except (Failed, Waiting) as error:
                replies[place] = client.article(replies[place]["id"])
                troubles.append(error)
    if asked.json:
        yield as_json(replies[0] if len(replies) == 1 else replies) + "\n"
    elif asked.wait:
        there = [reply for reply in replies if "articleBody" in reply]
        yield from (f"{show.article(reply, desk.paper)}\n\n" for reply in there)
    else:
        yield show.listing(replies, desk.paper) + "\n"
    if troubles:
        kind = Waiting if all(isinstance(error, Waiting) for error in troubles) else Failed
        raise kind("\n".join(map(str, troubles)))


def _stored(client: Client, url: str, article_id: str, timeout_s: float) -> show.JSON:
    try:
        return client.stored(article_id, timeout_s, progress(url))
    except (Failed, Waiting) as error:
        raise type(error)(f"{url}: {error}") from error


def filled(ask: Callable[..., show.JSON], key: str, query: Mapping[str, str]) -> show.JSON:
    """Return a list's rows under ``key`` and where it goes on.

    A page that a filter thinned out is filled up by those behind it.
    """
    reply = ask(**query)
    rows = list(reply[key])
    for _ in range(MORE):
        if reply["cursor"] is None or len(rows) >= PAGE:
            break
        following = {"cursor": reply["cursor"], "limit": str(PAGE - len(rows))}
        reply = ask(**{**query, **following})
        rows += reply[key]
    return reply | {key: rows}


def get(asked: Namespace, desk: Desk) -> str:
    """Print the article of an id or an address, or a list."""
    client, query = desk.client(asked), chosen(asked)
    if asked.article is None:
        reply = filled(client.articles, "articles", query)
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
