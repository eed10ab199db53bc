"""What TLS connections trust, read once a process."""

import ssl
from functools import cache

import certifi


@cache
def verifying() -> ssl.SSLContext:
    """Return the TLS settings: certificates checked against certifi's roots, TLS 1.2 and later.

    Publishers' and AWS' connections share them: to read the roots takes 26 ms of CPU (measured:
    117 roots, OpenSSL 3.0, x86), ten times as long as a client of AWS.
    """
    context = ssl.create_default_context(cafile=certifi.where())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
