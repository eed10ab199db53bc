"""Every failure we can name; each knows whether trying again may help.

SaidlyError
├── InvalidUrl         the address can never be fetched (malformed, private, wrong scheme)
├── FetchFailed        the exchange with the publisher did not end in a page
├── NotAnArticle       the page was read and holds no story
├── UnreadablePage     the bytes cannot or may not be parsed (not HTML, hostile nesting)
├── BadRequest         a caller's input is wrong; names the field
├── NotFound           nothing is stored under that id or address
├── Conflict           what was to be changed is not as it was seen
├── Gone               it was stored and is taken down
├── Overloaded         too much waits to be done already
├── Throttled          AWS takes no more calls of a kind at the moment
├── NewerFormat        it was stored by a newer release, in a way that this one cannot read
├── SettingMissing     a variable of the environment is absent or malformed
└── ModelUnavailable   the attribution model cannot be loaded
"""


class SaidlyError(Exception):
    """Base of every expected failure; ``retryable`` says whether a later try may succeed."""

    retryable = False


class InvalidUrl(SaidlyError):
    """An address that is malformed or may never be fetched."""

    def __init__(self, url: str, reason: str) -> None:
        """Keep the address (cut to 200 characters) and the reason."""
        super().__init__(f"cannot use address {url[:200]!r}: {reason}")
        self.url = url
        self.reason = reason


class FetchFailed(SaidlyError):
    """An exchange with a publisher that did not end in a page."""

    def __init__(
        self,
        url: str,
        reason: str,
        *,
        retryable: bool,
        status: int | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        """Keep what happened; ``retry_after_s`` is the wait the server asked for, in seconds."""
        super().__init__(f"cannot fetch {url[:200]}: {reason}")
        self.url = url
        self.reason = reason
        self.retryable = retryable
        self.status = status
        self.retry_after_s = retry_after_s


class NotAnArticle(SaidlyError):
    """A page that was read and holds no story."""

    def __init__(self, url: str, reason: str, *, may_grow: bool = False) -> None:
        """Keep the address, why it is no article, and whether it may become one: a flash."""
        super().__init__(f"no article at {url[:200]}: {reason}")
        self.url = url
        self.reason = reason
        self.may_grow = may_grow


class UnreadablePage(SaidlyError):
    """Bytes that cannot or may not be parsed."""

    def __init__(self, url: str, reason: str) -> None:
        """Keep the address and what is wrong with the bytes."""
        super().__init__(f"cannot read the page of {url[:200]}: {reason}")
        self.url = url
        self.reason = reason


class BadRequest(SaidlyError):
    """A caller's input is wrong."""

    def __init__(self, field: str, reason: str) -> None:
        """Name the field at fault and what is wrong with it."""
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class NotFound(SaidlyError):
    """Nothing is stored under that id or address."""


class Conflict(SaidlyError):
    """What was to be changed is not as the caller saw it."""


class Gone(SaidlyError):
    """What was stored under that id is taken down and will not be taken in again."""


class Overloaded(SaidlyError):
    """Too many orders wait already; ``retry_after_s`` says when to come again, in seconds."""

    retryable = True

    def __init__(self, waiting: int, retry_after_s: int) -> None:
        """Keep the wait and say how many orders there are."""
        super().__init__(f"{waiting} addresses wait to be fetched; try again later")
        self.retry_after_s = retry_after_s


class Throttled(SaidlyError):
    """AWS takes no more calls of a kind; ``retry_after_s`` says when to come again, in seconds."""

    retryable = True
    # bursts pass in seconds; where capacity has to follow, alarms call somebody
    retry_after_s = 10

    def __init__(self, code: str) -> None:
        """Keep by which code AWS says so."""
        super().__init__(f"the store takes no more at the moment ({code}); try again later")
        self.code = code


class NewerFormat(SaidlyError):
    """Something was stored by a newer release, in a way that this one cannot read."""

    retryable = True  # the release may come back

    def __init__(self, what: str, number: int, known: int) -> None:
        """Name the item and the numbers of its format and of the newest one that is known."""
        super().__init__(f"{what} is of format {number}; this release reads up to {known}")


class SettingMissing(SaidlyError):
    """A variable of the environment is absent or malformed."""

    def __init__(self, name: str, reason: str) -> None:
        """Name the variable."""
        super().__init__(f"environment variable {name}: {reason}")
        self.name = name


class ModelUnavailable(SaidlyError):
    """The attribution model cannot be loaded."""
