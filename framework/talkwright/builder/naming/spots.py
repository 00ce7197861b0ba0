"""Where names stand in the text of a file: the value of one spot, and how spots are noted.

The rule: a spot is exactly the characters of the name, so that another name can take its place and nothing else moves.
Which keys hold names is told in ``flow_spots``, ``domain_spots``, ``data_spots`` and ``case_spots``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from talkwright.yaml.parts import Part

NameKind = Literal["slot", "response", "flow", "intent", "entity", "action", "step"]
Role = Literal["defines", "sets", "reads"]
"""``sets``: of a slot, what gives it a value. Whatever else uses a name reads it."""

_BEFORE = re.compile(
    r"(?:[&!]\S*\s+)*(?:[|>][^\n]*\n|[\"'])?"
)  # an anchor or a tag, then a quote or the head of a block
_IN_CONDITION = re.compile(r"(?<![\w.-])slots\.([\w-]+)|\"[^\"]*\"|'[^']*'")
_PLACEHOLDER = re.compile(r"(?<!\{)\{([A-Za-z_][\w-]*)\}")
_SET_SLOTS = re.compile(r"/SetSlots\(")
_ASSIGNED = re.compile(r"\s*([\w-]+)\s*=[^,]*(?:,|$)")
_START_FLOW = re.compile(r"/StartFlow\(\s*([\w-]+)\s*\)")
_INTENT = re.compile(r"/([^\s{@()/\"']+)(?:/([^\s{@()\"']+))?")
_KEY = re.compile(r"\\?\"([\w-]+)\\?\"\s*:|[{}]")
_MARKED = re.compile(r"\]\(([^:()\s]+)(?::[^)]*)?\)|\]\s*\[?\s*\{[^}]*?\\?\"entity\\?\"\s*:\s*\\?\"([^\"\\]+)\\?\"")


class Spot(msgspec.Struct, frozen=True, order=True):
    """``name`` from the character ``start`` to before ``end`` of ``file``; ``line`` and ``column`` count from 1.

    ``by`` is the key that it stands under, ``inside`` the response, slot, story or test case around. ``step`` is a name
    in its ``flow`` alone.
    """

    file: str
    start: int
    end: int
    line: int
    column: int
    kind: NameKind
    name: str
    role: Role = "reads"
    by: str = ""
    flow: str | None = None
    step: str | None = None
    inside: str | None = None


class Notes:
    """The spots of one file. ``at`` is the flow and the step that is being read, ``inside`` what else is."""

    def __init__(self, file: str, text: str, ids: Mapping[tuple[int, int], str] | None = None) -> None:
        self.found: list[Spot] = []
        self.ids = ids or {}
        self.at: tuple[str | None, str | None] = (None, None)
        self.inside: str | None = None
        self._file = file
        self._text = text

    def whole(self, part: Part | None, kind: NameKind, role: Role = "reads", by: str = "") -> None:
        """The value itself is a name."""
        if part is None or part.kind != "scalar" or not part.value:
            return
        at = self._text.find(part.value, self._inner(part), part.end)
        if at >= 0:
            self._note(at, part.value, kind, role, by or part.key or "")

    def said_or_done(self, part: Part | None, by: str = "") -> None:
        """The value is the name of a response or an action, and says which by how it begins."""
        kind: NameKind = "response" if part is not None and part.value.startswith("utter_") else "action"
        self.whole(part, kind, by=by)

    def before_slash(self, part: Part, kind: NameKind, by: str) -> None:
        """The name is what stands before a slash, if there is one."""
        name = part.value.partition("/")[0]
        at = self._text.find(name, self._inner(part), part.end)
        if name and at >= 0:
            self._note(at, name, kind, "reads", by)

    def behind_colons(self, part: Part, kind: NameKind, by: str) -> None:
        """The name is what stands behind two colons, if there are any."""
        name = part.value.rpartition("::")[2]
        at = self._text.rfind(name, self._inner(part), part.end)
        if name and at >= 0:
            self._note(at, name, kind, "reads", by)

    def each(self, part: Part | None, kind: NameKind, role: Role = "reads", by: str = "") -> None:
        """A name, or a list of names."""
        if part is not None and part.kind == "sequence":
            for item in part.parts:
                self.whole(item, kind, role, by or part.key or "")
        else:
            self.whole(part, kind, role, by)

    def keys(self, part: Part | None, kind: NameKind, role: Role = "reads", by: str = "") -> None:
        """The keys of a mapping are names."""
        for key, _ in part.entries if part is not None else ():
            self.whole(key, kind, role, by)

    def condition(self, part: Part | None) -> None:
        """The slots of a condition."""
        for found in self._search(_IN_CONDITION, part):
            if found[1] is not None:
                self._note(found.start(1), found[1], "slot", "reads", "if")

    def said(self, part: Part | None) -> None:
        """The slots that a text of the bot is filled with."""
        for found in self._search(_PLACEHOLDER, part):
            self._note(found.start(1), found[1], "slot", "reads", "text")

    def marked(self, part: Part | None) -> None:
        """The entities marked in examples."""
        for found in self._search(_MARKED, part):
            group = 1 if found[1] is not None else 2
            self._note(found.start(group), found[group], "entity", "reads", "example")

    def payload(self, part: Part | None) -> None:
        """What a button, or a message that stands for one, names."""
        if part is None or not part.value.lstrip().startswith("/"):
            return
        start = self._text.find("/", self._inner(part), part.end)
        if (opened := _SET_SLOTS.match(self._text, start, part.end)) is not None:
            at, end = opened.end(), self._text.rfind(")", start, part.end)
            while (found := _ASSIGNED.match(self._text, at, end)) is not None:
                self._note(found.start(1), found[1], "slot", "sets", "payload")
                at = found.end()
        elif (started := _START_FLOW.match(self._text, start, part.end)) is not None:
            self._note(started.start(1), started[1], "flow", "reads", "payload")
        elif (meant := _INTENT.match(self._text, start, part.end)) is not None:
            self._note(meant.start(1), meant[1], "intent", "reads", "payload")
            self._entities(meant.end(), part.end)

    def _entities(self, start: int, end: int) -> None:
        """The keys of a payload's mapping: ``{{`` is one brace."""
        depth = 0
        text = self._text[start:end].replace("{{", " {").replace("}}", "} ")
        for found in _KEY.finditer(text):
            if found[1] is None:
                depth += 1 if found[0] == "{" else -1
            elif depth == 1:
                self._note(start + found.start(1), found[1], "entity", "reads", "payload")

    def _search(self, pattern: re.Pattern[str], part: Part | None) -> Iterator[re.Match[str]]:
        if part is not None and part.kind == "scalar":
            yield from pattern.finditer(self._text, self._inner(part), part.end)

    def _inner(self, part: Part) -> int:
        """Where the text of a scalar begins."""
        found = _BEFORE.match(self._text, part.start, part.end)
        return found.end() if found else part.start

    def _note(self, start: int, name: str, kind: NameKind, role: Role, by: str) -> None:
        line = self._text.count("\n", 0, start) + 1
        column = start - self._text.rfind("\n", 0, start)
        flow, step = self.at
        spot = Spot(self._file, start, start + len(name), line, column, kind, name, role, by, flow, step, self.inside)
        self.found.append(spot)


def value_of(part: Part | None, key: str) -> Part | None:
    """The value under ``key``, if ``part`` is a mapping that has it."""
    found = part.entry(key) if part is not None else None
    return found[1] if found else None


def items_of(part: Part | None) -> list[Part]:
    """The elements of a list; none of anything else."""
    return part.parts if part is not None and part.kind == "sequence" else []
