"""What changed between two readings of one story, as a reader sees it, down to statements."""

from saidly.versions.changes import changes, differs
from saidly.versions.story import Verdict, facts_verdict, text_digest, verdict
from saidly.versions.values import Changes

__all__ = ["Changes", "Verdict", "changes", "differs", "facts_verdict", "text_digest", "verdict"]
