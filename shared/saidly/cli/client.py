"""The API as the command line uses it."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote, urlencode, urljoin

import httpx

from saidly.errors import NotFound, SaidlyError, SettingMissing

JSON = dict[str, Any]
TIMEOUT_S = 60.0
# a step towards the stored article: an order waits in a queue, then a function takes it
POLL_S = 0.5
_AGAIN = (429, 500, 502, 503, 504)


class Refused(SaidlyError):
    """The API answered with a problem."""

    def __init__(self, status: int, detail: str) -> None:
        """Keep the status and say the detail."""
        super().__init__(detail)
        self.status = status
        self.retryable = status in _AGAIN


class Unreachable(SaidlyError):
    """Nobody answers at the address of the API."""

    retryable = True


class Failed(SaidlyError):
    """The article ended without being stored; the message is its reason."""


class Waiting(SaidlyError):
    """The article is not stored yet; the message says why, where a reason is known."""

    retryable = True


def _unnoted(_standing: JSON) -> None:
    """Note nothing."""


@dataclass(frozen=True, slots=True)
class Client:
    """One API, opened by one token."""

    base_url: str
    token: str
    http: httpx.Client

    @classmethod
    def of(cls, base_url: str, token: str) -> Self:
        """Return a client with a connection of its own; raise ``SettingMissing`` for no address."""
        if not base_url.lower().startswith(("http://", "https://")):
            raise SettingMissing("SAIDLY_URL", f"{base_url!r} is no http or https address")
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

    def articles(self, **query: str) -> JSON:
        """Return a page of articles, newest first, and its cursor."""
        return self._asked("GET", "/articles", params=query)

    def statements(self, **query: str) -> JSON:
        """Return a page of statements, newest first, and its cursor."""
        return self._asked("GET", "/statements", params=query)

    def changes(self, **query: str) -> JSON:
        """Return a page of what was edited, oldest first, its cursor, and where to go on."""
        return self._asked("GET", "/changes", params=query)

    def versions(self, article_id: str) -> JSON:
        """Return the newest versions of an article, 100 at most."""
        return self._asked("GET", f"/articles/{article_id}/versions", params={"limit": "100"})

    def differences(self, article_id: str, **query: str) -> JSON:
        """Return what changed between two versions of an article."""
        return self._asked("GET", f"/articles/{article_id}/changes", params=query)

    def id_of(self, article: str) -> str:
        """Return the id of an article that is named by id or address."""
        found: str = self.by_url(article)["id"] if "://" in article else article
        return found

    def speakers(self, prefix: str) -> list[JSON]:
        """Return speakers whose name or last name begins so, 100 at most."""
        query = {"prefix": prefix, "limit": "100"}
        found: list[JSON] = self._asked("GET", "/speakers", params=query)["speakers"]
        return found

    def pages(self, path: str, query: Mapping[str, str]) -> Iterator[str]:
        """Return a list in the format its path ends in, page by page to its end."""
        following: str | None = f"{self.base_url}{path}?{urlencode(query)}"
        while following:
            answer = self._sent("GET", following)
            yield answer.text
            link = answer.links.get("next", {}).get("url")
            following = urljoin(following, link) if link else None

    def take_down(self, article_id: str) -> JSON:
        """Withdraw an article for good."""
        return self._asked("DELETE", f"/articles/{article_id}")

    def take_down_many(self, **whose: str) -> JSON:
        """Withdraw a portion of a publisher's or speaker's articles; ``more``: go on."""
        return self._asked("DELETE", "/articles", params=whose)

    def sources(self) -> list[JSON]:
        """Return every source, by id."""
        found: list[JSON] = []
        query = {"limit": "100"}
        while True:
            reply = self._asked("GET", "/sources", params=query)
            found += reply["sources"]
            if not reply["cursor"]:
                return found
            query["cursor"] = reply["cursor"]

    def source(self, source_id: str) -> JSON:
        """Return a source and how it fares."""
        return self._asked("GET", f"/sources/{quote(source_id, safe='')}")

    def put_source(self, source_id: str, settings: JSON) -> JSON:
        """Set a source as a whole."""
        return self._asked("PUT", f"/sources/{quote(source_id, safe='')}", json=settings)

    def pause_source(self, source_id: str, *, paused: bool) -> JSON:
        """Pause or resume a source."""
        act = "pause" if paused else "resume"
        return self._asked("POST", f"/sources/{quote(source_id, safe='')}/{act}")

    def visit_source(self, source_id: str) -> JSON:
        """Have a source visited by the next run."""
        return self._asked("POST", f"/sources/{quote(source_id, safe='')}/visit")

    def remove_source(self, source_id: str) -> None:
        """Watch a source no more."""
        self._asked("DELETE", f"/sources/{quote(source_id, safe='')}")

    def costs(self, **query: str) -> JSON:
        """Return what a month has cost."""
        return self._asked("GET", "/costs", params=query)

    def stored(
        self, article_id: str, timeout_s: float, note: Callable[[JSON], None] = _unnoted
    ) -> JSON:
        """Wait for an article and return it; ``note`` is told where it stands, as it is asked.

        Raises:
            Failed: it ended without an article; says why.
            Waiting: it is not there after ``timeout_s`` seconds, or will be tried again later.
        """
        deadline = time.monotonic() + timeout_s
        while True:
            reply = self.article(article_id)
            note(reply)
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
        return _plain(self._sent(method, self.base_url + path, **more))

    def _sent(self, method: str, address: str, **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            answer = self.http.request(method, address, headers=headers, **more)
        except httpx.TransportError as error:
            raise Unreachable(f"no answer from {self.base_url}: {error}") from error
        if not answer.is_error:
            return answer
        body = _plain(answer)
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise NotFound(body.get("detail", "not found"))
        detail = body.get("detail") or body.get("message") or answer.reason_phrase
        raise Refused(answer.status_code, f"{detail} (status {answer.status_code})")


def _plain(answer: httpx.Response) -> JSON:
    """Return the JSON of an answer; an empty object where it has none."""
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
