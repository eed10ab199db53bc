"""The fetch door of a deployment, put together once for the functions that go through it."""

from dataclasses import dataclass
from typing import Self

from saidly import env
from saidly.aws.shelves import robots
from saidly.fetch import MemoryRobots, Outside, Terms, fetch, known, named_maps
from saidly.model import Fetched, NotModified, Validators
from saidly.pace import HostRules, RobotsShelf


@dataclass(frozen=True, slots=True)
class Doorway:
    """The door and what is known of the hosts behind it."""

    terms: Terms
    shelf: RobotsShelf
    loopback: frozenset[str]

    @classmethod
    def of(cls, stream_bytes: int | None = None) -> Self:
        """Return the deployment's own; ``stream_bytes`` as in ``Terms``.

        What is kept of a host serves all functions, so each asks for its reservations, too.
        """
        terms = Terms(env.contact(), mining=True, stream_bytes=stream_bytes)
        return cls(terms, robots(MemoryRobots()), env.loopback())

    def door(self, url: str, validators: Validators | None) -> Fetched | NotModified:
        """Fetch an address; with validators it may be as it was."""
        return fetch(
            url,
            loopback=self.loopback,
            validators=validators or Validators(),
            terms=self.terms,
            outside=Outside(robots=self.shelf, now=env.now),
        )

    def rules(self, url: str) -> HostRules:
        """Return what is known of an address's host, unasked."""
        return known(url, self.shelf, self.loopback)

    def maps(self, url: str) -> tuple[str, ...]:
        """Return the maps that the host's robots.txt names, unasked."""
        return named_maps(url, self.shelf)
