"""What a pipeline was fitted with, for those who look at examples afterwards. It is not saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from talkwright.errors import OutsideError
from talkwright.nlu.component import Draft
from talkwright.nlu.examine import learnable
from talkwright.nlu.examples import Example, TrainingData

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from talkwright.nlu.held_out import HeldOut


class Learnt(NamedTuple):
    """The examples that intents are learnt from, with their ``words`` in plain form, and ``data``, where they are from.

    ``vectors`` [n, width] are float32 rows of length 1, None without an encoder. ``held_out`` is what the classifier
    thought of those that it had not learnt, None where none told.
    """

    data: TrainingData
    examples: Sequence[Example]
    words: Sequence[Sequence[str]]
    vectors: NDArray[Any] | None = None
    held_out: HeldOut | None = None


def learnt(data: TrainingData, drafts: Sequence[Draft], held_out: HeldOut | None) -> Learnt:
    """Gather it. ``drafts`` go with ``data.examples``."""
    rows = learnable(data.examples, drafts)
    return Learnt(data, [example for example, _ in rows], [draft.words for _, draft in rows], _vectors(rows), held_out)


def _vectors(rows: Sequence[tuple[Example, Draft]]) -> NDArray[Any] | None:
    """Those of all, or none."""
    encoders = [draft.vector for _, draft in rows if draft.vector is not None]
    if not encoders or len(encoders) < len(rows):
        return None
    try:
        return np.array([encode() for encode in encoders], np.float32)
    except OutsideError:  # another machine makes them, and has stopped to
        return None
