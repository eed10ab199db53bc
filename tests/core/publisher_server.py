"""A publisher on loopback that answers with whatever bytes a test wants, well-formed or not."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

from saidly.fetch import MemoryRobots, Outside

Answer = bytes | Callable[[socket.socket], None]
NAME = "paper.test"
PUBLIC = "93.184.215.14"
NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def page(body: bytes = b"<p>Hello", *headers: str, status: str = "200 OK") -> bytes:
    """Return a whole answer with the right length; a header given by hand goes before."""
    given = {header.partition(":")[0].lower() for header in headers}
    lines = [f"HTTP/1.1 {status}", *headers]
    if "content-type" not in given:
        lines.append("Content-Type: text/html; charset=utf-8")
    if not given & {"content-length", "transfer-encoding"}:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


class Publisher:
    """Serves each path its answer; a path that is not known gets 404."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {"/robots.txt": NO_ROBOTS}
        self.requests: list[bytes] = []
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.stopping = threading.Event()
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.stopping.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    @property
    def loopback(self) -> frozenset[str]:
        return frozenset({f"{NAME}:{self.port}"})

    def url(self, path: str = "/a") -> str:
        return f"http://{NAME}:{self.port}{path}"

    def asked(self) -> list[str]:
        """The paths that were asked for, in order, without robots.txt."""
        paths = [request.split(b" ", 2)[1].decode("latin-1") for request in self.requests]
        return [path for path in paths if path != "/robots.txt"]

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        with contextlib.suppress(OSError):
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            request = b""
            while not request.endswith(b"\r\n\r\n"):
                data = connection.recv(65536)
                if not data:
                    break
                request += data
            if request:
                self.requests.append(request)
                self._answer(connection, request.split(b" ", 2)[1].decode("latin-1"))
        connection.close()

    def _answer(self, connection: socket.socket, target: str) -> None:
        answer = self.answers.get(target, page(b"nothing here", status="404 Not Found"))
        if callable(answer):
            answer(connection)
        else:
            connection.sendall(answer)
        # a ValueError tells that the answer has ended the encryption itself
        with contextlib.suppress(OSError, ValueError):
            if isinstance(connection, ssl.SSLSocket):
                connection.unwrap()
            connection.shutdown(socket.SHUT_WR)


class Net:
    """A resolver and a dialler that lead every public address to one publisher."""

    def __init__(
        self, publisher: Publisher | None = None, names: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self.names: dict[str, Sequence[str]] = {"paper.example": (PUBLIC,), **(names or {})}
        self.looked_up: list[tuple[str, int]] = []
        self.dialled: list[tuple[str, int]] = []
        self._publisher = publisher

    def resolve(self, name: str, port: int) -> Sequence[str]:
        self.looked_up.append((name, port))
        if name not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return self.names[name]

    def dial(self, address: str, port: int, timeout_s: float) -> socket.socket:
        self.dialled.append((address, port))
        if self._publisher is None:
            raise ConnectionRefusedError(address)
        return socket.create_connection(("127.0.0.1", self._publisher.port), timeout_s)

    def outside(self, tls: ssl.SSLContext | None = None) -> Outside:
        made = Outside(resolve=self.resolve, dial=self.dial, robots=MemoryRobots())
        if tls is None:
            return made
        return Outside(resolve=self.resolve, dial=self.dial, robots=MemoryRobots(), tls=lambda: tls)
