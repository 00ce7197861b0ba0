"""A BERT of two small layers with weights of its own, and what it gives when it is computed plainly."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

WIDTH, HEADS, INNER, WORDS, LONGEST, LAYERS = 32, 4, 64, 50, 20, 2
Weights = dict[str, NDArray[np.float32]]


def tiny_weights(seed: int = 0) -> Weights:
    random = np.random.default_rng(seed)

    def of(*shape: int) -> NDArray[np.float32]:
        return (random.standard_normal(shape) * 0.2).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": of(WORDS, WIDTH),
        "embeddings.position_embeddings.weight": of(LONGEST, WIDTH),
        "embeddings.token_type_embeddings.weight": of(2, WIDTH),
        **_norm("embeddings.LayerNorm", of),
    }
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        shapes = {f"attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")}
        shapes |= {"attention.output.dense": (WIDTH, WIDTH), "intermediate.dense": (INNER, WIDTH)}
        shapes |= {"output.dense": (WIDTH, INNER)}
        for part, shape in shapes.items():
            weights[f"{name}.{part}.weight"] = of(*shape)
            weights[f"{name}.{part}.bias"] = of(shape[0])
        weights |= _norm(f"{name}.attention.output.LayerNorm", of) | _norm(f"{name}.output.LayerNorm", of)
    return weights


def _norm(name: str, of: object) -> Weights:
    return {f"{name}.weight": np.ones(WIDTH, np.float32) + of(WIDTH), f"{name}.bias": of(WIDTH)}  # type: ignore[operator]


def plainly(weights: Weights, ids: Sequence[int], layers: int = LAYERS) -> NDArray[np.float32]:
    """The vector of each token after so many layers, computed in 32 bits."""

    def dense(x: NDArray[np.float32], name: str) -> NDArray[np.float32]:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(x: NDArray[np.float32], name: str) -> NDArray[np.float32]:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    x = weights["embeddings.word_embeddings.weight"][list(ids)]
    x = x + weights["embeddings.position_embeddings.weight"][: len(ids)]
    x = norm(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(layers):
        name, size = f"encoder.layer.{layer}", WIDTH // HEADS
        query, key, value = (
            dense(x, f"{name}.attention.self.{part}").reshape(len(ids), HEADS, size).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / sqrt(size)
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (shares / shares.sum(-1, keepdims=True)) @ value
        attended = dense(mixed.transpose(1, 0, 2).reshape(len(ids), WIDTH), f"{name}.attention.output.dense")
        x = norm(attended + x, f"{name}.attention.output.LayerNorm")
        inner = dense(x, f"{name}.intermediate.dense")
        inner = inner * 0.5 * (1 + erf(inner / sqrt(2)))
        x = norm(dense(inner.astype(np.float32), f"{name}.output.dense") + x, f"{name}.output.LayerNorm")
    return x


def written(weights: Weights) -> bytes:
    """The weights as a file of safetensors."""
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, values in weights.items():
        content = values.astype("<f4").tobytes()
        entry = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [len(body), len(body) + len(content)]}
        header[name] = entry  # type: ignore[assignment]
        body += content
    head = json.dumps(header).encode()
    return len(head).to_bytes(8, "little") + head + body
