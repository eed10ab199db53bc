"""The whole service on this machine: embedded AWS, template, sample press, one token."""

import os
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from saidly.access import Token, digest
from saidly.aws.sources import DynamoSources
from saidly.aws.table import Table
from saidly.aws.tokens import DynamoTokens
from saidly.cli.client import Client
from saidly.local.cloud import Cloud, is_free
from saidly.local.deploy import Stack, deploy
from saidly.local.press import Press
from saidly.local.state import StateFolder

ROOT = Path(__file__).parents[3]
TOKEN = "local"
# most that a kill can lose; a save takes 10 ms, more where more is stored
SAVE_EVERY_S = 2.0

Step = Callable[[str], AbstractContextManager[object]]

_PARAMETERS = {
    "ScheduleRate": "rate(1 minute)",
    "TableDeletionProtection": "false",
    "Contact": "local development",
    "RequestsPerMinute": "0",  # one user, whose tests and loops are quick
    # each worker is a process that starts anew: more of them than cores only delay each other
    "WorkersPerQueue": "2",
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the local process itself writes into the table: tokens and sources."""

    tokens: DynamoTokens
    sources: DynamoSources


class LocalStack:
    """The service on one state folder; ``start``, use, ``stop``."""

    def __init__(self, folder: StateFolder, step: Step | None = None) -> None:
        """Hold the folder and print the sample press; nothing runs yet.

        Args:
            folder: the state folder; taken here.
            step: shows what is going on: a context manager around each step.

        Raises:
            StateTaken: another process runs on the folder.
        """
        self.folder = folder
        self._step = step or (lambda _text: nullcontext())
        folder.take(f"process {os.getpid()}, still starting")
        self.press = Press(_press_port(folder))
        self.cloud = Cloud(folder, self.press.names)
        self._ending = threading.Event()
        self._saver = threading.Thread(target=self._save_often, name="saver", daemon=True)

    def start(self) -> None:
        """Bring everything up and say where it is.

        Raises:
            CloudFailed: the embedded AWS or the template does not come up.
        """
        with self._step("starting the embedded AWS"):
            self.press.start()
            self.cloud.start()
        with self._step("deploying template.yaml"):
            self.deployed: Stack = deploy(self.cloud, ROOT / "template.yaml", _PARAMETERS)
        with self._step("making the token"):
            table = Table(self.cloud.client("dynamodb"), self.deployed.outputs["TableName"])
            self.shelf = Shelf(DynamoTokens(table), DynamoSources(table))
            self.client = Client.of(self.deployed.base_url, self._token())
            self._publish()
        self.cloud.save(with_logs=True)
        self._saver.start()

    def _token(self) -> str:
        """Return this folder's token; it is made once, and its secret stands in the folder only."""
        kept: str | None = self.folder.facts().get("token")
        token = kept or f"{TOKEN}.{secrets.token_urlsafe(24)}"
        hashed = digest(token.partition(".")[2])
        self.shelf.tokens.put(Token(TOKEN, hashed, ("read", "write"), datetime.now(UTC)))
        return token

    def _publish(self) -> None:
        self.folder.publish(
            {
                "api": self.deployed.base_url,
                "token": self.client.token,
                "aws": self.cloud.url,
                "press": self.press.port,
                "pid": os.getpid(),
                **self.deployed.outputs,
            },
            {
                "AWS_ENDPOINT_URL": self.cloud.url,
                "SAIDLY_TABLE": self.deployed.outputs["TableName"],
                "SAIDLY_BUCKET": self.deployed.outputs["CapturesBucket"],
                "SAIDLY_FETCH_QUEUE": self.deployed.outputs["FetchQueueUrl"],
                "SAIDLY_EXTRACT_QUEUE": self.deployed.outputs["ExtractQueueUrl"],
            },
        )
        self.folder.describe(f"process {os.getpid()}, API at {self.deployed.base_url}")

    def register(self) -> None:
        """Register the feeds of the sample press, so that every tick of the schedule visits."""
        for source in self.press.sources:
            self.shelf.sources.put(source, datetime.now(UTC))
            self.shelf.sources.hurry(source.id, datetime.now(UTC))

    def visit_now(self) -> None:
        """Have the schedule's target run once, within a second or two.

        A rate fires first after one whole interval; a one-time schedule beside it does at once
        what it will do then, by the same way and with the same rights.
        """
        scheduler = self.cloud.client("scheduler")
        names = [each["Name"] for each in scheduler.list_schedules()["Schedules"]]
        schedules = [scheduler.get_schedule(Name=name) for name in names]
        (every,) = (each for each in schedules if "Discover" in each["Target"]["Arn"])
        now = datetime.now(UTC)
        scheduler.create_schedule(
            Name=f"now-{now:%Y%m%d%H%M%S%f}",
            ScheduleExpression=f"at({now:%Y-%m-%dT%H:%M:%S})",
            FlexibleTimeWindow={"Mode": "OFF"},
            Target=every["Target"],
            ActionAfterCompletion="DELETE",
        )

    def _save_often(self) -> None:
        pause_s = SAVE_EVERY_S
        while not self._ending.wait(pause_s):
            before = time.monotonic()
            self.cloud.save()
            # saving never takes more than a twentieth of the time
            pause_s = max(SAVE_EVERY_S, 20 * (time.monotonic() - before))

    def stop(self) -> None:
        """Save, end the workers and let the folder go."""
        self._ending.set()
        if self._saver.is_alive():
            self._saver.join()
        self.cloud.stop()
        self.press.stop()
        self.folder.release()


def _press_port(folder: StateFolder) -> int:
    """Return the press's port of the last run, 0 for a free one; its addresses are stored."""
    kept = int(folder.facts().get("press", 0))
    return kept if kept and is_free(kept) else 0
