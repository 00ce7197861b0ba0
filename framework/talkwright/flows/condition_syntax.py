"""The grammar of the condition language: text in, a tree out, or a sentence that says where the text went wrong.

The rule: this room does not know slots, their types or their values. lark is imported, and the grammar built, when the
first condition is parsed that has more than one part: 45 ms that most bots do not pay. The size of a condition is
bounded, so that walking its tree is safe.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from talkwright.errors import Place, Problems
from talkwright.flows.expression import (
    And,
    Choice,
    Comparison,
    Constant,
    Expression,
    Name,
    Not,
    Operand,
    Or,
    Reference,
    SlotNamedBy,
    Special,
)

if TYPE_CHECKING:
    from lark import Lark

MAX_LENGTH = 4_000  # characters of one condition
MAX_NESTING = 30  # open parentheses

_GRAMMAR = r"""
?start: _alternatives
_alternatives: either
?either: both (_OR both)*
?both: unit (_AND unit)*
?unit: _NOT unit -> negation
     | "(" either ")"
     | operand
     | operand EQUALITY operand -> comparison
     | operand ORDER operand -> comparison
     | (operand | choice) CONTAINS operand -> comparison
     | operand MATCHES pattern -> comparison
choice: "{" operand (","? operand)* "}"
pattern: STRING
?operand: STRING -> string
        | NUMBER -> number
        | CONSTANT -> constant
        | NAMED_BY -> named_by
        | REFERENCE -> reference
        | NAME -> name

_OR.3: /or(?![\w.-])/i
_AND.3: /and(?![\w.-])/i
_NOT.3: /not(?![\w.-])/i
CONTAINS.3: /contains(?![\w.-])/i
MATCHES.3: /matches(?![\w.-])/i
EQUALITY.3: /is\s+not(?![\w.-])|is(?![\w.-])|==?|!=/i
ORDER.3: /[<>]=?/
CONSTANT.3: /(true|false|null|undefined|empty)(?![\w.-])/i
NAMED_BY.3: /slots\.\{\{\s*context\.\w+\s*\}\}/
REFERENCE.3: /(slots|context)(\.[\w-]+)+/
NUMBER.2: /[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?(?![\w.])/i
NAME: /[^\W\d][\w-]*(\.[\w-]+)*/
STRING: /"[^"]*"|'[^']*'/
%ignore /\s+/
%ignore /#[^\n]*/
"""

# A reference, or one that is compared with a constant, as the grammar has it. What is atomic in lark is so here.
_ONE_PART = re.compile(
    r"""
    \s*+ (?P<reference> (?:slots|context) (?:\.[\w-]++)++ ) \s*+
    (?: (?P<operator> (?> (?i:is\s+not(?![\w.-]) | is(?![\w.-])) | ==? | != ) ) \s*+
        (?: (?P<string> "[^"]*" | '[^']*' )
          | (?P<constant> (?i:true|false|null|undefined|empty) (?![\w.-]) )
          | (?P<number> (?> (?i:[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?) (?![\w.]) ) ) ) \s*+ )?
    """,
    re.VERBOSE,
)

_CONSTANTS: dict[str, bool | Special | None] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": Special.UNDEFINED,
    "empty": Special.EMPTY,
}
_OPERATORS = {"==": "=", "is": "=", "is not": "!="}

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
        return _tree(text)
    except lark.UnexpectedInput as error:
        fault = _fault(error, text)
        problems.error("condition/syntax", fault.message, place, fault.hint)
        return None


def read_one_part(text: str) -> Expression | None:
    """The tree of a condition of one part; None when it has more, or is none: the grammar is to tell."""
    found = _ONE_PART.fullmatch(text)
    if found is None:
        return None
    left = _reference(found["reference"])
    if found["operator"] is None:
        return left
    string, constant = found["string"], found["constant"]
    if string is not None:
        right = Constant(string[1:-1])
    else:
        right = _number(found["number"]) if constant is None else Constant(_CONSTANTS[constant.lower()])
    return _comparison(left, found["operator"], right)


def _reference(token: str) -> Reference:
    space, *path = token.split(".")
    return Reference(space, tuple(path))


def _number(token: str) -> Constant:
    return Constant(int(token) if token.lstrip("+-").isdecimal() else float(token))


def _comparison(left: Operand, operator: str, right: Operand) -> Comparison:
    plain = " ".join(operator.lower().split())
    return Comparison(_OPERATORS.get(plain, plain), left, right)


@functools.lru_cache(maxsize=20_000)  # a condition is read by the checks and by the compiler
def _tree(text: str) -> Expression:
    tree: Expression = _parser().parse(text)  # type: ignore[assignment]
    return tree


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
        _tree(text)
    except lark.UnexpectedInput as error:
        return _fault(error, text)
    return None


def possible_after(text: str) -> frozenset[str]:
    """The terminals of the grammar that may follow ``text``, the beginning of a condition; none when it is no such."""
    import lark

    try:
        parser = _parser().parse_interactive(text)
        parser.exhaust_lexer()
        return frozenset(parser.accepts())  # type: ignore[no-untyped-call]
    except lark.UnexpectedInput:
        return frozenset()


def operand_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the operands of a condition stand, from left to right: from the first character to before the next."""
    tokens = _parser().parse_interactive(text).exhaust_lexer()
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


@functools.cache
def _parser() -> Lark:
    import lark

    @lark.v_args(inline=True)
    class Builder(lark.Transformer[Any, Any]):
        """One method a rule, called as the parser goes: no recursion, whatever the nesting."""

        def string(self, token: str) -> Constant:
            return Constant(token[1:-1])

        pattern = string

        def number(self, token: str) -> Constant:
            return _number(token)

        def constant(self, token: str) -> Constant:
            return Constant(_CONSTANTS[token.lower()])

        def reference(self, token: str) -> Reference:
            return _reference(token)

        def named_by(self, token: str) -> SlotNamedBy:
            return SlotNamedBy(token.rstrip("} \t\n").rpartition(".")[2])

        def name(self, token: Any) -> Name:
            return Name(str(token), token.start_pos + 1)

        def choice(self, *items: Operand) -> Choice:
            return Choice(items)

        def comparison(self, left: Operand, operator: str, right: Operand) -> Comparison:
            return _comparison(left, operator, right)

        def negation(self, of: Expression) -> Expression:
            return of.of if isinstance(of, Not) else Not(of)

        def both(self, *of: Expression) -> And:
            return And(of)

        def either(self, *of: Expression) -> Or:
            return Or(of)

    return lark.Lark(_GRAMMAR, parser="lalr", transformer=Builder(), maybe_placeholders=False)
