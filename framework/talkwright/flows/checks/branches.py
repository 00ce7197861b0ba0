"""What the conditions of flows come to on the ways that lead to them: always, never, or for nothing.

What is impossible is told only when it is so whatever comes between two steps; what may be empty or left out is told
when an author has to expect it. Conditions that cannot be right because of types are the compiler's to report and are
left alone here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_

from talkwright.errors import Append, Place, Problems, Rewrite
from talkwright.flows.cases import NOTHING, PERHAPS_NOTHING, Case, Cases, Kindred, slots_of
from talkwright.flows.checks.subject import Check, Subject
from talkwright.flows.condition import compile_condition
from talkwright.flows.condition_syntax import parsed
from talkwright.flows.expression import (
    And,
    Comparison,
    Constant,
    Expression,
    Not,
    Or,
    Reference,
    comparisons,
    operands,
    written,
)
from talkwright.flows.kinds import AnyStep
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.paths import FlowPaths, Known, Reading
from talkwright.flows.step import Exit
from talkwright.project.domain import Domain

_ELSE = Append("else: END")


def foregone(subject: Subject, problems: Problems) -> None:
    """Conditions whose answer is known before they are asked, and branches that earlier ones leave nothing for."""
    for paths, step in _branching(subject):
        known, cases = paths.leaving[Reading.CERTAIN].get(step.id), paths.cases.get(step.id)
        if known is None or cases is None:
            continue
        here = cases.within(known)
        for number, exit in enumerate(_before_else(step)):
            answers = {case.holds[number] for case in here}
            if len(answers) == 2 and any(case.taken == number for case in here):
                continue
            if not answers or not _is_sound(exit.when or "", subject.domain):
                continue
            if len(answers) == 1:
                by_itself = len({case.holds[number] for case in cases.every}) == 1
                _report_foregone(answers.pop(), exit.when_place, problems, by_itself=by_itself)
            else:
                message = "This branch is never taken: whenever its condition is right, one before it is right too."
                hint = "Put it before the wider one, or remove it."
                problems.warning("flow/covered-branch", message, exit.when_place, hint)


def foregone_guard(subject: Subject, problems: Problems) -> None:
    """Guards that are always or never right. ``if: false`` says so and is meant."""
    for id, paths in subject.paths.items():
        flow = subject.by_id[id]
        tree = parsed(flow.guard) if flow.guard is not None else None
        cases = paths.kindred.cases([tree]) if tree is not None else None
        answers = {case.holds[0] for case in cases.every} if cases is not None else set()
        if len(answers) == 1 and _is_sound(flow.guard or "", subject.domain):
            _report_foregone(answers.pop(), flow.guard_place, problems, by_itself=True)


def refuses_everything(subject: Subject, problems: Problems) -> None:
    """A question whose every answer is refused, and a rejection that refuses none."""
    for paths in subject.paths.values():
        for step in paths.flow.steps:
            cases = paths.refusals.get(step.id)
            if cases is None or not isinstance(step, Collect) or step.slot not in subject.domain.schema.slots:
                continue
            known = {name: paths.kindred.all(name) for name in cases.slots}
            answered = cases.within({**known, step.slot: known.get(step.slot, 0) & ~(NOTHING | PERHAPS_NOTHING)})
            if all(map(any, (case.holds for case in answered))):
                message = f"Every answer to the question for {step.slot!r} is refused, so that it is asked for ever."
                hint = "A rejection says which answers are wrong: is a 'not' missing?"
                problems.error("flow/refuses-everything", message, step.rejections[0].place, hint)
                continue
            for number, rejection in enumerate(step.rejections):
                if not any(case.holds[number] for case in answered) and _is_sound(rejection.when, subject.domain):
                    _report_foregone(False, rejection.place, problems, by_itself=False)


def no_else(subject: Subject, problems: Problems) -> None:
    """Branches that leave something out: the flow just ends there."""
    for paths, step in _branching(subject):
        if any(exit.when is None for exit in step.exits):
            continue
        missing = _missing(paths, step)
        if missing is None:
            continue
        problems.warning(
            "flow/no-else",
            f"When {missing or 'none of these conditions holds'}, no branch is taken and the flow ends here.",
            step.exits[-1].when_place,
            "Add a branch for it, or an 'else' that says so, if only '- else: END'.",
            _ELSE,
        )


def maybe_null(subject: Subject, problems: Problems) -> None:
    """Values that are put in order though there may be none."""
    for paths, step in _branching(subject):
        known = paths.leaving[Reading.USUAL].get(step.id)
        exits = _before_else(step)
        trees = [parsed(exit.when or "") for exit in exits]
        if known is None or None in trees:
            continue
        for number, exit in enumerate(exits):
            earlier = [tree for tree in trees[:number] if tree is not None]
            _check_null(trees[number], earlier, known, paths.kindred, exit.when_place, problems)


def maybe_null_in_guard(subject: Subject, problems: Problems) -> None:
    """The same for guards."""
    for paths in subject.paths.values():
        tree = parsed(paths.flow.guard) if paths.flow.guard is not None else None
        if tree is not None:
            slots = subject.domain.schema.slots
            known = {name: paths.kindred.all(name) for name in slots_of(tree) if name in slots}
            known |= {name: kinds & ~NOTHING for name, kinds in known.items() if slots[name].initial_value is not None}
            _check_null(tree, [], known, paths.kindred, paths.flow.guard_place, problems)


def _branching(subject: Subject) -> Iterator[tuple[FlowPaths, AnyStep]]:
    for paths in subject.paths.values():
        for step in paths.flow.steps:
            if any(exit.when is not None for exit in step.exits):
                yield paths, step


def _before_else(step: AnyStep) -> list[Exit]:
    """The branches with a condition up to an ``else``; what stands behind it has a check of its own."""
    always = next((index for index, exit in enumerate(step.exits) if exit.when is None), len(step.exits))
    return list(step.exits[:always])


def _is_sound(text: str, domain: Domain) -> bool:
    """Whether a condition looks at something, and nobody else finds fault with it."""
    tree = parsed(text)
    if tree is None or all(isinstance(each, Constant) for each in operands(tree)):
        return False
    problems = Problems()
    compile_condition(text, Place(""), problems, domain.schema)
    return not problems.all


def _report_foregone(answer: bool, place: Place, problems: Problems, *, by_itself: bool) -> None:
    """Say that a condition has one answer. ``by_itself``: whatever the slots hold, not only on the ways to here."""
    why = "whatever the slots hold" if by_itself else "on every way that leads here"
    if answer:
        hint = (
            "Look for an 'or' that should be an 'and'."
            if by_itself
            else "Write 'else', or compare with the steps before."
        )
        problems.warning("condition/always-right", f"This condition is always right, {why}.", place, hint)
    else:
        hint = "Look for an 'and' that should be an 'or'." if by_itself else "Compare it with the steps before."
        report = problems.error if by_itself else problems.warning
        report("condition/never-right", f"This condition is never right, {why}.", place, hint)


def _missing(paths: FlowPaths, step: AnyStep) -> str | None:
    """What no branch is for, in words; empty when there are none for it, None when nothing is missing."""
    cases = paths.cases.get(step.id)
    certain, usual = (paths.leaving[reading].get(step.id) for reading in (Reading.CERTAIN, Reading.USUAL))
    if certain is None:
        return None
    if cases is None or usual is None:
        return "" if cases is None or _left(cases, certain) else None
    left = [case for case in _left(cases, usual) if not any(kinds & PERHAPS_NOTHING for kinds in case.kinds)]
    if not left or not _left(cases, certain):
        return None
    for at, name in enumerate(cases.slots):
        values = paths.kindred.values(name)
        kinds = reduce(or_, (case.kinds[at] for case in left))
        allowed = reduce(or_, (case.kinds[at] for case in cases.within(usual))) & ~PERHAPS_NOTHING
        if kinds != allowed and paths.kindred.is_closed(name):
            named = dict.fromkeys(written(Constant(value)) for at, value in enumerate(values) if kinds >> at & 1)
            return f"slots.{name} is {' or '.join(named)}"
    return ""


def _left(cases: Cases, known: Known) -> list[Case]:
    return [case for case in cases.within(known) if case.taken == len(case.holds)]


def _check_null(
    tree: Expression | None, earlier: list[Expression], known: Known, kindred: Kindred, place: Place, problems: Problems
) -> None:
    """Report each comparison of ``tree`` that decides something while a slot of it may be empty."""
    for comparison in comparisons(tree) if tree is not None else ():
        if comparison.operator not in {"<", "<=", ">", ">="}:
            continue
        for slot in (comparison.left, comparison.right):
            if not isinstance(slot, Reference) or slot.space != "slots" or len(slot.path) > 1:
                continue
            if _decides(comparison, slot, tree, earlier, known, kindred):
                text, name = written(comparison), written(slot)
                change = None
                if slot == comparison.left and not _is_negated(comparison, tree):
                    old = f"{name} {comparison.operator}"
                    change = Rewrite(old, f"{name} is not null and {old}")
                problems.warning(
                    "condition/maybe-null",
                    f"`{text}` is compared even when {name} has no value; then it is not right.",
                    place,
                    f"Write {name} is not null and {text}, or ask for the value first.",
                    change,
                )


def _decides(
    comparison: Comparison,
    slot: Reference,
    tree: Expression | None,
    earlier: list[Expression],
    known: Known,
    kindred: Kindred,
) -> bool:
    """Whether the answer hangs on ``comparison`` in some case in which ``slot`` is empty."""
    name = slot.path[0]
    if tree is None or not known.get(name, 0) & NOTHING:
        return False
    is_null = Comparison("=", slot, Constant(None))
    either = [And((is_null, _with(tree, comparison, answer))) for answer in (False, True)]
    cases = kindred.cases([*earlier, *either])
    if cases is None:
        return False
    within = cases.within({**known, name: NOTHING})
    return any(not any(case.holds[:-2]) and case.holds[-2] != case.holds[-1] for case in within)


def _with(tree: Expression, comparison: Comparison, answer: bool) -> Expression:
    """``tree`` with an answer in the place of ``comparison``."""
    match tree:
        case And(parts):
            return And(tuple(_with(part, comparison, answer) for part in parts))
        case Or(parts):
            return Or(tuple(_with(part, comparison, answer) for part in parts))
        case Not(part):
            return Not(_with(part, comparison, answer))
        case _:
            return Constant(answer) if tree == comparison else tree


def _is_negated(comparison: Comparison, tree: Expression | None) -> bool:
    match tree:
        case And(parts) | Or(parts):
            return any(_is_negated(comparison, part) for part in parts)
        case Not(part):
            return comparison in comparisons(part)
        case _:
            return False


CHECKS: tuple[Check, ...] = (
    foregone,
    foregone_guard,
    refuses_everything,
    no_else,
    maybe_null,
    maybe_null_in_guard,
)
