"""Which of several media types a client likes best (RFC 9110, section 12.5.1)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message

from saidly.codec import JSON

Render = Callable[[JSON], str]
MAX_RANGES = 50  # a browser sends about eight


@dataclass(frozen=True, slots=True)
class MediaType:
    """A media type or range: ``text/*``, with the parameters that tell types apart."""

    type: str
    subtype: str
    profile: str | None
    weight: float = 1.0

    def covers(self, offer: "MediaType") -> int:
        """Return how exactly a range names a type, 0 where it does not."""
        if (self.type, self.subtype) == ("*", "*"):
            return 1
        if self.type != offer.type or self.subtype not in ("*", offer.subtype):
            return 0
        if self.subtype == "*":
            return 2
        if self.profile is None:
            return 3
        return 4 if offer.profile is not None and offer.profile in self.profile.split() else 0


def media_type(text: str) -> MediaType:
    """Return a media type or range as it is written; nonsense becomes a type that nothing is."""
    message = Message()
    message["content-type"] = text.replace("\r", " ").replace("\n", " ")
    head = text.partition(";")[0].strip().lower()
    kind, _, sub = head.partition("/")
    profile, weight = message.get_param("profile"), message.get_param("q", "1")
    return MediaType(kind, sub, profile if isinstance(profile, str) else None, _weight(weight))


def _weight(text: object) -> float:
    try:
        return min(1.0, max(0.0, float(str(text))))
    except ValueError:
        return 0.0


def best(offers: Mapping[str, str], accept: str | None) -> str | None:
    """Return the name of the offer that ``Accept`` prefers; the first of equals.

    Args:
        offers: media types by name.
        accept: the header; None or empty takes anything.

    Returns:
        None where no offer is acceptable.
    """
    if not accept or not accept.strip():
        return next(iter(offers))
    ranges = [media_type(part) for part in accept.split(",")[:MAX_RANGES]]
    liked: dict[str, float] = {}
    for name, text in offers.items():
        offer = media_type(text)
        fits = [(each.covers(offer), each.weight) for each in ranges]
        exactness, weight = max(fits, default=(0, 0.0))
        if exactness and weight:
            liked[name] = weight
    return max(liked, key=lambda name: liked[name]) if liked else None
