"""What a bot has and nothing uses, and what it uses and nothing can understand. All of it works; none of it is meant.

The rule: a name counts as used when anything could use it: a flow, a story, a mapping, a button, a policy, or a word in
the bot's Python. Where the Python cannot be seen, only flows are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from talkwright.actions.builtin import BUILT_IN, SPOKEN
from talkwright.actions.code import Code
from talkwright.actions.missing import custom_actions
from talkwright.actions.respond import placeholders
from talkwright.errors import Place, Problems
from talkwright.flows.cases import slots_of
from talkwright.flows.compile import question_for
from talkwright.flows.condition_syntax import parsed
from talkwright.flows.flow import PATTERN, Flow
from talkwright.flows.kinds import AnyStep
from talkwright.flows.nodes.collect import Collect
from talkwright.flows.paths import touched
from talkwright.flows.patterns import ANSWERING, pattern_responses
from talkwright.nlu.retrieval import retrieval_names
from talkwright.project.domain import DEFAULT_INTENTS, Domain
from talkwright.project.open import Project

_WORD = re.compile(r"[\w/-]+")
# Actions of Rasa's own that a bot may write anew; nobody names them.
_OVERRIDES = frozenset(
    {"action_ask_affirmation", "action_back", "action_default_ask_affirmation", "action_default_ask_rephrase"}
    | {"action_extract_slots", "action_revert_fallback_events", "action_trigger_search", "action_two_stage_fallback"}
    | {"action_validate_slot_mappings", "action_unlikely_intent", "action_deactivate_loop"}
)
_WORDS_OF_RASA = frozenset({"utter_ask_rephrase", "utter_default", "utter_please_rephrase", "utter_restart"})


def check_unused(project: Project, flows: Sequence[Flow], code: Code | None, problems: Problems) -> None:
    """Report what nothing uses. ``flows`` are with the patterns; ``code`` is the bot's Python, None without any."""
    check = _Check(project, flows, code or Code(), problems)
    check.flows()
    if code is None and custom_actions(project.domain):
        return  # they are written somewhere else, and may use everything
    check.responses()
    check.slots()
    check.actions()
    if project.flows or project.stories or project.rules:  # else it only understands
        check.intents()
        check.entities()
    check.examples()


class _Check:
    def __init__(self, project: Project, flows: Sequence[Flow], code: Code, problems: Problems) -> None:
        self._project = project
        self._domain: Domain = project.domain
        self._flows = flows
        self._steps = [step for flow in flows for step in flow.steps]
        self._code = code
        self._problems = problems
        self._told_stories = bool(project.stories or project.rules)
        self._words = frozenset(_words_around(project))

    def flows(self) -> None:
        """Flows that nothing starts. With a language model at work each can be started by what is said."""
        has_model = any("CommandGenerator" in part.name for part in self._project.config.pipeline)
        led_to = {step.leads_to() for step in self._steps}
        for flow in self._flows:
            is_closed = flow.guard is not None and flow.guard.lower() == "false"
            can_start = bool(flow.triggers) or (has_model and not is_closed) or flow.is_pattern
            if not can_start and flow.id not in led_to and not self._is_said(flow.id):
                message = f"Nothing starts the flow '{flow.id}': no intent, no button, and no other flow leads to it."
                hint = "Give it an 'nlu_trigger', or call or link to it."
                self._problems.warning("flow/unused", message, flow.place, hint)

    def responses(self) -> None:
        """Responses that nobody says."""
        said = {name for step in self._steps for name in self._run_by(step)}
        said |= {*SPOKEN.values(), *pattern_responses(), *_WORDS_OF_RASA}
        said |= {f"utter_{name}" for name in retrieval_names(self._project.data.examples)}
        for name in self._domain.responses:
            asks = name.startswith("utter_ask_") and any(name.endswith(slot) for slot in self._form_slots())
            if name not in said and not asks:
                self._unused("response", name, "Nothing says the response")

    def slots(self) -> None:
        """Slots that nothing reads or fills."""
        used = {slot for step in self._steps for slot in touched(step)}
        texts = [flow.guard for flow in self._flows if flow.guard is not None]
        texts += [exit.when for step in self._steps for exit in step.exits if exit.when is not None]
        texts += [rejection.when for step in self._steps for rejection in step.rejections_of()]
        variations = [each for found in self._domain.responses.values() for each in found]
        texts += [each.condition_text for each in variations if each.condition_text]
        used |= {slot for tree in map(parsed, texts) if tree is not None for slot in slots_of(tree)}
        used |= {condition.name for each in variations for condition in each.conditions}
        used |= {name for each in variations for name in placeholders(each.message)}
        used |= self._form_slots() | {"requested_slot", "session_started_metadata"}
        for name, slot in self._domain.schema.slots.items():
            featured = self._told_stories and slot.influence_conversation
            if name not in used and not featured:
                self._unused("slot", name, "Nothing reads or asks for the slot")

    def actions(self) -> None:
        """Actions that nothing runs."""
        run = {name for step in self._steps for name in self._run_by(step)} | BUILT_IN.keys() | _OVERRIDES
        run |= {f"validate_{name}" for name in (*self._domain.forms, *self._domain.schema.slots)}
        run |= {mapping.action for found in self._domain.mappings.values() for mapping in found if mapping.action}
        for name in self._domain.actions:
            is_response = name in self._domain.responses or name.startswith("utter_")
            asks = name.startswith("action_ask_") and any(name.endswith(slot) for slot in self._form_slots())
            if name not in run and not is_response and not asks and name not in self._domain.forms:
                self._unused("action", name, "Nothing runs the action")

    def intents(self) -> None:
        """Intents that lead to nothing. In a bot with forms any intent may be that of an answer."""
        if self._told_stories and self._domain.forms:
            return
        used = {trigger.intent for flow in self._flows for trigger in flow.triggers}
        used |= {intent for mapping in self._mappings() for intent in (*mapping.intent, *mapping.not_intent)}
        used |= {*DEFAULT_INTENTS, *(id.removeprefix(PATTERN) for id in ANSWERING)}
        used |= {intent for form in self._domain.forms.values() for intent in form.ignored_intents}
        for name in self._domain.intents:
            if name not in used:
                self._unused("intent", name, "Nothing happens on the intent")

    def entities(self) -> None:
        """Entities that nothing takes in."""
        used = {mapping.entity for mapping in self._mappings()} | self._domain.schema.slots.keys()
        for settings in self._domain.intents.values():
            named = settings.use_entities if isinstance(settings.use_entities, tuple) else ()
            used |= {*named, *settings.ignore_entities}
        for name, entity in self._domain.entities.items():
            if name not in used and not (self._told_stories and entity.influence_conversation):
                self._unused("entity", name, "Nothing uses the entity")

    def examples(self) -> None:
        """Intents that no message can have."""
        known = {example.intent for example in self._project.data.examples}
        outside = (*DEFAULT_INTENTS, *(name for name in self._domain.intents if name.startswith("EXTERNAL_")))
        for name in self._domain.intents if known else ():
            if (
                name not in known
                and name not in outside
                and f"/{name}" not in self._words
                and not self._code.mentions(name)
            ):
                message = f"The intent '{name}' has no examples, and no button says it: no message can have it."
                hint = "Give it examples in the training data, or take it out of the domain."
                self._problems.warning("domain/no-examples", message, self._place("intent", name), hint)

    def _unused(self, kind: str, name: str, what: str) -> None:
        if f"{kind}:{name}" in self._domain.places and not self._is_said(name):
            message = f"{what} '{name}'."
            hint = "Use it, or take it out of the domain."
            self._problems.warning(f"domain/unused-{kind}", message, self._place(kind, name), hint)

    def _is_said(self, name: str) -> bool:
        """Whether a story, a policy, a button or the bot's Python has the word."""
        return name in self._words or self._code.mentions(name)

    def _place(self, kind: str, name: str) -> Place:
        return self._domain.places.get(f"{kind}:{name}", Place(""))

    def _run_by(self, step: AnyStep) -> Iterator[str]:
        yield from step.runs()
        if isinstance(step, Collect):
            yield question_for(step, self._domain.responses, self._domain.actions)

    def _form_slots(self) -> set[str]:
        return {slot for form in self._domain.forms.values() for slot in form.required_slots}

    def _mappings(self) -> Iterator[Any]:
        return (mapping for found in self._domain.mappings.values() for mapping in found)


def _words_around(project: Project) -> Iterator[str]:
    """Every word of stories, rules, policies, components and buttons."""
    parts = [part.options for part in (*project.config.pipeline, *project.config.policies)]
    buttons = [
        button.payload
        for variations in project.domain.responses.values()
        for each in variations
        for button in (*each.message.buttons, *each.message.quick_replies)
    ]
    validations = msgspec.to_builtins(project.domain.validations)
    for text in _texts([*parts, *buttons, validations, *(node.plain() for node in (*project.stories, *project.rules))]):
        for word in _WORD.findall(text):
            yield word
            yield from word.split("/")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value))
        yield from _texts(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)
