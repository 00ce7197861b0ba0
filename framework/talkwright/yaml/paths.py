"""The way to a value inside a value: keys of mappings and indexes of lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, final

from talkwright.errors import Unwritable

Step = str | int
"""A key of a mapping, or the index of an element of a list."""


@final
class _Removed:
    def __repr__(self) -> str:
        return "REMOVED"


REMOVED: Final = _Removed()
"""Stands where there is no value: given for a new one it takes the entry or element away."""


def placed(whole: Any, path: Sequence[Step], value: Any) -> Any:
    """``whole`` with ``value`` at ``path``; what is not on the way is shared with it. Nothing is as good as an empty
    list or mapping. Raises ``Unwritable`` when ``path`` leads nowhere."""
    if not path:
        return None if value is REMOVED else value
    step, rest = path[0], path[1:]
    if isinstance(whole, dict | None) and isinstance(step, str):
        entries = dict(whole or {})
        if not rest and value is REMOVED:
            entries.pop(step, None)
        elif not rest or step in entries:
            entries[step] = placed(entries.get(step), rest, value)
        else:
            raise _no_such_place(step)
        return entries
    if isinstance(whole, list | None) and isinstance(step, int) and 0 <= step <= len(whole or []):
        elements = list(whole or [])
        if not rest and value is REMOVED:
            del elements[step : step + 1]
        elif step < len(elements):
            elements[step] = placed(elements[step], rest, value)
        elif not rest:
            elements.append(value)
        else:
            raise _no_such_place(step)
        return elements
    raise _no_such_place(step)


def _no_such_place(step: Step) -> Unwritable:
    return Unwritable(f"There is no {step!r} on the way to the value.", "Load the file again.")
