"""Which examples have come since a pipeline was trained as a whole, told by marks that its model keeps. Pure.

A mark is eight bytes of a hash of what an example teaches: where it stands does not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b

import msgspec

from talkwright.nlu.examples import Example

MOST = 0.2
"""The share of examples that may have come or gone: beyond, all is learnt anew."""

_BYTES = 8


def marks(examples: Iterable[Example]) -> bytes:
    """Those of ``examples``, one after another."""
    return b"".join(map(_mark, examples))


def fresh(examples: Sequence[Example], known: bytes) -> frozenset[int] | None:
    """The rows of ``examples`` whose marks are not ``known``; None when too much has come or gone."""
    left = Counter(known[start : start + _BYTES] for start in range(0, len(known), _BYTES))
    size, found = left.total(), set()
    for row, example in enumerate(examples):
        mark = _mark(example)
        if left[mark] > 0:
            left[mark] -= 1
        else:
            found.add(row)
    return frozenset(found) if len(found) + left.total() <= MOST * size else None


def _mark(example: Example) -> bytes:
    entities = [
        (each.entity, each.value, each.start, each.end, each.role or "", each.group or "") for each in example.entities
    ]
    taught = example.text, example.intent, example.response_key, example.language, entities
    return blake2b(msgspec.msgpack.encode(taught), digest_size=_BYTES).digest()
