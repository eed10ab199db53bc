"""What the fetch function is fitted out with: door, shelves and manners, put together."""

from datetime import datetime

from saidly import env
from saidly.aws.shelves import shelves, slots
from saidly.doorway import Doorway
from saidly.intake import Means


def means() -> Means:
    """Return what orders are carried out with in this deployment."""
    way = Doorway.of()
    return Means(
        door=way.door,
        shelves=shelves(),
        now=env.now,
        slots=slots(),
        rules=way.rules,
        storage=env.storage(),
        days=env.whole("SAIDLY_REREAD_DAYS"),
    )


def moment(text: str | None) -> datetime | None:
    """Return the slot that an order carries, None where it carries none."""
    return datetime.fromisoformat(text) if text else None
