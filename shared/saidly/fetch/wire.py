"""The sockets of one exchange: connected to checked addresses, one deadline, one count of bytes.

The HTTP library gets its streams from here, so nothing it does can take longer, read more or
connect elsewhere. The time limits that the library hands in are not needed and not looked at.
"""

import re
import socket
import ssl
from collections.abc import Callable, Iterable

import httpcore

from saidly.fetch.guard import checked
from saidly.fetch.outside import Outside, Terms
from saidly.fetch.trouble import Trouble

MAX_ADDRESSES = 4  # tried one after the other
MAX_INTERIM = 10  # answers of the kind "103 Early Hints" before the real one
_HEAD_END = re.compile(rb"\n\r?\n")
_CERTIFICATE_AGE = (9, 10)  # OpenSSL: not yet valid, expired: mended within days


class Budget:
    """What is left of an exchange: seconds and bytes, over all its connections."""

    def __init__(self, terms: Terms, ticks: Callable[[], float]) -> None:
        """Start the clock."""
        self._terms = terms
        self._ticks = ticks
        self._end = ticks() + terms.deadline_s
        self._bytes = terms.wire_bytes

    def left_s(self) -> float:
        """Return the seconds left.

        Raises:
            Trouble: there are none.
        """
        left = self._end - self._ticks()
        if left <= 0:
            raise Trouble(f"took longer than {self._terms.deadline_s:g} s")
        return left

    def take(self, count: int) -> None:
        """Count bytes that came.

        Raises:
            Trouble: they are more than was agreed.
        """
        self._bytes -= count
        if self._bytes < 0:
            mib = self._terms.wire_bytes / 2**20
            raise Trouble(f"more than {mib:.3g} MiB on the wire", retryable=False)


class Wire(httpcore.NetworkStream):
    """One connection. Counts what came after the head, to find bodies longer than declared."""

    def __init__(self, made: socket.socket, budget: Budget, head_bytes: int) -> None:
        """Take over a connected socket."""
        self._socket = made
        self._budget = budget
        self._head_bytes = head_bytes
        self._head = b""
        self._interim = 0
        self._in_body = False
        self.body_bytes = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Return the next bytes; b"" at the end."""
        self._socket.settimeout(self._budget.left_s())
        try:
            data = self._socket.recv(max_bytes)
        except TimeoutError:
            self._budget.left_s()
            raise Trouble("the answer stopped coming") from None
        except OSError as error:
            raise Trouble("the connection broke") from error
        self._budget.take(len(data))
        self._count(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send bytes."""
        self._socket.settimeout(self._budget.left_s())
        try:
            self._socket.sendall(buffer)
        except OSError as error:
            raise Trouble("the connection broke") from error

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> "Wire":
        """Verify the host's certificate and go on encrypted."""
        self._socket.settimeout(self._budget.left_s())
        try:
            # an end without TLS' own farewell may be a cut, so it counts as one
            self._socket = ssl_context.wrap_socket(
                self._socket, server_hostname=server_hostname, suppress_ragged_eofs=False
            )
        except ssl.SSLCertVerificationError as error:
            self.close()
            passing = error.verify_code in _CERTIFICATE_AGE
            reason = f"the certificate is not good: {error.verify_message}"
            raise Trouble(reason, retryable=passing) from error
        except OSError as error:
            self.close()
            raise Trouble("no encrypted connection was agreed on") from error
        return self

    def get_extra_info(self, info: str) -> None:
        """Tell the library nothing: it needs no more."""

    def _count(self, data: bytes) -> None:
        if self._in_body:
            self.body_bytes += len(data)
            return
        searched = max(0, len(self._head) - 2)
        self._head += data
        while not self._in_body and (end := _HEAD_END.search(self._head, searched)):
            self._bound(end.end())
            status, self._head = self._head[9:12], self._head[end.end() :]
            searched = 0
            self._interim += 1
            if self._interim > MAX_INTERIM:
                raise Trouble("too many interim answers")
            if not status.startswith(b"1"):
                self._in_body = True
                self.body_bytes = len(self._head)
        if not self._in_body:
            self._bound(len(self._head))

    def _bound(self, head_bytes: int) -> None:
        if head_bytes > self._head_bytes:
            raise Trouble("the headers are too long", retryable=False)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to what the guard has checked, and to nothing else."""

    def __init__(self, terms: Terms, outside: Outside, loopback: frozenset[str]) -> None:
        """Serve the connections of one exchange; start its clock."""
        self._terms = terms
        self._outside = outside
        self._loopback = loopback
        self.budget = Budget(terms, outside.ticks)
        self.wire: Wire | None = None  # the latest connection

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> Wire:
        """Resolve a host once, check all of the answer, connect to one of its addresses."""
        end = self._outside.ticks() + min(self._terms.connect_s, self.budget.left_s())
        if f"{host}:{port}" in self._loopback:
            addresses: tuple[str, ...] = ("127.0.0.1",)
        else:
            left = end - self._outside.ticks()
            addresses = checked(host, port, self._outside.resolve, left)[:MAX_ADDRESSES]
        made = self._connected(addresses, port, end)
        self.wire = Wire(made, self.budget, self._terms.head_bytes)
        return self.wire

    def _connected(self, addresses: tuple[str, ...], port: int, end: float) -> socket.socket:
        last: OSError | None = None
        for number, address in enumerate(addresses):
            share = (end - self._outside.ticks()) / (len(addresses) - number)
            try:
                return self._outside.dial(address, port, max(0.1, share))
            except OSError as error:
                last = error
        raise Trouble("the host cannot be connected to") from last
