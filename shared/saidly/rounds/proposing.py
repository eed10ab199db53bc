"""What a site has: feeds that its home names, maps that robots.txt names, and places to try."""

from dataclasses import replace
from typing import Literal

from saidly import urls
from saidly.discover import WELL_KNOWN, home_feeds, links
from saidly.errors import InvalidUrl
from saidly.model import Fetched
from saidly.rounds.walk import Walk
from saidly.sources import Health, Proposal, Waiting

MAX_PROPOSALS = 20


def proposed(home: Fetched, health: Health, walk: Walk) -> Health:
    """Note what a home and its robots.txt name; have the usual places tried for what they do not.

    What is named is proposed as it is; a place that was guessed only once it was read.
    """
    content_type = dict(home.headers).get("content-type")
    feeds = home_feeds(home.body, content_type, home.final_url)
    named = [Proposal(each.url, "feed", "link", each.title) for each in feeds]
    named += [Proposal(each, "sitemap", "robots") for each in walk.maps(home.final_url)]
    kinds = {each.kind for each in named}
    guesses: list[Waiting] = []
    for kind, places in WELL_KNOWN.items():
        if kind not in kinds:
            guesses += (Waiting(urls.joined(home.final_url, p), 1, kind) for p in places)
    allowed = tuple(each for each in named if _may_be(each.address, walk))[:MAX_PROPOSALS]
    return replace(health, proposals=allowed, waiting=(*health.waiting, *guesses))


def tried(place: Waiting, answer: Fetched, health: Health) -> Health:
    """Propose a place that turned out to be a feed or a map; no more are tried of its kind."""
    kind: Literal["feed", "sitemap"] = place.proposal or "feed"
    content_type = dict(answer.headers).get("content-type")
    if not links(answer.body, content_type, answer.final_url):
        return health
    proposals = (*health.proposals, Proposal(answer.final_url, kind, "wellKnown"))
    waiting = tuple(each for each in health.waiting if each == place or each.proposal != kind)
    return replace(health, proposals=proposals[:MAX_PROPOSALS], waiting=waiting)


def _may_be(address: str, walk: Walk) -> bool:
    try:
        urls.check(address, walk.loopback)
    except InvalidUrl:
        return False
    return True
