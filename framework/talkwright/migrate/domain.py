"""The domain of Rasa 1 or 2 as one of Rasa 3, by changing what has to change in its files.

What forms of Python say comes in as values; the rules that an intent's ``triggers`` stood for go out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from talkwright.errors import Place, Problems
from talkwright.migrate.layout import block, flow, scalar
from talkwright.migrate.notes import Notes
from talkwright.migrate.old_domain import Domain, elements, is_inline_form, is_old_version, name_of
from talkwright.migrate.patch import Patch
from talkwright.migrate.slots import REQUESTED, FormSlots, Plain, current_form, current_mappings, current_type, form_of
from talkwright.yaml import parse
from talkwright.yaml.parts import Part

VERSION = "3.1"


def migrate_domain(
    texts: Mapping[str, str], domain: Domain, python_forms: Iterable[FormSlots], notes: Notes
) -> dict[str, str]:
    """The texts of the files that change, by name."""
    if not domain.is_old:
        return {}
    of_python = {form.name: form for form in python_forms}
    forms = {name: of_python.get(name, form) if not form.required else form for name, form in domain.forms.items()}
    changed = {}
    for file, text in texts.items():
        node = parse(text, file, Problems())
        if node is None or not isinstance(node.value, dict) or not node.value:
            continue
        patch = Patch(text, file)
        _File(patch, domain, forms, notes).migrate(has_first=file == next(iter(texts)))
        if patch.is_changed:
            changed[file] = patch.result()
    return changed


class _File:
    """One file of a domain that is old."""

    def __init__(self, patch: Patch, domain: Domain, forms: Mapping[str, FormSlots], notes: Notes) -> None:
        self._patch = patch
        self._domain = domain
        self._forms = forms
        self._notes = notes
        self._plain = parse(patch.text, patch.file, Problems())

    def migrate(self, *, has_first: bool) -> None:
        sections = {key.value: (key, value) for key, value in self._patch.root.entries}
        for name, change in (
            ("version", self._version),
            ("intents", self._intents),
            ("slots", self._slots),
            ("forms", self._form_section),
            ("actions", self._actions),
            ("templates", self._templates),
            ("responses", self._responses),
        ):
            if name in sections:
                change(*sections[name])
        if "version" not in sections:
            self._patch.put_first("version", f'"{VERSION}"')
        if has_first:
            self._add_slots(sections.get("slots"))
            if self._domain.is_of_rasa_1 and not self._domain.has_sessions:
                self._sessions()

    def _node(self, *path: str) -> Any:
        node: Any = self._plain
        for key in path:
            node = node.value.get(key) if node is not None and isinstance(node.value, dict) else None
        return None if node is None else node.plain()

    def _version(self, key: Part, value: Part) -> None:
        if is_old_version(value.value):
            self._patch.replace(value, f'"{VERSION}"')

    def _intents(self, key: Part, value: Part) -> None:
        """``triggers`` are rules now."""
        for item in value.parts:
            for name, settings in item.entries:
                found = settings.entry("triggers")
                if found is None:
                    continue
                if len(settings.parts) == 2:
                    self._patch.replace(item, scalar(name.value))
                else:
                    self._patch.drop(*found)

    def _slots(self, key: Part, value: Part) -> None:
        for name, settings in value.entries:
            self._slot(name, settings)

    def _slot(self, name: Part, settings: Part) -> None:
        plain = self._node("slots", name.value)
        if not isinstance(plain, dict):
            return
        added, kept = self._added(name.value, plain), dict(plain)
        place = self._patch.place(name)
        now = current_type(plain.get("type", "any"))
        if now == "unfeaturized":
            now = "any"
            self._notes.done(
                place, f"The slot '{name.value}' was unfeaturized: it is of type any, and no story sees it."
            )
        if kept.pop("auto_fill", None) is not None or now != plain.get("type") or added:
            kept["type"] = now
            if settings.kind == "mapping" and not settings.in_flow_style:
                self._splice_slot(settings, now, added)
            else:
                self._patch.rewrite(name, settings, kept | added)

    def _splice_slot(self, settings: Part, now: str, added: Plain) -> None:
        for key, value in settings.entries:
            if key.value == "auto_fill":
                self._patch.drop(key, value)
            elif key.value == "type" and value.value != now:
                self._patch.replace(value, now)
            elif key.value in added:
                self._patch.rewrite(key, value, added[key.value])
        more = {key: value for key, value in added.items() if settings.entry(key) is None}
        if more:
            self._patch.add(settings, more)

    def _added(self, name: str, plain: Plain) -> Plain:
        """What a slot has to say besides."""
        added: Plain = {}
        if current_type(plain.get("type")) == "unfeaturized" and plain.get("influence_conversation") is not False:
            added["influence_conversation"] = False
        if "mappings" not in plain:
            fills = (
                name in self._domain.entities and plain.get("auto_fill") is not False and self._domain.stores_entities
            )
            added["mappings"] = current_mappings(name, self._forms.values(), entity_fills=fills)
        return added

    def _add_slots(self, section: tuple[Part, Part] | None) -> None:
        """Slots that only a form of Python named."""
        known = {key.value for key, _ in section[1].entries} if section else set()
        of_python = [form for form in self._forms.values() if not self._domain.forms[form.name].required]
        wanted = {slot for form in of_python for slot in form.required} - known - {REQUESTED}
        if not wanted or (section and section[1].kind != "mapping"):
            return
        new = {
            slot: {
                "type": "any",
                "influence_conversation": False,
                "mappings": current_mappings(slot, self._forms.values(), entity_fills=slot in self._domain.entities),
            }
            for slot in sorted(wanted)
        }
        if section:
            self._patch.add(section[1], dict(new))
        else:
            self._patch.put_last("slots", new)

    def _form_section(self, key: Part, value: Part) -> None:
        place = self._patch.place(key)
        if value.kind == "sequence":
            names = [name_of(item) for item in elements(self._node("forms"))]
            if names:
                self._patch.rewrite(key, value, {name: current_form(self._forms[name]) for name in names})
                self._notes.done(place, f"The forms {', '.join(names)} are a mapping now.")
            for name in names:
                if not self._forms[name].required:
                    message = (
                        f"Which slots the form '{name}' asks for could not be read: its class of Python is not here."
                    )
                    hint = f"Write them into 'required_slots' of '{name}', and 'mappings' below each slot."
                    self._notes.left(place, message, hint)
            return
        for called, settings in value.entries:
            plain = self._node("forms", called.value)
            form = self._forms.get(called.value) or form_of(called.value, plain)
            if plain is None or (isinstance(plain, dict) and (not plain or is_inline_form(plain))):
                self._patch.rewrite(called, settings, current_form(form))
                if form.mappings:
                    message = f"How the form '{form.name}' fills its slots is said with the slots now."
                    self._notes.done(self._patch.place(called), message)

    def _actions(self, key: Part, value: Part) -> None:
        """A form is no action, and a retrieval action has the name of its response."""
        forms = [item for item in value.parts if item.value in self._domain.forms]
        for item in forms:
            message = f"The form '{item.value}' is no action: it is taken out of 'actions'."
            self._notes.done(self._patch.place(item), message)
        if forms and (value.in_flow_style or len(forms) == len(value.parts)):
            left = [each for each in elements(self._node("actions")) if name_of(each) not in self._domain.forms]
            self._patch.replace(value, flow([answering(each) if isinstance(each, str) else each for each in left]))
            return
        for item in value.parts:
            if item in forms:
                self._patch.drop_lines(item, item)
            elif item.value.startswith("respond_"):
                self._patch.replace(item, scalar(answering(item.value)))

    def _templates(self, key: Part, value: Part) -> None:
        self._patch.replace(key, "responses")
        self._responses(key, value)

    def _responses(self, key: Part, value: Part) -> None:
        """A variation was a text once."""
        for name, variations in value.entries:
            if variations.kind == "scalar" and variations.value:
                self._patch.rewrite(name, variations, [{"text": variations.value}])
            for item in variations.parts if variations.kind == "sequence" else ():
                if item.kind == "scalar" and item.value:
                    self._patch.replace(item, block([{"text": item.value}], item.column - 3)[0].strip()[2:])

    def _sessions(self) -> None:
        self._patch.put_last("session_config", {"session_expiration_time": 0})
        message = "Without 'session_config' a session of Rasa 1 never ended: that is written out."
        self._notes.look(Place(self._patch.file), message, "Write 60 for an hour, as is usual now.")


def answering(action: str) -> str:
    """The name that a retrieval action has now: ``respond_faq`` -> ``utter_faq``."""
    return re.sub(r"^respond_", "utter_", action)
