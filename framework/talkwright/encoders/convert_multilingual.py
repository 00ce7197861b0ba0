"""Writes the multilingual Universal Sentence Encoder as an ONNX graph with weights of 8 bits, for onnxruntime.

The network, as its authors published it: each piece of a word has a vector; three convolutions look at two, three and
five pieces side by side, twice each; what they and the vectors give is projected, summed over the text, divided by the
root of its length, and goes through four small dense layers. The package that has the weights runs them itself, in
numpy, but normalises the three convolutions as if they were one; here each is normalised alone, as in the published
graph. The same weights make the same bytes, and nothing here runs a model.
"""

from __future__ import annotations

import io

import numpy as np

from talkwright.encoders.onnx_graph import Graph
from talkwright.encoders.weights import Weights

PIECES = "pieces.bin"
_CHUNKS = 17  # the table of vectors comes in so many parts: the piece with the number n is in part n modulo 17
_WINDOWS = ((2, 0), (3, 1), (5, 2))  # how many pieces a convolution sees, and how many of them stand before its own


def read_arrays(content: bytes) -> Weights:
    """The arrays of a file of numpy, by name; whoever gives it has compared its checksum."""
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def convert_multilingual(weights: Weights) -> tuple[bytes, bytes]:
    """The ONNX model, and the table of vectors that belongs beside it as ``PIECES``.

    In: ``ids``, int64 [n, length], without padding. Out: ``sentence``, float32 [n, width], unit rows, and ``tokens``,
    float32 [n, length, token width]: what each is alone, and among its neighbours.
    """
    graph = _Averaging(weights)
    vectors, table = graph.vectors()
    seen = [graph.convolved(vectors, pieces, before) for pieces, before in _WINDOWS]
    joined = graph.add("Concat", [vectors, *seen], axis=2)
    tokens = graph.dense(graph.normalised(joined, ""), "projection", weights["cnn_W"], weights["cnn_b"])
    graph.add("Concat", [vectors, tokens], ["tokens"], axis=2)
    graph.add("LpNormalization", [graph.deep(graph.summed(tokens))], ["sentence"], axis=-1, p=2)
    width = weights["d3"].shape[1]
    return graph.model(width, weights["q1"].shape[1] + width), table


class _Averaging(Graph):
    """A graph with the parts of this network."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self._weights = weights
        second = self.whole("second", 1), self.whole("third", 2)
        self._length = self.add("Slice", [self.add("Shape", ["ids"]), *second])

    def whole(self, name: str, *values: int) -> str:
        """Whole numbers."""
        return self.constant(name, np.array(values, np.int64))

    def vectors(self) -> tuple[str, bytes]:
        """The vector of each piece, and the table that they are in: 8 bits, each chunk with its scale and its least."""
        chunks = [self._weights[f"q{number + 1}"] for number in range(_CHUNKS)]
        table = np.stack(chunks, axis=1).reshape(-1, chunks[0].shape[1])
        content = self.constant_in(PIECES, "pieces", table)
        values = self.add("Cast", [self.add("Gather", ["pieces", "ids"])], to=1)
        chunk = self.add("Mod", ["ids", self.whole("chunks", _CHUNKS)])
        scale = self.add("Gather", [self.constant("piece_scales", self._weights["scale"][:, None]), chunk])
        least = self.add("Gather", [self.constant("piece_least", self._weights["lo"][:, None]), chunk])
        return self.add("Add", [self.add("Mul", [values, scale]), least]), content

    def convolved(self, x: str, pieces: int, before: int) -> str:
        """``x`` projected, normalised, and twice seen together with its neighbours."""
        x = self.dense(x, f"proj{pieces}", self._weights[f"proj{pieces}"], self._weights[f"proj_b{pieces}"])
        x = self.normalised(x, str(pieces))
        for layer in (1, 2):
            name = f"w{layer}_{pieces}"
            window = self._window(x, name, pieces, before)
            fresh = self.dense(window, name, self._weights[name], self._weights[f"b{layer}_{pieces}"])
            x = self.add("Add", [self.add("Relu", [fresh]), x])
        return x

    def normalised(self, x: str, which: str) -> str:
        """``x`` with mean and spread of its rows as the weights want them."""
        gamma = self.constant(f"gamma{which}", self._weights[f"ln_g{which}"])
        beta = self.constant(f"beta{which}", self._weights[f"ln_b{which}"])
        return self.add("LayerNormalization", [x, gamma, beta], axis=-1, epsilon=float(self._weights["eps"]))

    def summed(self, tokens: str) -> str:
        """The sum over the text, divided by the root of its length: [n, width]."""
        total = self.add("ReduceSum", [tokens, self.whole("over_text", 1)], keepdims=0)
        return self.add("Div", [total, self.add("Sqrt", [self.add("Cast", [self._length], to=1)])])

    def deep(self, x: str) -> str:
        """The dense layers, every second with what came in two before."""
        first = self.add("Relu", [self._plain(x, "d0")])
        second = self.add("Relu", [self.add("Add", [self._plain(x, "p1"), self._plain(first, "d1")])])
        third = self.add("Relu", [self._plain(second, "d2")])
        return self.add("Tanh", [self.add("Add", [self._plain(second, "p3"), self._plain(third, "d3")])])

    def _plain(self, x: str, name: str) -> str:
        return self.dense(x, name, self._weights[name])

    def _window(self, x: str, name: str, pieces: int, before: int) -> str:
        """Each row of ``x`` beside its neighbours, zeros where there are none."""
        padding = self.whole(f"{name}.padding", 0, before, 0, 0, pieces - 1 - before, 0)
        padded = self.add("Pad", [x, padding])
        axis = self.whole(f"{name}.axis", 1)
        parts = []
        for place in range(pieces):
            begin = self.whole(f"{name}.from{place}", place)
            parts.append(self.add("Slice", [padded, begin, self.add("Add", [self._length, begin]), axis]))
        return self.add("Concat", parts, axis=2)
