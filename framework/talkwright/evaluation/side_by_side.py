"""Two models hear the same messages: do they say the same, and run the same actions?

What a bot's own rules and stories have users say is said to both, as payloads. Custom actions are stubs, which do what
a story says of them. Only what somebody outside would notice is compared: responses and custom actions, in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from talkwright.actions.builtin import BUILT_IN
from talkwright.actions.call import ActionCall, ActionResult
from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of
from talkwright.conversation.content import UserMessage
from talkwright.conversation.events import Event
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.errors import Problems, TalkwrightError
from talkwright.evaluation.cases import Case
from talkwright.evaluation.conversations import CHANNEL, SENDER, Stubbed
from talkwright.evaluation.messages import name_of, shown
from talkwright.evaluation.stories import read_stories
from talkwright.project.open import Project
from talkwright.runtime.assemble import Assistant
from talkwright.training.load import Model
from talkwright.yaml import Node


class Unlike(msgspec.Struct, frozen=True):
    """A message that the two answer differently."""

    case: str
    said: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Compared(msgspec.Struct, frozen=True):
    """How many messages both heard, and where they differ. A conversation ends with its first difference."""

    messages: int
    unlike: tuple[Unlike, ...]

    @property
    def same(self) -> int:
        """The messages that both answer alike."""
        return self.messages - len(self.unlike)


def scripts(project: Project) -> tuple[Case, ...]:
    """What users say in the stories of a project, and in its rules that need no form."""
    rules = [node for node in project.rules if isinstance(node.value, dict) and "condition" not in node.value]
    return read_stories((*project.stories, *map(_as_story, rules)), Problems())


def _as_story(rule: Node) -> Node:
    keys = rule.value if isinstance(rule.value, dict) else {}
    return Node({"story" if key == "rule" else key: each for key, each in keys.items()}, rule.place)


async def side_by_side(cases: Sequence[Case], before: Model, after: Model) -> Compared:
    """Have each conversation with both."""
    messages = 0
    unlike: list[Unlike] = []
    for case in cases:
        both = [_assistant(case, model) for model in (before, after)]
        for number, exchange in enumerate(case.exchanges, 1):
            message = UserMessage(SENDER, exchange.text, CHANNEL, f"{case.name}:{number}")
            one, other = [await _answer(assistant, message) for assistant in both]
            messages += 1
            if one != other:
                unlike.append(Unlike(case.name, exchange.text, one, other))
                break
    return Compared(messages, tuple(unlike))


def _assistant(case: Case, model: Model) -> Assistant:
    known = model.domain.forms.keys() | model.domain.responses.keys() | BUILT_IN.keys()
    stubs = {name: each for name, each in case.stubs.items() if name not in known}
    return Assistant(model, MemoryStore(), Stubbed(_Idle(frozenset(model.domain.actions) - known), stubs))


async def _answer(assistant: Assistant, message: UserMessage) -> tuple[str, ...]:
    try:
        return tuple(_noticed((await assistant.handle(message)).events, assistant.model))
    except TalkwrightError as fault:
        return (fault.message,)


def _noticed(events: Sequence[Event], model: Model) -> Iterator[str]:
    """What somebody outside would notice: the names of responses, and of the bot's own actions."""
    own = set(model.domain.actions) - model.domain.responses.keys() - model.domain.forms.keys() - BUILT_IN.keys()
    for event in events:
        if isinstance(event, ev.ActionExecuted) and event.name in own:
            yield str(event.name)
        elif isinstance(event, ev.BotUttered):
            message = message_of(event)
            yield name_of(message) or shown(message)


class _Idle:
    """Actions that do nothing."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def has(self, name: str) -> bool:
        return name in self._names

    async def run(self, call: ActionCall) -> ActionResult:
        return ActionResult()

    async def close(self) -> None:
        return None
