"""``endpoints.yml``: the services an assistant works with. It must not open any of them.

Values may be secrets: they are shown neither in problems nor in the ``repr`` of an endpoint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from talkwright.errors import Problem, Problems
from talkwright.project.endpoint_options import check_options, check_type
from talkwright.project.files import read_document
from talkwright.yaml import Fields, Node

UNUSED = ("model_groups", "vector_store", "tracing", "mcp_servers", "secrets_manager", "concurrent_requests")
_OVER_HTTP = ("models", "action_endpoint", "nlg", "nlu")


class Endpoint(msgspec.Struct, frozen=True):
    """One service. ``options`` is everything else that was said of it."""

    url: str | None = None
    type: str | None = None
    params: dict[str, Any] = {}
    headers: dict[str, str] = {}
    basic_auth: dict[str, str] = {}
    token: str | None = None
    token_name: str = "token"  # noqa: S105 - the name of a query parameter
    cafile: str | None = None
    options: dict[str, Any] = {}

    def __repr__(self) -> str:
        return f"Endpoint(type={self.type!r}, ...)"


class Endpoints(msgspec.Struct, frozen=True):
    """All services; None where nothing is said."""

    action_endpoint: Endpoint | None = None
    tracker_store: Endpoint | None = None
    lock_store: Endpoint | None = None
    event_broker: Endpoint | None = None
    nlg: Endpoint | None = None
    nlu: Endpoint | None = None
    models: Endpoint | None = None


def open_endpoints(path: Path, environment: Mapping[str, str]) -> tuple[Endpoints, tuple[Problem, ...]]:
    """The services of a file and what is wrong with it. A file that does not exist says nothing of any."""
    problems = Problems()
    document = read_document(path, str(path), problems, environment) if path.exists() else None
    endpoints = read_endpoints(document.node, problems) if document else Endpoints()
    return endpoints, problems.all


def read_endpoints(node: Node, problems: Problems) -> Endpoints:
    """The services. What cannot be read is reported and left out."""
    fields = Fields(node, problems, "the file of endpoints")
    found = {name: _endpoint(fields, name, problems) for name in Endpoints.__struct_fields__}
    for name in (name for name in UNUSED if fields.node(name) is not None):
        message = f"Nothing here uses '{name}' yet."
        problems.warning("endpoints/unused", message, fields.place_of(name), "The rest of the file is used.")
    if found["lock_store"] is not None:
        message = "No 'lock_store' is needed: a turn is written by comparing where its conversation stands."
        problems.warning("endpoints/lock-store", message, fields.place_of("lock_store"), "Take it out, or leave it.")
    fields.done(ignore=("version",))
    return Endpoints(**found)


def _endpoint(fields: Fields, name: str, problems: Problems) -> Endpoint | None:
    node = fields.node(name)
    if node is None or node.value is None:
        return None
    service = Fields(node, problems, f"'{name}'")
    if not isinstance(node.value, dict):
        return None
    url = service.text("url")
    endpoint = Endpoint(
        url=url,
        type=service.text("type") or service.text("store_type"),
        params={key: each.plain() for key, each in service.entries("params").items()},
        headers=_texts(service, "headers", name, problems),
        basic_auth=_texts(service, "basic_auth", name, problems),
        token=service.text("token"),
        token_name=service.text("token_name") or "token",
        cafile=service.text("cafile"),
        options={key: each.plain() for key, each in node.value.items() if key not in _OWN},
    )
    check_options(name, endpoint.type, service)
    check_type(name, endpoint.type, service.place_of("type"), problems)
    if name in _OVER_HTTP:
        _check_url(service, "url", name, problems)
    if name == "tracker_store" and (endpoint.type or "").lower() == "dynamo":
        _check_url(service, "endpoint_url", name, problems)
        _check_table_name(service, problems)
    return endpoint


def _check_url(service: Fields, key: str, name: str, problems: Problems) -> None:
    given = service.node(key)
    url = str(given.value) if given is not None and isinstance(given.value, str) else None
    if url is not None and "${" not in url and not url.lower().startswith(("http://", "https://")):
        message = f"The '{key}' of '{name}' should begin with http:// or https://."
        problems.error("endpoints/url", message, service.place_of(key), "Write http://host:port/path.")


def _check_table_name(service: Fields, problems: Problems) -> None:
    """What DynamoDB says a name is, with room for what follows it in the name of our own table."""
    given = service.node("table_name")
    name = given.value if given is not None else None
    if isinstance(name, str) and "${" not in name and not re.fullmatch(r"[A-Za-z0-9_.-]{1,200}", name):
        message = f"DynamoDB takes no table with the name '{name}'."
        hint = "Write letters of English, digits, '_', '-' and '.', at most 200."
        problems.error("endpoints/table-name", message, service.place_of("table_name"), hint)


_OWN = {*Endpoint.__struct_fields__, "store_type"} - {"options"}


def _texts(fields: Fields, key: str, name: str, problems: Problems) -> dict[str, str]:
    """A mapping of texts, among which numbers are usual: ``password: 1234``."""
    found = {}
    node = fields.node(key)
    if node is not None and isinstance(node.value, dict):
        section = Fields(node, problems, f"'{key}' of '{name}'")
        for each in node.value:
            value = section.scalar(each)
            if value is not None:
                found[each] = str(value)
    else:
        fields.entries(key)
    return found
