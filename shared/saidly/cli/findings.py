"""What ``saidly doctor`` finds: one thing that was looked at, how it is, and what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from botocore.exceptions import BotoCoreError, ClientError

from saidly.errors import SaidlyError

DENIED = {"AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation"}

State = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; ``advice`` says what to do where all is not well."""

    what: str
    state: State
    told: str
    advice: str = ""


def looked(what: str, look: Callable[[], Iterator[Finding]]) -> tuple[Finding, ...]:
    """Return what a look finds; that it could not be had is a finding, too.

    A right that whoever asks does not have says nothing about the deployment: that is a warning.
    """
    try:
        return tuple(look())
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in DENIED:
            return (Finding(what, "warn", "not looked at", f"your credentials may not: {error}"),)
        return (Finding(what, "fail", str(error), "see the stack's resources in CloudFormation"),)
    except (BotoCoreError, SaidlyError) as error:
        return (Finding(what, "fail", str(error), "is it deployed, and your network up?"),)
