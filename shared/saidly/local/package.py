"""Package the template the way ``sam package`` does, without SAM: zips of functions and layer.

``functions/*`` and ``shared/`` are zipped with fixed dates, so that the same code gives the same
key and a restart deploys nothing. Dependencies stay out: local workers take them from this
process's environment.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

ARTIFACTS = "saidly-artifacts"

Put = Callable[[str, bytes], None]
Template = dict[str, Any]

# property of a resource, and the folder inside its zip where Lambda looks for Python
_CODE = {"CodeUri": "", "ContentUri": "python/"}


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short tags."""


def _tagged(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    """Return ``!Sub x`` as ``{"Fn::Sub": x}``, as CloudFormation does."""
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]
    if suffix in ("Ref", "Condition"):
        return {suffix: value}
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _tagged)


def template(file: Path) -> Template:
    """Return a template with CloudFormation's short tags written out."""
    loaded: Template = yaml.load(file.read_text(), _Loader)
    return loaded


def packaged(file: Path, put: Put) -> Template:
    """Return the template with its code put away and every code path rewritten.

    Args:
        file: ``template.yaml``; code paths are relative to its folder.
        put: keeps bytes under a key of the bucket ``ARTIFACTS``.
    """
    loaded = template(file)
    for resource in loaded["Resources"].values():
        properties = resource.get("Properties", {})
        for name, inside in _CODE.items():
            if isinstance(properties.get(name), str):
                body = zipped(file.parent / properties[name], inside)
                key = hashlib.sha256(body).hexdigest()
                put(key, body)
                properties[name] = f"s3://{ARTIFACTS}/{key}"
    return loaded


def zipped(folder: Path, inside: str) -> bytes:
    """Return a zip of a folder's files below ``inside``; equal files give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not _left_out(path.relative_to(folder)):
                # ZipInfo's own date is 1980: no clock in the bytes
                name = zipfile.ZipInfo(f"{inside}{path.relative_to(folder)}")
                archive.writestr(name, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _left_out(path: Path) -> bool:
    return "__pycache__" in path.parts or path.parts[:2] == ("saidly", "local")
