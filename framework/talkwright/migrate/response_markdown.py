"""Answers of retrieval intents in the markdown of Rasa 1.

## when we are open
* faq/opening_hours
  - From nine to five.
"""

from __future__ import annotations

import re

from talkwright.migrate.layout import block, comments
from talkwright.migrate.markdown import sections
from talkwright.migrate.nlu import VERSION_LINE
from talkwright.migrate.notes import Notes

SIGN = re.compile(
    r"^##[^\n]*\n(?:[ \t]*\r?\n)*[ \t]*\*[ \t]*[^\s/{:]+/[^\s{:]+[ \t]*\r?\n[ \t]*-[ \t]+\S+[ \t]+\S", re.MULTILINE
)
"""A key of a retrieval intent, and below it words instead of the name of an action."""


def convert_responses(text: str, file: str, notes: Notes) -> str:
    """The file as YAML with a section ``responses``."""
    answers: dict[str, list[dict[str, str]]] = {}
    said: dict[str, tuple[str, ...]] = {}
    for section in sections(text, file):
        name = ""
        for line in section.lines:
            stripped = line.text.strip()
            if stripped.startswith("*"):
                name = f"utter_{stripped[1:].strip()}"
                said[name] = (*said.get(name, ()), *section.comments, *line.comments)
            elif stripped.startswith("-") and name and stripped[1:].strip():
                answers.setdefault(name, []).append({"text": stripped[1:].strip().replace("\\n", "\n")})
            elif stripped:
                notes.left(line.place, "This is neither '* intent/key' nor '- answer'.", "Write it as a response.")
    lines = [VERSION_LINE, "", "responses:"]
    for number, (name, variations) in enumerate(answers.items()):
        lines += [""] * bool(number) + comments(said.get(name, ()), 2) + block({name: variations}, 2)
    return "\n".join(lines) + "\n"
