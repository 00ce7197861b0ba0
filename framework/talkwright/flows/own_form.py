"""What an action of a bot may say of itself to the builder: the class attribute ``palette``, as it is written.

It knows neither the code nor the palette: a plain value comes in, and a checked one goes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from talkwright.flows.form import Field, Widget, Words

Said = str | dict[str, str]
"""A text for every language, or one for each."""


class Argument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a form asks for under ``with``."""

    title: Said = ""
    widget: Widget = "text"
    help: Said = ""

    def field(self, name: str) -> Field:
        """The field of the form; without a title it is called by its key."""
        title = words(self.title or name.replace("_", " ").capitalize())
        return Field(title, self.widget, words(self.help) if self.help else None)


class OwnForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``kind`` is the entry of the palette whose place it takes. What is not said is taken from the action."""

    title: Said = ""
    summary: Said = ""
    group: Said = ""
    icon: str = "play"
    kind: str = ""
    arguments: dict[str, Argument] = msgspec.field(default_factory=dict, name="with")


def read_own_form(said: Any) -> OwnForm:
    """The form that ``said`` describes. Raises ``ValueError`` with what is wrong."""
    return msgspec.convert(said, OwnForm)


def words(said: str | Mapping[str, str]) -> Words:
    """A text in every language: where one is missing it is English, or the first there is."""
    if isinstance(said, str):
        return Words(said, said)
    english = said.get("en", next(iter(said.values()), ""))
    return Words(english, said.get("de", english))
