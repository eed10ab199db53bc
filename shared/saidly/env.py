"""Settings from the environment, with errors that name the variable; and the clock."""

import math
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal

from saidly.errors import SettingMissing


def require(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """Return a variable; raise ``SettingMissing`` where it is absent or empty."""
    value = environment.get(name, "")
    if not value:
        raise SettingMissing(name, "is not set; the template sets it for every function")
    return value


def now() -> datetime:
    """Return the present, in UTC."""
    return datetime.now(UTC)


def loopback(environment: Mapping[str, str] = os.environ) -> frozenset[str]:
    """Return the host:port names that may be fetched on loopback: local mode's sample press.

    The template does not declare the variable, so no deployment can set it there; and Lambda's
    own marker turns it off wherever a function really runs on AWS.
    """
    if environment.get("AWS_EXECUTION_ENV", "").startswith("AWS_Lambda_"):
        return frozenset()
    names = environment.get("SAIDLY_LOOPBACK", "")
    return frozenset(name.strip() for name in names.split(",") if name.strip())


def storage(environment: Mapping[str, str] = os.environ) -> Literal["full", "facts"]:
    """Return what is kept of an article whose rights are not reserved.

    Raises:
        SettingMissing: it is neither ``full`` nor ``facts``.
    """
    match environment.get("SAIDLY_STORAGE_MODE", "full"):
        case "full":
            return "full"
        case "facts":
            return "facts"
    raise SettingMissing("SAIDLY_STORAGE_MODE", "must be full or facts")


def contact(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the page or mailbox that publishers find in the User-Agent; None where none is set."""
    return environment.get("SAIDLY_CONTACT") or None


def whole(name: str, environment: Mapping[str, str] = os.environ) -> int:
    """Return a variable that is a whole number; raise ``SettingMissing`` where it is none."""
    value = require(name, environment)
    if not (value.isascii() and value.isdecimal()):
        raise SettingMissing(name, f"must be a whole number, not {value[:50]!r}")
    return int(value)


def origin(environment: Mapping[str, str] = os.environ) -> str:
    """Return the origin of web pages that may call the API, empty where none may (CORS)."""
    return environment.get("SAIDLY_CORS_ORIGIN", "")


def dollars(name: str, environment: Mapping[str, str] = os.environ) -> float:
    """Return a variable that is an amount; raise ``SettingMissing`` where it is none."""
    value = require(name, environment)
    try:
        amount = float(value)
    except ValueError:
        amount = -1.0
    if not 0 <= amount < math.inf:
        raise SettingMissing(name, f"must be an amount, such as 25 or 0.5, not {value[:50]!r}")
    return amount


def memory_mb(environment: Mapping[str, str] = os.environ) -> int:
    """Return the function's memory, as Lambda tells it; the template's default elsewhere."""
    return int(environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE") or 512)
