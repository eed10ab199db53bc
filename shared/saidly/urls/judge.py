"""What may never be fetched, judged by the address alone, before any name is looked up."""

import re
from collections.abc import Set as AbstractSet

from saidly.errors import InvalidUrl
from saidly.urls.parts import Parts, parts

PORTS = (80, 443)
# names that never lead to a public host: RFC 6761, 6762, 7686, 8375, 9476, ICANN's list of
# colliding names, and what routers, clusters and clouds use inside
_PRIVATE = """
    alt arpa bit cluster consul corp docker domain home host-local i2p internal intra intranet
    invalid ip6 kubernetes lan loc local localdomain localhost localnet mail mshome onion
    private rancher router svc test vpn workgroup
"""
PRIVATE_TLDS = frozenset(_PRIVATE.split())
# entrances to functions and APIs, ours among them, never to a newspaper
_GATEWAY = re.compile(
    r"(?:.*\.)?(?:execute-api|lambda-url|vpce|sts|sqs|dynamodb|lambda|ec2|iam|kms|ssm|"
    r"secretsmanager)\.(?:[a-z0-9-]+\.)*(?:amazonaws\.com(?:\.cn)?|on\.aws|api\.aws)"
)
_TLD = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_ENCODED_CONTROL = re.compile(r"%(?:00|0a|0d)", re.IGNORECASE)


def check(url: str, loopback: AbstractSet[str] = frozenset()) -> None:
    """Refuse an address that may never be fetched.

    Args:
        url: the address.
        loopback: ``host:port`` names that are allowed whatever they are (local mode only).

    Raises:
        InvalidUrl: malformed (see ``parts``), another port than 80 or 443, an IP address in any
            spelling, a name without a dot, a name that is private by its ending, an entrance of
            AWS, a line break or NUL hidden in the path.
    """
    found = parts(url)
    if f"{found.host}:{found.port}" in loopback:
        return
    reason = _objection(found)
    if reason is not None:
        raise InvalidUrl(url, reason)


def _objection(found: Parts) -> str | None:
    reason = _objection_to_name(found.host)
    if reason is None and found.port not in PORTS:
        reason = f"port {found.port} is neither 80 nor 443"
    if reason is None and _ENCODED_CONTROL.search(found.path):
        reason = "control character hidden in the path"
    return reason


def _objection_to_name(host: str) -> str | None:
    _, dot, last = host.rpartition(".")
    if _NUMBER.fullmatch(last):
        return "an IP address in place of a name"
    if not dot:
        return "a name without a dot is not public"
    if last in PRIVATE_TLDS or not _TLD.fullmatch(last):
        return f"names under .{last} are not public"
    if _GATEWAY.fullmatch(host):
        return "an entrance of AWS, not a publisher"
    return None
