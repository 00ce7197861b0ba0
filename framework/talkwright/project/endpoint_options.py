"""What each service of ``endpoints.yml`` takes beside what all of them take: option -> the kind of its value.

The names are Rasa's. An option that a service does not know has no effect, so ``check`` tells of it; of services that
are classes of a bot's own, or that are installed, nobody but they knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from talkwright.errors import Place, Problems
from talkwright.yaml import Fields
from talkwright.yaml.fields import guess

_SQL = {
    "dialect": "text",
    "port": "number",
    "db": "text",
    "username": "text",
    "password": "secret",
    "login_db": "text",
    "query": "entries",
}
_TLS = dict.fromkeys(("ssl_keyfile", "ssl_certfile", "ssl_ca_certs"), "text")
_REDIS = {
    "port": "number",
    "db": "number",
    "username": "text",
    "password": "secret",
    "use_ssl": "flag",
    "key_prefix": "text",
    **_TLS,
}
_FORGETFUL: Mapping[str, str] = {}
_EVENTS = {"max_event_history": "number"}

_TRACKER_STORES: Mapping[str, Mapping[str, str]] = {
    "sql": _SQL,
    "redis": {**_REDIS, "record_exp": "number"},
    "mongod": {
        "db": "text",
        "username": "text",
        "password": "secret",
        "auth_source": "text",
        "collection": "text",
    },
    "dynamo": {"table_name": "text", "region": "text", "endpoint_url": "text"},
    "memory": _FORGETFUL,
    "in_memory": _FORGETFUL,
    "inmemorytrackerstore": _FORGETFUL,
}
_BROKERS: Mapping[str, Mapping[str, str]] = {
    "sql": _SQL,
    "file": {"path": "text"},
    "pika": {
        "host": "text",
        "port": "number",
        "username": "text",
        "password": "secret",
        "queues": "texts",
        "exchange_name": "text",
        "should_keep_unpublished_messages": "flag",
        "raise_on_failure": "flag",
        "connection_attempts": "number",
        "retry_delay_in_seconds": "number",
    },
    "kafka": {
        "topic": "text",
        "client_id": "text",
        "partition_by_sender": "flag",
        "security_protocol": "text",
        "sasl_mechanism": "text",
        "sasl_username": "text",
        "sasl_password": "secret",
        "ssl_cafile": "text",
        "ssl_certfile": "text",
        "ssl_keyfile": "text",
        "ssl_check_hostname": "flag",
    },
}
_LOCKS: Mapping[str, Mapping[str, str]] = {
    "redis": {**_REDIS, "socket_timeout": "number"},
    "concurrent_redis": {**_REDIS, "socket_timeout": "number"},
    "in_memory": _FORGETFUL,
}

_BY_TYPE: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "tracker_store": {kind: {**options, **_EVENTS} for kind, options in _TRACKER_STORES.items()},
    "event_broker": _BROKERS,
    "lock_store": _LOCKS,
}
_DEFAULT_TYPES = {"event_broker": "pika"}
_WITHOUT_TYPE: Mapping[str, Mapping[str, str]] = {
    "models": {"wait_time_between_pulls": "number"},
    "action_endpoint": {"enable_selective_domain": "flag", "actions_module": "text"},
    "nlg": {},
    "nlu": {},
}

_CLOSED: Mapping[str, tuple[str, ...]] = {"event_broker": tuple(_BROKERS), "nlg": ("response", "callback")}
"""Those that have no other types; installed packages bring stores of other types."""

_NOT_HERE = {("nlg", "rephrase"): "No language model puts responses into other words; what the domain says is said."}
"""Types of Rasa that a bot can do without, and what happens then."""

_READ: Mapping[str, Callable[[Fields, str], object]] = {
    "text": Fields.text,
    "number": Fields.number,
    "flag": Fields.flag,
    "texts": Fields.texts,
    "entries": Fields.entries,
    "secret": Fields.scalar,  # a password may look like a number
}


def check_options(service: str, kind: str | None, fields: Fields) -> None:
    """Ask ``fields`` for every option of ``service``, of the type ``kind``, and tell of those that it does not know."""
    kind = kind or _DEFAULT_TYPES.get(service)
    options = _WITHOUT_TYPE.get(service)
    if options is None or kind is not None:
        options = _BY_TYPE.get(service, {}).get((kind or "").lower())
    if options is None:
        return
    for name, kind_of_value in options.items():
        node = fields.node(name)
        if node is None or not (isinstance(node.value, str) and "${" in node.value):  # what is not set is told already
            _READ[kind_of_value](fields, name)
    fields.done()


def check_type(service: str, kind: str | None, place: Place, problems: Problems) -> None:
    """Tell of a type that ``service`` does not have. A class of the bot's own has a dot in its name."""
    known = _CLOSED.get(service)
    if kind is None or known is None or "." in kind or kind.lower() in known:
        return
    if (service, kind.lower()) in _NOT_HERE:
        hint = "Nothing has to be done, or take it out."
        problems.warning("endpoints/unused", _NOT_HERE[service, kind.lower()], place, hint)
        return
    message = f"There is no '{service}' of the type '{kind}'."
    hint, change = guess(kind, known, f"It is {', '.join(known)}, or module.Class.")
    problems.error("endpoints/unknown-type", message, place, hint, change)
