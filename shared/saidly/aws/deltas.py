"""Bytes kept as what differs from other bytes: deflate that knows a text of nearly the same words.

Deflate looks back 32 KB, and a reading's JSON may be longer; so it goes in chunks of 16 KB, each
with those 32 KB of the other text before it that lie around the same place. What moved by less than
8 KB is found again.
"""

import zlib

CHUNK_BYTES, AROUND_BYTES = 16_384, 8_192
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


def _around(base: bytes, start: int) -> bytes:
    return base[max(0, start - AROUND_BYTES) : start + CHUNK_BYTES + AROUND_BYTES]
