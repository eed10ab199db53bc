"""The statements of an article as W3C Web Annotations.

Source: https://www.w3.org/TR/annotation-model/ (AnnotationPage, TextualBody, SpecificResource).
"""

import json

from saidly.codec import JSON

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def page(plain: JSON) -> str:
    """Return one annotation a statement, targeting the words on the page and in the text."""
    own = f"urn:saidly:{plain['id']}:{plain['version']}"
    items = [_annotation(said, f"{own}:{n}", plain) for n, said in enumerate(plain["attributions"])]
    found = {"@context": CONTEXT, "id": own, "type": "AnnotationPage", "items": items}
    return json.dumps(found, ensure_ascii=False)


def _annotation(said: JSON, own: str, plain: JSON) -> JSON:
    source = said["source"]
    bodies = [_body("classifying", said["type"])]
    if source is not None:
        bodies.append(_body("identifying", source["name"] or source["text"]))
    if said["cue"] is not None:
        bodies.append(_body("tagging", said["cue"]["act"]))
    text = f"urn:saidly:{plain['id']}:{plain['version']}:text"
    # the quote is found on the live page; the position counts in the text as it is kept here
    targets = [
        {"type": "SpecificResource", "source": where, "selector": selector}
        for piece in said["content"]
        for selector in piece["selectors"]
        for where in [plain["url"] if selector["type"] == "TextQuoteSelector" else text]
    ]
    return {
        "id": own,
        "type": "Annotation",
        "motivation": "identifying",
        "created": plain["dateDownloaded"],
        "body": bodies,
        "target": targets,
    }


def _body(purpose: str, value: str) -> JSON:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
