from pathlib import Path

import pytest

from saidly import codec
from saidly.errors import NotAnArticle
from saidly.read import read

PAGE = (
    Path(__file__).parents[2]
    / "shared/saidly/local/pages/harbour-gazette.test/world"
    / "velmark-envoy-visits-ostra-bay-amid-ferry-dispute.html"
)
URL = "https://harbour-gazette.example/world/velmark-envoy"


def test_a_page_becomes_an_article_with_who_said_what() -> None:
    article = read(PAGE.read_bytes(), URL)

    assert article.metadata.headline is not None
    assert article.metadata.headline.startswith("Velmark envoy visits Ostra Bay")
    assert [promo.reason for promo in article.removed].count("relatedLink") == 2
    spoken = {one.source.name for one in article.attributions if one.source}
    assert {"Dina Falk", "Anders Pohl", "Katrin Loew"} <= spoken
    for one in article.attributions:
        for piece in one.content:
            assert article.body[piece.span.start : piece.span.end] == piece.span.text


def test_a_reading_survives_its_own_json() -> None:
    article = read(PAGE.read_bytes(), URL)

    assert codec.from_dict(codec.to_dict(article)) == article


def test_a_page_without_a_story_is_told() -> None:
    with pytest.raises(NotAnArticle):
        read(b"<html><body><a href=/a>Home</a></body></html>", URL)
