"""What was understood, in the form that other services answer: Wit, LUIS and Dialogflow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from talkwright.conversation.utterance import Entity, Utterance
from talkwright.errors import RequestError


def emulate(heard: Utterance, mode: str) -> dict[str, Any]:
    """``heard`` as the service ``mode`` would say it. Raises ``RequestError`` for a service that is not known."""
    form = _FORMS.get(mode.upper())
    if form is None:
        raise RequestError(f"There is no emulation_mode {mode!r}.", f"There are: {', '.join(_FORMS)}.")
    return form(heard)


def _wit(heard: Utterance) -> dict[str, Any]:
    entities: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in heard.entities:
        role = each.role or each.entity
        entities[f"{each.entity}:{role}"].append(
            {
                "confidence": each.confidence_entity or None,
                "name": each.entity,
                "value": each.value,
                "body": heard.text[each.start : each.end],
                "start": each.start,
                "end": each.end,
                "role": role,
                "entities": [],
            }
        )
    intent = {"name": heard.intent.name, "confidence": heard.intent.confidence}
    return {"text": heard.text, "intents": [intent], "entities": entities, "traits": {}}


def _luis(heard: Utterance) -> dict[str, Any]:
    values: dict[str, Any] = defaultdict(list)
    instances: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in heard.entities:
        name = each.role or each.entity
        values[name].append(each.value)
        found = {
            "role": each.role or None,
            "type": each.entity,
            "text": each.value,
            "startIndex": each.start,
            "length": each.end - each.start,
            "score": each.confidence_entity or None,
            "modelType": each.extractor,
        }
        instances[name].append(found)
    if instances:
        values["$instance"] = instances
    prediction = {
        "normalizedQuery": heard.text,
        "topIntent": heard.intent.name,
        "intents": {each.name or "": {"score": each.confidence} for each in heard.intent_ranking},
        "entities": values,
    }
    return {"query": heard.text, "prediction": prediction}


def _dialogflow(heard: Utterance) -> dict[str, Any]:
    result: dict[str, Any] = {
        "queryText": heard.text,
        "action": heard.intent.name,
        "parameters": _by_name(heard.entities),
        "allRequiredParamsPresent": True,
        "fulfillmentText": "",
        "fulfillmentMessages": [],
        "outputContexts": [],
        "intent": {"name": heard.intent.name, "displayName": heard.intent.name},
        "intentDetectionConfidence": heard.intent.confidence,
    }
    return {"responseId": str(uuid4()), "queryResult": result}


def _by_name(entities: tuple[Entity, ...]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for each in entities:
        found[each.entity].append(each.value)
    return found


_FORMS: dict[str, Callable[[Utterance], dict[str, Any]]] = {"WIT": _wit, "LUIS": _luis, "DIALOGFLOW": _dialogflow}
