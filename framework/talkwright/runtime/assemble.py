"""Puts an assistant together. The only place that chooses implementations, but for ``stores``."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from talkwright import log
from talkwright.actions.call import Actions
from talkwright.actions.missing import custom_actions, served_actions
from talkwright.actions.nlg import Nlg, open_nlg
from talkwright.actions.remote import RemoteActions, wants_compression
from talkwright.actions.sdk import SdkActions
from talkwright.brokers.broker import Broker
from talkwright.brokers.open import open_broker
from talkwright.channels.channel import PushChannel
from talkwright.conversation.content import UserMessage
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.origin import origin_of
from talkwright.conversation.state import State
from talkwright.conversation.store import Store, StoredTurn, Turn
from talkwright.dialogue.actions import knows
from talkwright.errors import OutsideError, RequestError
from talkwright.project.endpoints import Endpoint, Endpoints
from talkwright.runtime.answer import Answer
from talkwright.runtime.attempt import Deed
from talkwright.runtime.deliver import Courier, Sender
from talkwright.runtime.follow import most_predicted
from talkwright.runtime.parse import NluServer
from talkwright.runtime.perform import Performer
from talkwright.runtime.publish import CHANNEL, Publisher
from talkwright.runtime.retention import Retention
from talkwright.runtime.stores import open_store
from talkwright.runtime.timers import Alarms
from talkwright.runtime.turn import Occasion, Turns
from talkwright.runtime.watch import Watchers
from talkwright.settings import Settings
from talkwright.takeover.open import find_source
from talkwright.takeover.source import Source
from talkwright.takeover.take import TakingOver
from talkwright.training.load import Model

DEFAULTS = Settings()


class Assistant:
    """A model at work: takes messages, keeps conversations, delivers answers."""

    def __init__(
        self,
        model: Model,
        store: Store,
        actions: Actions,
        push_channels: Mapping[str, PushChannel] | None = None,
        settings: Settings = DEFAULTS,
        broker: Broker | None = None,
        nlg: Nlg | None = None,
        nlu: NluServer | None = None,
    ) -> None:
        pushing = dict(push_channels or {})
        self._publisher = publisher = Publisher(broker, store) if broker is not None else None
        senders: dict[str, Sender] = {**pushing, CHANNEL: publisher} if publisher is not None else {**pushing}
        patient = frozenset({CHANNEL} if publisher is not None and publisher.keeps else ())
        self.model = model
        self.is_loaded = True
        self.push_channels = frozenset(pushing)
        self.store = store
        self.watchers = Watchers()
        self._actions = actions
        self._nlg = nlg
        self._nlu = nlu
        self._courier = Courier(store, senders, time.time, patient)
        self._turns = Turns(
            model,
            self._performer(model, actions),
            store,
            time.time,
            self._stored,
            sealed=publisher.sealed if publisher is not None else lambda turn: turn,
            most_turns=settings.turns_max,
            most_waiting=settings.lane_max,
            nlu=nlu,
            most_predicted=most_predicted(os.environ),
        )
        self._alarms = Alarms(store, self._turns, pushing.keys(), time.time)
        self._retention = Retention(store, settings.retention_days, time.time)
        self._retiring: set[asyncio.Task[None]] = set()

    @property
    def nlu(self) -> NluServer | None:
        """The server that is asked first what messages mean, if there is one."""
        return self._nlu

    @property
    def nlg(self) -> Nlg | None:
        """What says responses in other words than the domain's, if there is something."""
        return self._nlg

    @property
    def missing_actions(self) -> tuple[str, ...]:
        """The actions that the domain lists and nobody has written."""
        return tuple(name for name in custom_actions(self.model.domain) if not self._actions.has(name))

    @property
    def actions(self) -> Actions:
        """The custom actions at work. A swap closes them."""
        return self._actions

    def can_do(self, action: str) -> bool:
        """Whether there is an action or a response of that name."""
        return knows(self.model.domain, action) or self._actions.has(action)

    def start(self) -> None:
        """Begin to deliver what waits in the outbox, and to do what is due. Needs a running event loop."""
        self._courier.start()
        self._alarms.start()
        self._retention.start()

    async def handle(self, message: UserMessage, push_on: str | None = None) -> Answer:
        """Take one message through its turn. See ``Turns.handle``."""
        return await self._turns.handle(message, push_on)

    async def do(self, conversation: str, source: str, deed: Deed | Callable[[State], Deed]) -> Answer:
        """Have something else happen to a conversation, given how it stands. Raises what ``handle`` does."""
        hear = deed if callable(deed) else lambda _: deed
        return await self._turns.begin(Occasion(ConversationKey(conversation), source, None, hear))

    @property
    def depths(self) -> tuple[int, int]:
        """How many turns are at work or wait, and in how many conversations."""
        return self._turns.depths

    def swap(self, model: Model, actions: Actions) -> asyncio.Task[None]:
        """Give the turns that begin from now on ``model`` and ``actions``. Turns that began end on what they have.

        The task returned is over when nothing uses the model before any more, and its actions are closed.
        """
        before, actions_before = self._turns.swap(model, self._performer(model, actions)), self._actions
        self.model, self._actions, self.is_loaded = model, actions, True

        async def retire() -> None:
            if before is not None:
                await before.unused()
            await actions_before.close()

        task = asyncio.create_task(retire())
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)
        return task

    def unload(self) -> None:
        """Take no message any more, until there is another model. ``model`` stays known as the last one."""
        self._turns.unload()
        self.is_loaded = False

    async def drain(self) -> None:
        """Wait until every turn that began is over."""
        await self._turns.drain()

    async def close(self) -> None:
        """Finish every turn that began, then let go of everything."""
        await self._retention.stop()
        await self._alarms.stop()
        await self._turns.drain()
        await asyncio.gather(*self._retiring)
        await self._courier.stop()
        if self._nlg is not None:
            await self._nlg.close()
        if self._nlu is not None:
            self._nlu.close()
        if self._publisher is not None:
            await self._publisher.close()
        await self._actions.close()
        await self.store.close()

    def _performer(self, model: Model, actions: Actions) -> Performer:
        origin = origin_of(model.metadata.model_id, model.metadata.assistant_id)
        return Performer(model.domain.responses, model.program.conditions, actions, self.store, self._nlg, origin)

    def _stored(self, turn: Turn, answer: Answer) -> None:
        self.watchers.tell(turn.key, StoredTurn(turn.id, answer.first_seq, answer.last_seq, turn.events))
        if turn.outgoing:
            self._courier.wake()
        if turn.armed:
            self._alarms.wake()


def assemble(
    root: Path,
    model: Model,
    endpoints: Endpoints,
    settings: Settings,
    push_channels: Mapping[str, PushChannel] | None = None,
) -> Assistant:
    """The assistant of the bot at ``root``. Raises ``AuthorError`` for its actions, ``StoreError`` for its database."""
    spoken = model.domain.responses
    broker = open_broker(endpoints.event_broker, root) if endpoints.event_broker is not None else None
    nlg = open_nlg(endpoints.nlg, root, {name: [each.plain() for each in said] for name, said in spoken.items()})
    nlu = NluServer(endpoints.nlu) if endpoints.nlu is not None and endpoints.nlu.url else None
    actions = open_actions(root, model, endpoints, settings)
    store = open_store(root, endpoints.tracker_store, settings)
    source = _source(endpoints.tracker_store, root)
    if source is not None:
        store = TakingOver(store, source, lambda: assistant.model.domain.schema)
    assistant = Assistant(model, store, actions, push_channels, settings, broker, nlg, nlu)
    return assistant


def open_actions(root: Path, model: Model, endpoints: Endpoints, settings: Settings) -> Actions:
    """The custom actions: those of the server that ``action_endpoint`` names, else of the folder ``actions/``.

    Raises ``AuthorError`` for what cannot be loaded, ``RequestError`` for an address that is none.
    """
    endpoint, domain, timeout_s = endpoints.action_endpoint, model.domain, settings.action_timeout_s
    if endpoint is None or endpoint.url is None:
        return SdkActions.load(root, domain.plain(), timeout_s)
    compress = wants_compression(os.environ)
    names = custom_actions(domain) if model.playbook is None else served_actions(domain)
    return RemoteActions(endpoint, names, domain, timeout_s, compress=compress)


def _source(endpoint: Endpoint | None, root: Path) -> Source | None:
    """Where a Rasa may have left conversations. It is no reason not to start: what is kept is kept elsewhere."""
    try:
        return find_source(endpoint, root)
    except (RequestError, OutsideError) as fault:
        log.warning("takeover.failed", reason=f"{fault.message}. {fault.hint}")
        return None
