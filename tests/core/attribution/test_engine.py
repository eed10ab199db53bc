"""The model loads, or says loudly that it cannot; its scores are read in linear work."""

import shutil
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from saidly.attribution import attributions, engine
from saidly.attribution.decoding import best_tags, found
from saidly.attribution.pieces import Words, words_of
from saidly.attribution.tagging import Floats, Ints, Windows, scores
from saidly.errors import ModelUnavailable

SIZE = 8  # of the link vectors of the stand-in


class StandIn:
    """A tagger that says the same for the same pieces, and counts its work."""

    def __init__(self) -> None:
        self.pieces = 0

    def __call__(self, ids: Ints, kinds: Ints) -> tuple[Floats, Floats]:
        self.pieces += ids.size
        chance = np.random.default_rng(int(ids.sum()))
        shape = (*ids.shape, 7)
        tags = chance.normal(size=shape).astype(np.float32)
        return tags, chance.normal(size=(*ids.shape, 4 * SIZE)).astype(np.float32)


def words(text: str) -> Words:
    return words_of(text, engine.vocabulary())


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Yield an empty folder in which the engine looks for the model, with nothing cached."""
    for loader in (engine.tagger, engine.vocabulary, engine.calibration):
        loader.cache_clear()
        monkeypatch.setattr(loader.__wrapped__, "__defaults__", (tmp_path,))
    monkeypatch.setattr(engine, "FOLDER", tmp_path)
    yield tmp_path
    for loader in (engine.tagger, engine.vocabulary, engine.calibration):
        loader.cache_clear()


def test_without_its_files_extraction_fails_loudly(fresh: Path) -> None:
    with pytest.raises(ModelUnavailable, match="vocabulary"):
        attributions("It will rain, Ann Lee said.", "en")


@pytest.mark.parametrize("missing", ["tagger.onnx", "confidence.json", "vocabulary.txt"])
def test_no_file_of_the_model_may_be_missing(fresh: Path, missing: str) -> None:
    for file in (Path(engine.__file__).parent / "model").iterdir():
        if file.name != missing:
            shutil.copy(file, fresh)

    with pytest.raises(ModelUnavailable):
        attributions("It will rain, Ann Lee said.", "en")


def test_broken_weights_are_no_model(fresh: Path) -> None:
    (fresh / "tagger.onnx").write_bytes(b"no model")

    with pytest.raises(ModelUnavailable, match="cannot load"):
        engine.tagger(fresh)


def test_without_its_runtime_the_model_is_unavailable(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)

    with pytest.raises(ModelUnavailable):
        engine.tagger(fresh)


def test_other_languages_need_no_model(fresh: Path) -> None:
    (found,) = attributions("„Es regnet seit Tagen“, sagte Anna Vogt.", "de")

    assert (found.method, found.type) == ("rules", "direct")


def test_a_text_is_scored_in_work_that_grows_with_its_length() -> None:
    work = []
    for size in (2000, 4000, 8000):
        tagger = StandIn()
        scores(words("word " * size), tagger, Windows())
        work.append(tagger.pieces)

    assert all(later < 2.1 * earlier for earlier, later in pairwise(work))


@pytest.mark.parametrize("text", ["", "a", "x" * 5000, "漢" * 900, "🙂" * 900, "a\n\nb " * 300])
def test_any_text_is_cut_into_windows_that_cover_it(text: str) -> None:
    scored = scores(words(text), StandIn(), Windows())

    assert len(scored.tags) == len(words(text).spans)
    assert np.isfinite(scored.tags).all()
    covered = {at for window in scored.windows for at in range(window.start, window.end)}
    assert covered == set(range(len(scored.tags)))


def test_statements_from_any_scores_are_legal() -> None:
    text = "Ann Lee said that it rains. " * 200

    for one in found(scores(words(text), StandIn(), Windows())):
        assert one.cue[0] < one.cue[1]
        assert all(start < end for start, end in one.content)


def test_the_best_path_never_begins_inside() -> None:
    tags = np.zeros((4, 7), np.float32)
    tags[:, 6] = 5.0

    assert best_tags(tags) == [5, 6, 6, 6]
    assert best_tags(np.zeros((0, 7), np.float32)) == []
