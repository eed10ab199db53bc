"""Content codings are undone whole or not at all, and never further than was agreed."""

import gzip
import zlib
from collections.abc import Callable, Iterator

import brotli
import pytest

from saidly.fetch.decoding import PIECE_BYTES, decoded
from saidly.fetch.trouble import Trouble

TEXT = b"<p>Hello, readers of the harbour paper.</p>" * 200
LIMIT = 100_000


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def member(data: bytes, *, name: bytes = b"", crc: bytes | None = None) -> bytes:
    """Return a gzip member by hand: RFC 1952, section 2.3."""
    flags = b"\x08" if name else b"\x00"
    check = zlib.crc32(data).to_bytes(4, "little") if crc is None else crc
    head = b"\x1f\x8b\x08" + flags + b"\0\0\0\0\x00\xff" + (name + b"\0" if name else b"")
    return head + bare(data) + check + len(data).to_bytes(4, "little")


def undone(body: bytes, coding: str, piece: int = 1000, limit: int = LIMIT) -> bytes:
    pieces = [body[at : at + piece] for at in range(0, len(body), piece)]
    return b"".join(decoded(pieces, coding, limit))


WHOLE: dict[str, tuple[bytes, str]] = {
    "none": (TEXT, ""),
    "identity": (TEXT, "identity"),
    "gzip": (gzip.compress(TEXT), "gzip"),
    "its old name": (gzip.compress(TEXT), "x-gzip"),
    "in capitals": (gzip.compress(TEXT), "GZIP"),
    "with a name inside": (member(TEXT, name=b"page.html"), "gzip"),
    "in two members": (gzip.compress(TEXT[:50]) + gzip.compress(TEXT[50:]), "gzip"),
    "in a thousand members": (
        b"".join(gzip.compress(TEXT[at : at + 9]) for at in range(0, len(TEXT), 9)), "gzip"),
    "with padding behind": (gzip.compress(TEXT) + b"\0" * 50, "gzip"),
    "with junk behind": (gzip.compress(TEXT) + b"<!-- cached -->", "gzip"),
    "with half a member's mark behind": (gzip.compress(TEXT) + b"\x1f", "gzip"),
    "stored, not packed": (gzip.compress(TEXT, 0), "gzip"),
    "deflate": (zlib.compress(TEXT), "deflate"),
    "deflate without its wrapping": (bare(TEXT), "deflate"),
    "deflate stored": (zlib.compress(TEXT, 0), "deflate"),
    "br": (brotli.compress(TEXT), "br"),
    "br of low quality": (brotli.compress(TEXT, quality=0), "br"),
    "two codings": (brotli.compress(gzip.compress(TEXT)), "gzip, br"),
    "twice the same": (gzip.compress(gzip.compress(TEXT)), "gzip,gzip"),
    "empty names between": (gzip.compress(TEXT), " , gzip ,,"),
}  # fmt: skip


@pytest.mark.parametrize("piece", [1, 7, 100_000])
@pytest.mark.parametrize("what", WHOLE)
def test_a_body_comes_back_whole_in_whatever_pieces_it_came(what: str, piece: int) -> None:
    body, coding = WHOLE[what]

    assert undone(body, coding, piece) == TEXT


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, br", ""])
def test_nothing_at_all_is_an_empty_body(coding: str) -> None:
    assert undone(b"", coding) == b""


BROKEN: dict[str, tuple[bytes, str]] = {
    "gzip that is none": (TEXT, "gzip"),
    "gzip cut in its head": (gzip.compress(TEXT)[:6], "gzip"),
    "gzip cut in its body": (gzip.compress(TEXT)[:60], "gzip"),
    "gzip without its checksum": (gzip.compress(TEXT)[:-8], "gzip"),
    "gzip cut by a byte": (gzip.compress(TEXT)[:-1], "gzip"),
    "gzip with a wrong checksum": (member(TEXT, crc=b"\0\0\0\0"), "gzip"),
    "gzip with a wrong length": (gzip.compress(TEXT)[:-4] + b"\1\0\0\0", "gzip"),
    "gzip with a bit turned": (
        gzip.compress(TEXT)[:40] + bytes([gzip.compress(TEXT)[40] ^ 1]) + gzip.compress(TEXT)[41:],
        "gzip"),
    "a second member that is cut": (gzip.compress(TEXT) + gzip.compress(TEXT)[:30], "gzip"),
    "another method": (b"\x1f\x8b\x07" + gzip.compress(TEXT)[3:], "gzip"),
    "deflate that is none": (b"\xff" + TEXT, "deflate"),
    "deflate cut": (zlib.compress(TEXT)[:40], "deflate"),
    "deflate without its checksum": (zlib.compress(TEXT)[:-4], "deflate"),
    "deflate of one byte": (b"\x78", "deflate"),
    "deflate with a wrong checksum": (zlib.compress(TEXT)[:-4] + b"\0\0\0\0", "deflate"),
    "deflate with a dictionary": (b"\x78\xbb" + b"\0\0\0\1" + bare(TEXT), "deflate"),
    "bare deflate cut": (bare(TEXT)[:-3], "deflate"),
    "br that is none": (b"\xff" * 50, "br"),
    "br cut": (brotli.compress(TEXT)[:-1], "br"),
    "br with junk behind": (brotli.compress(TEXT) + b"<!-- cached -->", "br"),
    "br for gzip": (gzip.compress(TEXT), "br"),
    "gzip for br": (brotli.compress(TEXT), "gzip"),
    "the outer whole, the inner cut": (brotli.compress(gzip.compress(TEXT)[:-3]), "gzip, br"),
    "the inner whole, the outer cut": (brotli.compress(gzip.compress(TEXT))[:-1], "gzip, br"),
    "codings in the wrong order": (brotli.compress(gzip.compress(TEXT)), "br, gzip"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_a_body_that_is_cut_or_broken_is_trouble_that_may_pass(what: str) -> None:
    with pytest.raises(Trouble) as trouble:
        undone(*BROKEN[what])

    assert trouble.value.retryable


def gibibyte(pack: Callable[[Iterator[bytes]], bytes]) -> bytes:
    return pack(b"\0" * 2**20 for _ in range(1024))


def deflated(pieces: Iterator[bytes]) -> bytes:
    return zlib.compress(b"".join(pieces))


def gzipped(pieces: Iterator[bytes]) -> bytes:
    packer = zlib.compressobj(wbits=31)
    return b"".join(packer.compress(piece) for piece in pieces) + packer.flush()


def brotlied(pieces: Iterator[bytes]) -> bytes:
    packer = brotli.Compressor(quality=1)
    packed: list[bytes] = [packer.process(piece) for piece in pieces]
    return b"".join([*packed, packer.finish()])


TOO_MUCH: dict[str, Callable[[], tuple[bytes, str]]] = {
    "a gibibyte in gzip": lambda: (gibibyte(gzipped), "gzip"),
    "a gibibyte in br": lambda: (gibibyte(brotlied), "br"),
    "gzip in gzip": lambda: (gzip.compress(gibibyte(gzipped)), "gzip, gzip"),
    "br in gzip": lambda: (gzip.compress(gibibyte(brotlied)), "br, gzip"),
    "members without end": lambda: (gzip.compress(b"\0" * 9000) * 100, "gzip"),
    "one byte more than agreed": lambda: (gzip.compress(b"x" * (LIMIT + 1)), "gzip"),
    "one byte more without a coding": lambda: (b"x" * (LIMIT + 1), ""),
    "three codings": lambda: (TEXT, "gzip, gzip, gzip"),
    "a thousand codings": lambda: (TEXT, "gzip," * 1000),
    "an unknown coding": lambda: (TEXT, "zstd"),
    "an old one": lambda: (TEXT, "compress"),
    "one unknown of two": lambda: (TEXT, "gzip, sdch"),
    "a coding with a quality": lambda: (TEXT, "gzip;q=1"),
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_more_than_was_agreed_is_refused_for_good(what: str) -> None:
    body, coding = TOO_MUCH[what]()

    with pytest.raises(Trouble) as trouble:
        undone(body, coding)

    assert not trouble.value.retryable
    assert len(trouble.value.reason) < 60


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate"])
def test_no_piece_is_larger_than_agreed_however_well_it_packs(coding: str) -> None:
    packers = {"gzip": gzipped, "br": brotlied, "deflate": deflated}
    packed = packers[coding](b"\0" * 2**20 for _ in range(8))

    sizes = [len(piece) for piece in decoded([packed], coding, 8 * 2**20)]

    assert sum(sizes) == 8 * 2**20
    assert max(sizes) <= 2 * PIECE_BYTES  # br keeps to it roughly


def test_exactly_what_was_agreed_is_whole() -> None:
    assert len(undone(gzip.compress(b"x" * LIMIT), "gzip")) == LIMIT
