"""Change a value in a YAML text, and nothing else of it.

The rule: the old and the new value are compared, and only what differs is written; all other lines stay, byte for
byte, with their comments. What comes out is read again, and when it does not say exactly what was meant, nothing comes
out at all: ``Unwritable``. Pure; what the files mean is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml as pyyaml

from talkwright.errors import Unwritable
from talkwright.yaml.blocks import LINE_END
from talkwright.yaml.paths import REMOVED, Step, placed
from talkwright.yaml.plan import Goal
from talkwright.yaml.source import Source, same, source_of
from talkwright.yaml.splice import Splice

__all__ = ["REMOVED", "Step", "rewrite"]


def rewrite(text: str, path: Sequence[Step], value: Any) -> str:
    """``text`` with ``value``, plain JSON data, at ``path``: keys and indexes from the top, () being all of it.

    A last key that is not there is added, as is an element one behind the last; ``REMOVED`` takes away. Raises
    ``Unwritable`` when that cannot be done, or not without changing something else.
    """
    source = _read(text)
    wanted = placed(source.plain, path, value)
    if same(source.plain, wanted):
        return text
    changed = Splice(source).write(Goal(tuple(path), value))
    if (
        text.strip("\ufeff")
        and not LINE_END.search(text[-1:])
        and same(_read(ended := _without_last_end(changed)).plain, wanted)
    ):
        return ended
    if same(_read(changed).plain, wanted):
        return changed
    raise Unwritable("The value cannot be written here without changing something else.", "Change it in the file.")


def _without_last_end(text: str) -> str:
    """As the file was that ended without one."""
    return text.removesuffix("\n").removesuffix("\r")


def _read(text: str) -> Source:
    try:
        return source_of(text)
    except (pyyaml.YAMLError, ValueError, RecursionError) as error:
        raise Unwritable(
            "The file is not YAML that can be read.", "Mend it first: `talkwright check` says where."
        ) from error
