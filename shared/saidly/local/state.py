"""The state folder of the local stack: who holds it, and snapshots that no crash can tear.

    .saidly/            mode 700
      lock              held by the process that runs; names it for whoever comes second
      running.json      base URL and token, for the command line; mode 600
      sam-env.json      the functions' environment, for ``sam local``
      snapshots/N/      the emulator's state, whole; ``snapshots/current`` names the newest
      state/            what the emulator works in: restored from ``current`` at each start
      objects/          bodies of S3 objects, written at once
      emulator.log      what the emulator and the functions log

A snapshot is made of hard links beside the old one and becomes the current one by one rename, so a
process killed at any point leaves either the old state or the new one.
"""

import fcntl
import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from saidly.errors import SaidlyError


class StateTaken(SaidlyError):
    """Another process runs on this state folder."""

    def __init__(self, folder: Path, holder: str) -> None:
        """Name the folder and what its holder wrote about itself."""
        super().__init__(f"a local stack already runs on {folder}: {holder}")
        self.holder = holder


@dataclass(slots=True)
class StateFolder:
    """One state folder; ``take`` it before anything else."""

    path: Path
    _lock: TextIO | None = field(default=None, repr=False)

    @property
    def work(self) -> Path:
        """Where the emulator keeps its state files."""
        return self.path / "state"

    @property
    def objects(self) -> Path:
        """Where the emulator keeps the bodies of S3 objects."""
        return self.path / "objects"

    @property
    def scratch(self) -> Path:
        """Where functions are unpacked; emptied at each start."""
        return self.path / "tmp"

    @property
    def log(self) -> Path:
        """Where the emulator and the functions log."""
        return self.path / "emulator.log"

    @property
    def _current(self) -> Path:
        return self.path / "snapshots" / "current"

    def take(self, about: str) -> None:
        """Hold the folder for this process and bring back the last whole snapshot.

        Args:
            about: what a second process is told about this one.

        Raises:
            StateTaken: another process holds it.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (self.path / "lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip()
            lock.close()
            raise StateTaken(self.path, holder) from None
        self._lock = lock
        self.describe(about)
        self._restore()

    def describe(self, about: str) -> None:
        """Replace what a second process is told about this one."""
        if self._lock is None:
            raise ValueError(f"{self.path} is not held")
        self._lock.truncate(0)
        self._lock.write(about)
        self._lock.flush()

    def _restore(self) -> None:
        for folder in (self.work, self.scratch):
            shutil.rmtree(folder, ignore_errors=True)
        self.scratch.mkdir()
        if self._current.exists():
            # the emulator replaces its files and never writes into them, so links are copies
            shutil.copytree(self._current, self.work, copy_function=os.link)
        else:
            self.work.mkdir()

    def commit(self) -> None:
        """Make what stands in ``work`` the state that the next start brings back."""
        old = self._current.resolve() if self._current.exists() else None
        number = int(old.name) + 1 if old else 1
        new = self.path / "snapshots" / str(number)
        shutil.rmtree(new, ignore_errors=True)  # left by a process killed between copy and rename
        shutil.copytree(self.work, new, copy_function=os.link)
        link = self.path / "snapshots" / "next"
        link.unlink(missing_ok=True)
        link.symlink_to(str(number))
        link.replace(self._current)
        if old:
            shutil.rmtree(old, ignore_errors=True)

    def port(self) -> int | None:
        """Return the port of this folder's last run, None before the first."""
        file = self.path / "port"
        return int(file.read_text()) if file.exists() else None

    def keep_port(self, port: int) -> None:
        """Note the port for the next run."""
        (self.path / "port").write_text(str(port))

    def publish(self, facts: dict[str, Any], variables: dict[str, str]) -> None:
        """Write what others need to reach the running stack; only the user reads it.

        Args:
            facts: for the command line.
            variables: of the functions' environment, for ``sam local`` (its ``--env-vars`` file).
        """
        self._put("running.json", facts)
        self._put("sam-env.json", {"Parameters": variables})

    def _put(self, name: str, plain: dict[str, Any]) -> None:
        file = self.path / name
        fresh = file.with_suffix(".next")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(plain, out, indent=2)
        fresh.replace(file)

    def facts(self) -> dict[str, Any]:
        """Return what was published last; empty where nothing was."""
        file = self.path / "running.json"
        return json.loads(file.read_text()) if file.exists() else {}

    def release(self) -> None:
        """Let the folder go."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None
