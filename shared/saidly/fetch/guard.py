"""Which addresses may be connected to: public ones only, whatever way they are written."""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable, Sequence

from saidly.fetch.trouble import Barred, Trouble

Resolve = Callable[[str, int], Sequence[str]]

# global by the registry or unclear, yet never a web host: IETF protocols, AS112, AMT, 6to4 relays,
# and the address at which a cloud serves its machines' settings
_SPECIAL_V4 = tuple(
    ipaddress.IPv4Network(block)
    for block in (
        "192.0.0.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "168.63.129.16/32",
    )
)
_UNICAST_V6 = ipaddress.IPv6Network("2000::/3")
# IETF protocols with Teredo and ORCHID, documentation, 6to4, AS112
_SPECIAL_V6 = tuple(
    ipaddress.IPv6Network(block)
    for block in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# the interface identifier of ISATAP carries an IPv4 address behind it (RFC 5214)
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)


def is_public(address: str) -> bool:
    """Say whether an IP address is global unicast, and no other address hides in it.

    NAT64's well-known prefix is judged by the IPv4 address inside; 6to4, Teredo, ISATAP, mapped
    and compatible forms are refused whole: no newspaper is reached that way.

    Source: IANA special-purpose address registries; RFC 6052, 4380, 3056, 5214.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return _is_public_v4(ip)
    if ip in _NAT64 and ip.scope_id is None:
        return _is_public_v4(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF))
    hidden = (int(ip) >> 32) & 0xFFFF_FFFF in _ISATAP
    special = any(ip in block for block in _SPECIAL_V6)
    return ip in _UNICAST_V6 and ip.scope_id is None and not special and not hidden


def _is_public_v4(ip: ipaddress.IPv4Address) -> bool:
    usual = ip.is_global and not ip.is_multicast and not ip.is_reserved
    return usual and not any(ip in block for block in _SPECIAL_V4)


def checked(name: str, port: int, resolve: Resolve, timeout_s: float) -> tuple[str, ...]:
    """Return the addresses of a host, all of them public.

    Args:
        name: host name in ASCII.
        port: port that will be connected to.
        resolve: looks a name up; raises ``OSError`` where it does not exist.
        timeout_s: how long the look-up may take.

    Raises:
        Barred: one address or more is not public.
        Trouble: there is no such host, or no answer in time.
    """
    addresses = _looked_up(name, port, resolve, timeout_s)
    if not addresses:
        raise Trouble("the host has no address")
    if not all(is_public(address) for address in addresses):
        raise Barred("the host has an address that is not public")
    return tuple(dict.fromkeys(addresses))


def resolved(name: str, port: int) -> list[str]:
    """Look a name up with the system's resolver."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


def _looked_up(name: str, port: int, resolve: Resolve, timeout_s: float) -> Sequence[str]:
    """Resolve in a thread of its own, for the system's resolver knows no time limit."""
    answers: queue.SimpleQueue[Sequence[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolve(name, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(0.0, timeout_s))
    except queue.Empty:
        raise Trouble("the host's name was not resolved in time") from None
    if isinstance(answer, OSError | UnicodeError):
        raise Trouble("the host's name cannot be resolved") from answer
    return answer
