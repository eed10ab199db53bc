"""What the fetch function is fitted out with: door, shelves and manners, put together."""

from datetime import datetime
from threading import Lock

from saidly import env
from saidly.aws.shelves import shelves, slots
from saidly.doorway import Doorway
from saidly.intake import Means

AT_ONCE = 10  # orders beside each other: most of their time they wait for publishers


def means() -> Means:
    """Return what orders are carried out with in this deployment."""
    way = Doorway.of()
    return Means(
        door=way.door,
        shelves=shelves("s3", "sqs"),
        now=env.now,
        slots=slots(),
        rules=way.rules,
        storage=env.storage(),
        days=env.whole("SAIDLY_REREAD_DAYS"),
        alone=Lock(),
    )


def moment(text: str | None) -> datetime | None:
    """Return the slot that an order carries, None where it carries none."""
    return datetime.fromisoformat(text) if text else None
