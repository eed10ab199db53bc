"""Clients of AWS, one a service and process: they may be shared by all who call."""

from functools import cache
from typing import Any

import boto3

from saidly.aws.accounts import watch


@cache
def client(service: str) -> Any:
    """Return the client of a service, by its name in boto3; its calls are counted."""
    return watch(boto3.client(service))


def later(service: str) -> Any:
    """Return what becomes the client of a service when it is first used."""
    return _Later(service)


class _Later:
    """Stands for a client; to make one takes 40 to 100 ms of CPU (measured on two x86 cores)."""

    def __init__(self, service: str) -> None:
        self._service = service

    def __getattr__(self, name: str) -> Any:
        return getattr(client(self._service), name)
