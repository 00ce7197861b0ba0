"""A text that is written over several lines, changed line by line: lines whose words stay are kept as they are."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from talkwright.yaml.blocks import LINE_END, content_end
from talkwright.yaml.fragments import chomping
from talkwright.yaml.parts import Part
from talkwright.yaml.scalars import stands_as_lines, stands_plain

_HEADER = re.compile(r"(?P<properties>(?:[&!]\S*\s+)*)(?P<style>[|>])(?P<signs>[-+1-9]*)")
_WIDTH = 80  # of folded lines that are new, where the old are not wider


def is_passage(part: Part, text: str) -> bool:
    """Whether a text stands in a block, or goes on in a second line."""
    return part.style in ("|", ">") or LINE_END.search(text, part.start, part.end) is not None


def changed_passage(part: Part, text: str, new: str, margin: int, line_end: str) -> str | None:
    """What should stand from the begin of ``part`` to its ``content_end`` for it to be ``new``; None when it has to be
    written otherwise. ``margin`` is the column of the key or dash before it."""
    if part.style == "|":
        return _literal(part, text, new, margin, line_end)
    if part.style == ">":
        return _folded(part, text, new, margin, line_end)
    return _flowing(part, text, new, line_end)


def _literal(part: Part, text: str, new: str, margin: int, line_end: str) -> str | None:
    found = _HEADER.match(text, part.start)
    if found is None or not stands_as_lines(new):
        return None
    first, rows = _rows(part, text)
    old_words = part.value.rstrip("\n")
    words = new.rstrip("\n")
    old_lines, lines = old_words.split("\n") if old_words else [], words.split("\n")
    indent = _indent(rows, old_lines)
    if indent is None:
        indent = max(margin, 0) + 2
    header = _header(found, first, new, lines, indent - max(margin, 0))
    if header is None:
        return None
    written: list[str] = []
    for action, from_, to, new_from, new_to in _steps(old_lines, lines):
        if action == "equal":
            written += rows[from_:to]
        else:
            written += [f"{' ' * indent}{line}{line_end}" if line else line_end for line in lines[new_from:new_to]]
    if written and not LINE_END.search(written[-1][-1:]):
        written[-1] += line_end
    return header + "".join(written) + line_end * (len(new) - len(words) - 1)


def _steps(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """How to come from ``old`` to ``new``, as difflib says it; equal ends are not looked at by it."""
    limit = min(len(old), len(new))
    start = next((at for at in range(limit) if old[at] != new[at]), limit)
    end = next((at for at in range(limit - start) if old[-1 - at] != new[-1 - at]), limit - start)
    matcher = SequenceMatcher(None, old[start : len(old) - end], new[start : len(new) - end], autojunk=False)
    inner = [(tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in matcher.get_opcodes()]
    return [
        ("equal", 0, start, 0, start),
        *inner,
        ("equal", len(old) - end, len(old), len(new) - end, len(new)),
    ]


def _rows(part: Part, text: str) -> tuple[str, list[str]]:
    """The line of the header as it goes on behind it, and the lines of the text with their ends."""
    ended = LINE_END.search(text, part.start)
    if ended is None:
        return "", []
    found = _HEADER.match(text, part.start)
    behind = text[found.end() if found else part.start : ended.end()]
    at, rows = ended.end(), []
    stop = content_end(part, text)
    while at < stop:
        row = LINE_END.search(text, at, stop)
        end = row.end() if row else stop
        rows.append(text[at:end])
        at = end
    return behind, rows


def _indent(rows: list[str], lines: list[str]) -> int | None:
    for row, line in zip(rows, lines, strict=False):
        if line.strip():
            return len(LINE_END.sub("", row)) - len(line)
    return None


def _header(found: re.Match[str], behind: str, new: str, lines: list[str], step: int) -> str | None:
    """The first line: its signs say how the text ends, and how far it is indented when it begins with a space."""
    signs = found["signs"]
    chomp = chomping(new)
    if "+" in signs and chomp != "-":
        chomp = "+"
    if chomp == "+" and "+" not in signs:
        return None  # the blank lines behind would become a part of it
    digit = "".join(each for each in signs if each.isdigit())
    before = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if not digit and any(line.startswith(" ") for line in lines[: before + 1]):
        if not 0 < step < 10:
            return None
        digit = str(step)
    return f"{found['properties']}{found['style']}{digit}{chomp}{behind}"


def _folded(part: Part, text: str, new: str, margin: int, line_end: str) -> str | None:
    found = _HEADER.match(text, part.start)
    if found is None or not stands_as_lines(new):
        return None
    behind, rows = _rows(part, text)
    indent = next((len(row) - len(row.lstrip(" ")) for row in rows if row.strip()), max(margin, 0) + 2)
    words = new.rstrip("\n")
    header = _header(found, behind, new, [words], indent - max(margin, 0))
    shown = [LINE_END.sub("", row)[indent:] for row in rows]
    lines = _refolded(shown, part.value.rstrip("\n"), words)
    if header is None or lines is None:
        return None
    body = [row if isinstance(row, str) else rows[row] for row in _indented(lines, indent, line_end)]
    return header + "".join(body) + line_end * (len(new) - len(words) - 1)


def _flowing(part: Part, text: str, new: str, line_end: str) -> str | None:
    """A text without or within quotes that goes on in further lines."""
    raw = text[part.start : part.end]
    quote = part.style
    if part.anchor or part.tag or "\\" in raw or (quote and (quote in part.value or quote in new)) or "\\" in new:
        return None
    if not quote and not stands_plain(new.replace("\n", " "), in_flow=True):
        return None
    rows = LINE_END.split(raw[len(quote) : len(raw) - len(quote)])
    lines = _refolded([row.strip(" \t") for row in rows], part.value, new)
    if lines is None:
        return None
    indent = len(rows[1]) - len(rows[1].lstrip()) if rows[1].strip() else 2
    inside: list[str] = []
    for at, line in enumerate(lines):
        row = rows[line] if isinstance(line, int) else line
        same_spot = isinstance(line, int) and (line == 0) == (at == 0)
        inside.append(row if same_spot else (" " * indent if at and row.strip() else "") + row.strip())
    return quote + line_end.join(inside) + quote


def _indented(lines: list[int | str], indent: int, line_end: str) -> list[int | str]:
    return [line if isinstance(line, int) else f"{' ' * indent if line else ''}{line}{line_end}" for line in lines]


def _refolded(shown: list[str], old: str, new: str) -> list[int | str] | None:
    """The lines of a folded text: numbers of those that stay, and new ones; None when it is no plain prose."""
    if new != new.strip() or re.search(r"\n[ \t]|[ \t]\n|\s \s|\t", new):
        return None
    spans = _spans(shown, old)
    if not spans:
        return None
    prefix = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = min(len(old), len(new)) - prefix
    suffix = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    first = (
        sum(start <= prefix and bool(at) for at, (_, start, _) in enumerate(spans))
        if prefix < len(old)
        else len(spans) - 1
    )
    last = first
    while last < len(spans) - 1 and spans[last][2] < len(old) - suffix:
        last += 1
    row, start, _ = spans[first]
    final, _, end = spans[last]
    middle = new[start : len(new) - (len(old) - end)]
    if len(new) - (len(old) - end) <= start or middle != middle.strip():
        return None
    width = max(_WIDTH, *map(len, shown))
    return [*range(row), *_wrapped(middle, width), *range(final + 1, len(shown))]


def _spans(shown: list[str], old: str) -> list[tuple[int, int, int]]:
    """Of each line that is not blank its number and where its words begin and end in ``old``; none when they do not."""
    spans: list[tuple[int, int, int]] = []
    at = blanks = 0
    for number, line in enumerate(shown):
        if not line.strip():
            blanks += 1
            continue
        joint = "" if not spans else "\n" * blanks or " "
        if old[at : at + len(joint) + len(line)] != joint + line or (not spans and blanks):
            return []
        spans.append((number, at + len(joint), at + len(joint) + len(line)))
        at, blanks = at + len(joint) + len(line), 0
    return spans if at == len(old) and not blanks else []


def _wrapped(text: str, width: int) -> list[str]:
    """Words on lines; a line end becomes a blank line."""
    lines: list[str] = []
    for index, paragraph in enumerate(text.split("\n")):
        if index:
            lines.append("")
        line = ""
        for word in paragraph.split(" ") if paragraph else ():
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        if line:
            lines.append(line)
    return lines
