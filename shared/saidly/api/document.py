"""The API's own description: OpenAPI 3.1 as it is, and as a page to be read."""

import json
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files

from saidly.api.asked import known
from saidly.api.desk import Desk, Route
from saidly.api.messages import Reply, Request
from saidly.api.writing import written
from saidly.codec import JSON
from saidly.formats import ONLY_JSON, Format


@cache
def document() -> JSON:
    """Return the description; read once, when somebody first asks."""
    text = files("saidly.api").joinpath("openapi.json").read_text(encoding="utf-8")
    plain: JSON = json.loads(text)
    return plain


def openapi(request: Request, _desk: Desk) -> Reply:
    """Return the description; open to all."""
    known(request.query, ())
    return written(request, ONLY_JSON, document())


def docs(request: Request, _desk: Desk) -> Reply:
    """Return the description as a page; open to all."""
    known(request.query, ())
    return written(request, _FORMATS, document())


def _page(plain: JSON) -> str:
    info = plain["info"]
    body = "".join(_operations(plain))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Saidly: the API</title>'
        f"<style>{_STYLE}</style></head><body><main><h1>{escape(info['summary'])}</h1>"
        f"<p>{escape(info['description'])}</p>{body}</main></body></html>"
    )


def _operations(plain: JSON) -> Iterator[str]:
    for path, methods in plain["paths"].items():
        for method, told in methods.items():
            yield f"<section><h2><code>{method.upper()} {escape(path)}</code></h2>"
            yield f"<p>{escape(told['summary'])}. {escape(told.get('description', ''))}</p><dl>"
            for parameter in told.get("parameters", ()):
                yield _parameter(_resolved(parameter, plain))
            yield "</dl><p>Answers: "
            yield ", ".join(told["responses"])
            yield "</p></section>"


def _parameter(told: JSON) -> str:
    schema = told["schema"]
    values = ", ".join(schema["enum"]) if "enum" in schema else schema.get("type", "")
    name = f"<code>{escape(told['name'])}</code> in {told['in']}, {escape(values)}"
    return f"<dt>{name}</dt><dd>{escape(told['description'])}</dd>"


def _resolved(told: JSON, plain: JSON) -> JSON:
    if "$ref" not in told:
        return told
    found: JSON = plain["components"]["parameters"][told["$ref"].rpartition("/")[2]]
    return found


_STYLE = (
    ":root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}"
    "main{max-width:46rem;margin:auto;padding:1rem}code{font-size:1em;overflow-wrap:anywhere}"
)
_FORMATS = {"html": Format("text/html; charset=utf-8", _page)}
ROUTES: dict[str, Route] = {"GET /openapi.json": openapi, "GET /docs": docs}
