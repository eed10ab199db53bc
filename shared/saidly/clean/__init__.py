"""Page bytes to a ``Page``: the story's blocks and metadata, what was removed kept apart."""

from saidly.clean.reading import clean

__all__ = ["clean"]
