"""What may go wrong inside an exchange, before the door gives it the name of an address."""


class Trouble(Exception):
    """An exchange that broke; ``retryable`` says whether a later try may succeed."""

    def __init__(self, reason: str, *, retryable: bool = True) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable


class Barred(Exception):
    """A host whose addresses may not be connected to."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason
