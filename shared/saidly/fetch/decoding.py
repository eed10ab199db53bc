"""Undoes content codings with a bound on everything: never more out than was agreed.

A coding that ends too early or whose checksum is wrong is trouble that may pass; it is never
taken for the whole.
"""

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Protocol

import brotli

from saidly.fetch.trouble import Trouble

MAX_CODINGS = 2
PIECE_BYTES = 64 * 2**10
ACCEPTED = "gzip, deflate, br"
_GZIP_MAGIC = b"\x1f\x8b"


class _Coding(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]: ...

    def finish(self) -> None: ...


class _Gzip:
    """One member or several; what follows the last and is no member is dropped, as browsers do."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self._between = b""  # one byte that may begin another member
        self._dropping = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        data = self._between + data
        self._between = b""
        while data and not self._dropping:
            if self._member.eof:
                if data == _GZIP_MAGIC[:1]:
                    self._between = data
                    return
                if not data.startswith(_GZIP_MAGIC):
                    self._dropping = True
                    return
                self._member = zlib.decompressobj(wbits=31)
            yield from _inflated(self._member, data)
            data = self._member.unused_data

    def finish(self) -> None:
        if not self._member.eof:
            raise Trouble("the gzip body was cut")


class _Deflate:
    """With zlib's wrapping or bare: the standard says the first, servers send both."""

    def __init__(self) -> None:
        self._start = b""
        self._body: zlib._Decompress | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._body is None:
            self._start += data
            if len(self._start) < 2:
                return
            data, first, second = self._start, self._start[0], self._start[1]
            wrapped = first & 0x0F == 8 and (first << 8 | second) % 31 == 0
            self._body = zlib.decompressobj(wbits=15 if wrapped else -15)
        yield from _inflated(self._body, data)

    def finish(self) -> None:
        if self._body is None or not self._body.eof:
            raise Trouble("the deflate body was cut")


class _Brotli:
    def __init__(self) -> None:
        self._body = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            # until nothing comes out: it takes more data while some of the last is still inside
            while piece := self._body.process(data, output_buffer_limit=PIECE_BYTES):
                yield piece
                data = b""
        except brotli.error as error:
            raise Trouble("the br body is broken") from error

    def finish(self) -> None:
        if not self._body.is_finished():
            raise Trouble("the br body was cut")


class _Plain:
    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data

    def finish(self) -> None:
        """End anywhere: the framing has counted."""


_CODINGS: dict[str, type[_Coding]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "identity": _Plain,
}


def decoded(raw: Iterable[bytes], content_encoding: str, limit: int) -> Iterator[bytes]:
    """Undo the content codings of a body piece by piece.

    Args:
        raw: the body as it came.
        content_encoding: value of the header; "" for none.
        limit: most bytes that may come out, of the whole and of each coding on the way.

    Yields:
        Pieces of at most 64 KiB, of br half as much again; without a coding as they came.

    Raises:
        Trouble: a coding that is unknown or one too many, a body that decodes to more than the
            limit (both for good), a body that is cut or broken (may pass).
    """
    names = [name for one in content_encoding.lower().split(",") if (name := one.strip())]
    if len(names) > MAX_CODINGS:
        raise Trouble(f"{len(names)} content codings, one on the other", retryable=False)
    unknown = [name for name in names if name not in _CODINGS]
    if unknown:
        raise Trouble(f"unknown content coding {unknown[0][:20]!r}", retryable=False)
    pieces: Iterable[bytes] = raw
    for name in reversed(names):
        pieces = _undone(pieces, _CODINGS[name](), limit)
    return _bounded(pieces, limit)


def packed(pieces: Iterator[bytes], limit: int) -> bytes:
    """Return a body as gzip, so that a long one is never held whole.

    Args:
        pieces: the body; one that is gzip already stays as it is.
        limit: most bytes of one that is gzip already.

    Raises:
        Trouble: it has more, which only one that was packed twice can have.
    """
    start = next(pieces, b"")
    if start.startswith(_GZIP_MAGIC):
        return b"".join(_bounded(chain((start,), pieces), limit))
    packer = zlib.compressobj(level=1, wbits=31)
    return b"".join((*map(packer.compress, chain((start,), pieces)), packer.flush()))


def _undone(pieces: Iterable[bytes], coding: _Coding, limit: int) -> Iterator[bytes]:
    empty = True
    for piece in _bounded(pieces, limit * 2):
        empty = empty and not piece
        yield from coding.feed(piece)
    if not empty:  # no bytes at all are no page, but no broken coding either
        coding.finish()


def _bounded(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limit:
            raise Trouble(f"more than {limit / 2**20:.3g} MiB", retryable=False)
        yield piece


def _inflated(body: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    try:
        while data and not body.eof:
            yield body.decompress(data, PIECE_BYTES)
            data = body.unconsumed_tail
        while not body.eof and (rest := body.decompress(b"", PIECE_BYTES)):
            yield rest
    except zlib.error as error:
        raise Trouble("the compressed body is broken") from error
