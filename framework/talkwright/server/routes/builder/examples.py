"""``/builder/api/intents``, ``/examples`` and ``/data``: what the assistant learns to understand from."""

from __future__ import annotations

import asyncio

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.naming.slots import Use
from talkwright.builder.teaching.examples import IntentRow, IntentSeen
from talkwright.builder.teaching.forget_intent import forget_intent
from talkwright.builder.teaching.teach import ExampleChanges
from talkwright.builder.teaching.word_lists import KINDS, ListKind, WordList
from talkwright.errors import RequestError
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content, Query
from talkwright.server.routes.builder.made import Made, made, made_of
from talkwright.server.routes.builder.route import answer, builder_of, route


class Gone(Made, frozen=True, kw_only=True):
    """What came of it: how many ``examples`` went, and who used it and has to be changed now."""

    examples: int
    uses: tuple[Use, ...]


class Lines(msgspec.Struct, frozen=True):
    """An entry as it is to be. ``file``: where a new one goes, or which of several is meant."""

    kind: ListKind
    name: str
    lines: tuple[str, ...]
    file: str | None = None


_changes = msgspec.json.Decoder(ExampleChanges)
_lines = msgspec.json.Decoder(Lines)
_CHANGES_HINT = 'Send {"add": [{"intent": "greet", "text": "hello"}]}.'
_LINES_HINT = 'Send {"kind": "synonym", "name": "Rome", "lines": ["the eternal city"]}.'


async def intents(request: Request) -> HTTPResponse:
    """Every intent, by name."""
    examples = builder_of(request).examples
    return answer(await asyncio.to_thread(examples.intents, person_of(request).name))


async def intent(request: Request, name: str) -> HTTPResponse:
    """One with its examples."""
    examples = builder_of(request).examples
    seen = await asyncio.to_thread(examples.intent, person_of(request).name, name)
    return answer(seen)


async def forget(request: Request, name: str) -> HTTPResponse:
    """Take one away."""
    builder, person = builder_of(request), person_of(request).name
    force = asked.flag(request, "force")
    gone = await asyncio.to_thread(forget_intent, builder.workspace, builder.examples, person, name, force=force)
    audit(request, "intent_removed", name)
    came = msgspec.structs.asdict(await made_of(request, gone.edited))
    return answer(Gone(**came, examples=gone.examples, uses=gone.uses))


async def change(request: Request) -> HTTPResponse:
    """Add, change, move and remove examples."""
    changes = asked.body(request, _changes, "The change", _CHANGES_HINT)
    examples = builder_of(request).examples
    edited = await asyncio.to_thread(examples.change, person_of(request).name, changes)
    audit(request, "examples", ", ".join(sorted(edited.hashes)))
    return await made(request, edited)


async def data(request: Request) -> HTTPResponse:
    """Synonyms, lookups and regular expressions."""
    lists = builder_of(request).word_lists
    return answer(await asyncio.to_thread(lists.all, person_of(request).name))


async def put_data(request: Request) -> HTTPResponse:
    """Give an entry other lines."""
    given = asked.body(request, _lines, "The entry", _LINES_HINT)
    lists, person = builder_of(request).word_lists, person_of(request).name
    edited = await asyncio.to_thread(lists.put, person, given.kind, given.name, given.lines, given.file)
    audit(request, "data", f"{given.kind} {given.name}")
    return await made(request, edited)


async def delete_data(request: Request) -> HTTPResponse:
    """Take an entry away."""
    kind, name = request.args.get("kind"), request.args.get("name")
    if kind not in KINDS or not name:
        raise RequestError(f"'kind' has to be one of {', '.join(KINDS)}, and 'name' the name of an entry.")
    lists, person = builder_of(request).word_lists, person_of(request).name
    edited = await asyncio.to_thread(lists.delete, person, kind, name, request.args.get("file"))
    audit(request, "data_removed", f"{kind} {name}")
    return await made(request, edited)


_REFUSED = {
    400: Content("It cannot be read, or not be written into the file."),
    409: Content("An example is not where it was."),
}

ROUTES = (
    route(
        "GET",
        "/intents",
        intents,
        name="intents",
        summary="Every intent, with how many examples it has.",
        answers={200: Content("By name.", tuple[IntentRow, ...])},
        role="viewer",
    ),
    route(
        "GET",
        "/intents/<name:path>",
        intent,
        name="intent",
        summary="The examples of an intent, and what is worth knowing of them.",
        answers={200: Content("It.", IntentSeen), 404: Content("There is no such intent.")},
        role="viewer",
    ),
    route(
        "DELETE",
        "/intents/<name:path>",
        forget,
        name="intent_delete",
        summary="Take an intent away, with its examples and its name in the domain.",
        query=(Query("force", "Also while something uses it.", bool),),
        answers={
            200: Content("What came of it.", Gone),
            404: Content("There is no such intent."),
            409: Content("Something uses it."),
        },
        role="author",
    ),
    route(
        "POST",
        "/examples",
        change,
        name="examples",
        summary="Add, change, move and remove examples.",
        body=Content("What is to be done, all of it or nothing.", ExampleChanges),
        answers={200: Content("What came of it.", Made), **_REFUSED},
        role="author",
    ),
    route(
        "GET",
        "/data",
        data,
        name="data",
        summary="Synonyms, lookups and regular expressions.",
        answers={200: Content("In the order of the files.", tuple[WordList, ...])},
        role="viewer",
    ),
    route(
        "PUT",
        "/data",
        put_data,
        name="data_put",
        summary="Give a synonym, lookup or regular expression its lines.",
        body=Content("The entry.", Lines),
        answers={200: Content("What came of it.", Made), **_REFUSED},
        role="author",
    ),
    route(
        "DELETE",
        "/data",
        delete_data,
        name="data_delete",
        summary="Take a synonym, lookup or regular expression away.",
        query=(
            Query("kind", f"One of {', '.join(KINDS)}."),
            Query("name", "Its name."),
            Query("file", "Which of several."),
        ),
        answers={200: Content("What came of it.", Made), 400: _REFUSED[400], 404: Content("There is none.")},
        role="author",
    ),
)
