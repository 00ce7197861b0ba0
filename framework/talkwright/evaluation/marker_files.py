"""Files of markers -> markers. Everything that is wrong in them is reported at once."""

from __future__ import annotations

from collections.abc import Iterable

from talkwright.dialogue.actions import knows
from talkwright.errors import Place, Problems
from talkwright.evaluation.markers import CONDITIONS, NEGATED, OPERATORS, Marker
from talkwright.project.domain import Domain
from talkwright.yaml import Node, did_you_mean

_KINDS = (*CONDITIONS, *OPERATORS)
_ABOUT = "description"  # of a marker, for people


def read_markers(files: Iterable[Node], domain: Domain, problems: Problems) -> dict[str, Marker]:
    """The markers of all files by name. Names that ``domain`` does not have are reported."""
    reader = _Reader(domain, problems)
    found: dict[str, Marker] = {}
    for node in files:
        if not isinstance(node.value, dict):
            message = f"A file of markers should be a mapping of names to conditions, but is {node.kind}."
            problems.error("markers/bad-marker", message, node.place, "Write 'name:' and below it 'intent: greet'.")
            continue
        for name, definition in node.value.items():
            if name in found:
                message = f"The marker '{name}' stands here a second time."
                problems.error("markers/duplicate", message, node.keys[name], "Give it another name.")
            marker = reader.marker(definition, f"the marker '{name}'")
            if marker is not None:
                found[name] = marker
    return found


class _Reader:
    """Reads markers of a bot with one domain."""

    def __init__(self, domain: Domain, problems: Problems) -> None:
        self._domain = domain
        self._problems = problems

    def marker(self, node: Node, what: str) -> Marker | None:
        """One condition or operator with all that is below it."""
        keys = [key for key in node.value if key != _ABOUT] if isinstance(node.value, dict) else []
        if len(keys) != 1 or keys[0] not in _KINDS or not isinstance(node.value, dict):
            came = f"has {', '.join(keys)}" if keys else f"is {node.kind}"
            message = f"In {what} there should be one of {', '.join(_KINDS)}, but it {came}."
            meant = did_you_mean(keys[0], _KINDS) if keys else ""
            hint = meant or "Write several conditions as a list below 'and:' or 'or:'."
            self._problems.error("markers/bad-marker", message, node.place, hint)
            return None
        kind = keys[0]
        below = node.value[kind]
        if kind in CONDITIONS:
            return self._condition(kind, below, what)
        if not isinstance(below.value, tuple) or not below.value or (kind == "not" and len(below.value) != 1):
            message = f"Below '{kind}' in {what} there should be a list of {'one' if kind == 'not' else 'conditions'}."
            self._problems.error("markers/bad-marker", message, below.place, "Begin each condition with '- '.")
            return None
        parts = [self.marker(each, what) for each in below.value]
        return Marker(kind, parts=tuple(part for part in parts if part is not None))

    def _condition(self, kind: str, node: Node, what: str) -> Marker | None:
        if not isinstance(node.value, str):
            message = f"Behind '{kind}:' in {what} there should be one name, but there is {node.kind}."
            self._problems.error("markers/bad-marker", message, node.place, "Write one condition for each name.")
            return None
        self._tell_unknown(NEGATED.get(kind, kind), node.value, node.place)
        return Marker(kind, node.value)

    def _tell_unknown(self, kind: str, name: str, place: Place) -> None:
        domain = self._domain
        if kind == "action":
            known = [*domain.actions, *domain.responses, *domain.forms]
            is_known = knows(domain, name)
        else:
            known = list(domain.intents if kind == "intent" else domain.schema.slots)
            is_known = name in known
        if not is_known:
            noun = "slot" if kind == "slot_was_set" else kind
            hint = did_you_mean(name, known) or "Write the name as it stands in the domain."
            self._problems.error("markers/unknown-name", f"The domain has no {noun} '{name}'.", place, hint)
