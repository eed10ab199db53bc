"""The API's desk of a deployment: the shelves, and what the environment says about them."""

from collections.abc import Callable

from saidly import env
from saidly.api import Desk
from saidly.aws.answers import DynamoAnswers
from saidly.aws.rates import DynamoMeter
from saidly.aws.shelves import budget, key, shelves, sources, table


def desk(entropy: Callable[[int], bytes]) -> Desk:
    """Return the desk at which lookups are answered; ``entropy`` gives that many random bytes.

    Raises:
        SettingMissing: a variable of the template is not set.
    """
    return Desk(
        sources=sources(),
        budget=budget(),
        shelves=shelves(),  # most lookups read the table alone
        cursor_key=key("cursor", entropy),
        now=env.now,
        loopback=env.loopback(),
        origin=env.origin(),
        answers=DynamoAnswers(table()),
        meter=DynamoMeter(table(), env.whole("SAIDLY_REQUESTS_PER_MINUTE")),
        max_waiting=env.whole("SAIDLY_MAX_WAITING"),
    )
