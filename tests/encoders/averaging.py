"""A small averaging network with weights of its own, and what it gives when it is computed plainly."""

from __future__ import annotations

import io
from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

CHUNKS, ROWS, WIDTH, SEEN, INNER = 17, 3, 16, 8, 12
WORDS = CHUNKS * ROWS
Array = NDArray[np.float32]


def small_weights(seed: int = 0) -> dict[str, Array]:
    random = np.random.default_rng(seed)

    def of(*shape: int) -> Array:
        return (random.standard_normal(shape) * 0.4).astype(np.float32)

    weights: dict[str, Array] = {
        f"q{number + 1}": random.integers(0, 64, (ROWS, WIDTH)).astype(np.uint8)  # type: ignore[misc]
        for number in range(CHUNKS)
    }
    weights["scale"] = np.abs(of(CHUNKS)) * 0.1
    weights["lo"] = -32 * weights["scale"]
    for pieces in (2, 3, 5):
        weights[f"proj{pieces}"], weights[f"proj_b{pieces}"] = of(WIDTH, SEEN), of(SEEN)
        weights[f"ln_g{pieces}"], weights[f"ln_b{pieces}"] = 1 + of(SEEN), of(SEEN)
        for layer in (1, 2):
            weights[f"w{layer}_{pieces}"], weights[f"b{layer}_{pieces}"] = of(pieces * SEEN, SEEN), of(SEEN)
    joined = WIDTH + 3 * SEEN
    weights["ln_g"], weights["ln_b"] = 1 + of(joined), of(joined)
    weights["cnn_W"], weights["cnn_b"] = of(joined, WIDTH), of(WIDTH)
    weights["d0"], weights["d1"], weights["p1"] = of(WIDTH, INNER), of(INNER, INNER), of(WIDTH, INNER)
    weights["d2"], weights["d3"], weights["p3"] = of(INNER, WIDTH), of(WIDTH, WIDTH), of(INNER, WIDTH)
    weights["eps"] = np.array(1e-12)  # type: ignore[assignment]
    return weights


def plainly(weights: dict[str, Array], ids: Sequence[int]) -> tuple[Array, Array]:
    """The vector of a text, and those of its pieces alone and among their neighbours, computed in 32 bits."""

    def norm(x: Array, which: str) -> Array:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return scaled * weights[f"ln_g{which}"] + weights[f"ln_b{which}"]

    def beside(x: Array, pieces: int, before: int) -> Array:
        padded = np.pad(x, ((before, pieces - 1 - before), (0, 0)))
        return np.concatenate([padded[place : place + len(x)] for place in range(pieces)], axis=1)

    rows = [weights[f"q{each % CHUNKS + 1}"][each // CHUNKS].astype(np.float32) for each in ids]
    vectors = np.array([row * weights["scale"][i % CHUNKS] + weights["lo"][i % CHUNKS] for row, i in zip(rows, ids)])  # noqa: B905
    seen = [vectors]
    for pieces, before in ((2, 0), (3, 1), (5, 2)):
        x = norm(vectors @ weights[f"proj{pieces}"] + weights[f"proj_b{pieces}"], str(pieces))
        for layer in (1, 2):
            given = beside(x, pieces, before) @ weights[f"w{layer}_{pieces}"] + weights[f"b{layer}_{pieces}"]
            x = np.maximum(given, 0) + x
        seen.append(x)
    tokens = norm(np.concatenate(seen, axis=1), "") @ weights["cnn_W"] + weights["cnn_b"]
    summed = tokens.sum(0) / sqrt(len(ids))
    first = np.maximum(summed @ weights["d0"], 0)
    second = np.maximum(summed @ weights["p1"] + first @ weights["d1"], 0)
    third = np.maximum(second @ weights["d2"], 0)
    said = np.tanh(second @ weights["p3"] + third @ weights["d3"])
    return said / np.linalg.norm(said), np.concatenate([vectors, tokens], axis=1)


def as_file(weights: dict[str, Array]) -> bytes:
    """The weights as a file of numpy."""
    written = io.BytesIO()
    np.savez(written, **weights)  # type: ignore[arg-type]
    return written.getvalue()
