"""Average checkpoints and write the model that ships: int8 weights and the vocabulary."""

import argparse
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.attribution.network import Tagger, pretrained


class Reader(nn.Module):
    """The tagger as the room calls it: nobody in particular annotates."""

    def __init__(self, model: Tagger) -> None:
        """Wrap a trained model."""
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor]:
        """Return tag scores and link vectors."""
        return self.model(ids, kinds)


def averaged(paths: list[Path]) -> dict[str, Tensor]:
    """Return the mean of the weights of several checkpoints."""
    states = [torch.load(path) for path in paths]
    return {name: sum(state[name] for state in states) / len(states) for name in states[0]}


def write(model: Tagger, out: Path) -> None:
    """Write ``tagger.onnx`` with int8 weights; one window at a time, so no mask."""
    for layer in model.layers:
        layer.fold()
    ids = torch.randint(1000, 2000, (1, 40))
    names = ["ids", "kinds"]
    axes = {name: {1: "length"} for name in [*names, "tags", "links"]}
    with tempfile.TemporaryDirectory() as folder:
        full, clean = Path(folder) / "full.onnx", Path(folder) / "clean.onnx"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                Reader(model).eval(),
                (ids, torch.zeros_like(ids)),
                str(full),
                input_names=names,
                output_names=["tags", "links"],
                dynamic_axes=axes,
                opset_version=17,
                dynamo=False,
            )
        quant_pre_process(str(full), str(clean), skip_symbolic_shape=True)
        quantize_dynamic(
            str(clean),
            str(out / "tagger.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            # seven bits: with eight, sums of products overflow on processors without VNNI
            reduce_range=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    onnx.checker.check_model(str(out / "tagger.onnx"))


def main() -> None:
    """Write the model folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="wheel that holds the encoder")
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder of the package's model")
    args = parser.parse_args()
    model, vocabulary = pretrained(args.base, 96, 0.0)
    model.load_state_dict(averaged(args.checkpoint))
    args.out.mkdir(parents=True, exist_ok=True)
    write(model, args.out)
    (args.out / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    for path in sorted(args.out.iterdir()):
        print(path.name, f"{path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
