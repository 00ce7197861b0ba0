"""A graph of ONNX as it is written: operators, arrays, and layers with weights of 8 bits.

Weights are quantised symmetrically, each output channel with a scale of its own; what flows, by
``DynamicQuantizeLinear``. Weights use 7 of their 8 bits: processors without VNNI add up products of 8 bits in 16 and
cut off what does not fit, and nothing that could be measured is lost. Fused operators are those of onnxruntime's domain
``com.microsoft``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnx import NodeProto, TensorProto

_OPSET = 17
_IR_VERSION = 8
_FUSED_DOMAIN = "com.microsoft"
_FUSED = frozenset({"QAttention", "MatMulIntegerToFloat", "SkipLayerNormalization", "Gelu"})
LEVELS = 63


class Graph:
    """Nodes and constants as they are added."""

    def __init__(self) -> None:
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []
        self._in_8_bits: set[str] = set()

    def add(self, kind: str, inputs: list[str], outputs: list[str] | None = None, **attributes: Any) -> str:
        """Add an operator and name its first output."""
        from onnx import helper

        name = f"{kind}_{len(self._nodes)}"
        named = outputs or [name]
        domain = _FUSED_DOMAIN if kind in _FUSED else None
        self._nodes.append(helper.make_node(kind, inputs, named, name, domain=domain, **attributes))
        return named[0]

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Add an array."""
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def constant_in(self, file: str, name: str, value: NDArray[Any]) -> bytes:
        """Add an array that stands in a file of its own, beside the model: only what is used of it takes memory.

        Returns what the file must hold.
        """
        from onnx import TensorProto, numpy_helper

        made = numpy_helper.from_array(np.ascontiguousarray(value), name)
        content: bytes = made.raw_data
        made.ClearField("raw_data")
        made.data_location = TensorProto.EXTERNAL
        for key, said in (("location", file), ("offset", "0"), ("length", str(len(content)))):
            made.external_data.add(key=key, value=said)
        self._constants.append(made)
        return content

    def dense(self, x: str, name: str, weight: NDArray[np.float32], bias: NDArray[np.float32] | None = None) -> str:
        """``x`` times ``weight`` [in, out], plus ``bias`` [out]."""
        values, scale = self.quantised(name, weight)
        zero = self.constant(f"{name}.zero", np.zeros(weight.shape[1], np.int8))
        value, value_scale, value_zero = self.dynamic(x)
        inputs = [value, values, value_scale, scale, value_zero, zero]
        if bias is not None:
            inputs.append(self.constant(f"{name}.bias", bias))
        return self.add("MatMulIntegerToFloat", inputs)

    def dynamic(self, x: str) -> tuple[str, str, str]:
        """``x`` in 8 bits: values, scale, and what stands for zero."""
        names = [f"{x}.{part}" for part in ("value", "scale", "zero")]
        if x not in self._in_8_bits:
            self._in_8_bits.add(x)
            self.add("DynamicQuantizeLinear", [x], names)
        return names[0], names[1], names[2]

    def quantised(self, name: str, weight: NDArray[np.float32]) -> tuple[str, str]:
        """Add ``weight`` [in, out] in 8 bits, and the scale of each column."""
        values, scales = quantise(weight)
        return self.constant(f"{name}.weight", values), self.constant(f"{name}.scale", scales)

    def model(self, width: int, token_width: int) -> bytes:
        """The graph as a model. In: ``ids``. Out: ``sentence`` of ``width`` and ``tokens`` of ``token_width``."""
        from onnx import TensorProto, helper

        given = [helper.make_tensor_value_info("ids", TensorProto.INT64, ["n", "length"])]
        gives = [
            helper.make_tensor_value_info("sentence", TensorProto.FLOAT, ["n", width]),
            helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["n", "length", token_width]),
        ]
        graph = helper.make_graph(self._nodes, "encoder", given, gives, self._constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED_DOMAIN, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION, producer_name="talkwright")
        content: bytes = model.SerializeToString(deterministic=True)
        return content


def quantise(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """``weight`` [in, out] as whole numbers of at most ``LEVELS``, and the scale of each column."""
    scales = np.maximum(np.abs(weight).max(axis=0), np.float32(1e-12)) / np.float32(LEVELS)
    return np.rint(weight / scales).astype(np.int8), scales.astype(np.float32)
