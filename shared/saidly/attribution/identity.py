"""The answer to who stands behind a source, and the id under which it meets across articles."""

import re
from dataclasses import dataclass

from saidly.attribution.people import Entity
from saidly.model import SourceKind

_SLUG = re.compile(r"[\W_]+")
_INITIAL = re.compile(r"(?<=\w) [A-Z]\.? (?=\w)")  # "Donald J. Trump" is Donald Trump


@dataclass(frozen=True, slots=True)
class Speaker:
    """The answer for one source."""

    name: str | None
    kind: SourceKind
    role: str | None = None
    affiliation: str | None = None
    entity: Entity | None = None
    members: tuple[str, ...] = ()


def speaker_id(speaker: Speaker) -> str | None:
    """Return an id under which the same speaker meets across articles, None for the nameless.

    The affiliation joins in where a name of one word says too little.
    """
    if speaker.name is None or speaker.kind in ("anonymous", "unknown", "group") or speaker.members:
        return None
    parts = [_INITIAL.sub(" ", speaker.name) if speaker.kind == "person" else speaker.name]
    if " " not in speaker.name and speaker.kind in ("person", "organisation"):
        parts += [speaker.affiliation or speaker.role or ""]
    slug = "-".join(_SLUG.sub("-", part.lower().replace("’", "")).strip("-") for part in parts)
    return f"{speaker.kind}:{slug.strip('-')}"


def speaker_of(entity: Entity) -> Speaker:
    """Return the answer that an entity is, with its fullest role."""
    post = entity.post()
    if entity.kind not in ("person", "unknown") or post is None:
        return Speaker(entity.name, entity.kind, entity=entity)
    kind: SourceKind = "person"
    return Speaker(entity.name, kind, post.role, post.affiliation, entity)
