"""The lines of a list or mapping whose members have changed, with the blank lines and comments between them."""

from __future__ import annotations

from collections import Counter

import msgspec

from talkwright.yaml.align import stayers
from talkwright.yaml.blocks import Block, keeps_line_ends


class Piece(msgspec.Struct, frozen=True):
    """A member as it shall stand there: its old index, or None when it is new, its comments above, and its lines."""

    index: int | None
    lead: str
    body: str


def assembled(block: Block, pieces: list[Piece], text: str) -> tuple[str, str]:
    """The lines of ``pieces``; before them those of comments for which there is no room behind the dash."""
    stay = stayers([piece.index for piece in pieces if piece.index is not None])
    alive = {piece.index for piece in pieces}
    tails = [text[member.tail : member.stop] for member in block.members[:-1]]
    usual = Counter(tails).most_common(1)[0][0] if tails else ""
    if keeps_line_ends(block.members[-1].part, text):
        usual = ""
    loose = [text[member.loose : member.lead] for member in block.members]
    top = text[block.start : block.members[0].loose] + loose[0]
    lines: list[str] = [] if block.compact else [top]
    raised = ""
    said = 1  # whose comments of nobody stand there already
    for at, piece in enumerate(pieces):
        upto = said
        if piece.index in stay:
            upto = max(said, piece.index + 1)
        while piece.index is None and upto < len(loose) and upto not in alive:
            upto += 1  # what is new takes the place of what went
        passed = "".join(loose[said:upto])
        said = upto
        if block.compact and not at:
            raised = passed + piece.lead
            lines.append(piece.body.lstrip(" "))
        else:
            blank = _between(pieces[:at], piece, tails, usual, bool(passed)) if at else ""
            lines += (blank, passed, piece.lead, _indented(block, piece))
    rest = "".join(loose[said:])
    last = pieces[-1].index
    if rest and last is not None and last < len(tails):
        lines.append(tails[last])
    return raised, "".join((*lines, rest, text[block.tail : block.stop]))


def _indented(block: Block, piece: Piece) -> str:
    if block.compact and piece.index == 0:
        return " " * block.column + piece.body
    return piece.body


def _between(before: list[Piece], piece: Piece, tails: list[str], usual: str, comments: bool) -> str:
    """The blank lines between a member and the one before it: those that were there, else as many as usual."""
    one, other = before[-1].index, piece.index
    if comments and one is not None and one < len(tails):
        return tails[one]
    if one is not None and other is not None and one < other:
        return max(tails[one:other], key=len)
    if one is not None:
        return tails[one] if one < len(tails) and other is not None else usual
    old = next((each.index for each in reversed(before) if each.index is not None), None)
    if old is not None and other is not None and old < other:
        return max(tails[old:other], key=len)
    return tails[old] if old is not None and old < len(tails) else usual
