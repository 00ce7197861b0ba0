"""Replays recordings of Rasa and says where Talkwright answers otherwise.

Each bot is trained in memory from its own files, with the policies of the recording; messages mean what the recording
says, and custom actions are stubs. Everything else is what runs in a server.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from talkwright.actions.missing import served_actions
from talkwright.conversation.content import UserMessage
from talkwright.conversation.event_json import from_plain
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.state import State
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.conversation.utterance import Entity, Intent, Utterance
from talkwright.errors import Problems, RequestError
from talkwright.evaluation.oracle_compare import Aspect, differences, is_stuck
from talkwright.evaluation.oracle_format import (
    Parsed,
    RecordedConversation,
    RecordedTurn,
    Recording,
    read_recording,
)
from talkwright.evaluation.oracle_stub import StubActions
from talkwright.flows.compile import compile_program
from talkwright.nlu.payload import read_payload
from talkwright.nlu.pipeline import Pipeline
from talkwright.nlu.retrieval import Retrieval
from talkwright.project.config import Part
from talkwright.project.files import SUFFIXES
from talkwright.project.open import Sources, open_project
from talkwright.project.stories import read_stories
from talkwright.runtime.deeds import Appended, Heard
from talkwright.runtime.perform import Performer
from talkwright.runtime.turn import Occasion, Turns
from talkwright.training.bundle import Metadata
from talkwright.training.load import Model, with_depth
from talkwright.training.policies import teach

CHANNEL = "collector"
_MIGRATED = "__migrated"


class Differs(msgspec.Struct, frozen=True):
    """A turn that went otherwise: each aspect as it was recorded and as it came. ``before``: what was said earlier."""

    conversation: str
    turn: int
    said: str
    aspects: tuple[Aspect, ...]
    before: tuple[str, ...] = ()
    better: str = ""


class Replayed(msgspec.Struct, frozen=True):
    """What came of one recording; ``fault`` is why nothing did."""

    name: str
    turns: int
    differs: tuple[Differs, ...]
    fault: str = ""

    @property
    def better(self) -> int:
        """Turns in which Rasa can no longer answer, and Talkwright does."""
        return sum(1 for each in self.differs if each.better)


def train_bot(recording: Recording, root: Path, domain: Path | None) -> Model:
    """The bot in the folder ``root`` with the policies of ``recording``; ``domain`` takes the place of its own."""
    sources = Sources.of(root)
    folder = root / "data" if (root / "data").is_dir() else root
    tests = sorted(path for path in folder.rglob("test_*") if path.suffix in SUFFIXES)  # which Rasa learns from, too
    sources = replace(sources, data=(folder, *tests), domain=domain or sources.domain)
    project = open_project(root, sources, {})
    problems = Problems()
    parts = [Part(each["name"], {k: v for k, v in each.items() if k != "name"}) for each in recording.policies]
    stories = read_stories(project.stories, project.rules, problems)
    playbook = teach(stories, project.domain, parts, problems)
    bot = with_depth(project.domain, playbook)
    program = compile_program((), bot, problems)
    pipeline = Pipeline((), bot.intents, bot.entities, Retrieval())
    metadata = Metadata(recording.bot, "", None, recording.language, {})
    return Model(root, metadata, bot, pipeline, program, playbook, playbook.policies() if playbook else ())


async def replay_recording(name: str, recording: Recording, model: Model) -> Replayed:
    """Have every conversation again."""
    differs: list[Differs] = []
    turns = 0
    for conversation in recording.conversations:
        turns += len(conversation.turns)
        differs += [each async for each in _Rerun(recording, model, conversation).differing()]
    return Replayed(name, turns, tuple(differs))


class _Rerun:
    """One conversation that is had again."""

    def __init__(self, recording: Recording, model: Model, conversation: RecordedConversation) -> None:
        self._recording = recording
        self._model = model
        self._conversation = conversation
        self._key = ConversationKey(conversation.id)
        self._store = MemoryStore()
        domain = model.domain
        self._actions = StubActions(frozenset(served_actions(domain)))
        self._actions.script = conversation.stub
        performer = Performer(domain.responses, model.program.conditions, self._actions, self._store)
        self._now = 1_700_000_000.0
        self._turns = Turns(model, performer, self._store, lambda: self._now)

    async def differing(self) -> AsyncIterator[Differs]:
        """The turns that go otherwise."""
        if self._conversation.setup:
            await self._turns.begin(self._occasion(Appended(from_plain(self._conversation.setup))))
        before: list[str] = []
        stuck = False
        for number, turn in enumerate(self._conversation.turns, 1):
            aspects = await self._take(turn)
            stuck = stuck or is_stuck(turn)
            if aspects:
                why = "Rasa answers nothing any more" if stuck else ""
                yield Differs(self._conversation.id, number, turn.text, aspects, tuple(before), why)
            before.append(f"{turn.text} -> {' '.join(action for action, *_ in turn.actions)}")

    async def _take(self, turn: RecordedTurn) -> tuple[Aspect, ...]:
        """Have a turn again, and say what is otherwise."""
        self._now += 1
        self._actions.calls.clear()
        message = UserMessage(self._key.id, turn.text, CHANNEL)
        heard = Heard(message, utterance=utterance_of(turn, self._model))
        try:
            answer = await self._turns.begin(self._occasion(heard))
        except Exception as fault:  # whatever it is, the other conversations are had
            return (("answer", "one", f"{type(fault).__name__}: {fault}"),)
        stored = await self._store.load(self._key)
        state = stored.state if stored else State()
        return tuple(differences(self._recording, turn, answer.events, state, self._actions.calls))

    def _occasion(self, deed: Any) -> Occasion:
        return Occasion(self._key, "oracle", None, lambda _: deed)


def utterance_of(turn: RecordedTurn, model: Model) -> Utterance:
    """What the message of ``turn`` means."""
    if turn.parse is None:
        parsed = read_payload(turn.text, model.domain.intents, model.domain.entities)
        return parsed or Utterance(text=turn.text)
    return _utterance(turn.text, turn.parse)


def _utterance(text: str, parse: Parsed) -> Utterance:
    key = parse.response_key
    intent = Intent(parse.intent, 1.0 if parse.intent else 0.0, key or msgspec.UNSET)
    entities = tuple(map(_entity, parse.entities))
    selector: Any = msgspec.UNSET
    if key:
        base = key.partition("/")[0]
        response = {"responses": [], "confidence": 1.0, "intent_response_key": key, "utter_action": f"utter_{key}"}
        selector = {"all_retrieval_intents": [base], base: {"response": response, "ranking": []}}
    return Utterance(text, intent, entities, intent_ranking=(intent,), response_selector=selector)


def _entity(recorded: dict[str, Any]) -> Entity:
    return msgspec.convert({k: v for k, v in recorded.items() if v is not None or k == "value"}, Entity)


def replay_folder(recordings: Path, bots: Path, only: str = "") -> Iterator[Replayed]:
    """Every recording in a folder, one after the other. One that cannot be replayed says so in ``fault``."""
    for path in sorted(recordings.glob("*.json")):
        if only in path.stem:
            try:
                yield replay_file(path, bots)
            except Exception as fault:  # whatever it is, the other bots are replayed
                yield Replayed(path.stem, 0, (), f"{type(fault).__name__}: {fault}")


def replay_file(path: Path, bots: Path) -> Replayed:
    """One recording. Raises ``RequestError`` when it cannot be read, or its bot is not there."""
    recording = read_recording(path)
    root = bots / path.stem.removesuffix(_MIGRATED)
    domain = path.with_name(f"{path.stem}.domain.yml")
    if not root.is_dir():
        raise RequestError(f"there is no bot {root.name} in {bots}", "Name the folder that the bots are in.")
    model = train_bot(recording, root, domain if domain.exists() else None)
    return asyncio.run(replay_recording(path.stem, recording, model))
