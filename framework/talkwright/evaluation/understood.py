"""How a test story may expect a message to be understood: its intent and its entities. Pure."""

from __future__ import annotations

from typing import ClassVar

from talkwright.conversation import events as ev
from talkwright.conversation.utterance import Entity, Utterance
from talkwright.evaluation.expectations import Events, Expectation, brief, first, listed


class IntentIs(Expectation, frozen=True, kw_only=True):
    """The message was understood as this intent. ``faq/ask_name`` also fits when only ``faq`` is told apart."""

    KEY: ClassVar[str] = "intent"

    name: str

    def met_at(self, events: Events, begin: int) -> int | None:
        return first(events, begin, lambda e: isinstance(e, ev.UserUttered) and self._fits(e.parse_data))

    def _fits(self, utterance: Utterance) -> bool:
        intent = utterance.intent
        full = intent.full_retrieval_intent_name
        return self.name in ((intent.name, full) if full else (intent.name,)) or (
            not full and "/" in self.name and self.name.partition("/")[0] == intent.name
        )

    def wanted(self) -> str:
        return f"{self.KEY}: {self.name}"

    def came(self, events: Events) -> str:
        heard = _heard(events)
        return f"{self.KEY}: {heard.intent.name or 'none'} ({heard.intent.confidence:.2f})"


class EntitiesAre(Expectation, frozen=True, kw_only=True):
    """The message holds these entities and no others. A value that is only the marked words need not be equal."""

    KEY: ClassVar[str] = "entities"

    entities: tuple[Entity, ...]

    def met_at(self, events: Events, begin: int) -> int | None:
        heard = _heard(events)
        found = [_essence(heard, entity) for entity in heard.entities]
        for entity in self.entities:
            name, role, group, words, value = _essence(heard, entity)
            match = (name, role, group, words)
            index = next((i for i, e in enumerate(found) if e[:4] == match and (value == words or e[4] == value)), None)
            if index is None:
                return None
            del found[index]
        return None if found else begin

    def wanted(self) -> str:
        return f"{self.KEY}: " + listed(map(_entity, self.entities))

    def came(self, events: Events) -> str:
        return f"{self.KEY}: " + listed(map(_entity, _heard(events).entities))


def _heard(events: Events) -> Utterance:
    return next((event.parse_data for event in events if isinstance(event, ev.UserUttered)), Utterance())


def _essence(utterance: Utterance, entity: Entity) -> tuple[str, str, str, str, str]:
    words = utterance.text[entity.start : entity.end].lower()
    return entity.entity, str(entity.role or ""), str(entity.group or ""), words, str(entity.value).lower()


def _entity(entity: Entity) -> str:
    parts = (entity.entity, *(str(part) for part in (entity.role, entity.group) if part))
    return f"{'/'.join(parts)} = {brief(entity.value)}"
