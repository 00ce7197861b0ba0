"""Whether the parts of a project agree: names that are used but not given, and what is given but cannot work.

Each of these is a warning: the project trains and runs, only not as its author meant. Flows are checked by ``flows``.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from talkwright.errors import Place, Problems
from talkwright.nlu.examples import TrainingData
from talkwright.nlu.locale import code_of
from talkwright.project.config import Config
from talkwright.project.data import Data
from talkwright.project.domain import Domain
from talkwright.project.responses import Response
from talkwright.project.slots import SlotMapping
from talkwright.yaml import did_you_mean

_INTENT = re.compile(r"/([^\s/{@(|]+)(/[^\s{@(|]+)?(?=[{@|]|\s*$)")
UTTER = "utter_"
_SET_SLOTS = re.compile(r"/SetSlots\((.*)\)\s*$")


def check_project(domain: Domain, data: Data, problems: Problems) -> None:
    """Report what does not agree."""
    check = _Check(domain, data, problems)
    check.examples()
    check.answers()
    check.intents()
    check.mappings()
    check.forms()


def check_responses(domain: Domain, problems: Problems) -> None:
    """Report what responses name and ``domain``, with everything that others add to it, does not have."""
    _Check(domain, _NO_DATA, problems).responses()


def check_languages(config: Config, data: Data, problems: Problems) -> None:
    """Report examples in languages that the bot does not have. Each language is told once."""
    known = {code_of(each) for each in (config.language, *config.additional_languages) if each}
    strange = {each.language: each for each in reversed(data.training.examples) if each.language not in (None, *known)}
    for language, example in sorted(strange.items()) if known else ():
        message = (
            f"There are examples in '{language}', which is no language of the bot: it has {', '.join(sorted(known))}."
        )
        hint = f"Add '{language}' to 'additional_languages' in config.yml."
        problems.warning("data/unlisted-language", message, example.place, hint)


_NO_DATA = Data(TrainingData(), (), (), (), ())


class _Check:
    def __init__(self, domain: Domain, data: Data, problems: Problems) -> None:
        self._domain = domain
        self._data = data
        self._problems = problems
        self._flows = {flow.name for flow in data.flows}

    def examples(self) -> None:
        """What the examples name should be in the domain. Each name is told once."""
        seen: set[str] = set()
        for example in self._data.training.examples:
            intent = example.intent
            full = f"{intent}/{example.response_key}" if example.response_key else intent
            if (
                intent
                and intent not in seen
                and full not in self._domain.intents
                and intent not in self._domain.intents
            ):
                seen.add(intent)
                hint = did_you_mean(intent, self._domain.intents) or f"Add '- {intent}' to 'intents'."
                message = f"The intent '{intent}' has examples but is not in the domain."
                self._problems.warning("domain/unlisted-intent", message, example.place, hint)
            for entity in example.entities:
                name = entity.entity
                if name not in self._domain.entities and f"entity:{name}" not in seen:
                    seen.add(f"entity:{name}")
                    hint = did_you_mean(name, self._domain.entities) or f"Add '- {name}' to 'entities'."
                    message = f"The entity '{name}' is marked in examples but is not in the domain."
                    self._problems.warning("domain/unlisted-entity", message, example.place, hint)

    def answers(self) -> None:
        """Questions of retrieval intents that have no answer. Each is told once."""
        answered = set(self._domain.responses)
        for example in self._data.training.examples:
            response = f"{UTTER}{example.intent}/{example.response_key}" if example.response_key else None
            if response and response not in answered:
                answered.add(response)
                hint = did_you_mean(response, self._domain.responses) or f"Add '{response}:' to 'responses'."
                message = f"'{response.removeprefix(UTTER)}' has examples, and there is no response '{response}'."
                self._problems.warning("domain/no-answer", message, example.place, hint)

    def intents(self) -> None:
        """What intents say of entities."""
        for name, settings in self._domain.intents.items():
            used = settings.use_entities if isinstance(settings.use_entities, tuple) else ()
            for entity in (*used, *settings.ignore_entities):
                self._known(
                    "entity", entity, self._domain.entities, f"The intent '{name}'", self._place("intent", name)
                )

    def mappings(self) -> None:
        """What the mappings of slots refer to, and slots that nothing fills."""
        turns_need_mappings = bool(self._data.stories or self._data.rules or self._domain.forms)
        for slot, mappings in self._domain.mappings.items():
            place = self._place("slot", slot)
            for mapping in mappings:
                self._mapping(slot, mapping, mapping.place if mapping.place.file else place)
            if not mappings and turns_need_mappings and slot != "requested_slot":
                message = f"The slot '{slot}' has no mappings, so that no message of a user fills it."
                hint = "Add 'mappings', or 'mappings: [{type: custom}]' when only actions set it."
                self._problems.warning("domain/no-mappings", message, place, hint)

    def _mapping(self, slot: str, mapping: SlotMapping, place: Place) -> None:
        who = f"A mapping of the slot '{slot}'"
        if mapping.entity is not None:
            self._known("entity", mapping.entity, self._domain.entities, who, place)
        for intent in (*mapping.intent, *mapping.not_intent):
            self._known("intent", intent, self._domain.intents, who, place)
        for condition in mapping.conditions:
            if condition.active_loop is not None:
                self._known("form", condition.active_loop, self._domain.forms, who, place)
            if condition.requested_slot is not None:
                self._known("slot", condition.requested_slot, self._domain.schema.slots, who, place)
            if condition.active_flow is not None:
                self._known("flow", condition.active_flow, self._flows, who, place)
        if mapping.action is not None:
            self._known("action", mapping.action, self._domain.actions, who, place)

    def forms(self) -> None:
        """The slots and intents that forms name."""
        for name, form in self._domain.forms.items():
            for slot in form.required_slots:
                self._known("slot", slot, self._domain.schema.slots, f"The form '{name}'", form.place)
            for intent in form.ignored_intents:
                self._known("intent", intent, self._domain.intents, f"The form '{name}'", form.place)

    def responses(self) -> None:
        """What buttons and conditions of responses refer to."""
        for name, variations in self._domain.responses.items():
            for variation in variations if f"response:{name}" in self._domain.places else ():  # those of its author
                self._response(f"The response '{name}'", variation)

    def _response(self, who: str, response: Response) -> None:
        for condition in response.conditions:
            self._known("slot", condition.name, self._domain.schema.slots, who, response.place)
        for button in (*response.message.buttons, *response.message.quick_replies):
            if setting := _SET_SLOTS.match(button.payload):
                for slot in re.findall(r"(?:^|,)\s*([\w-]+)\s*=", setting[1]):
                    self._known(
                        "slot",
                        slot,
                        self._domain.schema.slots,
                        f"A button of {who[0].lower()}{who[1:]}",
                        response.place,
                    )
            elif named := _INTENT.match(button.payload):
                self._named(named[1], named[2] or "", f"A button of {who[0].lower()}{who[1:]}", response.place)

    def _named(self, intent: str, key: str, who: str, place: Place) -> None:
        """An intent in a payload, with the response key that may follow it."""
        if key and intent in self._domain.retrieval_intents:
            said = (name.removeprefix(UTTER) for name in self._domain.responses if name.startswith(f"{UTTER}{intent}/"))
            self._known("intent", intent + key, tuple(said), who, place)
        else:
            self._known("intent", intent, self._domain.intents, who, place)

    def _known(self, kind: str, name: str, known: Collection[str], who: str, place: Place) -> None:
        if name not in known:
            hint = did_you_mean(name, known) or f"Add the {kind} to the project, or name another."
            message = f"{who} names the {kind} '{name}', which there is not."
            self._problems.warning(f"domain/unknown-{kind}", message, place, hint)

    def _place(self, kind: str, name: str) -> Place:
        return self._domain.places.get(f"{kind}:{name}", Place(""))
