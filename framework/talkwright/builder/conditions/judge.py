"""A condition while somebody writes it: what is wrong and where, its rows, and whether it holds for given slots.

The rule: the text is the truth; this room only looks at it. Spots are characters of the text, from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from talkwright.builder.conditions.completion import Completion, complete
from talkwright.builder.conditions.rows import Rows, rows_of
from talkwright.conversation.schema import Schema
from talkwright.errors import Place, Problem, Problems, Severity
from talkwright.flows.condition import compile_condition
from talkwright.flows.condition_syntax import operand_spans, parse_expression, syntax_fault
from talkwright.flows.condition_types import check_types
from talkwright.flows.expression import And, Choice, Comparison, Expression, Not, Or
from talkwright.flows.pattern import compile_pattern
from talkwright.flows.patterns import CONTEXT

_NOWHERE = Place("")


class Fault(msgspec.Struct, frozen=True):
    """What is wrong from ``start`` to before ``end``."""

    code: str
    message: str
    hint: str
    severity: Severity
    start: int
    end: int


class Judged(msgspec.Struct, frozen=True):
    """``ok``: it can be used. ``reads``: the slots it looks at. ``value``: None when it is no condition, or no slots
    were given."""

    ok: bool
    problems: tuple[Fault, ...]
    rows: Rows | None
    value: bool | None
    reads: tuple[str, ...] = ()
    completions: tuple[Completion, ...] = ()


def judge(
    text: str,
    schema: Schema,
    slots: Mapping[str, Any] | None = None,
    cursor: int | None = None,
    flow: str | None = None,
) -> Judged:
    """All that can be said of ``text``, a condition of ``flow``. With ``slots``, those that are missing have their
    initial values."""
    faults = tuple(faults_of(text, schema))
    condition = compile_condition(text, _NOWHERE, Problems())
    value = None
    if condition is not None and slots is not None:
        value = condition.test({**schema.initial(), **slots}, {})
    return Judged(
        ok=not any(fault.severity == "error" for fault in faults),
        problems=faults,
        rows=rows_of(text),
        value=value,
        reads=tuple(sorted(condition.slots)) if condition is not None else (),
        completions=() if cursor is None else complete(text, cursor, schema, CONTEXT.get(flow or "", ())),
    )


def faults_of(text: str, schema: Schema) -> Iterator[Fault]:
    """What is wrong with ``text``, each at its spot, from left to right."""
    problems = Problems()
    expression = parse_expression(text, _NOWHERE, problems)
    if expression is None:
        (problem,) = problems.all
        wrong = syntax_fault(text) if problem.code == "condition/syntax" else None
        at = wrong.at if wrong is not None else 0
        yield _fault(problem, min(at, max(len(text) - 1, 0)), _end_of_word(text, at) if wrong else len(text))
        return
    spans = operand_spans(text)
    at = 0
    for part in _units(expression):
        count = _operands_in(part)
        start, end = spans[at][0], spans[at + count - 1][1]
        at += count
        yield from (_fault(problem, start, end) for problem in _judged(part, schema))


def _judged(part: Expression, schema: Schema) -> tuple[Problem, ...]:
    problems = Problems()
    check_types(part, _NOWHERE, problems, schema)
    if isinstance(part, Comparison) and part.operator == "matches":
        compile_pattern(str(getattr(part.right, "value", "")), _NOWHERE, problems)
    return problems.all


def _fault(problem: Problem, start: int, end: int) -> Fault:
    return Fault(problem.code, problem.message, problem.hint, problem.severity, start, end)


def _units(expression: Expression) -> Iterator[Expression]:
    """Comparisons and values that stand by themselves, from left to right."""
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _units(part)
        case Not(part):
            yield from _units(part)
        case _:
            yield expression


def _operands_in(part: Expression) -> int:
    if not isinstance(part, Comparison):
        return 1
    return 1 + (len(part.left.items) if isinstance(part.left, Choice) else 1)


def _end_of_word(text: str, at: int) -> int:
    found = re.compile(r"[\w.-]+|\S").match(text, at)
    return found.end() if found else len(text)
