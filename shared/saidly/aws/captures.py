"""The shelf of raw bytes in S3, content-addressed and compressed."""

import gzip
import hashlib
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from saidly.errors import NotFound
from saidly.store import capture_key


@dataclass(frozen=True, slots=True)
class S3Captures:
    """Bytes in a bucket under ``<prefix>/<article id>/<SHA-256>``."""

    client: Any
    bucket: str
    prefix: str = "captures"

    def put(self, article_id: str, body: bytes) -> tuple[str, str]:
        """One conditional write; bytes that are there already cost the refusal alone."""
        digest = hashlib.sha256(body).hexdigest()
        key = capture_key(article_id, digest, self.prefix)
        try:
            self.client.put_object(
                Bucket=self.bucket,
                Key=key,
                Body=gzip.compress(body, mtime=0),
                ContentEncoding="gzip",
                ContentType="application/octet-stream",
                IfNoneMatch="*",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "PreconditionFailed":
                raise
        return key, digest

    def get(self, key: str) -> bytes:
        """One read."""
        try:
            answer = self.client.get_object(Bucket=self.bucket, Key=key)
        except self.client.exceptions.NoSuchKey:
            raise NotFound(f"no capture under {key}") from None
        return gzip.decompress(answer["Body"].read())

    def purge(self, article_id: str) -> None:
        """A listing for each thousand of its objects, and a delete for each of them."""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=capture_key(article_id, "", self.prefix)
        )
        for page in pages:
            for kept in page.get("Contents", ()):
                self.client.delete_object(Bucket=self.bucket, Key=kept["Key"])
