"""The OpenAPI 3.1 document of a table of routes. Pure: the same routes give the same document.

Schemas are msgspec's, made from the types that the handlers read and write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from talkwright import __version__
from talkwright.server import cookie
from talkwright.server.problem import Failure
from talkwright.server.route import Content, Route

_PART = re.compile(r"<(\w+)(?::[^>]+)?>")
_OF_THE_BUILDER = {401: Content("One has to log in."), 403: Content("Who asks may not.")}
_REF = "#/components/schemas/{name}"


def document(routes: Iterable[Route]) -> dict[str, Any]:
    """The document, as plain values."""
    table = tuple(routes)
    types = list({str(each): each for each in (Failure, *_types(table))}.values())
    schemas, components = msgspec.json.schema_components(types, ref_template=_REF)
    made = {str(each): schema for each, schema in zip(types, schemas, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for route in table:
        paths.setdefault(public(route.path), {})[route.method.lower()] = _operation(route, made)
    groups = sorted({route.group for route in table})
    told = {
        "openapi": "3.1.0",
        "info": {"title": "Talkwright", "version": __version__, "description": "What a running assistant answers."},
        "tags": [{"name": group} for group in groups],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "token": {"type": "apiKey", "in": "query", "name": "token"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": cookie.NAME},
            },
        },
    }
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(told))  # an empty tuple is no list to others
    return plain


def public(path: str) -> str:
    """A path of sanic's as OpenAPI writes it: ``/talk/<name:str>`` is ``/talk/{name}``."""
    return _PART.sub(r"{\1}", path)


def answers(route: Route) -> Mapping[int, Content]:
    """The bodies of a route by status, with those that every route of the builder has."""
    return {**(_OF_THE_BUILDER if route.role else {}), **route.answers}


def _types(routes: Iterable[Route]) -> Iterable[Any]:
    for route in routes:
        contents = (*answers(route).values(), *((route.body,) if route.body else ()))
        yield from (content.schema for content in contents if content.schema is not None)
        yield from (query.schema for query in route.query)


def _operation(route: Route, made: dict[str, Any]) -> dict[str, Any]:
    parts = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in _parts(route)]
    asked = [
        {"name": query.name, "in": "query", "description": query.what, "schema": made[str(query.schema)]}
        for query in route.query
    ]
    found: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.summary,
        "tags": [route.group],
        "responses": {
            **{str(status): _answer(status, content, made) for status, content in answers(route).items()},
            "default": {"description": "An error.", "content": _json(made[str(Failure)])},
        },
    }
    if parts or asked:
        found["parameters"] = parts + asked
    if route.body is not None:
        found["requestBody"] = {"required": True, "description": route.body.what, "content": _content(route.body, made)}
    if route.operators:
        found["security"] = [{"bearer": []}, {"token": []}, {}]
    elif route.role:
        found["security"] = [{"cookie": []}, {}]
    elif route.clients:
        found["security"] = [{"bearer": []}, {"token": []}]
    return found


def _parts(route: Route) -> list[str]:
    return _PART.findall(route.path)


def _answer(status: int, content: Content, made: dict[str, Any]) -> dict[str, Any]:
    body = content if status < 400 or content.schema is not None else Content(content.what, Failure)
    empty = status in (204, 304)
    return {"description": content.what, **({} if empty else {"content": _content(body, made)})}


def _content(content: Content, made: dict[str, Any]) -> dict[str, Any]:
    if content.schema is None:
        return {content.kind: {}}
    return {content.kind: {"schema": made[str(content.schema)]}}


def _json(schema: Any) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
