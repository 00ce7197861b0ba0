"""The domain read from its files, be it one or many.

What is said twice counts once, with a warning that names both places. What older Rasas wrote is understood where that
can be done without guessing, and said to be old.
"""

from __future__ import annotations

from collections.abc import Sequence

from talkwright.conversation.schema import Schema, Slot
from talkwright.errors import Place, Problems
from talkwright.project.domain import DEFAULT_INTENTS, Domain, EntitySettings, IntentSettings
from talkwright.project.entries import Entry, from_list, from_mapping, unite
from talkwright.project.forms import WrittenForm, forms_of, read_form
from talkwright.project.responses import Response, read_responses
from talkwright.project.slots import SlotMapping, WrittenSlot, read_slot
from talkwright.yaml import Fields, Node


def read_domain(documents: Sequence[Node], problems: Problems, more_responses: Sequence[Node] = ()) -> Domain:
    """The domain of all ``documents``. ``more_responses`` are documents whose section ``responses`` alone counts."""
    return _Reading(documents, more_responses, problems).domain()


_EXTRA_SLOTS = (
    Slot("requested_slot", "text", influence_conversation=False),
    Slot("session_started_metadata", "any", influence_conversation=False),
)


# Where Rasa's action for knowledge bases remembers what it listed.
_KNOWLEDGE_ACTION = "action_query_knowledge_base"
_KNOWLEDGE_SLOTS = tuple(
    Slot(f"knowledge_base_{name}", influence_conversation=False)
    for name in ("listed_objects", "last_object", "last_object_type")
)


class _Reading:
    """The sections of all files, read one after the other."""

    def __init__(self, documents: Sequence[Node], more_responses: Sequence[Node], problems: Problems) -> None:
        self._problems = problems
        self._files = [Fields(node, problems, "the domain") for node in documents]
        self._others = [Fields(node, Problems(), "the data") for node in more_responses]
        self._is_legacy = False
        self._places: dict[str, Place] = {}

    def domain(self) -> Domain:
        intents = {name: self._intent(entry) for name, entry in self._listed("intents", "intent").items()}
        entities = {name: self._entity(entry) for name, entry in self._listed("entities", "entity").items()}
        slots = [read_slot(entry, self._problems) for entry in self._mapped("slots", "slot").values()]
        entries = [entry for file in self._files for entry in forms_of(file, self._problems)]
        forms = [read_form(entry, self._problems) for entry in self._united("form", entries).values()]
        actions, send_domain = self._actions()
        responses = self._responses()
        stores = [self._stores_entities(file) for file in self._files]
        e2e_actions = tuple(text for file in self._files for text in file.texts("e2e_actions"))
        versions = [str(file.scalar("version", "")) for file in self._files]
        schema = self._schema([written.slot for written in slots], with_forms=bool(forms), actions=actions)
        for file in self._files:
            file.done()
        is_legacy = (
            self._is_legacy
            or any(version.startswith(("1", "2")) for version in versions)
            or any(slot.is_legacy for slot in slots)
            or any(form.is_legacy for form in forms)
        )
        return Domain(
            intents=intents | {name: IntentSettings() for name in DEFAULT_INTENTS if name not in intents},
            entities=entities,
            schema=schema,
            mappings=_legacy_mappings(slots, forms, entities if all(stores) else {})
            if is_legacy
            else {each.slot.name: each.mappings for each in slots},
            forms={written.form.name: written.form for written in forms},
            actions=actions,
            send_domain=send_domain,
            e2e_actions=e2e_actions,
            validations={each.slot.name: each.validation for each in slots if each.validation is not None},
            responses=responses,
            store_entities_as_slots=all(stores),
            is_legacy=is_legacy,
            places=self._places,
        )

    def _listed(self, key: str, kind: str) -> dict[str, Entry]:
        what = f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
        return self._united(kind, [e for file in self._files for e in from_list(file, key, what, self._problems)])

    def _mapped(self, key: str, kind: str) -> dict[str, Entry]:
        return self._united(kind, [entry for file in self._files for entry in from_mapping(file, key)])

    def _united(self, kind: str, entries: list[Entry]) -> dict[str, Entry]:
        united = unite(entries, kind, self._problems)
        self._places |= {f"{kind}:{name}": entry.place for name, entry in united.items()}
        return united

    def _settings(self, entry: Entry, what: str) -> Fields:
        """What a list says of a name. Rasa passes over anything but a mapping, so bots with such a thing do exist."""
        node = entry.node
        if not isinstance(node.value, dict | None):
            message = f"The settings of {what} should be a mapping, but are {node.kind}; they are left out."
            self._problems.warning("domain/bad-settings", message, node.place, "Write 'key: value' lines, or nothing.")
            node = Node(None, node.place)
        return Fields(node, self._problems, what)

    def _intent(self, entry: Entry) -> IntentSettings:
        fields = self._settings(entry, f"the intent '{entry.name}'")
        settings = IntentSettings(
            use_entities=_use_entities(fields),
            ignore_entities=fields.texts("ignore_entities"),
            is_retrieval_intent=fields.flag("is_retrieval_intent"),
        )
        if fields.node("triggers") is not None:
            message = f"'triggers' of the intent '{entry.name}' is of Rasa 1 and has no effect."
            hint = "Write a rule with this intent and the action."
            self._legacy(message, fields.place_of("triggers"), hint)
        fields.done()
        return settings

    def _entity(self, entry: Entry) -> EntitySettings:
        fields = self._settings(entry, f"the entity '{entry.name}'")
        settings = EntitySettings(
            roles=_names(fields, "roles"),
            groups=_names(fields, "groups"),
            influence_conversation=fields.flag("influence_conversation", True),
        )
        fields.done()
        return settings

    def _actions(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        entries = self._listed("actions", "action")
        send_domain = []
        for entry in entries.values():
            fields = self._settings(entry, f"the action '{entry.name}'")
            if fields.flag("send_domain"):
                send_domain.append(entry.name)
            fields.done()
        return tuple(entries), tuple(send_domain)

    def _responses(self) -> dict[str, tuple[Response, ...]]:
        entries = [entry for file in (*self._files, *self._others) for entry in from_mapping(file, "responses")]
        for file in self._files:
            if file.node("templates") is not None:
                self._legacy("'templates' is the name of Rasa 1.", file.place_of("templates"), "Call it 'responses'.")
            entries += from_mapping(file, "templates")
        united = self._united("response", entries)
        return {name: read_responses(entry, self._problems) for name, entry in united.items()}

    def _stores_entities(self, file: Fields) -> bool:
        config = file.node("config")
        if config is None:
            return True
        fields = Fields(config, self._problems, "the domain's 'config'")
        stores = fields.flag("store_entities_as_slots", True)
        fields.done()
        return stores

    def _schema(self, slots: list[Slot], *, with_forms: bool, actions: Sequence[str]) -> Schema:
        by_name = {slot.name: slot for slot in slots}
        if _KNOWLEDGE_ACTION in actions:
            by_name |= {slot.name: slot for slot in _KNOWLEDGE_SLOTS if slot.name not in by_name}
        for extra in _EXTRA_SLOTS:
            if with_forms or extra.name != "requested_slot":
                by_name.setdefault(extra.name, extra)
        minutes, carry_over = 60.0, True
        for file in self._files:
            section = file.node("session_config")
            if section is not None:
                fields = Fields(section, self._problems, "'session_config'")
                minutes = fields.number("session_expiration_time", minutes) or 0.0
                carry_over = fields.flag("carry_over_slots_to_new_session", carry_over)
                fields.done(ignore=("start_session_after_expiry",))
        if minutes < 0:
            message = "'session_expiration_time' should be a number of minutes, and 0 for never."
            self._problems.error("domain/session-time", message, self._place_of("session_config"), "Write 60 or 0.")
            minutes = 60.0
        return Schema(slots=by_name, session_expiration_minutes=minutes, carry_over_slots=carry_over)

    def _place_of(self, section: str) -> Place:
        return next(file.place_of(section) for file in self._files if file.node(section) is not None)

    def _legacy(self, message: str, place: Place, hint: str) -> None:
        self._is_legacy = True
        self._problems.warning("domain/legacy", message, place, hint)


def _use_entities(fields: Fields) -> bool | tuple[str, ...]:
    node = fields.node("use_entities")
    if node is None:
        return True
    if node.value is None:  # nothing, as an empty list
        return False
    return node.value if isinstance(node.value, bool) else fields.texts("use_entities")


def _names(fields: Fields, key: str) -> tuple[str, ...]:
    """Roles and groups, among which numbers are usual."""
    return tuple(str(node.value) for node in fields.items(key) if isinstance(node.value, (str, int, float)))


def _legacy_mappings(
    slots: list[WrittenSlot], forms: list[WrittenForm], filling: dict[str, EntitySettings]
) -> dict[str, tuple[SlotMapping, ...]]:
    """The mappings that Rasa 2 did not write with a slot: those of the forms, and of the entity with the slot's name.

    ``filling`` are the entities that do so. A slot that has none is set by actions.
    """
    found = {}
    for written in slots:
        name = written.slot.name
        mappings = written.mappings
        for form in forms:
            mappings += form.mappings.get(name, ())
        if name in filling and not written.mappings and written.auto_fill is not False:
            mappings += (SlotMapping("from_entity", entity=name),)
        found[name] = mappings or (SlotMapping("custom"),)
    return found
