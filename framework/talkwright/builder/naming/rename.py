"""Renaming everywhere: another name in every spot of the files, and not one character besides.

The rule: a rename is refused as a whole when the new name is taken or cannot be one, when the old one is said by
Talkwright itself, or when a spot would be left behind. What is named after a name goes with it: the question of a slot,
its validation, the responses of a retrieval intent. Code is told, never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from talkwright.actions.builtin import BUILT_IN, SPOKEN
from talkwright.builder.naming.names import CodeUse, Names, spots_in
from talkwright.builder.naming.spots import NameKind, Spot
from talkwright.errors import Conflict, NotFound, Problems, RequestError
from talkwright.flows.compile import question_for
from talkwright.flows.flow import PATTERN
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.patterns import pattern_responses
from talkwright.flows.read import read_flows
from talkwright.flows.step import END
from talkwright.nlu.extractors.dimensions import DIMENSIONS
from talkwright.project.domain import DEFAULT_INTENTS
from talkwright.project.open import Project

_NAME = re.compile(r"[^\W\d][\w-]*")
_IN_TEXTS = ("slot", "flow")  # names that are looked for in texts, conditions and payloads
_NO_TEXT = ("null", "true", "false")  # what YAML, and a condition, read as something else
_AFTER_SLOT = ("utter_ask_", "action_ask_", "validate_")


class Wish(msgspec.Struct, frozen=True):
    """What is to be renamed. A step is one of ``flow``. With ``follow`` the flow says the new name of its step already:
    what else says the old one follows, such as tests."""

    kind: NameKind
    old: str
    new: str
    flow: str | None = None
    follow: bool = False


class Line(msgspec.Struct, frozen=True):
    """A line that changes; lines count from 1."""

    line: int
    before: str
    after: str


class FileLines(msgspec.Struct, frozen=True):
    """What changes in a file."""

    file: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Plan:
    """A rename that can be made. ``texts`` are the files that change, as they are then; ``along`` every name that goes
    with it, old to new; ``by_hand`` the lines of code that still say an old name."""

    texts: dict[str, str]
    files: tuple[FileLines, ...]
    along: dict[str, str]
    by_hand: tuple[CodeUse, ...]


def plan(wish: Wish, names: Names, project: Project) -> Plan:
    """How to make ``wish`` true. Raises ``NotFound``, ``Conflict`` and ``RequestError`` when that cannot be."""
    _require_possible(wish)
    _require_defined(wish, names, project)
    _require_own(wish, project)
    if unread := names.in_unread(wish.old):
        message = f"{unread[0].file} says {wish.old!r} in line {unread[0].line}, but it cannot be read."
        raise Conflict(message, "Mend the file first.")
    changes = _changes(wish, names, project)
    for (kind, old), new in changes.items() if not wish.follow else ():
        _require_free(wish if (kind, old) == (wish.kind, wish.old) else Wish(kind, old, new), names, project)
    spots = [spot for spot in names.spots if _wanted(spot, wish, changes)]
    texts = _renamed(names, spots, changes)
    for file, text in texts.items():
        _require_complete(file, text, names, wish, changes)
    along = {old: new for (_, old), new in changes.items()}
    by_hand = dict.fromkeys(use for old in along for use in names.in_code(old)) if wish.kind != "step" else {}
    files = tuple(FileLines(file, tuple(_lines(names.texts[file], text))) for file, text in texts.items())
    return Plan(texts, files, along, tuple(by_hand))


_Changes = Mapping[tuple[NameKind, str], str]


def _changes(wish: Wish, names: Names, project: Project) -> dict[tuple[NameKind, str], str]:
    """The new name of each name that changes."""
    found: dict[tuple[NameKind, str], str] = {(wish.kind, wish.old): wish.new}
    for spot in names.spots:
        key = (spot.kind, spot.name)
        if key not in found and (new := _after(wish, spot, project)) is not None:
            found[key] = new
    return found


def _after(wish: Wish, spot: Spot, project: Project) -> str | None:
    """What becomes of a name that is made of the old one."""
    if spot.kind not in ("response", "action"):
        return None
    if wish.kind == "slot":
        heads = (*_AFTER_SLOT, *(f"{head}{form}_" for form in project.domain.forms for head in _AFTER_SLOT[:2]))
        return next((head + wish.new for head in heads if spot.name == head + wish.old), None)
    if wish.kind == "action" and wish.old in project.domain.forms:
        form = f"validate_{wish.new}" if spot.name == f"validate_{wish.old}" else None
        slots = project.domain.forms[wish.old].required_slots
        asks = ((head, slot) for head in _AFTER_SLOT[:2] for slot in slots)
        return form or next((f"{h}{wish.new}_{s}" for h, s in asks if spot.name == f"{h}{wish.old}_{s}"), None)
    if wish.kind == "intent" and wish.old in project.domain.retrieval_intents:
        head, slash, tail = spot.name.partition("/")
        return f"utter_{wish.new}{slash}{tail}" if head == f"utter_{wish.old}" else None
    return None


def _wanted(spot: Spot, wish: Wish, changes: _Changes) -> bool:
    if wish.kind == spot.kind == "step":
        return (spot.name, spot.flow) == (wish.old, wish.flow)
    return (spot.kind, spot.name) in changes


def _renamed(names: Names, spots: list[Spot], changes: _Changes) -> dict[str, str]:
    texts: dict[str, str] = {}
    for spot in sorted(spots, reverse=True):
        text = texts.get(spot.file, names.texts[spot.file])
        texts[spot.file] = text[: spot.start] + changes[spot.kind, spot.name] + text[spot.end :]
    return dict(sorted(texts.items()))


def _lines(before: str, after: str) -> Iterator[Line]:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    for number, (old, new) in enumerate(pairs, 1):
        if old != new:
            yield Line(number, old.strip(), new.strip())


def _require_possible(wish: Wish) -> None:
    """Raises ``RequestError`` when the new name cannot be one."""
    new = wish.new
    reason = ""
    if new == wish.old:
        reason = "It has this name."
    elif not _NAME.fullmatch(new) or new.lower() in _NO_TEXT:
        reason = "A name begins with a letter and is made of letters, digits, '_' and '-'."
    elif wish.kind in _IN_TEXTS and not new.isascii():
        reason = "The name of a slot or a flow has the letters a to z only."
    elif wish.kind == "response" and not new.startswith("utter_"):
        reason = "The name of a response begins with utter_."
    elif wish.kind == "action" and new.startswith("utter_"):
        reason = "A name that begins with utter_ is a response's."
    elif wish.kind == "flow" and PATTERN in (wish.old[: len(PATTERN)], new[: len(PATTERN)]):
        reason = f"A flow whose name begins with {PATTERN} takes the place of a built-in one."
    elif wish.kind == "step" and new == END:
        reason = "END is where a flow ends."
    elif wish.kind == "step" and wish.flow is None:
        reason = "A step is one of a flow: name it as 'flow'."
    elif wish.follow and wish.kind != "step":
        reason = "Only the names of steps can be followed."
    if reason:
        raise RequestError(f"{wish.old!r} cannot be called {new!r}.", reason)


def _require_defined(wish: Wish, names: Names, project: Project) -> None:
    """Raises ``NotFound`` when there is nothing of the old name, or of the new one where that is followed."""
    if wish.follow:
        steps = _ids_in(wish, project)
        found, name, hint = wish.new in steps and wish.old not in steps, wish.new, "Rename it in its flow first."
    else:
        found = any(spot.role == "defines" for spot in names.of(wish.kind, wish.old, wish.flow))
        name = wish.old
        hint = "Give it an 'id' first." if wish.kind == "step" else "Only what the files define can be renamed."
    if not found:
        raise NotFound(f"No {wish.kind} {name!r} is defined in the files.", hint)


def _require_own(wish: Wish, project: Project) -> None:
    """Raises ``Conflict`` when the old name means something by itself."""
    domain, old, reason = project.domain, wish.old, ""
    if wish.kind == "response" and old in {*SPOKEN.values(), *pattern_responses()}:
        reason = "Talkwright says it by this name."
    elif wish.kind == "response" and "/" in old:
        reason = "It answers an intent by its name: rename the intent."
    elif wish.kind in ("response", "action") and (asked := _asked_by(old, project)) is not None:
        reason = f"It belongs to the slot '{asked}' by its name: rename the slot."
    elif wish.kind == "action" and old in BUILT_IN:
        reason = "It takes the place of a built-in action."
    elif wish.kind == "intent" and old in DEFAULT_INTENTS:
        reason = "Every bot has this intent."
    elif wish.kind == "entity" and old in DIMENSIONS:
        reason = "It is found by what it is, not by examples."
    elif wish.kind in ("entity", "slot") and domain.is_legacy and old in domain.entities and old in domain.schema.slots:
        reason = "In this old domain the entity fills the slot because they have the same name."
    if reason:
        raise Conflict(f"The {wish.kind} {old!r} has to keep its name.", reason)


def _asked_by(name: str, project: Project) -> str | None:
    """The slot that a response or an action belongs to by its name alone."""
    domain = project.domain
    for flow in read_flows(project.flows, Problems()):
        for step in flow.steps:
            if not isinstance(step, Collect) or step.utter:
                continue
            if question_for(step, domain.responses, domain.actions) == name:
                return step.slot
    forms = [(form.name, slot) for form in domain.forms.values() for slot in form.required_slots]
    named = {f"validate_{slot}": slot for slot in domain.schema.slots}
    named |= {
        f"{head}{part}{slot}": slot for form, slot in forms for head in _AFTER_SLOT[:2] for part in (f"{form}_", "")
    }
    return named.get(name)


def _require_free(wish: Wish, names: Names, project: Project) -> None:
    """Raises ``Conflict`` when the new name is taken."""
    taken = set(names.by_name(wish.kind)) if wish.kind != "step" else _steps_of(wish, names, project)
    if wish.kind == "slot":
        taken |= project.domain.schema.slots.keys()
    elif wish.kind == "action":
        taken |= BUILT_IN.keys()
    elif wish.kind == "response":
        taken |= pattern_responses().keys()
    elif wish.kind == "intent":
        taken |= {*DEFAULT_INTENTS}
    if wish.new in taken:
        spot = next((each for each in names.spots if (each.kind, each.name) == (wish.kind, wish.new)), None)
        where = f"It stands in {spot.file}:{spot.line}." if spot else "Every bot has it."
        raise Conflict(f"The name {wish.new!r} is taken.", where)


def _steps_of(wish: Wish, names: Names, project: Project) -> set[str]:
    written = {spot.name for spot in names.spots if spot.kind == "step" and spot.flow == wish.flow}
    return written | _ids_in(wish, project)


def _ids_in(wish: Wish, project: Project) -> set[str]:
    """Those of the steps of its flow, also of those that have none written down."""
    flows = read_flows((each for each in project.flows if each[0] == wish.flow), Problems())
    return {step.id for flow in flows for step in flow.steps}


def _require_complete(file: str, text: str, names: Names, wish: Wish, changes: _Changes) -> None:
    """Raises ``RequestError`` when the text does not say what it said, with the new name for the old."""

    def said(spots: tuple[Spot, ...], *, changed: bool) -> list[tuple[str, str, str]]:
        new = [
            changes[each.kind, each.name] if changed and _wanted(each, wish, changes) else each.name for each in spots
        ]
        return [(each.kind, name, each.by) for each, name in zip(spots, new, strict=True)]

    before = tuple(spot for spot in names.spots if spot.file == file)
    if said(before, changed=True) != said(spots_in(file, text) or (), changed=False):
        message = f"The name cannot be changed in {file}: something else in it would change, too."
        raise RequestError(message, "Rename it by hand there.")
