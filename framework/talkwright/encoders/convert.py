"""Writes a BERT encoder as one ONNX graph of fused operators with weights of 8 bits, for onnxruntime.

The rule: the same weights make the same bytes. Nothing here runs a model.

Weights are quantised symmetrically, each output channel with a scale of its own, embeddings each row with its own; what
flows, by ``DynamicQuantizeLinear``. Weights use 7 of their 8 bits: processors without VNNI add up products of 8 bits in
16 and cut off what does not fit, and nothing that could be measured is lost. Fused operators are those of onnxruntime's
domain ``com.microsoft``. There is no mask: no text is padded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from talkwright.encoders.weights import Weights

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

_OPSET = 17
_IR_VERSION = 8
_FUSED = "com.microsoft"
_EPSILON = 1e-12
LEVELS = 63


def convert(weights: Weights, heads: int) -> bytes:
    """The ONNX model of a BERT encoder with mean pooling.

    In: ``ids``, int64 [n, length], without padding. Out: ``sentence``, float32 [n, width], unit rows, and ``tokens``,
    float32 [n, length, width].
    """
    graph = _Graph(weights)
    x = graph.embeddings()
    layer = 0
    while f"encoder.layer.{layer}.attention.self.query.weight" in weights:
        x = graph.layer(x, f"encoder.layer.{layer}", heads)
        layer += 1
    graph.add("Identity", [x], ["tokens"])
    mean = graph.add("ReduceMean", [x], axes=[1], keepdims=0)
    graph.add("LpNormalization", [mean], ["sentence"], axis=-1, p=2)
    model: bytes = graph.model().SerializeToString(deterministic=True)
    return model


class _Graph:
    """Nodes and constants as they are added."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def add(self, kind: str, inputs: list[str], outputs: list[str] | None = None, **attributes: Any) -> str:
        """Add an operator and name its first output."""
        from onnx import helper

        fused = kind in ("QAttention", "MatMulIntegerToFloat", "SkipLayerNormalization", "Gelu")
        named = outputs or [f"{kind}_{len(self._nodes)}"]
        domain = _FUSED if fused else None
        self._nodes.append(
            helper.make_node(kind, inputs, named, f"{kind}_{len(self._nodes)}", domain=domain, **attributes)
        )
        return named[0]

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Add an array."""
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

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
        weight, scale = self._quantised(own, np.concatenate(parts, axis=1))
        biases = [self._weights[f"{own}.{part}.bias"] for part in ("query", "key", "value")]
        bias = self.constant(f"{own}.bias", np.concatenate(biases))
        zero = self.constant(f"{own}.zero", np.zeros(len(biases) * len(biases[0]), np.int8))
        value, value_scale, value_zero = self._dynamic(x)
        inputs = [value, weight, bias, value_scale, scale, "", value_zero, zero]
        attended = self.add("QAttention", inputs, num_heads=heads, unidirectional=0)
        x = self._added(
            self._dense(attended, f"{name}.attention.output.dense"), x, f"{name}.attention.output.LayerNorm"
        )
        inner = self.add("Gelu", [self._dense(x, f"{name}.intermediate.dense")])
        return self._added(self._dense(inner, f"{name}.output.dense"), x, f"{name}.output.LayerNorm")

    def model(self) -> ModelProto:
        """The graph as a model."""
        from onnx import TensorProto, helper

        given = [helper.make_tensor_value_info("ids", TensorProto.INT64, ["n", "length"])]
        width = int(self._weights["embeddings.LayerNorm.weight"].shape[0])
        gives = [
            helper.make_tensor_value_info("sentence", TensorProto.FLOAT, ["n", width]),
            helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["n", "length", width]),
        ]
        graph = helper.make_graph(self._nodes, "encoder", given, gives, self._constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION, producer_name="talkwright")

    def _dense(self, x: str, name: str) -> str:
        weight, scale = self._quantised(name, self._weights[f"{name}.weight"].T)
        bias = self._weights[f"{name}.bias"]
        zero = self.constant(f"{name}.zero", np.zeros(len(bias), np.int8))
        value, value_scale, value_zero = self._dynamic(x)
        inputs = [value, weight, value_scale, scale, value_zero, zero, self.constant(f"{name}.bias", bias)]
        return self.add("MatMulIntegerToFloat", inputs)

    def _dynamic(self, x: str) -> tuple[str, str, str]:
        names = [f"{x}.{part}" for part in ("value", "scale", "zero")]
        self.add("DynamicQuantizeLinear", [x], names)
        return names[0], names[1], names[2]

    def _quantised(self, name: str, weight: NDArray[np.float32]) -> tuple[str, str]:
        values, scales = quantise(weight)
        return self.constant(f"{name}.weight", values), self.constant(f"{name}.scale", scales)

    def _added(self, x: str, skip: str, name: str) -> str:
        gamma, beta = self._norm(name)
        return self.add("SkipLayerNormalization", [x, skip, gamma, beta], epsilon=_EPSILON)

    def _normalised(self, x: str, name: str) -> str:
        gamma, beta = self._norm(name)
        return self.add("LayerNormalization", [x, gamma, beta], axis=-1, epsilon=_EPSILON)

    def _norm(self, name: str) -> tuple[str, str]:
        gamma = self.constant(f"{name}.gamma", self._weights[f"{name}.weight"])
        return gamma, self.constant(f"{name}.beta", self._weights[f"{name}.bias"])


def quantise(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """``weight`` [in, out] as whole numbers of at most ``LEVELS``, and the scale of each column."""
    scales = np.maximum(np.abs(weight).max(axis=0), np.float32(1e-12)) / np.float32(LEVELS)
    return np.rint(weight / scales).astype(np.int8), scales.astype(np.float32)
