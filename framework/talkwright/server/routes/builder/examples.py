"""``/builder/api/intents`` and ``/examples``: what the assistant learns to understand from."""

from __future__ import annotations

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.naming.use import Use
from talkwright.builder.teaching.examples import IntentRow, IntentSeen
from talkwright.builder.teaching.forget_intent import forget_intent
from talkwright.builder.teaching.teach import ExampleChanges
from talkwright.builder.threads import in_thread
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content, Query
from talkwright.server.routes.builder.made import Made, made, made_of
from talkwright.server.routes.builder.route import answer, builder_of, route


class Gone(Made, frozen=True, kw_only=True):
    """What came of it: how many ``examples`` went, and who used it and has to be changed now."""

    examples: int
    uses: tuple[Use, ...]


_changes = msgspec.json.Decoder(ExampleChanges)
_CHANGES_HINT = 'Send {"add": [{"intent": "greet", "text": "hello"}]}.'


async def intents(request: Request) -> HTTPResponse:
    """Every intent, by name."""
    examples = builder_of(request).examples
    return answer(await in_thread(examples.intents, person_of(request).name))


async def intent(request: Request, name: str) -> HTTPResponse:
    """One with its examples."""
    examples = builder_of(request).examples
    seen = await in_thread(examples.intent, person_of(request).name, name)
    return answer(seen)


async def forget(request: Request, name: str) -> HTTPResponse:
    """Take one away."""
    builder, person = builder_of(request), person_of(request).name
    force = asked.flag(request, "force")
    gone = await in_thread(forget_intent, builder.workspace, builder.examples, person, name, force=force)
    audit(request, "intent_removed", name)
    came = msgspec.structs.asdict(await made_of(request, gone.edited))
    return answer(Gone(**came, examples=gone.examples, uses=gone.uses))


async def change(request: Request) -> HTTPResponse:
    """Add, change, move and remove examples."""
    changes = asked.body(request, _changes, "The change", _CHANGES_HINT)
    examples = builder_of(request).examples
    edited = await in_thread(examples.change, person_of(request).name, changes)
    audit(request, "examples", ", ".join(sorted(edited.hashes)))
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
)
