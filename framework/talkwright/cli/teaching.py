"""The questions of ``interactive``: what was understood, what is to be done, and whether that is right.

A question is answered by Enter, ``n``, a number or a name; ``/undo``, ``/restart`` and ``/stop`` answer any. The end
of what is typed is as ``/stop``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Sequence
from itertools import count
from typing import Any, TypeVar

from msgspec.structs import replace
from rich.text import Text

from talkwright.channels.console import render
from talkwright.cli.show import console
from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of
from talkwright.conversation.events import Event
from talkwright.conversation.trail import LISTEN
from talkwright.conversation.utterance import Intent, Utterance
from talkwright.dialogue.decide import Decision
from talkwright.errors import Place, Problems
from talkwright.evaluation.lesson import Lesson
from talkwright.evaluation.taught import Taught
from talkwright.evaluation.transcript import tell
from talkwright.nlu.examples import read_example
from talkwright.nlu.mark_up import mark_up
from talkwright.runtime.assemble import Assistant
from talkwright.runtime.parse import parse
from talkwright.runtime.predict import forecast

T = TypeVar("T")

_MOST = 7  # choices that are shown
_HELP = "Enter: it is right; n: it is not; a number or a name chooses. /undo /restart /stop"


class _Stop(Exception):
    """They have had enough."""


class _Restart(Exception):
    """They want another conversation."""


class _Undo(Exception):
    """They take their last message back."""


_COMMANDS: dict[str, type[Exception]] = {"/stop": _Stop, "/restart": _Restart, "/undo": _Undo}


def teach(assistant: Assistant, name: str, *, with_words: bool) -> Taught:
    """Have conversations until they stop. The first is called ``name``. The assistant is closed."""
    taught = Taught()
    console().print(Text(_HELP, style="dim"))
    with asyncio.Runner() as runner:
        try:
            for number in count(1):
                lesson = Lesson(assistant, name if number == 1 else f"{name} ({number})")
                goes_on = _Teacher(assistant, lesson, runner).talk()
                taught += runner.run(lesson.taught(with_words=with_words))
                if not goes_on:
                    break
        finally:
            runner.run(assistant.close())
    return taught


def agreed(question: str) -> bool:
    """Whether they say yes, or press Enter."""
    try:
        return _ask(f"{question} [Y/n]").lower() in ("", "y", "yes")
    except (_Stop, _Restart, _Undo):
        return False


def _ask(question: str) -> str:
    try:
        said = input(f"{question} › ").strip()
    except EOFError:
        raise _Stop from None
    if not console().is_terminal:
        console().print()  # the answer's own line end is not seen
    if said in _COMMANDS:
        raise _COMMANDS[said]
    return said


class _Teacher:
    """Somebody who teaches in one conversation."""

    def __init__(self, assistant: Assistant, lesson: Lesson, runner: asyncio.Runner) -> None:
        self._assistant = assistant
        self._model = assistant.model
        self._lesson = lesson
        self._runner = runner
        self._out = console()

    def talk(self) -> bool:
        """Message after message. Whether there is to be another conversation."""
        while True:
            try:
                self._message(_ask("you"))
            except _Undo:
                undone = self._run(self._lesson.undo())
                self._say("The last message is taken back." if undone else "There is nothing to take back.")
            except _Restart:
                self._say("A new conversation.")
                return True
            except _Stop:
                return False

    def _message(self, text: str) -> None:
        if not text:
            return
        found = self._run(parse(self._model.pipeline, text, time.time()))
        is_payload = text.startswith("/") and found.intent.name is not None
        meant = found if is_payload else self._understood(found)
        self._run(self._lesson.hear(meant, is_taught=not is_payload))
        if self._run(self._lesson.answered_by_flows()):
            self._show(self._run(self._lesson.answer()))
            return
        while True:
            decision = self._run(self._lesson.next())
            action, events = self._act(decision)
            self._show(events)
            refused = any(isinstance(event, ev.ActionExecutionRejected) for event in events)
            if action == LISTEN and not refused:
                return

    def _understood(self, found: Utterance) -> Utterance:
        """What the message means, as they say."""
        marked = mark_up(found.text, found.entities)
        shown = f"  {marked}" if found.entities else ""
        self._say(f"  {found.intent.name or 'nothing'}  {found.intent.confidence:.2f}{shown}")
        if found.intent.name and self._is_right():
            return found
        intent = self._choose("intent", [each.name or "" for each in found.intent_ranking], self._model.domain.intents)
        said = Intent(intent or found.intent.name, 1.0)
        while True:
            typed = _ask(f"entities, as in [Rome](city); Enter: {marked}") or marked
            example = read_example(typed, Place("what was typed"), Problems())
            if example is not None and example.text == found.text:
                return replace(found, intent=said, entities=example.entities, intent_ranking=(said,))
            self._say("Only marks may be added: the words have to be the same.")

    def _act(self, decision: Decision) -> tuple[str, tuple[Event, ...]]:
        """Do what comes next, as they say: the action, and what came of it."""
        self._say(f"  → {decision.action}  {decision.confidence or 0:.2f}  {decision.policy or ''}".rstrip())
        if self._is_right():
            return decision.action, self._run(self._lesson.act(decision))
        scores = forecast(self._model, decision).scores
        likely = sorted((name for name in scores if scores[name] > 0), key=lambda name: -scores[name])
        action = self._choose("action", list(dict.fromkeys((*likely, LISTEN))), scores) or decision.action
        if action in scores or self._assistant.can_do(action):
            return action, self._run(self._lesson.act(Decision(action, confidence=1.0)))
        if action.startswith("utter_"):
            return action, self._run(self._lesson.say(action, _ask(f"{action} says")))
        self._say(f"  Nobody has written {action} yet: it is noted, and nothing is done.")
        return action, self._run(self._lesson.pretend(action))

    def _is_right(self) -> bool:
        return _ask("  right?").lower() in ("", "y", "yes")

    def _choose(self, what: str, likely: Sequence[str], known: Any) -> str:
        """A name: one of those that are shown by its number, or any; "" for none."""
        shown = [name for name in likely if name][:_MOST]
        for number, name in enumerate(shown, 1):
            self._say(f"  {number}  {name}")
        said = _ask(f"  {what}")
        if said.isdigit() and 0 < int(said) <= len(shown):
            return shown[int(said) - 1]
        if said and said not in known:
            self._say(f"  {said} is new.")
        return said

    def _show(self, events: Sequence[Event]) -> None:
        """What was said, and which slots were set."""
        for event in events:
            if isinstance(event, ev.BotUttered):
                self._out.print(Text(render(message_of(event)), style="green"))
        for line in tell((ev.UserUttered(), *events)):
            if line.who in ("slot", "flow"):
                self._say(f"  {line.who} {line.text}")

    def _say(self, words: str) -> None:
        self._out.print(Text(words, style="dim"), soft_wrap=True)

    def _run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(doing)
