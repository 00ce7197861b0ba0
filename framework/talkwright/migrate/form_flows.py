"""Forms as questions of flows: the steps that ask, and why a form has to stay one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from talkwright.migrate.form_checks import Checks
from talkwright.migrate.slots import Plain
from talkwright.project.domain import Domain
from talkwright.project.forms import Form


def why_not(
    form: Form, domain: Domain, answered: frozenset[str], checks: Mapping[str, Checks], *, writes: bool
) -> tuple[str, str] | None:
    """Why ``form`` cannot be a flow, and what to do; None when it can.

    ``answered`` are intents that flows answer, ``checks`` the classes that check forms; ``writes``: what they check
    may be written as actions.
    """
    if not form.required_slots:
        return "it names no slots", "Write 'required_slots', or the flow by hand."
    if f"validate_{form.name}" in domain.actions:
        checked = _why_checked(form, domain, checks, writes=writes)
        if checked is not None:
            return checked
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


def _why_checked(form: Form, domain: Domain, checks: Mapping[str, Checks], *, writes: bool) -> tuple[str, str] | None:
    """Why what checks the answers of ``form`` cannot check those of a flow."""
    found = checks.get(form.name)
    slots = checked_slots(form, found)
    names = ", ".join(f"'validate_{slot}'" for slot in (form.required_slots if found is None else slots))
    what, hint = f"'validate_{form.name}'", f"Write 'rejections' of the steps, or actions {names}."
    if found is None:
        return f"{what} checks its answers, and is no class in these files", hint
    what = f"{what} ({found.place})"
    if found.why:
        return f"{what} belongs to a form: {found.why}", hint
    for slot in slots:
        other = next((each for each in checks.values() if each.form != form.name and slot in each.slots), None)
        if other is not None:
            return f"{what} checks '{slot}', and so does 'validate_{other.form}' ({other.place})", hint
        if f"validate_{slot}" in domain.actions:
            return f"{what} checks '{slot}', and there is an action 'validate_{slot}' already", hint
    if slots and not writes:
        return f"{what} checks its answers", f"--actions writes {names}, which flows ask."
    return None


def checked_slots(form: Form, checks: Checks | None) -> tuple[str, ...]:
    """The slots of ``form`` that somebody checks."""
    return tuple(slot for slot in form.required_slots if checks is not None and slot in checks.slots)


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
