"""Values that are new in a file, written as the file writes its own.

A fragment is what follows a key or a dash: ``inline`` behind it on its line, and the lines ``below``, indented from the
column of the key or dash on.
"""

from __future__ import annotations

from typing import Any

import msgspec

from talkwright.yaml.habits import Habits
from talkwright.yaml.moved import Moved
from talkwright.yaml.scalars import stands_as_lines, stands_plain, written

_WIDTH = 110  # of a line in flow style


class Fragment(msgspec.Struct, frozen=True):
    inline: str
    below: tuple[str, ...] = ()


class Fragments:
    """Writes new values in the ``habits`` of a file. Elements that have ``moved`` there are written as they were."""

    def __init__(self, habits: Habits, moved: Moved | None = None) -> None:
        self._habits = habits
        self._moved = moved

    def below_key(self, key: str, value: Any) -> Fragment:
        if isinstance(value, dict | list) and value:
            if self._fits_in_flow(key, value):
                return Fragment(f" {self.in_flow(key, value)}")
            step = self._habits.step("sequence" if isinstance(value, list) else "mapping")
            return Fragment("", indented(self.lines(key, value), step))
        if _is_lines(value):
            return self._literal(value, self._habits.step("mapping"))
        return Fragment(f" {self.scalar(key, value)}")

    def after_dash(self, key: str, value: Any) -> Fragment:
        """An element of the list below ``key``."""
        name = f"{key}[]"
        if isinstance(value, dict | list) and value:
            if self._fits_in_flow(name, value):
                return Fragment(f" {self.in_flow(name, value)}")
            first, *rest = self.lines(name, value)
            return Fragment(f" {first}", indented(rest, 2))
        if _is_lines(value):
            return self._literal(value, 2)
        return Fragment(f" {self.scalar(name, value)}")

    def lines(self, key: str, value: Any) -> list[str]:
        """A list or mapping in block style; or the one line of anything else."""
        if isinstance(value, dict) and value:
            return [line for name, each in value.items() for line in self.entry(name, each)]
        if isinstance(value, list) and value:
            return [line for each in value for line in self.element(key, each)]
        return [self.scalar(key, value)]

    def entry(self, name: str, value: Any) -> list[str]:
        fragment = self.below_key(name, value)
        return [f"{self.name(name)}:{fragment.inline}", *fragment.below]

    def element(self, key: str, value: Any) -> list[str]:
        if self._moved is not None and (lines := self._moved.lines(value)) is not None:
            return lines
        fragment = self.after_dash(key, value)
        return [f"-{fragment.inline}", *fragment.below]

    def in_flow(self, key: str, value: Any) -> str:
        if isinstance(value, dict):
            inside = ", ".join(
                f"{self.name(name, in_flow=True)}: {self.in_flow(name, each)}" for name, each in value.items()
            )
            return f"{{{inside}}}"
        if isinstance(value, list):
            return f"[{', '.join(self.in_flow(f'{key}[]', each) for each in value)}]"
        return self.scalar(key, value, in_flow=True)

    def name(self, name: str, *, in_flow: bool = False) -> str:
        return written(name, "" if stands_plain(name, in_flow=in_flow) else self._habits.usual_quote)

    def scalar(self, key: str, value: Any, *, in_flow: bool = False) -> str:
        """Also an empty list or mapping."""
        if isinstance(value, dict | list):
            return "{}" if isinstance(value, dict) else "[]"
        style = self._habits.quote(key)
        if isinstance(value, str) and not style and not stands_plain(value, in_flow=in_flow):
            style = self._habits.usual_quote
        return written(value, style, in_flow=in_flow)

    def _literal(self, text: str, step: int) -> Fragment:
        mark = f"{step}" if text.lstrip("\n").startswith(" ") else ""
        header = f" |{mark}{chomping(text)}"
        return Fragment(header, indented(text.removesuffix("\n").split("\n"), step))

    def _fits_in_flow(self, key: str, value: Any) -> bool:
        return (
            self._habits.in_flow_style(key)
            and not self._brings_lines(value)
            and not any("\n" in each for each in _texts(value))
            and len(self.in_flow(key, value)) <= _WIDTH
        )

    def _brings_lines(self, value: Any) -> bool:
        """Whether something has moved into ``value``."""
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return self._moved is not None and any(self._moved.lines(each) or self._brings_lines(each) for each in inside)


def chomping(text: str) -> str:
    """The sign of a block that says how many line ends the text has at its end."""
    return "+" if text.endswith("\n\n") else "" if text.endswith("\n") else "-"


def _is_lines(value: Any) -> bool:
    """Whether a text is written in lines; not when blank lines at its end would run into those of the file."""
    return isinstance(value, str) and "\n" in value and not value.endswith("\n\n") and stands_as_lines(value)


def indented(lines: list[str], step: int) -> tuple[str, ...]:
    return tuple(" " * step + line if line else line for line in lines)


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict | list):
        return [text for each in (value.values() if isinstance(value, dict) else value) for text in _texts(each)]
    return [value] if isinstance(value, str) else []
