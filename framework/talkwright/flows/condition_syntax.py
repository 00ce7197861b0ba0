"""Conditions as authors write them: text in, a tree out, or a sentence that says where the text went wrong.

The rule: this room does not know slots, their types or their values. The size of a condition is bounded, so that
walking its tree is safe. It also says what may follow the beginning of one, for who is still writing.
"""

from __future__ import annotations

import functools
import re
from typing import Any, NamedTuple

from talkwright.errors import Place, Problems
from talkwright.flows.condition_grammar import grammar, read_one_part, read_tree
from talkwright.flows.expression import Expression

MAX_LENGTH = 4_000  # characters of one condition
MAX_NESTING = 30  # open parentheses

_OPERANDS = frozenset({"STRING", "NUMBER", "CONSTANT", "NAMED_BY", "REFERENCE", "NAME"})

# What can stand at a spot, in words: the first line whose terminal the parser could go on with there.
_EXPECTATIONS = (
    ("EQUALITY", "an operator such as =, <, contains, matches, and, or"),
    ("REFERENCE", "a value such as slots.name, 5 or 'text'"),
    ("STRING", "a pattern in quotes"),
    ("RPAR", "')'"),
    ("_AND", "'and', 'or' or the end"),
    ("CONTAINS", "'contains'"),
)
_HABITS = (
    (r"(not\s+)?in\b", "Write {'a' 'b'} contains slots.name to test for one of several values."),
    (r"(not\s+)?between\b", "Write slots.name >= 1 and slots.name <= 5."),
    (r"=>", "Write >=."),
    (r"=<", "Write <=."),
    (r"<>|!==", "Write !=."),
    (r"===", "Write =."),
    (r"&", "Write and."),
    (r"\|", "Write or."),
    (r"!", "Write not."),
    (r"['\"]", "Close the quote with the same sign that opens it."),
    (r"\.?\{\{", "Only slots.{{context.name}} may be written with double braces."),
    (r"\{", "A set stands left of contains: {'a' 'b'} contains slots.name."),
)


def parse_expression(text: str, place: Place, problems: Problems) -> Expression | None:
    """The tree of ``text``, or None when it is no condition: then the problem is reported at ``place``."""
    if _is_too_complex(text):
        message = (
            f"A condition has at most {MAX_LENGTH} characters and {MAX_NESTING} open parentheses; this one has more."
        )
        problems.error("condition/too-complex", message, place, "Split it over several branches.")
        return None
    if (simple := read_one_part(text)) is not None:
        return simple
    import lark

    try:
        return read_tree(text)
    except lark.UnexpectedInput as error:
        fault = _fault(error, text)
        problems.error("condition/syntax", fault.message, place, fault.hint)
        return None


@functools.lru_cache(maxsize=20_000)
def parsed(text: str) -> Expression | None:
    """The tree of ``text``, or None when it is no condition. Nothing is reported."""
    return parse_expression(text, Place(""), Problems())


def _is_too_complex(text: str) -> bool:
    if len(text) > MAX_LENGTH:
        return True
    nesting = 0
    for sign in re.findall(r"\"[^\"]*\"|'[^']*'|[()]", text):
        nesting += {"(": 1, ")": -1}.get(sign, 0)
        if nesting > MAX_NESTING:
            return True
    return False


class SyntaxFault(NamedTuple):
    """Where a text stops being a condition: ``at`` counts characters from 0."""

    at: int
    message: str
    hint: str


def syntax_fault(text: str) -> SyntaxFault | None:
    """What keeps ``text`` from being a condition; None when nothing does. For texts that are not too complex."""
    import lark

    try:
        read_tree(text)
    except lark.UnexpectedInput as error:
        return _fault(error, text)
    return None


def possible_after(text: str) -> frozenset[str]:
    """The terminals of the grammar that may follow ``text``, the beginning of a condition; none when it is no such."""
    import lark

    try:
        parser = grammar().parse_interactive(text)
        parser.exhaust_lexer()
        return frozenset(parser.accepts())  # type: ignore[no-untyped-call]
    except lark.UnexpectedInput:
        return frozenset()


def operand_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the operands of a condition stand, from left to right: from the first character to before the next."""
    tokens = grammar().parse_interactive(text).exhaust_lexer()
    return tuple((token.start_pos or 0, token.end_pos or 0) for token in tokens if token.type in _OPERANDS)


def _fault(error: Any, text: str) -> SyntaxFault:
    """Where the text stops being a condition, what could have stood there and what came."""
    token = getattr(error, "token", None)
    ended = token is not None and token.type == "$END"
    at = len(text.rstrip()) if ended else error.pos_in_stream
    possible = getattr(error, "accepts", None) or getattr(error, "expected", None) or error.allowed or ()
    wanted = next((words for terminal, words in _EXPECTATIONS if terminal in possible), "the end")
    came = "the text ends there" if ended else f"{_word_at(text, at)!r} came"
    message = f"At character {at + 1} of the condition {wanted} was expected, but {came}."
    return SyntaxFault(at, message, _habit(text, at))


def _word_at(text: str, at: int) -> str:
    found = re.compile(r"[\w.-]+|\S").match(text, at)
    return found[0][:40] if found else ""


def _habit(text: str, at: int) -> str:
    """A hint for those who write the spot as another language would have it."""
    for pattern, hint in _HABITS:
        for start in (at, at - 1, at - 2):
            found = re.compile(pattern).match(text, start) if start >= 0 else None
            if found and found.end() > at:
                return hint
    return "See the operators in docs/conditions.md."
