"""``/builder/api/rehearsals``: talking to the bot as its files are now, step by step if wanted."""

from __future__ import annotations

from typing import Any

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.talks.debugger import Spot
from talkwright.builder.talks.rehearsals import SavedTest
from talkwright.builder.talks.rehearse import Rehearsal, Rehearsed
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content, Handler
from talkwright.server.routes.builder.route import answer, builder_of, no_content, route


class Wanted(msgspec.Struct, frozen=True):
    """``run_actions``: custom actions run for real; otherwise they do nothing and are listed."""

    run_actions: bool = True


class Words(msgspec.Struct, frozen=True):
    """The turn stands before it enters one of ``breakpoints``; with ``stepping`` before each step and each action."""

    text: str
    breakpoints: tuple[Spot, ...] = ()
    stepping: bool = False


class Onward(msgspec.Struct, frozen=True):
    """To the next of ``breakpoints``, by default those of the message; with ``stepping`` to what comes next."""

    stepping: bool = False
    breakpoints: tuple[Spot, ...] | None = None


class SlotValue(msgspec.Struct, frozen=True):
    """A slot and its new value; null empties it."""

    name: str
    value: Any = None


class UpTo(msgspec.Struct, frozen=True):
    """The number of a turn; 0 is before the first."""

    turn: int


class Named(msgspec.Struct, frozen=True):
    """The name of a test; by default the first message."""

    name: str = ""


_wanted = msgspec.json.Decoder(Wanted)
_words = msgspec.json.Decoder(Words)
_onward = msgspec.json.Decoder(Onward)
_slot = msgspec.json.Decoder(SlotValue)
_up_to = msgspec.json.Decoder(UpTo)
_named = msgspec.json.Decoder(Named)


async def begin(request: Request) -> HTTPResponse:
    """Begin one."""
    given = asked.body(request, _wanted, "What is wanted", 'Send {"run_actions": true}.')
    table = builder_of(request).rehearsals
    return await as_it_stands(await table.begin(person_of(request).name, run_actions=given.run_actions))


async def look(request: Request, rehearsal: str) -> HTTPResponse:
    """One as it stands."""
    return await as_it_stands(_found(request, rehearsal))


async def say(request: Request, rehearsal: str) -> HTTPResponse:
    """Say something, and wait until it is answered or stands."""
    given = asked.body(request, _words, "The message", 'Send {"text": "hello"}.')
    found = _found(request, rehearsal)
    async with found.lock:
        await found.say(given.text, given.breakpoints, stepping=given.stepping)
    return await as_it_stands(found)


async def go_on(request: Request, rehearsal: str) -> HTTPResponse:
    """Let a message that stands go on."""
    given = asked.body(request, _onward, "How to go on", 'Send {"stepping": false}.')
    found = _found(request, rehearsal)
    async with found.lock:
        await found.go_on(given.breakpoints, stepping=given.stepping)
    return await as_it_stands(found)


async def set_slot(request: Request, rehearsal: str) -> HTTPResponse:
    """Give a slot another value."""
    given = asked.body(request, _slot, "The slot", 'Send {"name": "city", "value": "Rome"}.')
    found = _found(request, rehearsal)
    async with found.lock:
        await found.set_slot(given.name, given.value)
    return await as_it_stands(found)


async def back(request: Request, rehearsal: str) -> HTTPResponse:
    """Go back to the end of a turn."""
    given = asked.body(request, _up_to, "The turn", 'Send {"turn": 1}.')
    found = _found(request, rehearsal)
    async with found.lock:
        await found.back(given.turn)
    return await as_it_stands(found)


async def fork(request: Request, rehearsal: str) -> HTTPResponse:
    """Another one that goes on after a turn of this."""
    given = asked.body(request, _up_to, "The turn", 'Send {"turn": 1}.')
    found, table = _found(request, rehearsal), builder_of(request).rehearsals
    turns = await found.kept(given.turn)
    return await as_it_stands(await table.begin(person_of(request).name, turns, run_actions=found.run_actions))


async def save(request: Request, rehearsal: str) -> HTTPResponse:
    """Keep it as a test."""
    given = asked.body(request, _named, "The name", 'Send {"name": "a return"}.')
    found, who = _found(request, rehearsal), person_of(request).name
    saved = await builder_of(request).rehearsals.save(who, found, given.name)
    audit(request, "test_saved", saved.file)
    return answer(saved)


async def end(request: Request, rehearsal: str) -> HTTPResponse:
    """Let it go."""
    builder_of(request).rehearsals.end(person_of(request).name, rehearsal)
    return no_content()


async def as_it_stands(rehearsal: Rehearsal) -> HTTPResponse:
    """A rehearsal as it is answered."""
    return answer(await rehearsal.show())


def _found(request: Request, id: str) -> Rehearsal:
    return builder_of(request).rehearsals.get(person_of(request).name, id)


_ONE = "/rehearsals/<rehearsal>"
_GONE = {404: Content("There is no such rehearsal any more.")}
_ANSWERS = {200: Content("The rehearsal as it stands.", Rehearsed), **_GONE}
_GOES = {**_ANSWERS, 409: Content("A message stands at a step, or none does.")}
_TRIED = "It changes no file, and no conversation that anybody had."
_STEPS: tuple[tuple[str, Handler, str, str, Content, dict[int, Content]], ...] = (
    ("messages", say, "say", "Say something.", Content("The words.", Words), _GOES),
    ("continue", go_on, "continue", "Let it go on.", Content("How far.", Onward), _GOES),
    ("slots", set_slot, "slot", "Give a slot another value.", Content("It.", SlotValue), _GOES),
    ("back", back, "back", "Go back to the end of a turn.", Content("Which.", UpTo), _ANSWERS),
    ("fork", fork, "fork", "Begin another after a turn of this.", Content("Which.", UpTo), _ANSWERS),
)
ROUTES = (
    route(
        "POST",
        "/rehearsals",
        begin,
        name="rehearsal_begin",
        summary="Begin to talk to the bot as its files are now.",
        body=Content("How.", Wanted),
        answers=_ANSWERS,
        role="author",
        unnoted=_TRIED,
    ),
    route(
        "GET",
        _ONE,
        look,
        name="rehearsal_look",
        summary="A rehearsal as it stands.",
        answers=_ANSWERS,
        role="author",
    ),
    *(
        route(
            "POST",
            f"{_ONE}/{what}",
            handler,
            name=f"rehearsal_{name}",
            summary=summary,
            body=body,
            answers=answers,
            role="author",
            unnoted=_TRIED,
        )
        for what, handler, name, summary, body, answers in _STEPS
    ),
    route(
        "POST",
        f"{_ONE}/save",
        save,
        name="rehearsal_save",
        summary="Keep it as a test, in one's draft.",
        body=Content("Its name.", Named),
        answers={200: Content("The file.", SavedTest), **_GONE},
        role="author",
    ),
    route(
        "DELETE",
        _ONE,
        end,
        name="rehearsal_end",
        summary="Let it go.",
        answers={204: Content("It is gone."), **_GONE},
        role="author",
        unnoted=_TRIED,
    ),
)
