"""The HTTP library, and the only place that knows which: one request, one answer, no memory.

No proxies, cookies, credentials or Referer; no redirects are followed; each request has a
connection of its own, closed after it.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore
import httpx

from saidly.fetch.outside import Outside
from saidly.fetch.trouble import Trouble
from saidly.fetch.wire import GuardedBackend

# at INFO, which is Lambda's level, it logs the address of each request: a feed's may hold a key
logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer, and its body as it comes."""

    status: int
    headers: tuple[tuple[str, str], ...]  # names in lower case
    raw: Iterator[bytes]  # content codings not undone

    def header(self, name: str) -> str | None:
        """Return a header's value; of several, all with commas between."""
        values = [value for key, value in self.headers if key == name]
        return ", ".join(values) if values else None


class _Transport(httpx.BaseTransport):
    """Hands requests to a connection pool that gets its sockets from ours."""

    def __init__(self, backend: GuardedBackend, outside: Outside, *, encrypted: bool) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=outside.tls() if encrypted else None,
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body is read later.

        The headers travel beside the answer, so that the library reads no cookies or redirects.
        """
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
            )
        )
        headers = tuple(
            (name.decode("ascii", "replace").lower(), value.decode("latin-1"))
            for name, value in response.headers
        )
        return httpx.Response(
            response.status, stream=_Body(response), extensions={"answer_headers": headers}
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


@contextmanager
def exchange(
    url: str, headers: Mapping[str, str], backend: GuardedBackend, outside: Outside
) -> Iterator[Answer]:
    """Ask for one address and give the answer while the connection stands.

    Raises:
        Trouble: the connection or the answer broke.
        Barred: the host may not be connected to.
    """
    transport = _Transport(backend, outside, encrypted=url.startswith("https:"))
    with httpx.Client(transport=transport, trust_env=False, follow_redirects=False) as client:
        client.headers.clear()
        request = client.build_request("GET", url, headers={**headers, "Connection": "close"})
        try:
            response = client.send(request, stream=True)
            headers_in = response.extensions["answer_headers"]
            yield Answer(response.status_code, headers_in, _whole(response, backend))
        except httpcore.ProtocolError as error:
            raise Trouble(f"the answer is broken: {str(error)[:100]}") from error


def _whole(response: httpx.Response, backend: GuardedBackend) -> Iterator[bytes]:
    """Give the body as it comes; one that is longer than was declared is broken, too."""
    for piece in response.iter_raw():
        backend.budget.left_s()
        yield piece
    headers = dict(response.extensions["answer_headers"])
    declared = headers.get("content-length", "")
    came = backend.wire.body_bytes if backend.wire else 0
    if "transfer-encoding" not in headers and declared.isdecimal() and came > int(declared):
        raise Trouble("the body is longer than was declared")
