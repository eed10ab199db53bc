"""AWS embedded in this process: MiniStack behind one loopback port, IAM enforced.

MiniStack is configured by the environment before it is imported and keeps its state in modules, so
a process runs one cloud, once. Lambda workers are subprocesses of this interpreter that inherit
this process's environment: ``SAIDLY_LOOPBACK``, which opens the sample press to ``fetch``, is set
here and nowhere else.
"""

import asyncio
import logging
import os
import socket
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, Set
from typing import Any

import boto3
from botocore.config import Config as ClientConfig

from saidly.errors import SaidlyError
from saidly.local import revive
from saidly.local.state import StateFolder

REGION = "us-east-1"
ACCOUNT = "000000000000"
BOOT_TIMEOUT_S = 30.0
# what this template uses; saving all of MiniStack's ninety services costs four times as much
KEPT = {
    *("apigateway", "apigateway_v1", "cloudformation", "cloudwatch", "dynamodb", "eventbridge"),
    *("iam", "lambda", "s3", "scheduler", "sqs", "sts"),
}
LOGS = "cloudwatch_logs"

ASGIApp = Callable[[Any, Any, Any], Awaitable[None]]


class CloudFailed(SaidlyError):
    """The embedded AWS did not come up, or the template did not deploy."""


def free_port() -> int:
    """Return a TCP port that is free on loopback now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def is_free(port: int) -> bool:
    """Say whether a TCP port can be bound on loopback now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Cloud:
    """The embedded AWS on one state folder; ``start`` it, ``save`` it every few seconds."""

    def __init__(self, folder: StateFolder, loopback: Iterable[str] = ()) -> None:
        """Take a port for it; ``loopback`` are the host:port names that ``fetch`` may reach here.

        Args:
            folder: a state folder that this process holds.
            loopback: names such as ``harbour-gazette.test:8123``.
        """
        self.folder = folder
        self.port = _settled_port(folder)
        revive.return_messages(folder.work)
        self.url = f"http://127.0.0.1:{self.port}"
        self._loopback = ",".join(sorted(loopback))
        self._thread = threading.Thread(target=self._serve, name="cloud", daemon=True)
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._failure: BaseException | None = None

    def start(self) -> None:
        """Bring it up; return when it answers.

        Raises:
            CloudFailed: it did not answer within 30 seconds.
        """
        os.environ.update(_environment(self.folder, self.port), SAIDLY_LOOPBACK=self._loopback)
        tempfile.tempdir = None  # read TMPDIR anew
        _log_to(self.folder)
        self._thread.start()
        deadline = time.monotonic() + BOOT_TIMEOUT_S
        while not self._listens():
            if self._failure or time.monotonic() > deadline:
                raise CloudFailed(f"the embedded AWS did not start: {self._failure or 'timeout'}")
            time.sleep(0.02)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _serve(self) -> None:
        from hypercorn.asyncio import serve  # noqa: PLC0415 - after the environment is set
        from hypercorn.config import Config  # noqa: PLC0415
        from ministack import app  # noqa: PLC0415

        config = Config()
        config.bind = [f"127.0.0.1:{self.port}"]
        config.accesslog = config.errorlog = logging.getLogger("hypercorn")
        config.graceful_timeout = config.shutdown_timeout = 1
        self._quicken()
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(
                serve(_as_https(app.app), config, shutdown_trigger=self._stopping.wait)
            )
        except BaseException as error:
            self._failure = error

    def _quicken(self) -> None:
        """Look at schedules every second; MiniStack looks every ten."""
        from ministack.services import eventbridge, scheduler  # noqa: PLC0415

        scheduler._SCHEDULE_TICK_INTERVAL = 1
        eventbridge._SCHEDULER_TICK_INTERVAL = 1

    def client(self, service: str) -> Any:
        """Return a boto3 client of the embedded AWS, as the account's root."""
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id=ACCOUNT,
            aws_secret_access_key="local",
            config=ClientConfig(retries={"total_max_attempts": 2}),
        )

    def save(self, *, with_logs: bool = False) -> None:
        """Write the state as it stands at one moment, and make it what a restart brings back.

        Args:
            with_logs: log groups and their lines too. They grow without end, so the groups are
                saved once they are made and the lines of a run are not kept beyond it.
        """
        from ministack import app  # noqa: PLC0415

        names = KEPT | {LOGS} if with_logs else KEPT
        states = asyncio.run_coroutine_threadsafe(_cut(names), self._loop).result(timeout=60)
        app.save_all({name: (lambda state=state: state) for name, state in states.items()})
        self.folder.commit()

    def stop(self) -> None:
        """Save, end the functions' workers and close the port."""
        from ministack.core import lambda_runtime  # noqa: PLC0415

        self.save()
        lambda_runtime.reset()
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(timeout=10)


async def _cut(names: Set[str]) -> dict[str, Any]:
    """Copy every service's state while no request runs: requests and this share one loop.

    A worker thread may still take or delete a queue message meanwhile. It deletes one only after
    the function's writes were answered, so no state of a copy lacks what another copy forgot.
    """
    from ministack import app  # noqa: PLC0415

    services = app._build_persistence_save_dict()
    # queues first: a message gone from them has left its mark in the tables copied after
    ordered = sorted(names & services.keys(), key=lambda name: (name != "sqs", name))
    return {name: _copied(services[name]) for name in ordered}


def _copied(state: Callable[[], Any]) -> Any:
    for _ in range(20):
        try:
            return state()
        except RuntimeError:  # a worker thread changed a dictionary under the copy
            time.sleep(0.001)  # blocks the loop on purpose: no request may run between two copies
    return state()


def _as_https(inner: ASGIApp) -> ASGIApp:
    """Let requests count as encrypted: loopback stands in for the endpoints' TLS.

    Without it the bucket policy that refuses plain HTTP would refuse the functions.
    """

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            scope = scope | {"headers": [*scope["headers"], (b"x-forwarded-proto", b"https")]}
        await inner(scope, receive, send)

    return app


def _settled_port(folder: StateFolder) -> int:
    """Return the folder's port; move its state to a free one where that port is taken."""
    kept = folder.port()
    if kept is None:
        fresh = free_port()
        folder.keep_port(fresh)
        return fresh
    if is_free(kept):
        return kept
    fresh = free_port()
    revive.move_port(folder.work, kept, fresh)
    folder.keep_port(fresh)
    return fresh


def _environment(folder: StateFolder, port: int) -> dict[str, str]:
    return {
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_REGION": REGION,
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "DOCKER_HOST": "unix:///nonexistent",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(folder.work.absolute()),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(folder.objects.absolute()),
        "TMPDIR": str(folder.scratch.absolute()),
        "LOG_LEVEL": "INFO",
    }


def _log_to(folder: StateFolder) -> None:
    """Send what MiniStack logs to a file; it would otherwise go to the terminal."""
    folder.log.unlink(missing_ok=True)
    handler = logging.FileHandler(folder.log)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in ("botocore", "httpx", "httpcore", "urllib3", "hypercorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
