"""Bytes kept as what differs from other bytes: deflate that knows a text of nearly the same words.

Deflate looks back 32 KB, and a reading's JSON may be longer; so it goes in chunks of 16 KB, each
with those 32 KB of the other text before it that lie around the same place. What moved by less than
8 KB is found again.

Where the same words stand at another place altogether, as in an article beside its page,
``beside`` looks each chunk up in the other text first and notes where it found it.
"""

import zlib
from collections.abc import Iterator

CHUNK_BYTES, AROUND_BYTES = 16_384, 8_192
PLACE_BYTES, PROBE_BYTES, PROBE_EVERY = 4, 40, 512
_RAW = -15  # no header, no checksum: the window is 32 KB


def delta(data: bytes, base: bytes) -> bytes:
    """Return bytes from which ``whole`` makes ``data`` again, given the same ``base``."""
    parts = []
    for start in range(0, len(data), CHUNK_BYTES):
        packer = zlib.compressobj(9, zlib.DEFLATED, _RAW, 9, zdict=_around(base, start))
        parts += [packer.compress(data[start : start + CHUNK_BYTES]), packer.flush()]
    return b"".join(parts)


def whole(kept: bytes, base: bytes) -> bytes:
    """Return the bytes that ``delta`` was given."""
    data = b""
    while kept:
        unpacker = zlib.decompressobj(_RAW, _around(base, len(data)))
        data += unpacker.decompress(kept)
        kept = unpacker.unused_data
    return data


def beside(data: bytes, base: bytes) -> bytes:
    """Return bytes from which ``whole_beside`` makes ``data`` again, given the same ``base``.

    Each chunk is led by four bytes: where in ``base`` the words begin that it begins with.
    """
    parts = []
    for start in range(0, len(data), CHUNK_BYTES):
        chunk = data[start : start + CHUNK_BYTES]
        at = next(_places(chunk, base), min(start, len(base)))
        packer = zlib.compressobj(9, zlib.DEFLATED, _RAW, 9, zdict=_around(base, at))
        parts += [at.to_bytes(PLACE_BYTES), packer.compress(chunk), packer.flush()]
    return b"".join(parts)


def whole_beside(kept: bytes, base: bytes) -> bytes:
    """Return the bytes that ``beside`` was given."""
    parts = []
    while kept:
        at = int.from_bytes(kept[:PLACE_BYTES])
        unpacker = zlib.decompressobj(_RAW, _around(base, at))
        parts.append(unpacker.decompress(kept[PLACE_BYTES:]))
        kept = unpacker.unused_data
    return b"".join(parts)


def _places(chunk: bytes, base: bytes) -> Iterator[int]:
    """Yield where in ``base`` a chunk would begin, by each of its probes that is found there."""
    for probe in range(0, len(chunk) - PROBE_BYTES, PROBE_EVERY):
        found = base.find(chunk[probe : probe + PROBE_BYTES])
        if found >= 0:
            yield max(0, found - probe)


def _around(base: bytes, start: int) -> bytes:
    return base[max(0, start - AROUND_BYTES) : start + CHUNK_BYTES + AROUND_BYTES]
