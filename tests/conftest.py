"""One running stack for all who want it: the real template, in the embedded AWS, over HTTP.

IAM is enforced, always. Enforcement only ever refuses what would be allowed without it, so a
corridor that passes with it passes without it too; a second run without it could show nothing new.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from saidly.local.cloud import Cloud
from saidly.local.stack import LocalStack
from saidly.local.state import StateFolder


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """The service with the sample press registered and visited once by the schedule."""
    folder: Path = tmp_path_factory.mktemp("stack") / "state"
    running = LocalStack(StateFolder(folder))
    running.start()
    running.register()
    running.visit_now()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def cloud(stack: LocalStack) -> Cloud:
    """The embedded AWS itself; other accounts than the stack's are empty."""
    return stack.cloud
