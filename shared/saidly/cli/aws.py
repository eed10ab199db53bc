"""Clients of AWS for the commands that work on the deployment itself."""

from typing import Any

import boto3

from saidly.cli.desk import Desk
from saidly.errors import SettingMissing


def client(service: str, desk: Desk, *, local: bool) -> Any:
    """Return a client of the local stack's emulator, or of AWS as the environment says."""
    if not local:
        return boto3.client(service)
    return boto3.client(
        service,
        endpoint_url=desk.facts["aws"],
        region_name="us-east-1",
        aws_access_key_id="000000000000",  # the emulator's root account
        aws_secret_access_key="local",  # noqa: S106
    )


def place(option: str | None, variable: str, output: str, desk: Desk) -> tuple[str, bool]:
    """Return where something is kept, and whether that is the local stack.

    Raises:
        SettingMissing: neither option nor variable name it, and no local stack has run here.
    """
    named = option or desk.environment.get(variable)
    if named:
        return named, False
    if output not in desk.facts:
        raise SettingMissing(variable, "is not set, and no local stack has run here")
    return desk.facts[output], True
