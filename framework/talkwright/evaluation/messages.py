"""What a test may expect the assistant to say, and how messages are named in words. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of
from talkwright.conversation.content import BotMessage
from talkwright.conversation.events import Event
from talkwright.evaluation.expectations import Assertion, Events, Expectation, brief, first, listed


class BotUttered(Expectation, frozen=True, kw_only=True):
    """One message fits all that is given: the name of the response, a regular expression, the buttons in order.

    ``buttons`` are pairs of what they say and what must be equal in it: title, payload, type.
    """

    KEY: ClassVar[str] = "bot_uttered"

    utter_name: str | None = None
    text_matches: str | None = None
    buttons: tuple[dict[str, str], ...] | None = None

    def met_at(self, events: Events, begin: int) -> int | None:
        return first(events, begin, self._fits)

    def _fits(self, event: Event) -> bool:
        if not isinstance(event, ev.BotUttered):
            return False
        message = message_of(event)
        if self.utter_name is not None and self.utter_name != name_of(message):
            return False
        if self.text_matches is not None and not re.search(self.text_matches, message.text or ""):
            return False
        if self.buttons is None:
            return True
        pairs = zip(self.buttons, message.buttons, strict=False)
        return len(self.buttons) == len(message.buttons) and all(
            value == getattr(shown, key, None) for wanted, shown in pairs for key, value in wanted.items()
        )

    def wanted(self) -> str:
        buttons = None if self.buttons is None else "buttons " + brief(self.buttons)
        text = None if self.text_matches is None else f"/{self.text_matches}/"
        return f"{self.KEY}: {', '.join(filter(None, (self.utter_name, text, buttons)))}"

    def came(self, events: Events) -> str:
        return "said: " + listed(shown(message_of(e)) for e in events if isinstance(e, ev.BotUttered))


class BotDidNotUtter(BotUttered, frozen=True, kw_only=True):
    """No message fits all that is given."""

    KEY: ClassVar[str] = "bot_did_not_utter"

    def met_at(self, events: Events, begin: int) -> int | None:
        return None if any(map(self._fits, events[begin:])) else begin


class Generated(Assertion, frozen=True, kw_only=True):
    """A generated answer is relevant to what was asked. Only a judge can say: see ``evaluation.judge``."""

    KEY: ClassVar[str] = "generative_response_is_relevant"

    threshold: float = 0.5
    ground_truth: str | None = None
    utter_name: str | None = None
    utter_source: str | None = None

    def wanted(self) -> str:
        return f"{self.KEY}: at least {self.threshold:g}"


class Grounded(Generated, frozen=True, kw_only=True):
    """A generated answer says nothing that ``ground_truth``, or what was retrieved for it, does not."""

    KEY: ClassVar[str] = "generative_response_is_grounded"


def name_of(message: BotMessage) -> str:
    """The name of the response that was said, or an empty text."""
    return str(message.metadata.get("utter_action", ""))


def shown(message: BotMessage) -> str:
    """A message in words: the name of its response and its text."""
    text = repr(message.text) if message.text is not None else "a message without text"
    return f"{name_of(message)} {text}" if name_of(message) else text


def messages_of(events: Sequence[Event]) -> list[BotMessage]:
    """What was said, in order."""
    return [message_of(event) for event in events if isinstance(event, ev.BotUttered)]
