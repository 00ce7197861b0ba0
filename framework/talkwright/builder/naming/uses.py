"""Who uses an intent, and who says a response: what names it in the files, in the bot's code, and by custom.

A question is said for what is collected, an answer for what is asked, a pattern says its words: none of these names
the response. Tests only look, so they are not among those who use something.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from talkwright.builder.files.disk import TESTS
from talkwright.builder.files.workspace import Workspace
from talkwright.builder.naming.names import Names, names_of
from talkwright.builder.naming.spots import Spot
from talkwright.builder.naming.use import Use, use_at
from talkwright.flows.patterns import FILE, pattern_responses
from talkwright.project.domain import Domain

_ASKING, _UTTER = "utter_ask_", "utter_"
_TEACHING = "nlu"  # the key that examples stand under

Uses = dict[str, tuple[Use, ...]]


def intent_uses(workspace: Workspace, person: str) -> Uses:
    """By intent, without response keys."""
    names = names_of(workspace, person)
    found: dict[str, list[Use]] = defaultdict(list)
    for spot in _used(names):
        if spot.kind == "intent" and spot.by != _TEACHING:
            found[spot.name].append(use_at(spot))
    return _each_once(found)


def response_uses(workspace: Workspace, person: str) -> Uses:
    """By response."""
    names, domain = names_of(workspace, person), workspace.open(person).domain
    found: dict[str, list[Use]] = defaultdict(list)
    for spot in _used(names):
        if spot.kind == "response":
            found[spot.name].append(use_at(spot))
        elif spot.kind == "slot" and spot.by == "collect":
            found[f"{_ASKING}{spot.name}"].append(use_at(spot))
    for response, use in (*_by_custom(domain), *_in_code(names, domain)):
        found[response].append(use)
    return _each_once({name: uses for name, uses in found.items() if name in domain.responses})


def _used(names: Names) -> Iterator[Spot]:
    return (spot for spot in names.spots if spot.role != "defines" and not spot.file.startswith(f"{TESTS}/"))


def _by_custom(domain: Domain) -> Iterator[tuple[str, Use]]:
    for form, settings in domain.forms.items():
        if (place := domain.places.get(f"form:{form}")) is not None:
            for slot in settings.required_slots:
                use = Use(place.file, place.line, "required_slots", inside=form)
                yield from ((name, use) for name in (f"{_ASKING}{slot}", f"{_ASKING}{form}_{slot}"))
    for response in domain.responses:
        intent = response.removeprefix(_UTTER).partition("/")[0]
        place = domain.places.get(f"intent:{intent}")
        if "/" in response and place is not None:
            yield response, Use(place.file, place.line, "intent", inside=intent)
    for response, node in pattern_responses().items():
        yield response, Use(FILE, node.place.line, "pattern")


def _in_code(names: Names, domain: Domain) -> Iterator[tuple[str, Use]]:
    for response in domain.responses:
        for line in names.in_code(response):
            yield response, Use(line.file, line.line, "code")


def _each_once(found: dict[str, list[Use]]) -> Uses:
    return {name: tuple(dict.fromkeys(uses)) for name, uses in found.items()}
