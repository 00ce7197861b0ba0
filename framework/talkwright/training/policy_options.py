"""Options of policies, as far as they count: what does not fit is told and left at its default."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from talkwright.errors import Problems
from talkwright.own import is_own
from talkwright.project.config import Part

NOTHING = "None"  # Python's word, which is a text in YAML


def sound(policies: Sequence[Part], problems: Problems) -> tuple[Part, ...]:
    """``policies`` with such options only as can be used. Those of the bot's own know their own options."""
    return tuple(part if is_own(part.name) else _sound(part, problems) for part in policies)


def _sound(part: Part, problems: Problems) -> Part:
    kept: dict[str, Any] = {}
    for option, value in part.options.items():
        fits, wanted = _KINDS.get(option, (_anything, ""))
        if value == NOTHING or value is None:
            continue
        if fits(value):
            kept[option] = value
            continue
        message = f"The option '{option}' of {part.name} should be {wanted}, but is {value!r}."
        problems.error("config/bad-option", message, part.place, "Correct it, or leave it out for the default.")
    return replace(part, options=kept)


def _anything(value: Any) -> bool:
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


_KINDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "core_fallback_action_name": (_is_text, "the name of an action"),
    "core_fallback_threshold": (_is_number, "a number"),
    "ignore_intents_list": (_are_texts, "a list of intents"),
    "max_history": (_is_count, "a whole number, 0 or more"),
    "tolerance": (_is_number, "a number"),
}
"""What an option has to be, and how that is said. All others are flags, or have no effect."""
