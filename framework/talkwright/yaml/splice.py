"""The text in which a value has changed, put together of what stood there and of what is new.

Lists and mappings in block style are put together of their members' lines (``blocks``), those in brackets of their
members' text (``brackets``), single values are written in the style of the old (``scalars``, ``passages``), and what
is new in the habits of the file (``fragments``).
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from talkwright.yaml.assemble import Piece, assembled
from talkwright.yaml.blocks import (
    LINE_END,
    Lines,
    Member,
    after_document,
    after_head,
    block_of,
    content_end,
    document_head,
)
from talkwright.yaml.brackets import brackets_of
from talkwright.yaml.fragments import Fragment, Fragments, indented
from talkwright.yaml.habits import Habits
from talkwright.yaml.moved import Moved
from talkwright.yaml.parts import Part
from talkwright.yaml.passages import changed_passage, is_passage
from talkwright.yaml.plan import Change, Goal, Keep, New, plan_of, settle
from talkwright.yaml.scalars import stands_plain, written
from talkwright.yaml.source import Source, key_of, plain, same


class Slot(msgspec.Struct, frozen=True):
    """The room of a value: from ``head``, where its key or dash is over (-1 for the whole document), to ``stop``, where
    a line begins. ``column`` is that of the key or dash; ``key`` what the value is known under among the habits."""

    head: int
    stop: int
    column: int
    key: str
    behind: str  # "key", "dash", or "" at the top


class Splice:
    """One change of one text. Nothing is checked here: ``rewrite`` reads what comes out.

    The alias ``heir`` becomes what it names, and takes over its anchor. What has ``moved`` brings its text along.
    """

    def __init__(self, source: Source, heir: Part | None = None, moved: Moved | None = None) -> None:
        self._heir = heir
        self._anchored: dict[Part, Any] = {}  # what the parts with an anchor become
        self._habits = Habits(source.text, source.root)
        ended = LINE_END.search(source.text[-1:]) or not source.text
        self._text = source.text if ended else source.text + self._habits.line_end
        self._root = source.root
        self._lines = Lines(self._text)
        self._new = Fragments(self._habits, moved)

    def write(self, goal: Goal) -> str:
        """The text with the goal reached; it ends with a line end."""
        if self._root is None:
            return self._text + self._below(Fragment("", tuple(self._new.lines("", settle(Part(0), goal).value))), 0)
        end = content_end(self._root, self._text)
        head = document_head(self._root, self._lines)
        stop = after_document(self._lines, max(end - 1, 0))
        _, body = self._filled(self._root, goal, Slot(head, stop, 0, "", ""))
        return self._text[: max(head, 0)] + body + self._text[stop:]

    def _filled(self, part: Part, goal: Goal, slot: Slot) -> tuple[str, str]:
        """What shall stand in a slot; before it the lines of comments that have to stand above its dash."""
        text, head = self._text, max(slot.head, 0)
        goal = settle(part, goal)
        if not goal.path and self._stands(part, goal.value):
            return "", text[head : slot.stop]
        if _goes_on(part, goal):
            if part.in_flow_style:
                return "", text[head : part.start] + self._in_brackets(part, goal, slot.key) + text[
                    part.end : slot.stop
                ]
            return self._block(part, goal, slot)
        if isinstance(goal.value, str) and part.kind == "scalar" and not part.alias and is_passage(part, text):
            end = content_end(part, text)
            passage = changed_passage(part, text, goal.value, slot.column if slot.behind else -1, self._habits.line_end)
            if passage is not None:
                return "", text[head : part.start] + passage + text[end : slot.stop]
        if part.kind == "scalar" and part.style not in ("|", ">") and not self._needs_lines(part, goal.value):
            word = self._word(part, goal.value, slot.key, in_flow=False)
            return "", text[head : part.start] + word + text[part.end : slot.stop]
        return "", self._anew(part, goal.value, slot)

    def _block(self, part: Part, goal: Goal, slot: Slot) -> tuple[str, str]:
        text = self._text
        block = block_of(part, self._lines, slot.head, slot.stop)
        pieces: list[Piece] = []
        for step in plan_of(part, goal):
            if isinstance(step, New):
                pieces.append(self._new_piece(part, step, slot.key, block.column))
                continue
            member = block.members[step.index]
            lead, body = text[member.lead : member.body], text[member.body : member.tail]
            if isinstance(step, Change):
                raised, body = self._member(member, step.goal, slot.key, block.column)
                lead += raised
            pieces.append(Piece(step.index, lead, body))
        if not pieces:
            return "", self._anew(part, [] if part.kind == "sequence" else {}, slot)
        raised, inside = assembled(block, pieces, text)
        return raised, text[max(slot.head, 0) : block.start] + inside

    def _member(self, member: Member, goal: Goal, list_key: str, column: int) -> tuple[str, str]:
        text = self._text
        if member.key is None:
            head, key, behind = text.index("-", member.body) + 1, f"{list_key}[]", "dash"
        else:
            head, key, behind = text.index(":", member.key.end) + 1, key_of(member.key) or "", "key"
        raised, value = self._filled(member.part, goal, Slot(head, member.tail, column, key, behind))
        return raised, text[member.body : head] + value

    def _new_piece(self, part: Part, step: New, key: str, column: int) -> Piece:
        mapping = part.kind == "mapping"
        lines = self._new.entry(step.name, step.value) if mapping else self._new.element(key, step.value)
        return Piece(None, "", self._below(Fragment("", tuple(lines)), column))

    def _in_brackets(self, part: Part, goal: Goal, key: str) -> str:
        """A list or mapping in brackets from its begin to its end."""
        text = self._text
        brackets = brackets_of(part, text)
        members: list[tuple[int | None, str]] = []
        entries = list(part.entries)
        for step in plan_of(part, goal):
            if isinstance(step, New):
                name = f"{self._new.name(step.name, in_flow=True)}: " if part.kind == "mapping" else ""
                members.append((None, name + self._new.in_flow(step.name or f"{key}[]", step.value)))
                continue
            start, end = brackets.spans[step.index]
            if isinstance(step, Keep):
                members.append((step.index, text[start:end]))
            elif part.kind == "sequence":
                members.append((step.index, self._within(part.parts[step.index], step.goal, f"{key}[]")))
            else:
                name_part, value = entries[step.index]
                joint = text[name_part.end : value.start]
                if ":" not in joint:
                    joint = ": "
                word = self._within(value, step.goal, key_of(name_part) or "")
                if joint.endswith(":") and not word.startswith(" "):
                    joint += " "
                members.append((step.index, text[start : name_part.end] + joint + word.lstrip(" ")))
        return brackets.joined(members) if members else "[]" if part.kind == "sequence" else "{}"

    def _within(self, part: Part, goal: Goal, key: str) -> str:
        """A value in brackets."""
        goal = settle(part, goal)
        if not goal.path and self._stands(part, goal.value):
            return self._text[part.start : part.end]
        if _goes_on(part, goal):
            return self._in_brackets(part, goal, key)
        if part.kind == "scalar" and not isinstance(goal.value, dict | list):
            return self._word(part, goal.value, key, in_flow=True)
        return self._property(part) + self._new.in_flow(key, goal.value)

    def _stands(self, part: Part, value: Any) -> bool:
        """Whether a part has the value already, or will have it with what it is an alias of."""
        if part is self._heir:
            return False
        if part.anchor:
            self._anchored[part] = value
        old = self._anchored[part.target] if part.target in self._anchored else plain(part)
        return same(old, value)

    def _property(self, part: Part) -> str:
        """The anchor that a new value has to have, with the space behind it."""
        name = part.alias if part is self._heir else part.anchor
        return f"&{name} " if name else ""

    def _needs_lines(self, part: Part, value: Any) -> bool:
        """Whether a value cannot take the place of a word in its line."""
        if isinstance(value, dict | list):
            return bool(value)
        return isinstance(value, str) and "\n" in value and not (part.style == '"' and "\n" in part.value)

    def _word(self, part: Part, value: Any, key: str, *, in_flow: bool) -> str:
        """``value`` as the old one was written: in its quotes, with its anchor."""
        old = None if part.alias else plain(part)
        if (
            isinstance(value, str) and isinstance(old, str) and old == part.value and old
        ):  # the quotes of "" are no taste
            style = part.style
            if style in ("", "|", ">") and not stands_plain(value, in_flow=in_flow):
                style = self._habits.usual_quote
            word = written(value, style if style in ("'", '"') else "", in_flow=in_flow)
        else:
            word = self._new.scalar(key, value, in_flow=in_flow)
        if isinstance(value, bool) and isinstance(old, bool) and part.value != part.value.lower():
            word = word.upper() if part.value.isupper() else word.capitalize()
        attached = self._text[part.start - 1 : part.start] in (":", "-")
        return f"{' ' if attached else ''}{self._property(part)}{word}"

    def _anew(self, part: Part, value: Any, slot: Slot) -> str:
        """A value of another kind than stood there. A comment behind the old one stays on its line."""
        text, ends = self._text, self._habits.line_end
        if slot.behind == "key":
            fragment = self._new.below_key(slot.key, value)
        elif slot.behind == "dash":
            fragment = self._new.after_dash(slot.key.removesuffix("[]"), value)
        else:
            fragment = Fragment("", tuple(self._new.lines("", value)))
        anchor = self._property(part).rstrip()
        if anchor and slot.behind == "dash" and isinstance(value, dict | list) and fragment.below:
            fragment = Fragment("", indented(self._new.lines(slot.key, value), 2))
        if anchor:
            fragment = Fragment(f" {anchor}{fragment.inline}", fragment.below)
        begun = after_head(part, text)
        if part.kind != "scalar" and not part.in_flow_style:
            before = begun if part.anchor or part.tag else slot.head
            comment, after = self._comment(before) if before >= 0 else "", slot.stop
        elif part.style in ("|", ">"):
            comment = self._comment(begun)
            after = content_end(part, text)
        else:
            comment, after = self._comment(part.end), self._lines.next(max(part.end - 1, 0))
        if not slot.behind:
            lead = text[max(slot.head, 0) : self._lines.begin(part.start)]
            return lead + self._below(fragment, 0) + text[after : slot.stop]
        return fragment.inline + comment + ends + self._below(fragment, slot.column) + text[after : slot.stop]

    def _comment(self, at: int) -> str:
        """The comment in the rest of the line from ``at`` on, with the space before it."""
        found = LINE_END.search(self._text, at)
        comment = re.search(r"[ \t]+#.*", self._text[at : found.start() if found else len(self._text)])
        return comment[0] if comment else ""

    def _below(self, fragment: Fragment, column: int) -> str:
        margin, ends = " " * column, self._habits.line_end
        return "".join(f"{margin if line else ''}{line}{ends}" for line in fragment.below)


def _goes_on(part: Part, goal: Goal) -> bool:
    """Whether a list or mapping stays one, so that its members may stay."""
    if part.kind not in ("mapping", "sequence") or part.alias or not part.parts:
        return False
    kind = dict if part.kind == "mapping" else list
    return bool(goal.path) or (isinstance(goal.value, kind) and bool(goal.value))
