"""The keys of each kind of step as JSON Schema, with what a form shows of them.

The truth is ``read`` of the kind: a reader that notes what it is asked for finds the keys and what each may be. What
the kind says of them in ``FIELDS`` is added. So a new kind has a schema as soon as it can be read.
"""

from __future__ import annotations

from typing import Any

import msgspec

from talkwright.errors import Place, Problems
from talkwright.flows.form import Field
from talkwright.flows.kinds import KINDS
from talkwright.yaml import Fields, Node

Schema = dict[str, Any]

ANY: Schema = {}
TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "number"}
SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
TEXTS: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}


def keys_of(kind: str) -> dict[str, Schema]:
    """What a step of ``kind`` may say besides ``id`` and ``next``: its own key first."""
    asked = _Asked()
    KINDS[kind].read(asked, "", Place(""))
    fields = KINDS[kind].FIELDS
    found = {key: _sharper(fields.get(key), schema) for key, schema in asked.keys.items()}
    return {kind: found.pop(kind, ANY), **found}


def form_of(kind: str) -> Schema:
    """The form of a step of ``kind``: the schema of its keys, each with ``title``, ``x-help`` and ``x-widget``.

    They come in the order of the kind's ``FIELDS``. Titles and help are ``{en, de}``. ``x-rare`` keys are for those
    who look for them. A key of which the kind says nothing has its name as the title and a widget by its type.
    """
    fields = KINDS[kind].FIELDS
    keys = keys_of(kind)
    shown = {key: {**keys[key], **_hints(key, fields.get(key), keys[key])} for key in dict.fromkeys((*fields, *keys))}
    return {"type": "object", "properties": shown, "required": [kind]}


def _sharper(field: Field | None, schema: Schema) -> Schema:
    return schema if field is None or field.schema is None else dict(field.schema)


def _hints(key: str, field: Field | None, schema: Schema) -> Schema:
    if field is None:
        name = key.replace("_", " ").capitalize()
        return {"title": {"en": name, "de": name}, "x-widget": _WIDGETS.get(str(schema.get("type")), "yaml")}
    hints: Schema = {"title": msgspec.to_builtins(field.title), "x-widget": field.widget}
    if field.help is not None:
        hints["x-help"] = msgspec.to_builtins(field.help)
    return {**hints, "x-rare": True} if field.rare else hints


_WIDGETS = {"string": "text", "boolean": "flag", "number": "number"}


class _Asked(Fields):
    """Notes what a reader asks for instead of answering: the keys of a kind of step, and what each may be."""

    def __init__(self) -> None:
        super().__init__(Node({}, Place("")), Problems(), "a step")
        self.keys: dict[str, Schema] = {}

    def node(self, key: str) -> Node | None:
        self.keys.setdefault(key, ANY)
        return None

    def text(self, key: str, default: str | None = None, *, required: bool = False) -> str | None:
        self.keys[key] = TEXT
        return super().text(key, default)

    def scalar(self, key: str, default: Any = None, *, required: bool = False) -> Any:
        self.keys[key] = SCALAR
        return super().scalar(key, default)

    def flag(self, key: str, default: bool = False) -> bool:
        self.keys[key] = {**FLAG, "default": default} if default else FLAG
        return super().flag(key, default)

    def number(self, key: str, default: float | None = None) -> float | None:
        self.keys[key] = NUMBER
        return super().number(key, default)

    def items(self, key: str) -> tuple[Node, ...]:
        self.keys[key] = {"type": "array", "items": ANY}
        return super().items(key)

    def texts(self, key: str) -> tuple[str, ...]:
        self.keys[key] = TEXTS
        return super().texts(key)

    def entries(self, key: str) -> dict[str, Node]:
        self.keys[key] = {"type": "object", "additionalProperties": ANY}
        return super().entries(key)
