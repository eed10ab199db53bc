"""One running stack for all who want it: the real template, in the embedded AWS, over HTTP.

IAM is enforced, always. Enforcement only ever refuses what would be allowed without it, so a
corridor that passes with it passes without it too; a second run without it could show nothing new.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from saidly.local.cloud import Cloud
from saidly.local.stack import LocalStack
from saidly.local.state import StateFolder

# HYPOTHESIS_PROFILE=fuzz pytest tests/core/test_fuzz.py: as long as one likes to wait
settings.register_profile("fuzz", max_examples=20_000, deadline=None)
settings.register_profile("usual", deadline=None)  # the machine may be busy
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


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
