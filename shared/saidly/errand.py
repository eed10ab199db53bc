"""What the fetch function is fitted out with: door, shelves and manners, put together."""

from datetime import datetime

from saidly import env
from saidly.aws.shelves import robots, shelves, slots
from saidly.fetch import MemoryRobots, Outside, Terms, fetch, known
from saidly.intake import Means
from saidly.model import Fetched, NotModified, Validators


def means() -> Means:
    """Return what orders are carried out with in this deployment."""
    loopback, shelf = env.loopback(), robots(MemoryRobots())
    outside, terms = Outside(robots=shelf), Terms(env.contact(), mining=True)

    def door(url: str, validators: Validators | None) -> Fetched | NotModified:
        asked = validators or Validators()
        return fetch(url, loopback=loopback, validators=asked, terms=terms, outside=outside)

    return Means(
        door=door,
        shelves=shelves(),
        now=env.now,
        slots=slots(),
        rules=lambda url: known(url, shelf, loopback),
        storage=env.storage(),
        days=env.whole("SAIDLY_REREAD_DAYS"),
    )


def moment(text: str | None) -> datetime | None:
    """Return the slot that an order carries, None where it carries none."""
    return datetime.fromisoformat(text) if text else None
