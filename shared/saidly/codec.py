"""Our own round trip: values to plain JSON types and back.

``from_dict(to_dict(article)) == article`` for every article; ``encode`` and ``decode`` do the same,
without selectors, for pages and all that is kept.
The shape follows the dataclasses of ``model`` with keys in camelCase; what differs from them is
said in the tables below. Keys that a reader does not know are passed over, so that an older reader
survives a newer writer.
"""

import types
import typing
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any

from saidly.model import Article, Metadata, Moment, Span

JSON = dict[str, Any]

# the words of DESIGN's JSON where camelCase of the field is not the word
_KEYS = {"body": "articleBody"}
# how much text around a statement a W3C TextQuoteSelector carries, in code points
CONTEXT_CHARS = 32


def to_dict(article: Article) -> JSON:
    """Return an article as JSON types, each piece of content with its W3C selectors.

    Source: https://www.w3.org/TR/annotation-model/#selectors (position and quote).
    """
    plain: JSON = encode(article)
    for statement in plain["attributions"]:
        _select(article.body, statement)
    return plain


def statement_to_dict(article: Article, place: int) -> JSON:
    """Return one statement of an article as it stands in ``to_dict``."""
    plain: JSON = encode(article.attributions[place])
    _select(article.body, plain)
    return plain


def from_dict(plain: JSON) -> Article:
    """Return the article that ``to_dict`` was given."""
    return decode(Article, plain)  # type: ignore[no-any-return]


def _select(body: str, statement: JSON) -> None:
    for piece in statement["content"]:
        piece["selectors"] = _selectors(body, piece)


def _selectors(body: str, piece: JSON) -> list[JSON]:
    start, end = piece["span"]
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": piece["text"],
            "prefix": body[max(0, start - CONTEXT_CHARS) : start],
            "suffix": body[end : end + CONTEXT_CHARS],
        },
    ]


def camel(name: str) -> str:
    """Return the JSON key of a field."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


@cache
def _schema(kind: type) -> tuple[tuple[Field[Any], str, Any], ...]:
    """Return field, JSON key and type of each field of a dataclass."""
    hints = typing.get_type_hints(kind)
    return tuple(
        (field, _KEYS.get(field.name, camel(field.name)), _bare(hints[field.name]))
        for field in fields(kind)
    )


def _bare(hint: Any) -> Any:
    """Return the type without its "or None"."""
    if isinstance(hint, types.UnionType):
        return next(kind for kind in typing.get_args(hint) if kind is not types.NoneType)
    return hint


def encode(value: Any) -> Any:
    """Return any value of ``model`` or ``store`` as JSON types; moments in ISO 8601."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, Span):
        return {"text": value.text, "span": [value.start, value.end]}
    if not is_dataclass(value):
        return value
    plain: JSON = {}
    for field, key, kind in _schema(typing.cast("type", type(value))):
        item = getattr(value, field.name)
        if field.name == "field_sources":
            plain[key] = dict(item)
        elif kind is Metadata:
            plain |= encode(item)
        elif kind is Moment:
            plain |= moment_to_dict(key, item)
        elif kind is Span:
            plain |= encode(item)
        else:
            plain[key] = encode(item)
    return plain


def decode(kind: Any, plain: Any) -> Any:
    """Return the value of a type that ``encode`` was given."""
    if plain is None:
        return None
    if kind is Span:
        return Span(plain["span"][0], plain["span"][1], plain["text"])
    if kind is datetime:
        return datetime.fromisoformat(plain)
    if typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)[0]
        return tuple(decode(inner, item) for item in plain)
    if not is_dataclass(kind):
        return plain
    schema = _schema(typing.cast("type", kind))
    return kind(**{field.name: _field(field, key, inner, plain) for field, key, inner in schema})  # type: ignore[operator]


def _field(field: Field[Any], key: str, kind: Any, plain: JSON) -> Any:
    if field.name == "field_sources":
        return tuple(plain.get(key, {}).items())
    if kind in (Metadata, Span):
        return decode(kind, plain)
    if kind is Moment:
        return _moment_from_dict(key, plain)
    if key not in plain and field.default is not MISSING:
        return field.default  # written before the field was there
    return decode(kind, plain[key])


def moment_to_dict(key: str, moment: Moment | None) -> JSON:
    """Write a day as a date, so that no reader takes midnight for a time that was stated."""
    if moment is None:
        return {key: None, f"{key}Raw": None}
    text = moment.value.isoformat()
    if moment.precision == "day":
        text = text.removesuffix("T00:00:00")
    return {key: text, f"{key}Raw": moment.raw, f"{key}Precision": moment.precision}


def _moment_from_dict(key: str, plain: JSON) -> Moment | None:
    text = plain.get(key)
    if text is None:
        return None
    return Moment(datetime.fromisoformat(text), plain[f"{key}Raw"], plain[f"{key}Precision"])
