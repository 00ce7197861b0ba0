"""``/openapi.json`` and ``/docs``: the server tells what it answers, to programs and to people.

The page is made once, at the start, from the document: plain HTML and style, no script, nothing from elsewhere.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import escape
from typing import Any

import msgspec
from sanic import HTTPResponse, Request, html

from talkwright.server import App
from talkwright.server.assets import REFERENCE_STYLE
from talkwright.server.route import Content, Route

_FOR_OPERATORS = "<p>For operators: from the machine itself, or with the token.</p>"
_FOR_CLIENTS = "<p>With the token or a signed one, if the server asks for them.</p>"


async def openapi(request: Request) -> HTTPResponse:
    """The document."""
    return HTTPResponse(request.app.ctx.openapi, content_type="application/json")


async def docs(request: Request) -> HTTPResponse:
    """The page."""
    return html(request.app.ctx.reference, headers=_headers())


def make(app: App, document: Mapping[str, Any]) -> None:
    """Put document and page into ``app``, for the routes to hand out."""
    app.ctx.openapi = msgspec.json.encode(document)
    app.ctx.reference = page(document)


def page(document: Mapping[str, Any]) -> str:
    """``document`` as HTML."""
    return "".join(_page(document))


def _page(document: Mapping[str, Any]) -> Iterator[str]:
    info = document["info"]
    yield '<!doctype html><html lang="en"><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(info['title'])}: HTTP</title><style>{REFERENCE_STYLE}</style>"
    yield f"<header><h1>{escape(info['title'])} <small>{escape(info['version'])}</small></h1>"
    yield f'<p>{escape(info["description"])} <a href="/openapi.json">OpenAPI document</a></p></header><main>'
    operations = [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    for tag in document["tags"]:
        yield f"<section><h2>{escape(tag['name'])}</h2>"
        for path, method, operation in operations:
            if tag["name"] in operation["tags"]:
                yield from _operation(path, method, operation)
        yield "</section>"
    yield "<section><h2>Bodies</h2>"
    for name, schema in document["components"]["schemas"].items():
        yield from _schema(name, schema)
    yield "</section></main></html>"


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> Iterator[str]:
    yield f'<article id="{escape(operation["operationId"])}">'
    yield f"<h3><b>{method.upper()}</b> <code>{escape(path)}</code></h3>"
    yield f"<p>{escape(operation['summary'])}</p>"
    if security := operation.get("security"):
        yield _FOR_OPERATORS if {} in security else _FOR_CLIENTS
    yield "<table><tbody>"
    for parameter in operation.get("parameters", ()):
        yield _row(f"<code>{escape(parameter['name'])}</code>", parameter["in"], parameter.get("description", ""))
    if body := operation.get("requestBody"):
        yield _row("body", _bodies(body["content"]), body["description"])
    for status, answer in operation["responses"].items():
        yield _row(escape(status), _bodies(answer.get("content", {})), answer["description"])
    yield "</tbody></table></article>"


def _schema(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    yield f'<article id="schema-{escape(name)}"><h3><code>{escape(name)}</code></h3>'
    yield f"<p>{escape(schema.get('description', ''))}</p><table><tbody>"
    for field, kind in schema.get("properties", {}).items():
        need = "needed" if field in schema.get("required", ()) else ""
        yield _row(f"<code>{escape(field)}</code>", _kind(kind), need)
    yield "</tbody></table></article>"


def _row(first: str, second: str, third: str) -> str:
    return f'<tr><th scope="row">{first}</th><td>{second}</td><td>{escape(third)}</td></tr>'


def _bodies(content: Mapping[str, Any]) -> str:
    return ", ".join(_kind(body["schema"]) if "schema" in body else escape(kind) for kind, body in content.items())


def _kind(schema: Mapping[str, Any]) -> str:
    """A schema in a few words, as HTML."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#schema-{name}">{name}</a>'
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items') or {})}"
    return escape(str(schema.get("type", "anything")))


def _headers() -> dict[str, str]:
    style = base64.b64encode(sha256(REFERENCE_STYLE.encode()).digest()).decode()
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }


ROUTES = (
    Route(
        method="GET",
        path="/openapi.json",
        handler=openapi,
        name="openapi",
        summary="This description, for programs: OpenAPI 3.1.",
        group="Server",
        answers={200: Content("The document.", dict[str, Any])},
    ),
    Route(
        method="GET",
        path="/docs",
        handler=docs,
        name="docs",
        summary="This description, for people.",
        group="Server",
        answers={200: Content("The page.", kind="text/html")},
    ),
)
