"""A conversation as a test story in YAML, as Rasa writes it. Pure: events in, text out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import msgspec
import yaml

from talkwright.conversation import events as ev
from talkwright.conversation.applied import applied
from talkwright.conversation.events import Event
from talkwright.conversation.trail import LISTEN
from talkwright.conversation.utterance import Entity
from talkwright.nlu.mark_up import mark_up

_UNTOLD = frozenset({LISTEN, "action_session_start"})


def story_of(name: str, log: Sequence[Event], *, all_sessions: bool = False) -> str:
    """The last session as a story called ``name``, or each as one of its own."""
    sessions = [applied(session) for session in _sessions(log)] if all_sessions else [applied(log)]
    several = len(sessions) > 1
    stories = [
        {"story": f"{name}, story {number}" if several else name, "steps": list(_steps(session))}
        for number, session in enumerate(sessions, 1)
    ]
    return yaml.dump({"version": "3.1", "stories": stories}, Dumper=_Dumper, allow_unicode=True, sort_keys=False)


def _sessions(log: Sequence[Event]) -> Iterator[Sequence[Event]]:
    begins = [number for number, event in enumerate(log) if isinstance(event, ev.SessionStarted)]
    edges = [0, *(begin for begin in begins[1:]), len(log)]
    yield from (log[start:end] for start, end in pairwise(edges) if log[start:end])


def _steps(events: Sequence[Event]) -> Iterator[dict[str, Any]]:
    for event in events:
        match event:
            case ev.UserUttered(metadata={"is_external": True}):
                yield {"intent": event.parse_data.intent.name, **_named(event.parse_data.entities)}
            case ev.UserUttered():
                yield {
                    "intent": event.parse_data.intent.name,
                    "user": _Block(mark_up(event.text or "", event.parse_data.entities)),
                }
            case ev.ActionExecuted(name=str() as name) if name not in _UNTOLD:
                yield {"action": name}
            case ev.ActionExecuted(action_text=str() as said):
                yield {"bot": said}
            case ev.SlotSet():
                yield {"slot_was_set": [{event.name: msgspec.to_builtins(event.value)}]}
            case ev.ActiveLoop():
                yield {"active_loop": event.name}
            case _:
                continue


def _named(entities: Sequence[Entity]) -> dict[str, Any]:
    return {"entities": [{each.entity: each.value} for each in entities]} if entities else {}


class _Block(str):
    """A text that is written on lines of its own."""


class _Dumper(yaml.SafeDumper):
    """Indents lists, as people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _block(dumper: yaml.SafeDumper, text: _Block) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|")


_Dumper.add_representer(_Block, _block)
