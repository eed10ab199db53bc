"""``saidly capture``: the bytes of a page as they came, as a WARC, and whether they prove it."""

import hashlib
import io
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from saidly import urls
from saidly.aws.articles import DynamoArticles
from saidly.aws.captures import S3Captures
from saidly.aws.table import Table
from saidly.clean import clean
from saidly.cli import show
from saidly.cli.aws import client, place
from saidly.cli.desk import Desk, as_json
from saidly.errors import NotFound, SaidlyError
from saidly.extract import SEPARATOR
from saidly.model import Article
from saidly.store import Version

Check = tuple[str, bool, str]


class Unproven(SaidlyError):
    """A stored reading does not follow from the stored bytes."""


def capture(asked: Namespace, desk: Desk) -> str:
    """Describe a capture; export it with ``--warc``, prove its statements with ``--verify``."""
    table, local = place(asked.table, "SAIDLY_TABLE", "TableName", desk)
    bucket, _ = place(asked.bucket, "SAIDLY_BUCKET", "CapturesBucket", desk)
    s3 = client("s3", desk, local=local)
    shelf = DynamoArticles(
        Table(client("dynamodb", desk, local=local), table), S3Captures(s3, bucket, "readings")
    )
    version = _version(asked, shelf)
    body = _body(version, S3Captures(s3, bucket))
    if asked.warc:
        asked.warc.write_bytes(warc(version, body))
    if asked.verify:
        return _verified(version, body, asked, desk)
    facts = _facts(version, body, asked.warc)
    return as_json(facts) if asked.json else "\n".join(f"{k}: {v}" for k, v in facts.items())


def _version(asked: Namespace, shelf: DynamoArticles) -> Version:
    by_url = "://" in asked.article
    article_id = urls.article_id(asked.article) if by_url else asked.article
    head = shelf.head(article_id)
    number = asked.version or (head.version if head else 0)
    version = shelf.version(article_id, number) if number else None
    if version is None:
        what = f"version {number} of article" if number else "capture of article"
        raise NotFound(f"no {what} {article_id[:100]!r}")
    return version


def _body(version: Version, shelf: S3Captures) -> bytes:
    if version.capture.key is None:
        raise NotFound("the page's rights are reserved: its bytes were not kept")
    return shelf.get(version.capture.key)


def _facts(version: Version, body: bytes, file: Path | None) -> dict[str, object]:
    told = version.capture
    facts: dict[str, object] = {
        "url": told.final_url,
        "fetched": told.fetched_at.isoformat(),
        "status": told.http_status,
        "digest": f"sha256:{told.digest}",
        "bytes": len(body),
    }
    return facts | ({"warc": str(file)} if file else {})


def warc(version: Version, body: bytes) -> bytes:
    """Return a WARC of one exchange: what was asked, and what was answered.

    The body stands in it as it was decoded, so the headers that told of its coding are renamed.

    Source: ISO 28500:2017 (WARC 1.1).
    """
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415 - the laptop's alone
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    told, out = version.capture, io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    date = {"WARC-Date": told.fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ")}
    answered = StatusAndHeaders(f"{told.http_status} OK", _framed(version, body), "HTTP/1.1")
    response = writer.create_warc_record(
        told.final_url, "response", io.BytesIO(body), http_headers=answered, warc_headers_dict=date
    )
    path = "/" + told.final_url.split("://", 1)[1].partition("/")[2]
    asked = StatusAndHeaders(f"GET {path} HTTP/1.1", list(told.sent), is_http_request=True)
    request = writer.create_warc_record(
        told.final_url, "request", http_headers=asked, warc_headers_dict=dict(date)
    )
    writer.write_request_response_pair(request, response)
    return out.getvalue()


def _framed(version: Version, body: bytes) -> list[tuple[str, str]]:
    coded = {"content-encoding", "content-length", "transfer-encoding"}
    headers = [
        (f"x-original-{name}" if name in coded else name, value)
        for name, value in version.capture.headers
    ]
    return [*headers, ("content-length", str(len(body)))]


def checks(version: Version, body: bytes) -> Iterator[Check]:
    """Follow the chain from the stored bytes to each statement; give every link and its state."""
    digest = hashlib.sha256(body).hexdigest()
    yield "stored bytes have the digest", digest == version.capture.digest, digest
    reading = version.reading
    if not isinstance(reading, Article):
        yield "the page is extracted", False, "it waits for extraction"
        return
    text = _text(version, body)
    yield "the bytes read as the article's body", text == reading.body, f"by {version.extractor}"
    for number, said in enumerate(reading.attributions, start=1):
        spans = [piece.span for piece in said.content]
        good = all(reading.body[span.start : span.end] == span.text for span in spans)
        where = ", ".join(f"{span.start}-{span.end}" for span in spans)
        yield f"statement {number} stands in the body", good, where


def _text(version: Version, body: bytes) -> str:
    kind = version.capture.content_type or ""
    label = kind.partition("charset=")[2].partition(";")[0].strip(" \"'").lower() or None
    page = clean(body, version.capture.final_url, label)
    return SEPARATOR.join(block.text for block in page.blocks)


def _verified(version: Version, body: bytes, asked: Namespace, desk: Desk) -> str:
    done = list(checks(version, body))
    if asked.json:
        text = as_json([{"check": name, "holds": good, "of": of} for name, good, of in done])
    else:
        rows = [("yes" if good else "NO", name, of) for name, good, of in done]
        text = show.table(("HOLDS", "CHECK", "OF"), rows, desk.paper)
    broken = [name for name, good, _ in done if not good]
    if broken:
        raise Unproven(f"{len(broken)} of {len(done)} checks fail: {broken[0]}\n{text}")
    return text
