"""Clients of AWS, one a service and process: they may be shared by all who call."""

import os
from collections.abc import Callable
from functools import cache
from ssl import SSLContext
from typing import Any

import boto3
from botocore import httpsession
from botocore.config import Config
from botocore.credentials import CredentialResolver, EnvProvider
from botocore.exceptions import UnknownRegionError
from botocore.session import Session, get_session

from saidly.aws.accounts import watch
from saidly.errors import Throttled
from saidly.tls import verifying, verifying_amazon

# botocore puts a name of its own together twice a call, a third of the call's CPU (1.04 -> 0.73 ms)
_NAMED = Config(user_agent="saidly")
# Source: Amazon DynamoDB developer guide, error handling; S3 and SQS API references, errors
THROTTLES = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "SlowDown",
        "ThrottlingException",
    }
)


@cache
def client(service: str) -> Any:
    """Return the client of a service, by its name in boto3; its calls are counted.

    What it still refuses for coming too often, when all tries are used up, rises as ``Throttled``.
    """
    made = watch(_session().client(service, config=_NAMED))
    made.meta.events.register("after-call", _refused)
    return made


def _refused(parsed: dict[str, Any], **_: Any) -> None:
    code = parsed.get("Error", {}).get("Code")
    if code in THROTTLES:
        raise Throttled(code)


@cache
def _session() -> boto3.Session:
    """Return what clients are made of.

    Where the environment holds credentials, as on Lambda, nobody is made who would ask elsewhere:
    two TLS contexts, 10 ms of CPU.
    """
    session = get_session()
    _share(_trusted(session))
    if EnvProvider.ACCESS_KEY in os.environ:
        resolver = CredentialResolver([EnvProvider()])
        session.register_component("credential_provider", resolver)
    return boto3.Session(botocore_session=session)


def _trusted(session: Session) -> Callable[[], SSLContext]:
    """Return what vouches for AWS where a session stands: Amazon itself, in most regions.

    In China and the sovereign clouds, partitions of their own, others may.
    """
    region = session.get_config_variable("region") or ""
    try:
        partition = session.get_partition_for_region(region)
    except UnknownRegionError:
        return verifying
    return verifying_amazon if partition == "aws" else verifying


def _share(trust: Callable[[], SSLContext]) -> None:
    """Have all connections to AWS go by what was read once.

    botocore would have 117 roots read anew for each connection: 26 ms of CPU, each time one that
    was idle had been closed.
    """
    vars(httpsession).update(create_urllib3_context=trust, get_cert_path=_named)


def _named(verify: bool | str) -> str | None:
    """Return the file of roots that a deployment names (AWS_CA_BUNDLE); ours are read already."""
    return verify if isinstance(verify, str) else None


def later(service: str) -> Any:
    """Return what becomes the client of a service when it is first used."""
    return _Later(service)


class _Later:
    """Stands for a client; to make one takes 40 to 100 ms of CPU (measured on two x86 cores)."""

    def __init__(self, service: str) -> None:
        self._service = service

    def __getattr__(self, name: str) -> Any:
        return getattr(client(self._service), name)
