"""Which elements stand beside the story: comments, teasers, lists of other stories."""

import re
from typing import Any

_NAMES = re.compile(
    r"comment|related|sidebar|widget|teaser|recommend|popular|most-|latest|disqus|promo"
)
MAX_STEPS = 8


def is_aside(node: Any) -> bool:
    """Tell whether an element stands beside the story, by its nearest containers."""
    for _ in range(MAX_STEPS):
        names = node.attributes
        if node.tag in {"aside", "nav"}:
            return True
        if _NAMES.search(f"{names.get('class') or ''} {names.get('id') or ''}".lower()):
            return True
        node = node.parent
        if node is None or node.tag in {"body", "main", "article"}:
            return False
    return False
