"""``saidly takedown``: withdraw articles for good."""

from argparse import Namespace

from saidly import urls
from saidly.cli.desk import Desk, as_json
from saidly.errors import BadRequest


def takedown(asked: Namespace, desk: Desk) -> str:
    """Withdraw one article, or all of a publisher or a speaker; again changes nothing."""
    client = desk.client(asked)
    whose = {"publisher": asked.publisher, "speaker": asked.speaker}
    named = {name: value for name, value in whose.items() if value}
    if len(named) + bool(asked.article) != 1:
        raise BadRequest("article", "give an id or an address, --publisher, or --speaker")
    if asked.article:
        by_url = "://" in asked.article
        article_id = urls.article_id(asked.article) if by_url else asked.article
        removed = client.take_down(article_id)["removed"]
    else:
        removed, more = [], True
        while more:
            reply = client.take_down_many(**named)
            removed += reply["removed"]
            more = reply["more"]
    if asked.json:
        return as_json({"removed": removed})
    return f"{len(removed)} withdrawn; their content is deleted within an hour"
