"""Articles of our own writing, annotated by hand, in many styles and in thirteen languages.

A statement counts as found if its cue is the annotated one and content and source overlap by at
least half of their words; a found one must have the annotated speaker in every detail. What the
tagger is known to get wrong stands in the article's ``missed`` and ``wrong``: a change shows.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from saidly.attribution import attributions
from saidly.model import Attribution

GOLDEN = Path(__file__).parents[2] / "golden" / "attribution"
FILES = sorted(GOLDEN.glob("*.json"))


def overlap(one: str, other: str) -> float:
    a, b = set(one.lower().split()), set(other.lower().split())
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def matches(wanted: dict[str, Any], found: Attribution) -> bool:
    content = " ".join(piece.span.text for piece in found.content)
    source = found.source.span.text if found.source else ""
    cue = found.cue.span.text if found.cue else ""
    return (
        wanted["cue"].lower() in cue.lower()
        and overlap(" ".join(wanted["content"]), content) >= 0.5
        and overlap(wanted["source"] or "", source) >= 0.5
    )


def speaker(found: Attribution) -> dict[str, Any]:
    source = found.source
    details: dict[str, Any] = {"name": None, "role": None, "affiliation": None, "kind": None}
    if source is not None:
        details |= {"name": source.name, "role": source.role, "affiliation": source.affiliation}
        details |= {"kind": source.kind}
    return details


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_annotated_statement_is_found_with_its_speaker(path: Path) -> None:
    article = json.loads(path.read_text(encoding="utf-8"))

    found = attributions(article["text"], article["language"])

    missed, wrong = [], []
    for wanted in article["statements"]:
        hits = [one for one in found if matches(wanted, one)]
        if not hits:
            missed.append(wanted["cue"] + " " + wanted["content"][0])
            continue
        got = speaker(hits[0])
        unlike = {k: (got[k], wanted[k]) for k in got if wanted["kind"] and got[k] != wanted[k]}
        if unlike:
            wrong.append(wanted["source"])
    assert (missed, wrong) == (article.get("missed", []), article.get("wrong", []))


def test_the_golden_articles_cover_many_styles_and_languages() -> None:
    languages = {json.loads(path.read_text(encoding="utf-8"))["language"] for path in FILES}

    assert len(FILES) >= 20
    assert languages == {
        *("en", "de", "fr", "es", "pt", "it", "nl", "ja", "zh"),
        *("sv", "da", "no", "pl"),
    }
