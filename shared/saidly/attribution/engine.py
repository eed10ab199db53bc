"""The shipped tagger: loads once a process, runs on one thread, fails loudly."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from saidly.attribution.confidence import Calibration, calibration_of
from saidly.attribution.pieces import Vocabulary
from saidly.errors import ModelUnavailable

if TYPE_CHECKING:
    from saidly.attribution.tagging import Floats, Ints, Run

FOLDER = Path(__file__).parent / "model"


@cache
def vocabulary(folder: Path = FOLDER) -> Vocabulary:
    """Return the word pieces that the tagger knows.

    Raises:
        ModelUnavailable: the file is missing.
    """
    return Vocabulary(_read(folder / "vocabulary.txt").splitlines())


@cache
def calibration(folder: Path = FOLDER) -> Calibration:
    """Return how to tell the confidence of the tagger's statements.

    Raises:
        ModelUnavailable: the file is missing.
    """
    return calibration_of(_read(folder / "confidence.json"))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise ModelUnavailable(f"cannot read the attribution model: {error}") from error


@cache
def tagger(folder: Path = FOLDER) -> "Run":
    """Return the tagger as a function on arrays.

    Raises:
        ModelUnavailable: onnxruntime is not installed, or the weights are missing or broken.
    """
    try:
        import onnxruntime as ort  # noqa: PLC0415  130 MB and 100 ms that other rooms do without

        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        session = ort.InferenceSession(
            str(folder / "tagger.onnx"), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime raises classes of its own, chosen by its build
        raise ModelUnavailable(f"cannot load the attribution model: {error}") from error

    def run(ids: "Ints", kinds: "Ints") -> "tuple[Floats, Floats]":
        tags, links = session.run(None, {"ids": ids, "kinds": kinds})
        return tags, links

    return run
