"""A statement with its evidence: the article, exact spans, and a link to the words themselves."""

from urllib.parse import quote

from saidly import codec
from saidly.model import Article
from saidly.store import Version, showing

# a longer text is named by how it begins and ends
FRAGMENT_CHARS, EDGE_WORDS = 100, 5


def statement(version: Version, place: int) -> codec.JSON:
    """Return a statement of a stored article, on its own feet.

    Raises:
        TypeError: the version is not extracted.
    """
    article = version.reading
    if not isinstance(article, Article):
        raise TypeError(f"version {version.number} of {version.article_id} is not extracted")
    said = codec.statement_to_dict(article, place)
    source, metadata = article.attributions[place].source, article.metadata
    return {
        "id": f"{version.article_id}.{version.number}.{place}",
        "speaker": source.speaker_id if source else None,
        **said,
        "link": text_fragment(article.url, said["content"][0]["text"]) if said["content"] else None,
        "article": {
            "id": version.article_id,
            "version": version.number,
            "url": article.url,
            "headline": metadata.headline,
            "publisher": codec.encode(metadata.publisher),
            "date": showing(version).date.isoformat(),
            **codec.moment_to_dict("datePublished", metadata.date_published),
            "dateDownloaded": version.capture.fetched_at.isoformat(),
        },
        "capture": {
            "payloadDigest": f"sha256:{version.capture.digest}",
            "capture": version.capture.key,
        },
    }


def text_fragment(url: str, text: str) -> str:
    """Return an address that leads to the words on the live page and highlights them.

    Source: https://wicg.github.io/scroll-to-text-fragment/ (``text=start,end``).
    """
    words = text.split()
    whole = " ".join(words)
    if len(whole) <= FRAGMENT_CHARS or len(words) <= 2 * EDGE_WORDS:
        target = _encoded(whole)
    else:
        edges = (" ".join(words[:EDGE_WORDS]), " ".join(words[-EDGE_WORDS:]))
        target = ",".join(map(_encoded, edges))
    return f"{url.partition('#')[0]}#:~:text={target}"


def _encoded(text: str) -> str:
    """Escape what the fragment's own grammar uses too: ampersand, dash and comma."""
    return quote(text, safe="").replace("-", "%2D")
