"""A bot of rules and stories out of a few lines, and a talk with it: what its tests share."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Any

from tests.runtime.stage import Clock, Scripted, turns_of

from talkwright.conversation import events as ev
from talkwright.conversation.content import UserMessage
from talkwright.conversation.events import Event
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.state import State
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.conversation.utterance import Entity, Intent, Utterance
from talkwright.errors import Problem, Problems
from talkwright.flows.compile import compile_program
from talkwright.flows.patterns import with_patterns
from talkwright.flows.read import read_flow
from talkwright.nlu.payload import read_payload
from talkwright.nlu.pipeline import Pipeline
from talkwright.nlu.retrieval import Retrieval
from talkwright.project.config import Part
from talkwright.project.data import read_data
from talkwright.project.files import Document
from talkwright.project.merge import read_domain
from talkwright.project.stories import read_stories
from talkwright.runtime.deeds import Heard
from talkwright.runtime.turn import Occasion
from talkwright.training.bundle import Metadata
from talkwright.training.load import Model, with_depth
from talkwright.training.policies import teach
from talkwright.yaml import parse


def model_of(domain: str, data: str, policies: Sequence[dict[str, Any]] = ()) -> tuple[Model, tuple[Problem, ...]]:
    """The bot of a domain and its data, and what was found wrong with it."""
    problems = Problems()
    node = parse(domain, "domain.yml", problems)
    told = parse(data, "data.yml", problems)
    assert node is not None
    assert told is not None
    read = read_data([Document("data.yml", data, told)], problems)
    bot = read_domain([node], problems, read.responses)
    parts = [Part(each["name"], {k: v for k, v in each.items() if k != "name"}) for each in policies]
    flows = tuple(read_flow(flow.name, flow.node, flow.place, problems) for flow in read.flows)
    if flows:
        flows, bot = with_patterns(flows, bot)
    playbook = teach(read_stories(read.stories, read.rules, problems), bot, parts, problems)
    assert playbook is not None
    bot = with_depth(bot, playbook)
    pipeline = Pipeline((), bot.intents, bot.entities, Retrieval())
    program = compile_program(flows, bot, problems)
    metadata = Metadata("test", "", None, "en", {})
    return Model(Path("test"), metadata, bot, pipeline, program, playbook, playbook.policies()), problems.all


class Talk:
    """A conversation with a bot. ``say`` gives the actions that a message led to, without the session's start."""

    def __init__(self, domain: str, data: str, policies: Sequence[dict[str, Any]] = (), **actions: Any) -> None:
        self.model, self.problems = model_of(domain, data, policies)
        self.actions = Scripted(**actions)
        self._begin()

    @classmethod
    def of(cls, model: Model, **actions: Any) -> Talk:
        """A conversation with the bot that was trained as ``model``."""
        talk = cls.__new__(cls)
        talk.model, talk.problems, talk.actions = model, (), Scripted(**actions)
        talk._begin()
        return talk

    def anew(self) -> Talk:
        """Another conversation with the same bot."""
        other = copy(self)
        other._begin()
        return other

    def _begin(self) -> None:
        self.clock = Clock()
        self.store = MemoryStore()
        self.events: Sequence[Event] = ()
        self._turns = turns_of(self.model, self.store, self.actions, self.clock)
        self._key = ConversationKey("ada")

    async def say(self, text: str, intent: str | None = None, confidence: float = 1.0, **entities: Any) -> list[str]:
        """Say ``text``, a payload or something that means ``intent``. The actions that ran; the last one listens."""
        domain = self.model.domain
        utterance = read_payload(text, domain.intents, domain.entities)
        if utterance is None:
            found = tuple(Entity(name, value) for name, value in entities.items())
            meant = Intent(intent, confidence if intent else 0.0)
            utterance = Utterance(text, meant, found, intent_ranking=(meant, Intent("greet", 0.2)))
        heard = Heard(UserMessage("ada", text, "test"), utterance=utterance)
        answer = await self._turns.begin(Occasion(self._key, "test", None, lambda _: heard))
        self.events = answer.events
        first = answer.events[0]
        opens = isinstance(first, ev.ActionExecuted) and first.name == "action_session_start"
        ran = [event.name or event.action_text or "" for event in answer.events if isinstance(event, ev.ActionExecuted)]
        return ran[2:] if opens else ran

    @property
    async def state(self) -> State:
        """How things stand."""
        stored = await self.store.load(self._key)
        assert stored is not None
        return stored.state

    async def log(self) -> list[Event]:
        """Everything that ever happened."""
        return [event for turn in await self.store.turns(self._key) for event in turn.events]

    @property
    def said(self) -> list[str | None]:
        """The texts of the last answer."""
        return [event.text for event in self.events if isinstance(event, ev.BotUttered)]

    def chosen(self, action: str) -> ev.ActionExecuted:
        """The last run of ``action`` in the last answer."""
        ran = [event for event in self.events if isinstance(event, ev.ActionExecuted) and event.name == action]
        return ran[-1]
