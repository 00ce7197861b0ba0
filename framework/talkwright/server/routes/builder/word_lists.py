"""``/builder/api/data``: synonyms, lookups and regular expressions, which go with the examples."""

from __future__ import annotations

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.teaching.word_lists import KINDS, ListKind, WordList
from talkwright.builder.threads import in_thread
from talkwright.errors import RequestError
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content, Query
from talkwright.server.routes.builder.made import Made, made
from talkwright.server.routes.builder.route import answer, builder_of, route


class Lines(msgspec.Struct, frozen=True):
    """An entry as it is to be. ``file``: where a new one goes, or which of several is meant."""

    kind: ListKind
    name: str
    lines: tuple[str, ...]
    file: str | None = None


_lines = msgspec.json.Decoder(Lines)
_LINES_HINT = 'Send {"kind": "synonym", "name": "Rome", "lines": ["the eternal city"]}.'


async def data(request: Request) -> HTTPResponse:
    """Synonyms, lookups and regular expressions."""
    lists = builder_of(request).word_lists
    return answer(await in_thread(lists.all, person_of(request).name))


async def put_data(request: Request) -> HTTPResponse:
    """Give an entry other lines."""
    given = asked.body(request, _lines, "The entry", _LINES_HINT)
    lists, person = builder_of(request).word_lists, person_of(request).name
    edited = await in_thread(lists.put, person, given.kind, given.name, given.lines, given.file)
    audit(request, "data", f"{given.kind} {given.name}")
    return await made(request, edited)


async def delete_data(request: Request) -> HTTPResponse:
    """Take an entry away."""
    kind, name = request.args.get("kind"), request.args.get("name")
    if kind not in KINDS or not name:
        raise RequestError(f"'kind' has to be one of {', '.join(KINDS)}, and 'name' the name of an entry.")
    lists, person = builder_of(request).word_lists, person_of(request).name
    edited = await in_thread(lists.delete, person, kind, name, request.args.get("file"))
    audit(request, "data_removed", f"{kind} {name}")
    return await made(request, edited)


_REFUSED = {
    400: Content("It cannot be read, or not be written into the file."),
    409: Content("An example is not where it was."),
}

ROUTES = (
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
