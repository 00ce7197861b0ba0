"""Random edits, as a builder makes them, and what lines of a text they may touch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import msgspec

from talkwright.errors import Problems
from talkwright.yaml import parse
from talkwright.yaml.parts import Part, parts_of
from talkwright.yaml.rewrite import REMOVED, Step
from talkwright.yaml.source import plain, same

Path = tuple[Step, ...]

WORDS: tuple[Any, ...] = (
    "yes", "12:30", "2024-01-31", "007", "a: b", "# x", "x # y", "- y", "", " before", "after ", "it's", 'a "b"',
    "null",
    "[x]", "{name}, hello", "*", "&a", "!x", "%x", "@x", "`x`", "a\tb", "a\\b", "é ü 🎉", "x\r\ny", "\u2028", "=", "<<",
    "slots.amount > 3 and not slots.x", "https://example.org/a?b=c#d", "one\ntwo", "one\n\n  two\n", "\n", "a\n\n",
    "  indented\nlines\n", "a long text " * 20, "END", "utter_new", "-", "?", ":", "a:", "x,y", "1e3", "0x1F", "1_000",
    5, 0, -3, 1.5, 1e20, True, False, None,
)  # fmt: skip
SHAPES: tuple[Any, ...] = (
    [], {}, ["a", "b"], {"action": "utter_new"}, {"collect": "new_slot", "next": "END"},
    {"id": "new", "set_slots": [{"amount": 5}, {"name": None}]},
    [{"if": "slots.x", "then": [{"action": "utter_a", "next": "END"}]}, {"else": "END"}],
    [{"text": "Hello\nyou", "buttons": [{"title": "Yes", "payload": "/affirm"}]}],
    {"type": "categorical", "values": ["a", "b"], "mappings": [{"type": "from_llm"}]}, [[1, 2], [[]]], [None, [{}]],
)  # fmt: skip
KEYS = ("next", "id", "description", "text", "new key", "on", "5", "a: b", "buttons", "metadata", "#", "")


class Change(msgspec.Struct, frozen=True):
    """``value`` at ``path``; ``at`` is what really changes, which may be deeper, and ``kind`` how."""

    kind: str
    path: Path
    value: Any
    at: Path


def model(text: str) -> Any:
    """What every other part of the framework reads in ``text``."""
    node = parse(text, "file.yml", Problems())
    assert node is not None
    return node.plain()


def random_change(whole: Any, random: Random) -> Change:
    """One edit: of the value itself, or as a new whole of something around it."""
    path = random.choice(list(_paths(whole)))
    kind, at, value = _edit(whole, path, random)
    if kind != "move" and random.random() < 0.5:
        return Change(kind, at, value, at)
    after = _set(deepcopy(whole), at, value)
    above = at[: random.randrange(len(at))] if at and random.random() < 0.8 else at[:-1]
    return Change(kind, above, _get(after, above), at)


def _edit(whole: Any, path: Path, random: Random) -> tuple[str, Path, Any]:
    value = _get(whole, path)
    if isinstance(value, list) and random.random() < 0.7:
        if len(value) > 1 and random.random() < 0.3:
            moved = list(value)
            moved.insert(random.randrange(len(value)), moved.pop(random.randrange(len(value))))
            return "move", path, moved
        new = deepcopy(random.choice(value)) if value and random.random() < 0.5 else _new(random)
        grown = list(value)
        grown.insert(random.randint(0, len(value)), _varied(new, random))
        return "insert", path, grown
    if isinstance(value, dict) and random.random() < 0.7:
        key = random.choice(KEYS)
        if key not in value:
            return "insert", (*path, key), _new(random)
    if isinstance(value, str) and random.random() < 0.7:
        return "change", path, _words(value, random)
    if path and random.random() < 0.5:
        return "delete", path, REMOVED
    return "change", path, _new(random)


def _words(text: str, random: Random) -> str:
    """A text as somebody edits it."""
    lines = text.split("\n")
    at = random.randrange(len(lines))
    if len(lines) > 1:
        action = random.randrange(3)
        if action == 0:
            return "\n".join((*lines[:at], "- another example", *lines[at:]))
        if action == 1:
            return "\n".join((*lines[:at], *lines[at + 1 :]))
    words = lines[at].split(" ")
    words[random.randrange(len(words))] = random.choice(("other", "more words", "Größe", "x:", "yes"))
    lines[at] = " ".join(words)
    return "\n".join(lines)


def _new(random: Random) -> Any:
    return deepcopy(random.choice(WORDS if random.random() < 0.6 else SHAPES))


def _varied(value: Any, random: Random) -> Any:
    if isinstance(value, dict) and value and random.random() < 0.5:
        value[random.choice(list(value))] = _new(random)
    return value


def _paths(value: Any, above: Path = ()) -> Iterator[Path]:
    yield above
    for step, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _paths(each, (*above, step))


def _get(whole: Any, path: Path) -> Any:
    for step in path:
        whole = whole[step]
    return whole


def _set(whole: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    around = _get(whole, path[:-1])
    if value is REMOVED:
        del around[path[-1]]
    else:
        around[path[-1]] = value
    return whole


def expected(whole: Any, change: Change) -> Any:
    return _set(deepcopy(whole), change.path, change.value)


_BREAK = re.compile(r"(?<=\n)|(?<=\r)(?!\n)|(?<=[\x85\u2028\u2029])")


def lines_of(text: str) -> list[str]:
    return [line.rstrip("\r\n") for line in _BREAK.split(text.removeprefix("\ufeff")) if line]


def check_lines(text: str, changed: str, change: Change) -> None:
    """Lines before and behind those of what changes are the same.

    Of a list that grows or in which an element moves all lines are there, and of a text in lines those whose words
    stay. Where there are anchors, lines with & or * may change.
    """
    assert changed.startswith("\ufeff") == text.startswith("\ufeff")
    assert changed.count("\r") >= changed.count("\n") or "\r\n" not in text
    old, new = (lines_of(each) for each in (text, changed))
    if text and not text.endswith("\n"):  # the last text may have to say that it has no line end
        old, new = ([re.sub(r"(?<=[|>])-$", "", line) for line in each] for each in (old, new))
    first, last = span(text, change.at)
    behind = len(old) - last
    if "&" in text and "*" in text:
        lost = Counter(line for line in old if not re.search("[&*]", line)) - Counter(new) - Counter(old[first:last])
        assert not lost
        return
    assert new[:first] == old[:first]
    assert not behind or new[-behind:] == old[last:]
    part = _part(text, change.at)
    if change.kind in ("move", "insert"):
        left = [line for line in old[first:last] if line.strip() not in ("", "-")]
        for line in new[first : len(new) - behind]:
            if line in left:
                left.remove(line)
        behind_dashes = {_without_dash(line) for line in new}
        assert len([line for line in left if _without_dash(line) not in behind_dashes]) <= _may_go(text, change)
    elif change.kind == "change" and part is not None and part.style == "|" and not _in_brackets(part):
        now = _part(changed, change.at)
        if now is not None and now.style == "|":
            gone = Counter(part.value.split("\n")) - Counter(now.value.split("\n"))
            lost = Counter(line for line in old if line.strip()) - Counter(new)
            assert lost.total() <= gone.total() + 1  # the line of its key


def _without_dash(line: str) -> str:
    return re.sub(r"^[ -]*", lambda found: " " * len(found[0]), line)


def _may_go(text: str, change: Change) -> int:
    """How many lines an insertion or a move may replace: those of brackets, and of what was nothing."""
    part = _part(text, change.at)
    if part is None:
        part = _part(text, change.at[:-1])
    if part is None or part.kind == "scalar" or not part.parts or part.in_flow_style or _in_brackets(part):
        return 1_000
    return 0


def _in_brackets(part: Part | None) -> bool:
    while part is not None:
        if part.in_flow_style:
            return True
        part = part.inside
    return False


def span(text: str, path: Path) -> tuple[int, int]:
    """The lines, from 0, that may change when what is at ``path`` does."""
    lines = lines_of(text)
    part, key = _entry(text, path)
    while part is None or _has_twin(part) or _in_brackets(part.inside) or part.alias:
        if not path:
            return 0, len(lines)
        path = path[:-1]
        part, key = _entry(text, path)
    if not path:
        return 0, len(lines)
    around = part.inside
    assert around is not None
    values = around.parts[1::2] if around.kind == "mapping" else around.parts
    names = [each.value for each in around.parts[::2]] if around.kind == "mapping" else []
    if len(values) == 1 or len(names) > len(set(names)) or around.anchor or around.tag:
        return span(text, path[:-1])
    first = (key or part).line - 1
    if key is None:  # from its dash, which may be in a line above
        while first and not re.match(r"\s*(- +)*-(\s|$)", lines[first]):
            first -= 1
    index = values.index(part)
    if index + 1 < len(values):
        following = around.parts[2 * index + 2] if key is not None else values[index + 1]
        last = following.line - 1
        if index == 0 and (_behind_dash(lines[first], key) if key is not None else re.match(" *- +-", lines[first])):
            last += 1  # the next one comes behind the dash
    else:
        last = _end(lines, part)
    while first and lines[first - 1].strip().startswith("#"):
        first -= 1
    while first and not lines[first - 1].strip():
        first -= 1
    return first, max(first, last)


def _has_twin(part: Part) -> bool:
    """Whether an element of a list stands there more than once: any of them may go when one does."""
    around = part.inside
    if around is None or around.kind != "sequence":
        return False
    values = [plain(each) for each in around.parts]
    return sum(same(plain(part), value) for value in values) > 1


def _behind_dash(line: str, key: Part) -> bool:
    return bool(line[: key.column - 1].strip("\ufeff "))


def _end(lines: list[str], part: Part) -> int:
    """The line behind a last member, with the comments and blank lines behind it."""
    around: Part | None = part
    while around is not None and around.inside is not None:
        siblings = around.inside.parts
        at = siblings.index(around)
        if at + 1 < len(siblings):
            return siblings[at + 1].line - 1
        around = around.inside
    return len(lines)


def _part(text: str, path: Path) -> Part | None:
    return _entry(text, path)[0]


def _entry(text: str, path: Path) -> tuple[Part | None, Part | None]:
    """The value that stands at ``path``, not in what an alias names, and its key."""
    parts = parts_of(text).parts
    if not parts:
        return None, None
    part, key = parts[0], None
    for step in path:
        if part.kind == "mapping" and isinstance(step, str):
            found = part.entry(step)
            if found is None:
                return None, None
            key, part = found
        elif part.kind == "sequence" and isinstance(step, int) and step < len(part.parts):
            part, key = part.parts[step], None
        else:
            return None, None
    return part, key
