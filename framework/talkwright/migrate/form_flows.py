"""Forms as questions of flows: the steps that ask, and why a form has to stay one."""

from __future__ import annotations

from collections.abc import Iterator

from talkwright.migrate.slots import Plain
from talkwright.project.domain import Domain
from talkwright.project.forms import Form


def why_not(form: Form, domain: Domain, answered: frozenset[str]) -> tuple[str, str] | None:
    """Why ``form`` cannot be a flow, and what to do; None when it can. ``answered`` are intents that flows answer."""
    if not form.required_slots:
        return "it names no slots", "Write 'required_slots', or the flow by hand."
    if f"validate_{form.name}" in domain.actions:
        names = ", ".join(f"'validate_{slot}'" for slot in form.required_slots)
        return f"'validate_{form.name}' checks its answers", f"Write 'rejections' of the steps, or actions {names}."
    for slot in form.required_slots:
        settings = domain.schema.slots.get(slot)
        if settings is None:
            return f"there is no slot '{slot}'", "Add it to the domain."
        if settings.type == "list":
            return f"a flow cannot ask for '{slot}', which is a list", "Let an action fill it."
        for mapping in domain.mappings.get(slot, ()):
            if mapping.type == "from_trigger_intent":
                hint = "Set the slot with 'set_slots' in a flow of that intent."
                return f"'{slot}' is filled by the intent that begins the form", hint
            if mapping.type == "custom" and not mapping.action:
                return f"only an action fills '{slot}'", "Run that action in the flow."
        if ask(form, slot, domain) is None:
            return f"nothing asks for '{slot}'", f"Add the response 'utter_ask_{slot}'."
    unanswered = [intent for intent in form.ignored_intents if intent not in answered]
    if unanswered:
        message = f"it ignores '{unanswered[0]}', which no flow answers"
        return message, "Write a flow with that intent, or let the question take it."
    return None


def ask(form: Form, slot: str, domain: Domain) -> str | None:
    """The response or action that asks for a slot in a form, the first that there is."""
    for name in (f"{form.name}_{slot}", slot):
        for question in (f"action_ask_{name}", f"utter_ask_{name}"):
            if question in domain.actions or question in domain.responses:
                return question
    return None


def questions(form: Form, domain: Domain) -> Iterator[Plain]:
    """The steps that ask for the slots of a form."""
    for slot in form.required_slots:
        question = ask(form, slot, domain)
        yield {"collect": slot} if question == f"utter_ask_{slot}" else {"collect": slot, "utter": question}
