"""What one trained model understands of a file of tests, and in what time and memory; in a process of its own.

``python -m benchmarks.nlu_model MODEL TEST`` prints a line of JSON. Every message is asked once, so that nothing is
remembered; times are those of messages of up to 20 words.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from benchmarks.nlu_sets import NOTHING_MEANT, read

from talkwright.conversation.utterance import Utterance
from talkwright.nlu.components.fallback_classifier import FALLBACK_INTENT
from talkwright.nlu.examples import Example
from talkwright.nlu.reasons import Ranked
from talkwright.training.load import load_model

_WARM_UP = 20
_WORDS = 20
_BINS = 15
_MOST_EXPLAINED = 1_000


def measure(model: Path, test: Path) -> dict[str, float | int | None]:
    """Everything. ``accuracy`` is of the best intent, the fallback apart, over every message that means an intent,
    known or not; entities are right when name and span are; ``calibration`` is the expected calibration error (Guo et
    al., 2017). ``scope`` is the area under the curve of telling messages that mean none of the intents by the
    confidence of the best, ``unknown`` the same for those of intents that were not learnt; None when there are none.
    """
    pipeline = load_model(model).pipeline
    known = set(json.loads(pipeline.save()["nlu.json"])["intents"])
    every = read(test)
    for example in every[:_WARM_UP]:
        pipeline.parse(f"{example.text} once more")
    heard, took_ms = [], []
    for example in every:
        start = time.perf_counter()
        said = pipeline.parse(example.text)
        took_ms.append((time.perf_counter() - start) * 1e3)
        heard.append(said)
    short = sorted(ms for ms, example in zip(took_ms, every, strict=True) if len(example.text.split()) <= _WORDS)
    outside = np.array([example.intent in NOTHING_MEANT and example.intent not in known for example in every])
    unknown = np.array([example.intent not in known for example in every])
    best = [next((each for each in said.intent_ranking if each.name != FALLBACK_INTENT), said.intent) for said in heard]
    confidence = np.array([intent.confidence for intent in best])
    right = np.array([intent.name == example.intent for intent, example in zip(best, every, strict=True)])
    words = [decided_by_words(pipeline.reasons(example.text)[1]) for example in every[:_MOST_EXPLAINED]]
    return {
        "accuracy": float(right[~outside].mean()),
        "calibration": calibration_error(confidence[~outside], right[~outside]),
        "entity_f1": entity_f1(every, heard),
        "words_alone": sum(words) / len(words),
        "p50_ms": short[len(short) // 2],
        "p95_ms": short[len(short) * 95 // 100],
        "scope": area(confidence, outside),
        "unknown": area(confidence, unknown),
        "memory_mb": memory_mb(),
    }


def decided_by_words(reasons: Sequence[object]) -> bool:
    """Whether the encoder was never asked for the intent."""
    return any(isinstance(reason, Ranked) and reason.decided_by == "words" for reason in reasons)


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """How far confidences are from how often they are right, over 15 bins of even width."""
    bin_of = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = np.bincount(bin_of, confidence, _BINS) - np.bincount(bin_of, right, _BINS)
    return float(np.abs(gaps).sum() / len(right))


def entity_f1(examples: Sequence[Example], heard: Sequence[Utterance]) -> float | None:
    """Of spans with their names, as those that the set annotates; None when it annotates nothing."""
    names = {entity.entity for example in examples for entity in example.entities}
    hits = guessed = annotated = 0
    for example, said in zip(examples, heard, strict=True):
        found = {(each.entity, each.start, each.end) for each in said.entities if each.entity in names}
        meant = {(each.entity, each.start, each.end) for each in example.entities}
        hits, guessed, annotated = hits + len(found & meant), guessed + len(found), annotated + len(meant)
    return 2 * hits / (guessed + annotated) if annotated else None


def area(confidence: np.ndarray, outside: np.ndarray) -> float | None:
    """How likely a message from outside has a lower confidence than one from inside: the area under the curve."""
    if not outside.any() or outside.all():
        return None
    order = np.argsort(confidence, kind="stable")
    ranks = np.empty(len(order))
    ranks[order] = np.arange(1, len(order) + 1)
    for value in np.unique(confidence):  # equals share their rank
        same = confidence == value
        ranks[same] = ranks[same].mean()
    inside = ~outside
    wins = ranks[inside].sum() - inside.sum() * (inside.sum() + 1) / 2
    return float(wins / (inside.sum() * outside.sum()))


def memory_mb() -> float:
    """Resident now."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found.group(1)) / 1024 if found else 0.0


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]))))
