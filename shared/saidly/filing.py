"""The extract function's line: a stored page becomes a stored article."""

from dataclasses import replace

from saidly.errors import NotFound
from saidly.extract import extract
from saidly.indexing import index
from saidly.model import Article
from saidly.rights import facts_of
from saidly.store import Shelves

# written into every version, so that a reading can be told from one by a later extractor
EXTRACTOR = "saidly/0.1"


def file_article(article_id: str, number: int, shelves: Shelves) -> int:
    """Extract a version, put the article in place of its page and index it; again changes nothing.

    Returns:
        How many statements the article holds.

    Raises:
        NotFound: there is no such version; the order was given before the version was put.
    """
    version = shelves.articles.version(article_id, number)
    if version is None:
        head = shelves.articles.head(article_id)
        if head is not None and head.status == "removed":
            return 0
        raise NotFound(f"no version {number} of article {article_id}")
    reading = version.reading
    article = reading if isinstance(reading, Article) else extract(reading)
    if version.rights and version.rights.storage == "facts":
        article = facts_of(article)
    # put again even where it is there: the head may not show it yet
    filed = replace(version, reading=article, extractor=EXTRACTOR)
    shelves.articles.put_article(filed)
    index(filed, shelves)
    return len(article.attributions)
