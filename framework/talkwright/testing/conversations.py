"""Talks a YAML conversation through an assistant and says what differed.

The steps ``user``, ``utter``, ``bot`` and ``slot_was_set`` of the e2e test format. ``utter`` and ``bot`` together are
all that is said after a user's message, in order; a test case is a conversation of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from talkwright.conversation.content import UserMessage
from talkwright.conversation.events import SlotSet
from talkwright.conversation.ids import new_turn_id
from talkwright.errors import Problems
from talkwright.runtime.assemble import Assistant
from talkwright.yaml import parse


class Case(msgspec.Struct, frozen=True):
    """One conversation: ``steps`` are (kind, content) in order."""

    name: str
    file: str
    steps: tuple[tuple[str, Any], ...]


def read_cases(folder: Path) -> Iterator[Case]:
    """All cases in the ``*.yml`` files of ``folder``. Raises ``AuthorError`` for a file that cannot be read."""
    problems = Problems()
    for file in sorted(folder.glob("*.yml")):
        node = parse(file.read_bytes(), file.name, problems)
        problems.raise_errors()
        assert node is not None
        for case in node.plain()["test_cases"]:
            steps = tuple(next(iter(step.items())) for step in case["steps"])
            yield Case(case["test_case"], file.name, steps)


async def talk_through(assistant: Assistant, case: Case) -> list[str]:
    """Say what the user says in ``case``; what came out otherwise than written, one line each."""
    sender = new_turn_id()
    differences: list[str] = []
    said: list[tuple[str, str | None]] = []
    were_set: list[tuple[str, Any]] = []
    words = ""
    for kind, content in case.steps:
        if kind == "user":
            differences += _unexpected(words, said)
            words = str(content)
            answer = await assistant.handle(UserMessage(sender, words, "test"))
            were_set = [(event.name, event.value) for event in answer.events if isinstance(event, SlotSet)]
            said = [(str(message.metadata.get("utter_action", "")), message.text) for message in answer.messages]
        elif kind in ("utter", "bot"):
            name, text = said.pop(0) if said else ("nothing", None)
            came = name if kind == "utter" else text
            if came != content:
                differences.append(f"after {words!r}: expected {kind} {content!r}, came {came!r} ({text!r})")
        elif kind == "slot_was_set":
            for wanted in content:
                named = next(iter(wanted.items())) if isinstance(wanted, dict) else None
                if named not in were_set and wanted not in [name for name, value in were_set if value is not None]:
                    differences.append(f"after {words!r}: expected {wanted!r} to be set; set were {were_set!r}")
        else:
            differences.append(f"step {kind!r} is not one that this runner knows")
    return differences + _unexpected(words, said)


def _unexpected(words: str, said: list[tuple[str, str | None]]) -> list[str]:
    return [f"after {words!r}: unexpected {name or 'message'} ({text!r})" for name, text in said]
