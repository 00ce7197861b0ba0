"""The lines of a list or mapping whose members have changed, with the blank lines and comments between them."""

from __future__ import annotations

from collections import Counter

import msgspec

from talkwright.yaml.align import stayers
from talkwright.yaml.blocks import Block


class Piece(msgspec.Struct, frozen=True):
    """A member as it shall stand there: its old index, or None when it is new, its comments above, and its lines."""

    index: int | None
    lead: str
    body: str


def assembled(block: Block, pieces: list[Piece], text: str) -> tuple[str, str]:
    """The lines of ``pieces``; before them those of comments for which there is no room behind the dash."""
    stay = stayers([piece.index for piece in pieces if piece.index is not None])
    tails = [text[member.tail : member.stop] for member in block.members[:-1]]
    usual = Counter(tails).most_common(1)[0][0] if tails else ""
    loose = [text[member.loose : member.lead] for member in block.members]
    first = block.members[0]
    above = [text[block.start : first.loose]]
    lines: list[str] = [] if block.compact else [above[0], loose[0]]
    raised = ""
    said = 1  # whose comments of nobody stand there already
    for at, piece in enumerate(pieces):
        passed = ""
        if piece.index in stay:
            passed = "".join(loose[said : piece.index + 1])
            said = max(said, piece.index + 1)
        if block.compact and not at:
            raised = passed + piece.lead
            lines.append(piece.body.lstrip(" "))
        else:
            if at:
                lines.append(_between(pieces[at - 1], piece, pieces, tails, usual, bool(passed)))
            lines += (passed, piece.lead, _indented(block, piece))
    return raised, "".join((*lines, *loose[said:], text[block.tail : block.stop]))


def _indented(block: Block, piece: Piece) -> str:
    if block.compact and piece.index == 0:
        return " " * block.column + piece.body
    return piece.body


def _between(one: Piece, other: Piece, pieces: list[Piece], tails: list[str], usual: str, comments: bool) -> str:
    """The blank lines between two neighbours: those that were there, else as many as usual."""
    last = len(tails)
    if one.index is not None and other.index is not None:
        if one.index < other.index:
            return max(tails[one.index : other.index], key=len)
        return tails[one.index] if one.index < last else usual
    if one.index is None:
        old = next((piece.index for piece in reversed(pieces[: pieces.index(one)]) if piece.index is not None), None)
        return tails[old] if old is not None and old < last else usual
    return usual
