"""Trim the SDK's descriptions of AWS to what is called: ``slim_sdk.py BOTOCORE_DATA``.

Run once while the layer is built. What a client is made of is parsed at each cold start, so
descriptions of other services go, as do operations that nobody calls, the shapes that they alone
name, texts for people, examples and waiters. What is left stays as it is.
"""

import gzip
import json
import shutil
import sys
from pathlib import Path
from typing import Any

# service -> its operations that our code calls, or botocore for us
CALLED = {
    "dynamodb": frozenset(
        {
            "BatchGetItem",
            "BatchWriteItem",
            "DeleteItem",
            "GetItem",
            "PutItem",
            "Query",
            "UpdateItem",
        }
    ),
    # botocore asks where a bucket is when it is sent on to another region
    "s3": frozenset({"DeleteObject", "GetObject", "HeadBucket", "ListObjectsV2", "PutObject"}),
    "sqs": frozenset({"GetQueueAttributes", "SendMessage", "SendMessageBatch"}),
}
FOR_PEOPLE = ("examples-1.json", "waiters-2.json")
# what only buckets have that are none, by the name a rule gives to it: directories (S3 Express),
# access points, outposts, objects that a Lambda makes
OTHER_BUCKETS = frozenset(
    {"accessPointSuffix", "bucketArn", "bucketSuffix", "hardwareType", "UseObjectLambdaEndpoint"}
)


def slim(data: Path) -> None:
    """Trim a folder of descriptions in place."""
    for folder in data.iterdir():
        if folder.is_dir() and folder.name not in CALLED:
            shutil.rmtree(folder)
    for service, operations in CALLED.items():
        oldest, *_, newest = (*sorted((data / service).iterdir()),) * 2
        if oldest != newest:
            shutil.rmtree(oldest)
        for name in FOR_PEOPLE:
            (newest / name).unlink(missing_ok=True)
        packed = newest / "service-2.json.gz"
        described = json.loads(gzip.decompress(packed.read_bytes()))
        called = _without_texts(_only(described, operations))
        for told in called.get("clientContextParams", {}).values():
            told["documentation"] = ""  # botocore asks for it at each call of S3
        packed.write_bytes(gzip.compress(_compact(called), mtime=0))
        packed = newest / "endpoint-rule-set-1.json.gz"
        found = json.loads(gzip.decompress(packed.read_bytes()))
        packed.write_bytes(gzip.compress(_compact(_of_buckets(found)), mtime=0))
    endpoints = data / "endpoints.json"
    told = json.loads(endpoints.read_bytes())
    for partition in told["partitions"]:
        partition["services"] = {
            name: each for name, each in partition["services"].items() if name in CALLED
        }
    endpoints.write_bytes(_compact(told))


def _only(described: dict[str, Any], called: frozenset[str]) -> dict[str, Any]:
    """Return a service's description with these operations alone, and the shapes they name.

    Raises:
        KeyError: the service has no such operation.
    """
    operations = {name: described["operations"][name] for name in sorted(called)}
    shapes: dict[str, Any] = {}
    named = _shapes(operations)
    while named:
        new = {name: described["shapes"][name] for name in named - shapes.keys()}
        shapes |= new
        named = _shapes(new) - shapes.keys()
    return described | {"operations": operations, "shapes": shapes}


def _shapes(described: Any) -> set[str]:
    """Return the shapes that a part of a description names: ``{"shape": NAME}``."""
    if isinstance(described, dict):
        own = {
            each for name, each in described.items() if name == "shape" and isinstance(each, str)
        }
        return own.union(*map(_shapes, described.values()))
    if isinstance(described, list):
        return set().union(*map(_shapes, described))
    return set()


def _without_texts(described: Any) -> Any:
    """Return a description without its texts; a shape's member may be called so, too."""
    if isinstance(described, dict):
        return {
            name: _without_texts(each)
            for name, each in described.items()
            if not (name == "documentation" and isinstance(each, str))
        }
    if isinstance(described, list):
        return [_without_texts(each) for each in described]
    return described


def _of_buckets(rule: dict[str, Any]) -> dict[str, Any]:
    """Return how an endpoint is found, without the rules for what is no bucket of ours."""
    if "rules" not in rule:
        return rule
    kept = [each for each in rule["rules"] if not _names(each["conditions"]) & OTHER_BUCKETS]
    return rule | {"rules": [_of_buckets(each) for each in kept]}


def _names(told: Any) -> set[str]:
    """Return what conditions refer to, and the names they give."""
    if isinstance(told, dict):
        own = {told[key] for key in ("ref", "assign") if key in told}
        return own.union(*map(_names, told.values()))
    if isinstance(told, list):
        return set().union(*map(_names, told))
    return set()


def _compact(told: Any) -> bytes:
    return json.dumps(told, separators=(",", ":")).encode()


if __name__ == "__main__":
    slim(Path(sys.argv[1]))
