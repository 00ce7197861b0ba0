"""The palette: what can be put on the canvas, how each is recognised among the steps of a flow, and its form.

An entry is a kind of step, or one use of it: ``action`` is there as a message, as an answer from knowledge, as a wait.
Titles and help are in the languages of the builder; the forms are the kinds' own, narrowed. A kind of step without an
entry here has one made of what it says itself, and an action of the bot may bring its own: so nothing new needs code
in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec

from talkwright.actions.classes import ActionClass
from talkwright.builder.palette_entries import ENTRIES, Entry
from talkwright.flows.form import Words
from talkwright.flows.kinds import KINDS
from talkwright.flows.own_form import read_own_form, words
from talkwright.flows.schema import Schema, form_of

_ID = {
    "type": "string",
    "title": {"en": "Id", "de": "Id"},
    "x-widget": "text",
    "x-help": {
        "en": "Needed only to lead here from elsewhere.",
        "de": "Nur nötig, um von anderswo hierher zu führen.",
    },
    "x-rare": True,
}
_ANY_ACTION = "action"
_KEYS = frozenset(entry.key for entry in ENTRIES)
_OTHERS = Words("More", "Weiteres")
_OWN = Words("Of this bot", "Dieser Bot")


class Match(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which steps are of an entry: all that is said has to hold.

    ``key``: the step has this key. ``pattern``: a regular expression that is found in its value, a text.
    ``branches``: whether its ``next`` is a list of branches. ``end``: it is no step but the target ``END``.
    """

    key: str = ""
    pattern: str = ""
    branches: bool | None = None
    end: bool = False


class Kind(msgspec.Struct, frozen=True):
    """An entry of the palette. ``yaml`` is the value of a new step; ``schema`` is the form.

    ``needs`` names the action without which such a step is an error; ``ready`` says whether the bot has it.
    """

    key: str
    title: Words
    summary: Words
    group: Words
    icon: str
    yaml: Any
    match: Match
    schema: Schema
    needs: str = ""
    ready: bool = True


def palette(actions: Collection[str], classes: Iterable[ActionClass] = ()) -> tuple[Kind, ...]:
    """The entries in the order in which they are tried: the first whose ``match`` fits a step is its kind.

    ``actions`` are those the bot has, ``classes`` what its code says of them.
    """
    own = {found.key: found for each in classes if (found := own_entry(each)) is not None}
    entries: list[Entry] = []
    for entry in ENTRIES:
        if entry.key == _ANY_ACTION:  # it would take in all that come behind it
            entries += (each for key, each in own.items() if key not in _KEYS)
        entries.append(own.get(entry.key, entry))
    shown = [_kind(entry, actions) for entry in entries]
    return (*shown, *_undescribed(entries))


def _kind(entry: Entry, actions: Collection[str]) -> Kind:
    pattern = entry.pattern or (f"^{re.escape(entry.needs)}$" if entry.needs else "")
    match = Match(entry.of, pattern, entry.branches, entry.of == "")
    return Kind(
        key=entry.key,
        title=entry.title,
        summary=entry.summary,
        group=entry.group,
        icon=entry.icon,
        yaml=entry.yaml,
        match=match,
        schema=_form(entry) if entry.of else {"type": "string", "const": "END"},
        needs=entry.needs,
        ready=not entry.needs or entry.needs in actions,
    )


def _form(entry: Entry) -> Schema:
    """The form of the kind of step, with what the entry fixes or says better."""
    form = form_of(entry.of)
    keys: dict[str, Schema] = {**form["properties"], "id": _ID}
    for key, value in entry.fixed.items():
        keys[key] = {**keys[key], "const": value, "x-hidden": True}
    for key, field in entry.fields.items():
        keys[key] = {**keys.get(key, {}), "title": msgspec.to_builtins(field.title), "x-widget": field.widget}
        if field.help is not None:
            keys[key]["x-help"] = msgspec.to_builtins(field.help)
    if entry.arguments:
        given = {
            name: {
                "title": msgspec.to_builtins(field.title),
                "x-widget": field.widget,
                **({"x-help": msgspec.to_builtins(field.help)} if field.help else {}),
                **(field.schema or {}),
            }
            for name, field in entry.arguments.items()
        }
        keys["with"] = {**keys["with"], "properties": given, "x-rare": False}
    return {**form, "properties": keys}


def _undescribed(entries: Iterable[Entry]) -> Iterator[Kind]:
    """Kinds of steps that no entry takes in as a whole."""
    whole = {entry.of for entry in entries if not entry.needs and not entry.pattern and entry.branches is None}
    for key, kind in KINDS.items():
        if key not in whole:
            title, form = key.replace("_", " ").capitalize(), form_of(key)
            yield Kind(
                key=key,
                title=Words(title, title),
                summary=Words(kind.SUMMARY, kind.SUMMARY),
                group=_OTHERS,
                icon="square",
                yaml={key: ""},
                match=Match(key),
                schema={**form, "properties": {**form["properties"], "id": _ID}},
            )


def own_entry(action: ActionClass) -> Entry | None:
    """What the class attribute ``palette`` of an action asks for; None when there is none, or it cannot be used."""
    if action.palette is None:
        return None
    try:
        said = read_own_form(action.palette)
    except ValueError:  # the check tells it
        return None
    title = words(said.title or action.name.removeprefix("action_").replace("_", " ").capitalize())
    return Entry(
        key=said.kind or action.name,
        of="action",
        title=title,
        summary=words(said.summary or action.does or title.en),
        group=words(said.group) if said.group else _OWN,
        icon=said.icon,
        yaml={"action": action.name},
        fixed={"action": action.name},
        needs=action.name,
        arguments={name: each.field(name) for name, each in said.arguments.items()},
    )
