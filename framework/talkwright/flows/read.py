"""YAML nodes -> Flow. Shape only: whether names exist is for ``check``.

Nested steps are flattened; what follows what becomes exits. A step without an id gets one from its kind, its target and
its position among equals, so that it keeps it when steps of other names come and go. A step of no kind, or of two,
becomes a ``noop`` of the same id: one mistake is one problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from talkwright.errors import Place, Problems
from talkwright.flows.flow import Flow, Trigger
from talkwright.flows.kinds import KINDS, AnyStep
from talkwright.flows.nodes.noop import Noop
from talkwright.flows.step import END, Exit
from talkwright.yaml import Fields, Node, did_you_mean, guess

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_COMMON = {"id", "next"}
_BRANCH = ("if", "then", "else")
# Keys of other dialects that change nothing here: accepted in silence.
_IGNORED = {"description", "metadata", "silence_timeout", "dtmf", "mcp_server", "mapping", "exit_if"}


def read_flows(written: Iterable[tuple[str, Node, Place]], problems: Problems) -> tuple[Flow, ...]:
    """The flows of a project as its files say: each is its id, its mapping and the place of its key."""
    return tuple(read_flow(id, node, place, problems) for id, node, place in written)


def read_flow(id: str, node: Node, place: Place, problems: Problems) -> Flow:
    """The flow ``id`` as its mapping says, however much is wrong with it. ``place`` is that of its key."""
    if not _ID.fullmatch(id):
        problems.error(
            "flow/bad-id",
            f"A flow id is made of letters, digits, '_' and '-'; here it is {id!r}.",
            place,
            f"Rename it, for example to {re.sub(r'[^A-Za-z0-9_-]+', '_', id).strip('-_') or 'my_flow'!r}.",
        )
    fields = Fields(node, problems, f"flow '{id}'")
    name = fields.text("name") or id.removeprefix("pattern_").replace("_", " ").replace("-", " ")
    guard = _condition(fields)
    description = fields.text("description")
    steps_given = fields.items("steps")
    if isinstance(node.value, dict | None) and _is_empty(fields.node("steps")):
        problems.error(
            "flow/no-steps",
            f"Flow '{id}' has no steps.",
            fields.place_of("steps") if fields.node("steps") else place,
            "Add 'steps:' with at least one step.",
        )
    if isinstance(node.value, dict) and _is_empty(fields.node("description")):
        problems.warning(
            "flow/no-description",
            f"Flow '{id}' has no description.",
            place,
            "Say in one sentence what the flow is for; a language model and the builder show it.",
        )
    flow = Flow(
        id=id,
        name=name,
        description=description or "",
        guard=guard,
        guard_place=fields.place_of("if"),
        triggers=_triggers(fields),
        persisted_slots=fields.texts("persisted_slots"),
        always_include_in_prompt=fields.flag("always_include_in_prompt"),
        run_pattern_completed=fields.flag("run_pattern_completed", True),
        steps=tuple(_Steps(id, steps_given, problems).read(steps_given)),
        place=place,
    )
    fields.done()
    return flow


def _triggers(fields: Fields) -> tuple[Trigger, ...]:
    found = []
    for node in fields.items("nlu_trigger"):
        if isinstance(node.value, str):
            found.append(Trigger(node.value, place=node.place))
            continue
        entry = Fields(node, fields.problems, "a trigger")
        intent = entry.node("intent")
        if intent is not None and isinstance(intent.value, dict):
            inner = Fields(intent, fields.problems, "a trigger's intent")
            name, threshold = inner.text("name", required=True), inner.number("confidence_threshold", 0.0)
        else:
            inner = entry
            name, threshold = entry.text("intent", required=True), entry.number("confidence_threshold", 0.0)
        if name:
            inner.done()
            entry.done()
            found.append(Trigger(name, threshold or 0.0, node.place))
    return tuple(found)


def _condition(fields: Fields) -> str | None:
    node = fields.node("if")
    if node is not None and node.value is None:
        fields.problems.error(
            "flow/empty-condition",
            "An 'if' needs a condition, but here is nothing.",
            fields.place_of("if"),
            "Write a condition, such as 'slots.amount > 5', or remove the 'if'.",
        )
    when = fields.scalar("if")
    return None if when is None else str(when)


def _is_empty(node: Node | None) -> bool:
    """Whether nothing is said: a value of the wrong type is something, and has its own problem."""
    return node is None or node.value in (None, (), "")


class _Steps:
    """Reads the steps of one flow. Explicit ids are taken first, so that derived ones stay clear of them."""

    def __init__(self, flow: str, nodes: tuple[Node, ...], problems: Problems) -> None:
        self._flow = flow
        self._problems = problems
        self._taken: dict[str, Place] = {}
        self._count: dict[str, int] = {}
        self._explicit: dict[int, str] = {}
        self._claim(nodes)

    def read(self, nodes: tuple[Node, ...]) -> list[AnyStep]:
        """A list of steps and everything nested in it."""
        ids = [self._id(node) for node in nodes]
        steps: list[AnyStep] = []
        for index, node in enumerate(nodes):
            following = ids[index + 1] if index + 1 < len(nodes) else END
            steps.extend(self._step(node, ids[index], following))
        return steps

    def _claim(self, nodes: tuple[Node, ...]) -> None:
        for node in nodes:
            if not isinstance(node.value, dict):
                continue
            given = node.value.get("id")
            if given is not None and isinstance(given.value, (str, int, float)):
                self._claim_id(str(given.value), given.place, node)
            following = node.value.get("next")
            for branch in following.value if following is not None and isinstance(following.value, tuple) else ():
                if isinstance(branch.value, dict) and not KINDS.keys() & branch.value.keys():
                    for key in ("then", "else"):
                        nested = branch.value.get(key)
                        self._claim(nested.value if nested is not None and isinstance(nested.value, tuple) else ())
                else:
                    self._claim((branch,))

    def _claim_id(self, id: str, place: Place, node: Node) -> None:
        if id == END:
            self._problems.error("flow/bad-step-id", "A step cannot have the id END.", place, "Choose another id.")
        elif id in self._taken:
            self._problems.error(
                "flow/duplicate-step-id",
                f"The step id {id!r} stands twice in flow '{self._flow}'; first at {self._taken[id]}.",
                place,
                "Give one of the two steps another id.",
            )
        else:
            self._taken[id] = place
            self._explicit[id_of(node)] = id

    def _id(self, node: Node) -> str:
        if id_of(node) in self._explicit:
            return self._explicit[id_of(node)]
        stem = "step"
        if isinstance(node.value, dict):
            kind = next((key for key in KINDS if key in node.value), None)
            if kind is not None:
                target = KINDS[kind].target(Fields(node, Problems(), "a step"))
                stem = f"{kind}_{target}" if target else kind
        while True:
            self._count[stem] = self._count.get(stem, 0) + 1
            id = stem if self._count[stem] == 1 else f"{stem}_{self._count[stem]}"
            if id not in self._taken:
                self._taken[id] = node.place
                return id

    def _step(self, node: Node, id: str, following: str) -> list[AnyStep]:
        fields = Fields(node, self._problems, "a step")
        kinds = [key for key in KINDS if fields.node(key) is not None]
        step: AnyStep
        if len(kinds) == 1:
            step = KINDS[kinds[0]].read(fields, id, node.place)  # type: ignore[assignment]
            fields.scalar("id")
            fields.done(ignore=_COMMON | _IGNORED)
        else:
            step = Noop(id=id, place=node.place)
            if isinstance(node.value, dict | None):
                self._wrong_kind(kinds, node)
        if step.ends():
            if fields.node("next") is not None:
                self._problems.error(
                    "flow/link-goes-on",
                    "A link ends its flow, so nothing can come next.",
                    fields.place_of("next"),
                    "Remove 'next', or use 'call' to come back from the other flow.",
                )
            return [step]
        nested: list[AnyStep] = []
        exits = tuple(self._exits(fields, following, nested))
        return [replace(step, exits=exits), *nested]

    def _wrong_kind(self, kinds: list[str], node: Node) -> None:
        keys = tuple(node.value) if isinstance(node.value, dict) else ()
        if kinds:
            self._problems.error(
                "flow/two-kinds",
                f"A step is of one kind; this one has {' and '.join(map(repr, kinds))}.",
                node.place,
                "Make two steps of it.",
            )
            return
        near = [found for found in (guess(key, KINDS) for key in keys if key not in _COMMON) if found[0]]
        hint, change = near[0] if near else (f"Give it one of: {', '.join(KINDS)}.", None)
        came = f"this one has {', '.join(map(repr, keys))}" if keys else "this one is empty"
        message = f"A step says what it does by one of {len(KINDS)} keys; {came}."
        self._problems.error("flow/no-kind", message, node.place, hint, change)

    def _exits(self, fields: Fields, following: str, nested: list[AnyStep]) -> list[Exit]:
        node = fields.node("next")
        if node is None or node.value is None:
            return [Exit(following, place=fields.place)]
        if isinstance(node.value, tuple) and any(_is_branch(item) for item in node.value):
            return [exit for item in node.value for exit in self._branch(item, nested)]
        return [Exit(self._target(node, nested), place=node.place)]

    def _branch(self, item: Node, nested: list[AnyStep]) -> list[Exit]:
        branch = Fields(item, self._problems, "a branch")
        if not isinstance(item.value, dict | None):
            return []
        condition = branch.node("if")
        key = "else" if condition is None else "then"
        target = branch.node(key)
        if condition is not None and branch.node("else") is not None:
            self._problems.error(
                "flow/else-in-branch",
                "An 'else' is a branch of its own; this one stands in the branch of an 'if'.",
                branch.place_of("else"),
                "Write it as the next element: '- else: ...'.",
            )
        elif target is None or target.value is None:
            near = (did_you_mean(each, _BRANCH) for each in item.value or () if each not in _BRANCH)
            self._problems.error(
                "flow/branch-without-target",
                "A branch is 'if' with 'then', or 'else'; this one does not say where it leads.",
                item.place,
                next(filter(None, near), "Write '- if: <condition>' and 'then: <step id, END or steps>'."),
            )
        else:
            branch.done(ignore={"next"})
        when = None if condition is None else _condition(branch)
        if target is None or target.value is None:
            return []
        return [Exit(self._target(target, nested), when, target.place, branch.place_of("if"))]

    def _target(self, node: Node, nested: list[AnyStep]) -> str:
        """Where a ``next``, ``then`` or ``else`` leads: a step, END, or the first of the steps written there."""
        if isinstance(node.value, dict):
            self._problems.error(
                "flow/bad-next",
                "What comes next is a step id, END, a list of steps or a list of branches, but here is a mapping.",
                node.place,
                "Begin each step or branch with '- '.",
            )
            return END
        if isinstance(node.value, tuple):
            steps = self.read(node.value)
            nested.extend(steps)
            return steps[0].id if steps else END
        return str(node.value)


def _is_branch(node: Node) -> bool:
    return isinstance(node.value, dict) and not node.value.keys().isdisjoint(("if", "else"))


def id_of(node: Node) -> int:
    """Where the node stands, as one number: nodes of one file differ in it."""
    return node.place.line * 100_000 + node.place.column
