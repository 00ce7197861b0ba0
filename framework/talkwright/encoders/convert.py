"""Writes a BERT encoder as one ONNX graph of fused operators with weights of 8 bits, for onnxruntime.

The rule: the same weights make the same bytes. Nothing here runs a model. Embeddings are quantised each row with its
own scale. There is no mask: no text is padded.
"""

from __future__ import annotations

import numpy as np

from talkwright.encoders.onnx_graph import Graph, quantise
from talkwright.encoders.weights import Weights

_EPSILON = 1e-12


def convert(weights: Weights, heads: int) -> bytes:
    """The ONNX model of a BERT encoder with mean pooling.

    In: ``ids``, int64 [n, length], without padding. Out: ``sentence``, float32 [n, width], unit rows, and ``tokens``,
    float32 [n, length, 3 width]: what each is before the first layer, after half of them and after the last. The last
    was trained to tell sentences, and those before it still know most of the words.
    """
    graph = _Bert(weights)
    x = graph.embeddings()
    states = [x]
    while f"encoder.layer.{len(states) - 1}.attention.self.query.weight" in weights:
        x = graph.layer(x, f"encoder.layer.{len(states) - 1}", heads)
        states.append(x)
    graph.add("Concat", [states[0], states[len(states) // 2], x], ["tokens"], axis=-1)
    mean = graph.add("ReduceMean", [x], axes=[1], keepdims=0)
    graph.add("LpNormalization", [mean], ["sentence"], axis=-1, p=2)
    width = int(weights["embeddings.LayerNorm.weight"].shape[0])
    return graph.model(width, 3 * width)


class _Bert(Graph):
    """A graph with the parts of BERT."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self._weights = weights

    def embeddings(self) -> str:
        """Words, places and the first kind of sentence, summed and normalised."""
        name = "embeddings"
        words, scales = quantise(self._weights[f"{name}.word_embeddings.weight"].T)
        table = self.constant("words", words.T)
        rows = self.add("Cast", [self.add("Gather", [table, "ids"])], to=1)
        scale = self.add("Gather", [self.constant("word_scales", scales[:, None]), "ids"])
        word = self.add("Mul", [rows, scale])
        kind = self._weights[f"{name}.token_type_embeddings.weight"][0]
        places = self.constant("places", self._weights[f"{name}.position_embeddings.weight"] + kind)
        length = self.add("Gather", [self.add("Shape", ["ids"]), self.constant("one", np.array([1], np.int64))])
        zero = self.constant("zero", np.array([0], np.int64))
        place = self.add("Slice", [places, zero, length, zero])
        return self._normalised(self.add("Add", [word, place]), f"{name}.LayerNorm")

    def layer(self, x: str, name: str, heads: int) -> str:
        """Attention and the two dense layers after it, each added to what came in and normalised."""
        own = f"{name}.attention.self"
        parts = [self._weights[f"{own}.{part}.weight"].T for part in ("query", "key", "value")]
        weight, scale = self.quantised(own, np.concatenate(parts, axis=1))
        biases = [self._weights[f"{own}.{part}.bias"] for part in ("query", "key", "value")]
        bias = self.constant(f"{own}.bias", np.concatenate(biases))
        zero = self.constant(f"{own}.zero", np.zeros(len(biases) * len(biases[0]), np.int8))
        value, value_scale, value_zero = self.dynamic(x)
        inputs = [value, weight, bias, value_scale, scale, "", value_zero, zero]
        attended = self.add("QAttention", inputs, num_heads=heads, unidirectional=0)
        x = self._added(
            self._dense(attended, f"{name}.attention.output.dense"), x, f"{name}.attention.output.LayerNorm"
        )
        inner = self.add("Gelu", [self._dense(x, f"{name}.intermediate.dense")])
        return self._added(self._dense(inner, f"{name}.output.dense"), x, f"{name}.output.LayerNorm")

    def _dense(self, x: str, name: str) -> str:
        return self.dense(x, name, self._weights[f"{name}.weight"].T, self._weights[f"{name}.bias"])

    def _added(self, x: str, skip: str, name: str) -> str:
        gamma, beta = self._norm(name)
        return self.add("SkipLayerNormalization", [x, skip, gamma, beta], epsilon=_EPSILON)

    def _normalised(self, x: str, name: str) -> str:
        gamma, beta = self._norm(name)
        return self.add("LayerNormalization", [x, gamma, beta], axis=-1, epsilon=_EPSILON)

    def _norm(self, name: str) -> tuple[str, str]:
        gamma = self.constant(f"{name}.gamma", self._weights[f"{name}.weight"])
        return gamma, self.constant(f"{name}.beta", self._weights[f"{name}.bias"])
