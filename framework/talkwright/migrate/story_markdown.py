"""Stories in the markdown of Rasa 1.

## a table for two
> came_in
* book{"people": 2} OR reserve
  - table_form
  - form{"name": "table_form"}
  - slot{"people": 2}
  - form{"name": null}
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import msgspec

from talkwright.errors import Place
from talkwright.migrate.domain import answering
from talkwright.migrate.markdown import Line, Section, sections
from talkwright.migrate.notes import Notes
from talkwright.project.stories import Does, Either, Knows, Loops, Mentioned, Passes, Says, Story, StoryStep


class Told(msgspec.Struct, frozen=True):
    """A story as it was told, with the comments that stood in it."""

    story: Story
    comments: tuple[str, ...] = ()

    @property
    def is_test(self) -> bool:
        """Whether what the user says is written out beside what it means."""
        return any(isinstance(step, Says) and step.intent and step.text for step in self.story.steps)


_CALL = re.compile(r"\s*([^{]*?)\s*(\{.*\})?\s*")
_EVENT_ACTIONS = {"restart": "action_restart", "restarted": "action_restart", "back": "action_back"}
_MEANINGLESS = ("reset_slots", "rewind", "undo", "pause", "resume", "reminder", "cancel_reminder", "export", "followup")


def read_story_markdown(text: str, file: str, notes: Notes) -> tuple[Told, ...]:
    """The stories of a file. What cannot be read is noted and left out."""
    told: list[Told] = []
    waiting: tuple[str, ...] = ()
    for section in sections(text, file):
        said = (*waiting, *section.comments, *(each for line in section.lines for each in line.comments))
        if not section.heading:
            waiting = said
            for line in filter(lambda each: each.text.strip(), section.lines):
                notes.left(line.place, "This stands above the first story.", "Write '## name' above it.")
            continue
        waiting = ()
        steps = _Steps(notes).read(section)
        if steps:
            told.append(Told(Story(section.heading, steps, section.place), said))
        else:
            notes.look(section.place, f"The story '{section.heading}' has no steps and is left out.")
    return tuple(told)


class _Steps:
    """The steps of one story."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._steps: list[StoryStep] = []

    def read(self, section: Section) -> tuple[StoryStep, ...]:
        readers: dict[str, Callable[[str, Place], None]] = {">": self._checkpoint, "*": self._user, "-": self._done}
        for line in section.lines:
            text = line.text.strip()
            if not text:
                continue
            reader = readers.get(text[0])
            if reader is None:
                self._tell_unread(line)
            else:
                reader(text[1:].strip(), line.place)
        return tuple(self._steps)

    def _tell_unread(self, line: Line) -> None:
        message = "A line of a story begins with '>', '*' or '-'; this one is left out."
        self._notes.left(line.place, message, "Add it to the story if it belongs there.")

    def _checkpoint(self, text: str, place: Place) -> None:
        name, values = self._call(text, place)
        self._steps.append(Passes(name, tuple(values.items()), place))

    def _user(self, text: str, place: Place) -> None:
        if text.startswith("form:"):
            message = "What a user says inside a form is no step of a story: the form listens itself."
            self._notes.done(place, message)
            return
        alternatives = re.split(r"\s+OR\s+", text)
        found = tuple(says for each in alternatives if (says := self._says(each, place)) is not None)
        if len(found) == 1:
            self._steps.append(found[0])
        elif found:
            self._steps.append(Either(found, place))

    def _says(self, text: str, place: Place) -> Says | None:
        written = re.fullmatch(r"([^\s:{]+)\s*(?:\{.*?\}\s*)?:\s+(.+)", text)
        if written is not None:
            return Says(written[1], (), written[2].strip(), place)
        name, values = self._call(text, place)
        if not name:
            self._notes.left(place, "What the user means is missing.", "Write '* intent'.")
            return None
        return Says(name.removeprefix("/"), tuple(Mentioned(key, value) for key, value in values.items()), None, place)

    def _done(self, text: str, place: Place) -> None:
        """An action, or an event that looks like one."""
        name, values = self._call(text, place)
        if name == "slot":
            if values:
                self._steps.append(Knows(tuple(values.items()), tuple(values), place))
        elif name in ("form", "active_loop"):
            form = values.get("name")
            self._steps.append(Loops(None if form is None else str(form), place))
        elif name in _MEANINGLESS or name in ("form_validation", "loop_interrupted"):
            message = f"The event '{name}' has no step in a story of today and is left out."
            self._notes.look(place, message, "An action that returns it says as much.")
        elif name.startswith("form:"):
            self._notes.done(place, "What a form does itself is no step of a story.")
        elif name:
            self._steps.append(Does(answering(_EVENT_ACTIONS.get(name, name)), place=place))

    def _call(self, text: str, place: Place) -> tuple[str, dict[str, Any]]:
        """``name{"key": value}`` as its parts."""
        found = _CALL.fullmatch(text)
        if found is None:
            self._notes.left(place, "This cannot be read.", "Write 'name' or 'name{\"key\": \"value\"}'.")
            return "", {}
        if not found[2]:
            return found[1], {}
        try:
            values = json.loads(found[2])
        except (ValueError, RecursionError):
            message = f"After '{found[1]}' a JSON object was expected, and this is none."
            self._notes.left(place, message, "Write what it says into the new story.")
            return found[1], {}
        return found[1], values
