"""The parts of an address, read more strictly than browsers do: what is doubtful is refused."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from saidly.errors import InvalidUrl

# the bound of sitemaps.org, for the address as it is sent (percent-encoded)
MAX_URL_CHARS = 2048
DEFAULT_PORTS = {"http": 80, "https": 443}

_SHAPE = re.compile(
    r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE | re.DOTALL
)
# urljoin reads "http:x" and "http://" as relative, after a rule that RFC 3986 has dropped
_NO_AUTHORITY = re.compile(r"https?:(?!//[^/?#])", re.IGNORECASE)
_FORBIDDEN = re.compile("[\x00-\x20\x7f-\xa0\\\\\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# what browsers leave as it stands in a path or a query
_PATH_CHARS = "%/!$&'()*+,:;=@~"
_QUERY_CHARS = _PATH_CHARS + "?"


@dataclass(frozen=True, slots=True)
class Parts:
    """An address taken apart: host in ASCII and lower case, path and query percent-encoded."""

    scheme: str
    host: str
    port: int  # the scheme's own where none is given
    path: str  # at least "/"
    query: str | None

    @property
    def netloc(self) -> str:
        """The host, with the port unless it is the scheme's own."""
        if self.port == DEFAULT_PORTS[self.scheme]:
            return self.host
        return f"{self.host}:{self.port}"

    def __str__(self) -> str:
        """Return the address, without a fragment."""
        query = "" if self.query is None else f"?{self.query}"
        return f"{self.scheme}://{self.netloc}{self.path}{query}"


def parts(url: str) -> Parts:
    """Return the parts of an address.

    Raises:
        InvalidUrl: not http or https, no host, userinfo, control characters, spaces,
            backslashes, an IPv6 literal, a host that is no name, more than 2,048 characters.

    Source: RFC 3986; UTS 46 for hosts; sitemaps.org for the length.
    """
    if len(url) > MAX_URL_CHARS:
        raise InvalidUrl(url, f"longer than {MAX_URL_CHARS} characters")
    if _FORBIDDEN.search(url):
        raise InvalidUrl(url, "control character, space or backslash")
    shape = _SHAPE.fullmatch(url)
    if shape is None:
        raise InvalidUrl(url, "not an http or https address")
    scheme = shape[1].lower()
    name, port = _authority(url, scheme, shape[2])
    path = _encoded(shape[3], _PATH_CHARS) or "/"
    query = None if shape[4] is None else _encoded(shape[4], _QUERY_CHARS)
    found = Parts(scheme, name, port, path, query)
    # one character is left for http to become https in the canonical form
    if len(str(found)) + (scheme == "http") > MAX_URL_CHARS:
        raise InvalidUrl(url, f"longer than {MAX_URL_CHARS} characters when encoded")
    return found


def address(url: str) -> str:
    """Return an address as it is asked for: encoded, without a fragment; else as it was given.

    Raises:
        InvalidUrl: as ``parts``.
    """
    return str(parts(url))


def host(url: str) -> str:
    """Return the host of an address: ASCII, lower case, no port, no trailing dot.

    Raises:
        InvalidUrl: as ``parts``.
    """
    return parts(url).host


def joined(base: str, reference: str) -> str:
    """Return a link of a page, a feed or a redirect as an absolute address without fragment.

    Whitespace around it goes, line breaks inside go, spaces inside are encoded, as browsers do.

    Raises:
        InvalidUrl: the link leads nowhere that could be fetched (``javascript:``, ``mailto:``).
    """
    link = re.sub(r"[\t\n\r]", "", reference.strip()).replace(" ", "%20")
    if len(link) > MAX_URL_CHARS:
        raise InvalidUrl(link, f"longer than {MAX_URL_CHARS} characters")
    if _NO_AUTHORITY.match(link):
        raise InvalidUrl(link, "no host")
    try:
        return address(urljoin(base, link))
    except ValueError as error:  # urljoin's own, for brackets that do not close
        raise InvalidUrl(link, "not an address") from error


def _authority(url: str, scheme: str, authority: str) -> tuple[str, int]:
    if "@" in authority:
        raise InvalidUrl(url, "user name or password")
    if "[" in authority or "]" in authority:
        raise InvalidUrl(url, "an IP address in place of a name")
    name, colon, digits = authority.partition(":")
    if colon and digits and not (digits.isascii() and digits.isdecimal() and len(digits) <= 5):
        raise InvalidUrl(url, "port is no number")
    port = int(digits or DEFAULT_PORTS[scheme])
    if not 0 < port < 65536:
        raise InvalidUrl(url, "no such port")
    return _name(url, name), port


def _name(url: str, written: str) -> str:
    """Return a host in ASCII; non-ASCII ones by UTS 46."""
    if len(written) > 254:
        raise InvalidUrl(url, "host is too long")
    name = written.lower()
    if not name.isascii() or "xn--" in name:
        name = _ascii(url, written)
    name = name.removesuffix(".")
    labels = name.split(".")
    if not name or len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise InvalidUrl(url, "host is no name")
    return name


def _ascii(url: str, name: str) -> str:
    import idna  # noqa: PLC0415 - 15 ms that ASCII hosts never need

    try:
        plain = idna.encode(name, uts46=True, std3_rules=True).decode("ascii")
        # an A-label is believed only if it is what its own letters encode to
        return idna.encode(idna.decode(plain), uts46=True, std3_rules=True).decode("ascii")
    except UnicodeError as error:
        raise InvalidUrl(url, "host is no valid international name") from error


def _encoded(text: str, keep: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", text), safe=keep)
