"""What the assistant can say: the variations of each response, as written and not yet filled or chosen."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from talkwright.conversation.content import BotMessage, Button, to_json_value
from talkwright.errors import Place, Problems
from talkwright.project.entries import Entry
from talkwright.yaml import Fields, Node

CONTENT = ("text", "image", "custom", "buttons", "quick_replies", "attachment", "elements")
_EMPTY: tuple[Any, ...] = (None, (), "")


class ResponseCondition(msgspec.Struct, frozen=True):
    """What must hold for a variation to be said: the slot ``name`` has the ``value``. ``type`` is ``slot``."""

    type: str
    name: str
    value: Any = None


class Response(msgspec.Struct, frozen=True):
    """One variation. All ``conditions`` must hold; ``condition_text`` is an expression like ``slots.x is true``.

    ``translations`` are the whole message in other languages, by their code.
    """

    message: BotMessage
    channel: str | None = None
    id: str | None = None
    conditions: tuple[ResponseCondition, ...] = ()
    condition_text: str | None = None
    translations: dict[str, BotMessage] = {}
    place: Place = Place("")

    def plain(self) -> dict[str, Any]:
        """The variation as Rasa writes it in a domain."""
        plain: dict[str, Any] = to_json_value(self.message)
        if self.channel:
            plain["channel"] = self.channel
        if self.id:
            plain["id"] = self.id
        if self.conditions:
            plain["condition"] = to_json_value(self.conditions)
        elif self.condition_text:
            plain["condition"] = self.condition_text
        if self.translations:
            plain["translation"] = to_json_value(self.translations)
        return plain


def read_responses(entry: Entry, problems: Problems) -> tuple[Response, ...]:
    """The variations of one response. A text alone, or a list of texts, will do."""
    what = f"the response '{entry.name}'"
    value = entry.node.value
    if isinstance(value, str):
        return (Response(BotMessage(text=value), place=entry.node.place),)
    if value is not None and not isinstance(value, tuple):
        message = f"The response '{entry.name}' should be a list of variations, but is {entry.node.kind}."
        problems.error("domain/bad-response", message, entry.node.place, "Begin each variation with '- text: ...'.")
        return ()
    if not value:
        _nothing_to_say(what, entry.place, problems)
    found = (_variation(node, what, problems) for node in value or ())
    return tuple(each for each in found if each is not None)


def _variation(node: Node, what: str, problems: Problems) -> Response | None:
    if isinstance(node.value, str):
        return Response(BotMessage(text=node.value), place=node.place)
    fields = Fields(node, problems, f"a variation of {what}")
    if isinstance(node.value, dict | None) and not any(_filled(fields.node(name)) for name in CONTENT):
        _nothing_to_say(f"a variation of {what}", node.place, problems)
    message = _message(fields, what, problems)
    written = Fields(fields.node("translation") or Node(None, node.place), problems, f"a translation of {what}")
    for language, each in fields.entries("translation").items():
        if not isinstance(each.value, dict):
            written.text(language)  # which is told when it is none
    # Read anew in each language, and silently: what is wrong has been told.
    again = Fields(node, Problems(), what)
    translations = {language: _message(again, what, Problems(), language) for language in _languages(fields)}
    identity = fields.scalar("id")
    conditions, condition_text = _conditions(fields, what, problems)
    response = Response(
        message=message,
        channel=fields.text("channel"),
        id=None if identity is None else as_text(identity),
        conditions=conditions,
        condition_text=condition_text,
        translations=translations,
        place=node.place,
    )
    fields.done(ignore=("button_type",))
    has_content = any(getattr(message, name) not in _EMPTY for name in CONTENT)
    return response if has_content else None


def _message(fields: Fields, what: str, problems: Problems, language: str | None = None) -> BotMessage:
    """What a variation says, in ``language`` as far as it is translated."""
    attachment, custom = fields.node("attachment"), fields.node("custom")
    return BotMessage(
        text=_translation(fields, "text", language) or fields.text("text"),
        image=fields.text("image"),
        buttons=_buttons(fields, "buttons", what, problems, language),
        quick_replies=_buttons(fields, "quick_replies", what, problems, language),
        attachment=attachment.plain() if attachment else None,
        elements=tuple(element.plain() for element in fields.items("elements")),
        custom=custom.plain() if custom else None,
        metadata={key: value.plain() for key, value in fields.entries("metadata").items()},
    )


def _languages(fields: Fields) -> list[str]:
    """The languages that a variation, or a button of it, is translated into."""
    buttons = [node for key in ("buttons", "quick_replies") for node in fields.items(key)]
    translated = [fields, *(Fields(node, Problems(), "a button") for node in buttons)]
    return list(dict.fromkeys(language for each in translated for language in each.entries("translation")))


def _translation(fields: Fields, key: str, language: str | None) -> str | None:
    """``translation: {de: Hallo}``, or ``{de: {text: Hallo}}``, in ``language``."""
    node = fields.entries("translation").get(language) if language else None
    if node is None:
        return None
    if isinstance(node.value, str):
        return node.value
    return Fields(node, Problems(), "a translation").text(key)


def _filled(node: Node | None) -> bool:
    return node is not None and node.value not in _EMPTY


def _nothing_to_say(what: str, place: Place, problems: Problems) -> None:
    message = f"{what[:1].upper()}{what[1:]} says nothing."
    problems.warning("domain/empty-response", message, place, f"Give it at least one of {', '.join(CONTENT)}.")


def _buttons(
    fields: Fields, key: str, what: str, problems: Problems, language: str | None = None
) -> tuple[Button, ...]:
    found = []
    for node in fields.items(key):
        button = Fields(node, problems, f"a button of {what}")
        title, payload, url = button.scalar("title", required=True), button.node("payload"), button.text("url")
        kind = button.text("type") or button.text("content_type")
        translated = _translation(button, "title", language)
        button.done(ignore=("image_url", "translation"))
        if title is None:
            continue
        said = payload.plain() if payload else None
        found.append(
            Button(
                title=translated or as_text(title), payload=as_text(said) if said is not None else url or "", type=kind
            )
        )
    return tuple(found)


def _conditions(fields: Fields, what: str, problems: Problems) -> tuple[tuple[ResponseCondition, ...], str | None]:
    written = fields.node("condition")
    if written is not None and isinstance(written.value, str):
        return (), written.value
    found = []
    for node in fields.items("condition"):
        condition = Fields(node, problems, f"a condition of {what}")
        kind, name = condition.text("type", "slot"), condition.text("name", required=True)
        value = condition.node("value")
        condition.done()
        if kind != "slot":
            message = f"A condition of {what} should be of type slot."
            problems.error("domain/bad-condition", message, condition.place_of("type"), "Write 'type: slot'.")
        elif name is not None:
            found.append(ResponseCondition("slot", name, value.plain() if value else None))
    return tuple(found), None


def as_text(value: Any) -> str:
    """What a button says when its value was not written as text: ``payload: true`` says "true"."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
