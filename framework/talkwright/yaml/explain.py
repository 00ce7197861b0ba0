"""Why a text is not YAML, in the words of an author and at the place where the author has to look."""

from __future__ import annotations

import re

import yaml as pyyaml

from talkwright.errors import Place, Problems

_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?= |\r?$)|^={7}(?=\r?$)", re.MULTILINE)
_EXPLANATIONS = (
    (
        "mapping values are not allowed",
        "There is a second ': ' where one value is expected.",
        "Put text that holds ': ' in quotes, and check the indentation.",
    ),
    (
        "cannot start any token",
        "No value can begin with this character.",
        "Put text that begins with @, ` or % in quotes.",
    ),
    ("end of stream", "A quote or bracket is opened and never closed.", "Close it, or put the whole text in quotes."),
    ("expected ','", "A list in [ ] or mapping in { } is not closed.", "Put text that begins with [ or { in quotes."),
    (
        "expected ':'",
        "A key without its ':' was found.",
        "Add the ': ', or check that the line is indented like its neighbours.",
    ),
    (
        "node content",
        "A value is expected here.",
        "Close what [ or { opens, and put text that begins with one in quotes.",
    ),
    (
        "expected",
        "This line does not fit the lines above it.",
        "Check the indentation: lines of one list or mapping begin in the same column.",
    ),
)


_ENDED_EARLY = re.compile(r"\s*(?:- +)*(?:[^\s:]+: +)?[\[{*\"']")


def explain_syntax(error: pyyaml.MarkedYAMLError, text: str, file: str, problems: Problems) -> None:
    """A parser's complaint."""
    complaint = error.problem or ""
    opened = "end of stream" in complaint and error.context_mark
    mark = opened or error.problem_mark or error.context_mark  # where it was opened says more than the end of the file
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    lines = text.splitlines()
    line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    indentation = line[: len(line) - len(line.lstrip())]
    if "\t" in indentation or line[place.column - 1 : place.column] == "\t":
        column = indentation.index("\t") + 1 if "\t" in indentation else place.column
        message = "A tab cannot indent a line or part a key from its value."
        problems.error("yaml/tab", message, Place(file, place.line, column), "Use spaces.")
        return
    begun = _ENDED_EARLY.match(line)
    if "expected" in complaint and begun and begun.end() < place.column:
        message = "The text goes on after a closing quote or bracket, or after an alias."
        problems.error(
            "yaml/syntax", message, place, "Put the whole of a text that begins with [, {, * or a quote in quotes."
        )
        return
    for sign, message, hint in _EXPLANATIONS:
        if sign in complaint:
            problems.error("yaml/syntax", message, place, hint)
            return
    problems.error("yaml/syntax", f"This is not YAML: {complaint}.", place, "Check quotes and indentation.")


def decode(text: str | bytes, file: str, problems: Problems) -> str | None:
    """The text without a byte order mark, or None when its bytes are not UTF-8."""
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = text[: error.start].decode("utf-8")
        place = _place_at(before, len(before), file)
        problems.error("yaml/encoding", "The file is not UTF-8 text.", place, "Save the file with the encoding UTF-8.")
        return None


def unreadable(text: str, file: str, problems: Problems) -> bool:
    """Whether the text holds what the parser would only stumble over; it is reported."""
    if marker := _CONFLICT.search(text):
        problems.error(
            "yaml/merge-conflict",
            "The file holds the marks of an unresolved merge.",
            _place_at(text, marker.start(), file),
            "Choose one side, and delete the lines of '<<<<<<<', '=======' and '>>>>>>>'.",
        )
        return True
    if character := _UNPRINTABLE.search(text):
        problems.error(
            "yaml/control-character",
            f"The character U+{ord(character[0]):04X} is not allowed in YAML.",
            _place_at(text, character.start(), file),
            "Delete it, or write it as an escape in double quotes.",
        )
        return True
    return False


def _place_at(text: str, index: int, file: str) -> Place:
    return Place(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
