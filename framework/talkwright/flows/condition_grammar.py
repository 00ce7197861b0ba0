"""The grammar of the condition language, and the trees that texts in it make.

The rule: this room does not know slots, their types or their values, and says nothing of texts that are no condition.
lark is imported, and the grammar built, when the first condition is parsed that has more than one part: 45 ms that most
bots do not pay. It is safe for texts that ``condition_syntax`` lets through: those of a bounded size.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

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
def read_tree(text: str) -> Expression:
    """The tree of a condition. Raises ``lark.UnexpectedInput`` for what is none."""
    tree: Expression = grammar().parse(text)  # type: ignore[assignment]
    return tree


@functools.cache
def grammar() -> Lark:
    """What reads the grammar, made once."""
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
