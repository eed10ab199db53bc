"""What changed between two readings of one story, as a reader sees it, down to statements."""

from saidly.versions.changes import changes, differs
from saidly.versions.steps import Step, steps
from saidly.versions.story import Verdict, facts_verdict, text_digest, verdict
from saidly.versions.values import Changes

__all__ = [
    "Changes",
    "Step",
    "Verdict",
    "changes",
    "differs",
    "facts_verdict",
    "steps",
    "text_digest",
    "verdict",
]
