"""The API as the command line uses it."""

import time
from dataclasses import dataclass
from typing import Any, Self

import httpx

from saidly.errors import NotFound, SaidlyError

JSON = dict[str, Any]
TIMEOUT_S = 60.0
# a step towards the stored article: an order waits in a queue, then a function takes it
POLL_S = 0.5


class Refused(SaidlyError):
    """The API answered with a problem."""

    def __init__(self, status: int, detail: str) -> None:
        """Keep the status and say the detail."""
        super().__init__(detail)
        self.status = status


class Unreachable(SaidlyError):
    """Nobody answers at the address of the API."""

    retryable = True


class Failed(SaidlyError):
    """The article ended without being stored; the message is its reason."""


class Waiting(SaidlyError):
    """The article is not stored yet; the message says why, where a reason is known."""

    retryable = True


@dataclass(frozen=True, slots=True)
class Client:
    """One API, opened by one token."""

    base_url: str
    token: str
    http: httpx.Client

    @classmethod
    def of(cls, base_url: str, token: str) -> Self:
        """Return a client with a connection of its own."""
        return cls(base_url.rstrip("/"), token, httpx.Client(timeout=TIMEOUT_S, trust_env=False))

    def submit(self, url: str) -> JSON:
        """Hand an address in; return where its article stands."""
        return self._asked("POST", "/articles", json={"url": url})

    def article(self, article_id: str) -> JSON:
        """Return an article, or where it stands."""
        return self._asked("GET", f"/articles/{article_id}")

    def by_url(self, url: str) -> JSON:
        """Return the article of an address."""
        return self._asked("GET", "/articles", params={"url": url})

    def by_publisher(self, publisher: str, **query: str) -> JSON:
        """Return a page of a publisher's articles, newest first, and its cursor."""
        return self._asked("GET", "/articles", params={"publisher": publisher} | query)

    def take_down(self, article_id: str) -> JSON:
        """Withdraw an article for good."""
        return self._asked("DELETE", f"/articles/{article_id}")

    def take_down_publisher(self, publisher: str) -> JSON:
        """Withdraw a portion of a publisher's articles; ``more`` says whether to go on."""
        return self._asked("DELETE", "/articles", params={"publisher": publisher})

    def stored(self, article_id: str, timeout_s: float) -> JSON:
        """Wait for an article and return it.

        Raises:
            Failed: it ended without an article; says why.
            Waiting: it is not there after ``timeout_s`` seconds, or will be tried again later.
        """
        deadline = time.monotonic() + timeout_s
        while True:
            reply = self.article(article_id)
            if "articleBody" in reply:
                return reply
            if reply["status"] == "failed":
                raise Failed(reply["reason"])
            if reply["reason"] or time.monotonic() > deadline:
                reason = reply["reason"] or f"still {reply['status']} after {timeout_s:.0f} s"
                raise Waiting(f"{reason}; it stays in the queue and is tried again")
            time.sleep(POLL_S)

    def curl(self, article_id: str) -> str:
        """Return the shell line that fetches an article."""
        address = f"{self.base_url}/articles/{article_id}"
        return f"curl -s -H 'Authorization: Bearer {self.token}' '{address}'"

    def _asked(self, method: str, path: str, **more: Any) -> JSON:
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            answer = self.http.request(method, self.base_url + path, headers=headers, **more)
        except httpx.TransportError as error:
            raise Unreachable(f"no answer from {self.base_url}: {error}") from error
        body = _plain(answer)
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise NotFound(body.get("detail", "not found"))
        if answer.is_error:
            detail = body.get("detail") or body.get("message") or answer.reason_phrase
            raise Refused(answer.status_code, f"{detail} (status {answer.status_code})")
        return body


def _plain(answer: httpx.Response) -> JSON:
    """Return the JSON of an answer; an empty object where it has none."""
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
