"""``/builder/api/rehearsals``: talking to the bot as its files are now, step by step if wanted."""

from __future__ import annotations

from typing import Any

import msgspec
from sanic import HTTPResponse, Request, empty, json

from talkwright.builder.talks.debugger import Spot
from talkwright.builder.talks.rehearsals import SavedTest
from talkwright.builder.talks.rehearse import Rehearsal, Rehearsed
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content, Route

GROUP = "Builder"
_AS_IT_STANDS = Content("The rehearsal as it stands.", Rehearsed)
_GONE = Content("There is no such rehearsal any more.")
_STANDS = Content("A message stands at a step, or none does.")


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
    table = request.app.ctx.builder.rehearsals
    return await answer(await table.begin(person_of(request).name, run_actions=given.run_actions))


async def look(request: Request, rehearsal: str) -> HTTPResponse:
    """One as it stands."""
    return await answer(_found(request, rehearsal))


async def say(request: Request, rehearsal: str) -> HTTPResponse:
    """Say something, and wait until it is answered or stands."""
    given = asked.body(request, _words, "The message", 'Send {"text": "hello"}.')
    found = _found(request, rehearsal)
    async with found.lock:
        await found.say(given.text, given.breakpoints, stepping=given.stepping)
    return await answer(found)


async def go_on(request: Request, rehearsal: str) -> HTTPResponse:
    """Let a message that stands go on."""
    given = asked.body(request, _onward, "How to go on", 'Send {"stepping": false}.')
    found = _found(request, rehearsal)
    async with found.lock:
        await found.go_on(given.breakpoints, stepping=given.stepping)
    return await answer(found)


async def set_slot(request: Request, rehearsal: str) -> HTTPResponse:
    """Give a slot another value."""
    given = asked.body(request, _slot, "The slot", 'Send {"name": "city", "value": "Rome"}.')
    found = _found(request, rehearsal)
    async with found.lock:
        await found.set_slot(given.name, given.value)
    return await answer(found)


async def back(request: Request, rehearsal: str) -> HTTPResponse:
    """Go back to the end of a turn."""
    given = asked.body(request, _up_to, "The turn", 'Send {"turn": 1}.')
    found = _found(request, rehearsal)
    async with found.lock:
        await found.back(given.turn)
    return await answer(found)


async def fork(request: Request, rehearsal: str) -> HTTPResponse:
    """Another one that goes on after a turn of this."""
    given = asked.body(request, _up_to, "The turn", 'Send {"turn": 1}.')
    found, table = _found(request, rehearsal), request.app.ctx.builder.rehearsals
    turns = await found.kept(given.turn)
    return await answer(await table.begin(person_of(request).name, turns, run_actions=found.run_actions))


async def save(request: Request, rehearsal: str) -> HTTPResponse:
    """Keep it as a test."""
    given = asked.body(request, _named, "The name", 'Send {"name": "a return"}.')
    found, who = _found(request, rehearsal), person_of(request).name
    saved = await request.app.ctx.builder.rehearsals.save(who, found, given.name)
    audit(request, "test_saved", saved.file)
    return json(saved, dumps=asked.answer)


async def end(request: Request, rehearsal: str) -> HTTPResponse:
    """Let it go."""
    request.app.ctx.builder.rehearsals.end(person_of(request).name, rehearsal)
    return empty()


async def answer(rehearsal: Rehearsal) -> HTTPResponse:
    """A rehearsal as it is answered."""
    return json(await rehearsal.show(), dumps=asked.answer)


def _found(request: Request, id: str) -> Rehearsal:
    rehearsal: Rehearsal = request.app.ctx.builder.rehearsals.get(person_of(request).name, id)
    return rehearsal


def _route(path: str, handler: Any, name: str, summary: str, body: Content | None, **more: Any) -> Route:
    return Route(
        **{
            "method": "POST",
            "path": f"/builder/api/rehearsals{path}",
            "handler": handler,
            "name": f"builder_rehearsal_{name}",
            "summary": summary,
            "group": GROUP,
            "body": body,
            "answers": {200: _AS_IT_STANDS, 404: _GONE},
            "role": "author",
            "unnoted": "It is tried, in memory, and nowhere else.",
            **more,
        }
    )


_ONE = "/<rehearsal>"
_ANSWERS = {200: _AS_IT_STANDS, 404: _GONE, 409: _STANDS}
ROUTES = (
    _route("", begin, "begin", "Begin to talk to the bot as its files are now.", Content("How.", Wanted)),
    _route(_ONE, look, "look", "A rehearsal as it stands.", None, method="GET"),
    _route(f"{_ONE}/messages", say, "say", "Say something.", Content("The words.", Words), answers=_ANSWERS),
    _route(f"{_ONE}/continue", go_on, "continue", "Let it go on.", Content("How far.", Onward), answers=_ANSWERS),
    _route(
        f"{_ONE}/slots", set_slot, "slot", "Give a slot another value.", Content("It.", SlotValue), answers=_ANSWERS
    ),
    _route(f"{_ONE}/back", back, "back", "Go back to the end of a turn.", Content("Which.", UpTo)),
    _route(f"{_ONE}/fork", fork, "fork", "Begin another after a turn of this.", Content("Which.", UpTo)),
    _route(
        f"{_ONE}/save",
        save,
        "save",
        "Keep it as a test, in one's draft.",
        Content("Its name.", Named),
        answers={200: Content("The file.", SavedTest), 404: _GONE},
        unnoted="",
    ),
    _route(_ONE, end, "end", "Let it go.", None, method="DELETE", answers={204: Content("It is gone."), 404: _GONE}),
)
