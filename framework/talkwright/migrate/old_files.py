"""One file of training data of Rasa 1: which kind it is of, and what it says.

nlu     examples, in markdown or JSON
nlg     answers of retrieval intents, in markdown
core    stories, in markdown
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Literal

import msgspec

from talkwright.migrate import nlu_json, response_markdown
from talkwright.migrate.markdown import SIGN
from talkwright.migrate.nlu import Entry, write_nlu
from talkwright.migrate.nlu_markdown import ReadList, read_nlu_markdown
from talkwright.migrate.notes import Notes
from talkwright.migrate.stories import write_stories
from talkwright.migrate.story_markdown import Told, read_story_markdown

_NLU_HEADING = re.compile(r"^##[ \t]*(?:intent|synonym|regex|lookup)[ \t]*:", re.MULTILINE)

_FENCE = re.compile(r"^[ \t]*```", re.MULTILINE)  # what has code in it was written to be read


class OldFile(msgspec.Struct, frozen=True):
    """What a file says: entries or stories or, of answers, the file as YAML."""

    kind: Literal["nlu", "nlg", "core"]
    entries: tuple[Entry, ...] = ()
    stories: tuple[Told, ...] = ()
    answers: str = ""

    @property
    def is_test(self) -> bool:
        """Whether its stories say what users say."""
        return any(each.is_test for each in self.stories)

    @property
    def yaml(self) -> str:
        """The file as of today."""
        return {
            "nlu": lambda: write_nlu(self.entries),
            "nlg": lambda: self.answers,
            "core": lambda: write_stories(self.stories),
        }[self.kind]()


def read_old(file: str, text: str, read: Callable[[str], str | None], notes: Notes) -> OldFile | None:
    """What a file of markdown or JSON says, or None when it holds no training data. ``read`` gets lists of words."""
    words = _words_near(file, read)
    if file.endswith(".json"):
        is_ours = nlu_json.SIGN.search(text) is not None
        return OldFile("nlu", nlu_json.read_nlu_json(text, file, words, notes)) if is_ours else None
    if not file.endswith(".md") or not SIGN.search(text) or _FENCE.search(text):
        return None
    if _NLU_HEADING.search(text):
        return OldFile("nlu", read_nlu_markdown(text, file, words, notes))
    if response_markdown.SIGN.search(text):
        return OldFile("nlg", answers=response_markdown.convert_responses(text, file, notes))
    return OldFile("core", stories=read_story_markdown(text, file, notes))


def _words_near(file: str, read: Callable[[str], str | None]) -> ReadList:
    """Lists of words are named from the bot's folder; some authors meant the file's own."""

    def words(path: str) -> tuple[str, ...] | None:
        for candidate in (PurePosixPath(path), PurePosixPath(file).parent / path):
            text = read(candidate.as_posix())
            if text is not None:
                return tuple(line.strip() for line in text.splitlines() if line.strip())
        return None

    return words
