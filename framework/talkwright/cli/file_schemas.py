"""JSON Schemas of the files of a bot, for editors: what may be written, with the names that readers know.

Kinds of steps, assertions, types of slots and options of components come from where they are read. The rest stands
here, and tests hold it to the readers. An editor is stricter than the readers: what has another meaning in old Rasas is
left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import get_args

import msgspec

from talkwright.channels.discover import BUILT_IN as BUILT_IN_CHANNELS
from talkwright.conversation.schema import SlotType
from talkwright.evaluation.assertions import ASSERTIONS
from talkwright.evaluation.read import STEPS
from talkwright.evaluation.stories import STORY_STEPS
from talkwright.flows.kinds import KINDS
from talkwright.flows.schema import ANY, FLAG, NUMBER, SCALAR, TEXT, TEXTS, Schema, keys_of
from talkwright.nlu.rasa_components import STANDS_FOR
from talkwright.nlu.registry import BUILT_IN, find
from talkwright.project.endpoints import UNUSED, Endpoints
from talkwright.project.responses import CONTENT
from talkwright.project.slots import MAPPINGS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NOTHING: Schema = {"type": "null"}


def mapping(keys: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """These keys and no others."""
    named = {"type": "object", "properties": dict(keys), "additionalProperties": False}
    return {**named, "required": list(required)} if required else named


def named(value: Schema) -> Schema:
    """Any keys, with values of this kind."""
    return {"type": "object", "additionalProperties": value}


def listed(item: Schema) -> Schema:
    """A list of these."""
    return {"type": "array", "items": item}


def either(*schemas: Schema) -> Schema:
    """One of these, or several at once."""
    return {"anyOf": list(schemas)}


_VERSION = {"version": SCALAR}


def _step(kind: str) -> Schema:
    keys = {**keys_of(kind), "id": SCALAR, "next": {"$ref": "#/$defs/next"}, **_OTHER_DIALECTS}
    return {"title": KINDS[kind].SUMMARY, **mapping(keys, [kind])}


_REJECTION = keys_of("collect")["rejections"]["items"]
_OTHER_DIALECTS = {"description": TEXT, "metadata": ANY}


def flows() -> Schema:
    """A file of flows. It may hold other training data, too."""
    steps: Schema = {"$ref": "#/$defs/steps"}
    target = either(TEXT, steps)
    condition = either(TEXT, FLAG)
    branch = either(mapping({"if": condition, "then": target}, ["if", "then"]), mapping({"else": target}, ["else"]))
    threshold = {"confidence_threshold": NUMBER}
    trigger = either(
        TEXT,
        mapping({"intent": TEXT, **threshold}, ["intent"]),
        mapping({"intent": mapping({"name": TEXT, **threshold}, ["name"])}, ["intent"]),
    )
    flow = mapping(
        {
            "name": TEXT,
            "description": TEXT,
            "if": condition,
            "nlu_trigger": listed(trigger),
            "persisted_slots": TEXTS,
            "always_include_in_prompt": FLAG,
            "run_pattern_completed": FLAG,
            "steps": steps,
        },
        ["steps"],
    )
    return {
        **mapping({**_VERSION, "flows": named(flow), "nlu": listed(_NLU), **_STORIES, "responses": _RESPONSES}),
        "$defs": {
            "steps": {**listed(either(*map(_step, KINDS))), "minItems": 1},
            "next": either(TEXT, steps, listed(branch)),
        },
    }


_STORIES = {"stories": listed(named(ANY)), "rules": listed(named(ANY))}
_EXAMPLES = either(TEXT, listed(either(TEXT, mapping({"text": TEXT, "metadata": ANY}, ["text"]))))
_NLU = either(
    mapping({"intent": TEXT, "examples": _EXAMPLES, "metadata": ANY}, ["intent", "examples"]),
    *(
        mapping({kind: TEXT, "examples": _EXAMPLES, "metadata": ANY}, [kind, "examples"])
        for kind in ("synonym", "regex", "lookup")
    ),
)
_BUTTON = mapping(
    {
        "title": SCALAR,
        "payload": ANY,
        "translation": named(either(TEXT, mapping({"title": TEXT}))),
        **dict.fromkeys(("url", "type", "content_type", "image_url"), TEXT),
    },
    ["title"],
)
_WHEN = either(TEXT, listed(mapping({"type": {"const": "slot"}, "name": TEXT, "value": ANY}, ["name"])))
_CONTENTS: dict[str, Schema] = {
    "text": TEXT,
    "image": TEXT,
    "buttons": listed(_BUTTON),
    "quick_replies": listed(_BUTTON),
}
_VARIATION = {
    **mapping(
        {
            **dict.fromkeys(CONTENT, ANY),
            **_CONTENTS,
            "metadata": named(ANY),
            "id": SCALAR,
            "channel": TEXT,
            "condition": _WHEN,
            "translation": named(either(TEXT, mapping({"text": TEXT}))),
            "button_type": TEXT,
        }
    ),
    "anyOf": [{"required": [key]} for key in CONTENT],
}
_RESPONSES = named(either(TEXT, listed(either(TEXT, _VARIATION))))


def domain() -> Schema:
    """The domain, or one file of it."""
    condition = mapping(dict.fromkeys(("active_loop", "requested_slot", "active_flow"), either(TEXT, NOTHING)))
    source = mapping(
        {
            "type": {"enum": list(MAPPINGS)},
            **dict.fromkeys(("entity", "role", "group", "action", "run_action_every_turn"), TEXT),
            **dict.fromkeys(("intent", "not_intent"), TEXTS),
            "value": ANY,
            "conditions": listed(condition),
            "allow_nlu_correction": FLAG,
            "coexistence_system": TEXT,
        },
        ["type"],
    )
    slot = mapping(
        {
            "type": either({"enum": list(get_args(SlotType))}, {"type": "string", "pattern": r"\."}),
            "initial_value": ANY,
            "values": listed(ANY),
            "min_value": NUMBER,
            "max_value": NUMBER,
            "influence_conversation": FLAG,
            "mappings": listed(source),
            "validation": mapping({"rejections": listed(_REJECTION), "refill_utter": TEXT}, ["rejections"]),
            "shared_for_coexistence": FLAG,
        },
        ["type"],
    )
    intent = mapping({"use_entities": either(FLAG, TEXTS), "ignore_entities": TEXTS, "is_retrieval_intent": FLAG})
    entity = mapping({"roles": listed(SCALAR), "groups": listed(SCALAR), "influence_conversation": FLAG})
    session = mapping(
        dict.fromkeys(("carry_over_slots_to_new_session", "start_session_after_expiry"), FLAG)
        | {"session_expiration_time": NUMBER}
    )

    def names(settings: Schema) -> Schema:
        return listed(either(SCALAR, named(either(settings, NOTHING))))

    return mapping(
        {
            **_VERSION,
            "intents": names(intent),
            "entities": names(entity),
            "slots": named(slot),
            "forms": named(either(mapping({"required_slots": TEXTS, "ignored_intents": TEXTS}), NOTHING)),
            "actions": names(mapping({"send_domain": FLAG})),
            "e2e_actions": TEXTS,
            "responses": _RESPONSES,
            "session_config": session,
            "config": mapping({"store_entities_as_slots": FLAG}),
        }
    )


def nlu() -> Schema:
    """A file of training data. It may hold flows and stories, too, which are not looked into."""
    return mapping({**_VERSION, "nlu": listed(_NLU), "flows": named(ANY), **_STORIES, "responses": _RESPONSES})


def tests() -> Schema:
    """A file of test conversations, or a ``conftest.yml``."""
    assertion = either(*(mapping({key: ANY}, [key]) for key in ASSERTIONS))
    user = {"user": SCALAR, "assertions": listed(assertion), "assertion_order_enabled": FLAG, "metadata": ANY}
    checks = [mapping({key: ANY}, [key]) for key in STEPS if key != "user"]
    steps = listed(either(mapping(user, ["user"]), *checks))
    case = mapping({"test_case": TEXT, "steps": steps, "fixtures": TEXTS, "metadata": ANY}, ["test_case", "steps"])
    told = {**dict.fromkeys(STORY_STEPS, ANY), "entities": listed(ANY), "metadata": ANY}
    story = mapping({"story": TEXT, "steps": listed(mapping(told)), "metadata": ANY}, ["story", "steps"])
    stub = mapping({"events": listed(named(ANY)), "responses": listed(named(ANY)), "failed": SCALAR, "rejected": FLAG})
    return mapping(
        {
            **_VERSION,
            "fixtures": listed(named(ANY)),
            "metadata": listed(named(ANY)),
            "stub_custom_actions": named(either(stub, listed(stub))),
            "test_cases": listed(case),
            "stories": listed(story),
        }
    )


def config() -> Schema:
    """The configuration, with the options of each component of ours."""
    parts = [_component(name) for name in BUILT_IN]
    others: Schema = {"type": "object", "required": ["name"], "properties": {"name": {"not": {"enum": list(BUILT_IN)}}}}
    known = {"type": "string", "examples": [*BUILT_IN, *STANDS_FOR]}
    return mapping(
        {
            **_VERSION,
            "recipe": {"const": "default.v1"},
            "language": TEXT,
            "assistant_id": TEXT,
            "pipeline": either(NOTHING, listed(either(known, *parts, others))),
            "policies": either(NOTHING, listed(either(TEXT, {**named(ANY), "required": ["name"]}))),
            "spaces": ANY,
            "additional_languages": TEXTS,
        }
    )


def _component(name: str) -> Schema:
    options = find(name).Options
    fields = msgspec.json.schema(options)["$defs"][options.__name__]
    return mapping({"name": {"const": name}, **fields["properties"]}, ["name"])


def endpoints() -> Schema:
    """The services. Those that have more options than all have take them, too."""
    texts = dict.fromkeys(("url", "type", "store_type", "token", "token_name", "cafile"), TEXT)
    service = {
        "type": "object",
        "properties": {**texts, **dict.fromkeys(("params", "headers", "basic_auth"), named(ANY))},
    }
    services = dict.fromkeys(Endpoints.__struct_fields__, either(service, NOTHING))
    return mapping({**_VERSION, **services, **dict.fromkeys(UNUSED, ANY)})


def credentials() -> Schema:
    """The channels, each with its options or with none. Connectors bring channels of their own."""
    channel = either(named(ANY), NOTHING)
    return {**named(channel), "properties": dict.fromkeys(BUILT_IN_CHANNELS, channel)}


SCHEMAS: dict[str, Callable[[], Schema]] = {
    "flows": flows,
    "domain": domain,
    "nlu": nlu,
    "tests": tests,
    "config": config,
    "endpoints": endpoints,
    "credentials": credentials,
}
"""The kinds of files that have a schema."""
