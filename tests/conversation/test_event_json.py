"""Events keep their meaning through JSON, whether we wrote it or Rasa did."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation import events as ev
from talkwright.conversation.event_json import decode, encode, from_plain, to_plain
from talkwright.conversation.utterance import Entity, Intent, Utterance
from talkwright.errors import RequestError

from .values import JSON, KINDS, TRIED, of


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__struct_config__.tag)
def test_every_kind_survives_json(kind: type) -> None:
    @TRIED
    @given(st.lists(of(kind), max_size=3).map(tuple))
    def survives(events: tuple[ev.Event, ...]) -> None:
        assert decode(encode(events)) == events
        assert decode(encode(events).decode()) == events

    survives()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__struct_config__.tag)
def test_every_kind_survives_rasas_dictionary(kind: type) -> None:
    @TRIED
    @given(of(kind))
    def survives(event: ev.Event) -> None:
        plain = to_plain(event)
        assert from_plain(json.loads(json.dumps([plain]))) == (event,)
        assert plain["event"] == kind.__struct_config__.tag
        assert plain["timestamp"] == event.timestamp
        assert plain.keys() - {"event"} >= set(kind.__struct_fields__) - {"metadata"}

    survives()


@TRIED
@given(st.lists(st.sampled_from(KINDS).flatmap(of), max_size=5).map(tuple))
def test_a_mixed_log_survives(events: tuple[ev.Event, ...]) -> None:
    assert decode(encode(events)) == events


# What Rasa writes.

RASA: list[tuple[dict[str, Any], ev.Event]] = [
    (
        {
            "event": "user",
            "timestamp": 1700000000.25,
            "metadata": {"model_id": "m"},
            "text": "to Rome",
            "parse_data": {
                "intent": {"name": "book", "confidence": 0.98, "id": 42},
                "entities": [
                    {"entity": "city", "value": "Rome", "start": 3, "end": 7, "role": "to", "extractor": "DIET"}
                ],
                "text": "to Rome",
                "message_id": "1a",
                "metadata": {},
                "text_tokens": [[0, 2], [3, 7]],
                "intent_ranking": [{"name": "book", "confidence": 0.98}],
                "response_selector": {"all_retrieval_intents": []},
            },
            "input_channel": "rest",
            "message_id": "1a",
        },
        ev.UserUttered(
            timestamp=1700000000.25,
            metadata={"model_id": "m"},
            text="to Rome",
            parse_data=Utterance(
                text="to Rome",
                intent=Intent("book", 0.98),
                entities=(Entity("city", "Rome", 3, 7, "DIET", role="to"),),
                text_tokens=((0, 2), (3, 7)),
                intent_ranking=(Intent("book", 0.98),),
                response_selector={"all_retrieval_intents": []},
                message_id="1a",
                metadata={},
            ),
            input_channel="rest",
            message_id="1a",
        ),
    ),
    (
        {
            "event": "action",
            "timestamp": 5,
            "name": "utter_x",
            "policy": "RulePolicy",
            "confidence": 1.0,
            "action_text": None,
        },
        ev.ActionExecuted(timestamp=5.0, name="utter_x", policy="RulePolicy", confidence=1.0),
    ),
    (
        {
            "event": "bot",
            "timestamp": 6.5,
            "metadata": None,
            "text": "Hi",
            "data": {"elements": None, "buttons": [{"title": "A", "payload": "/a"}], "custom": None},
        },
        ev.BotUttered(
            timestamp=6.5,
            text="Hi",
            data={"elements": None, "buttons": [{"title": "A", "payload": "/a"}], "custom": None},
        ),
    ),
    ({"event": "slot", "name": "city", "value": None}, ev.SlotSet(name="city")),
    ({"event": "slot", "name": "city", "value": {"a": [1]}}, ev.SlotSet(name="city", value={"a": [1]})),
    ({"event": "active_loop", "name": None}, ev.ActiveLoop()),
    ({"event": "session_started", "timestamp": None}, ev.SessionStarted()),
    ({"event": "followup", "name": "action_x", "unheard_of": [1]}, ev.FollowupAction(name="action_x")),
    ({"event": "form", "name": "order_form"}, ev.ActiveLoop(name="order_form")),
    ({"event": "form", "name": None}, ev.ActiveLoop()),
    ({"event": "form_validation", "validate": False}, ev.LoopInterrupted(is_interrupted=True)),
    ({"event": "form_validation", "validate": True}, ev.LoopInterrupted(is_interrupted=False)),
    ({"event": "form_validation"}, ev.LoopInterrupted(is_interrupted=False)),
]


@pytest.mark.parametrize(("plain", "event"), RASA, ids=lambda value: value["event"] if isinstance(value, dict) else "")
def test_rasas_json_is_understood(plain: dict[str, Any], event: ev.Event) -> None:
    assert from_plain([plain]) == (event,)


def test_what_rasa_ignores_is_ignored() -> None:
    assert from_plain([{"event": "topic", "name": "x"}, {"event": "pause"}]) == (ev.ConversationPaused(),)


def test_reading_leaves_the_callers_dictionaries_alone() -> None:
    plain = {"event": "form_validation", "validate": False, "metadata": None}
    from_plain([plain])
    assert plain == {"event": "form_validation", "validate": False, "metadata": None}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"event": "sneezed"}, "sneezed"),
        ({}, "event"),
        ({"event": None}, "event"),
        ({"event": 7}, "event"),
        ({"event": "slot"}, "name"),
        ({"event": "slot", "name": 7}, "name"),
        ({"event": "user", "timestamp": "yesterday"}, "timestamp"),
        ({"event": "user", "parse_data": {"entities": "none"}}, "entities"),
        ("slot", "str"),
        (None, "null"),
        ([], "array"),
    ],
)
def test_what_is_no_event_is_named_with_its_index(wrong: Any, says: str) -> None:
    with pytest.raises(RequestError, match="event 1 is not one") as caught:
        from_plain([{"event": "pause"}, wrong])
    assert says in str(caught.value)
    assert caught.value.hint


NAMES = st.sampled_from(["user", "bot", "slot", "form", "form_validation", "topic", "nothing"])


@TRIED
@given(
    st.lists(
        st.fixed_dictionaries({}, optional={"event": NAMES, **dict.fromkeys(("name", "value", "timestamp"), JSON)})
    )
)
def test_anything_is_events_or_a_request_error(values: list[Any]) -> None:
    try:
        found = from_plain(values)
    except RequestError:
        return
    assert decode(encode(found)) == found


@pytest.mark.parametrize("value", [{"event": []}, {"event": {}}, {}, [], 3, None, {"event": 5}])
def test_what_is_no_event_is_refused(value: Any) -> None:
    with pytest.raises(RequestError):
        from_plain([value])
