"""The REST channel against what Rasa's accepts and answers."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.channels.channel import Inbound
from talkwright.channels.rest import RestChannel, render
from talkwright.conversation.content import BotMessage, Button, UserMessage
from talkwright.errors import RequestError
from talkwright.testing.channel_contract import CONTENT, ChannelContract


def post(body, **headers):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Inbound("POST", "/webhooks/rest/webhook", headers, {}, data)


def received(body, **headers):
    (message,) = RestChannel().receive(post(body, **headers)).messages
    return message


class TestContract(ChannelContract):
    def channel(self):
        return RestChannel.from_credentials({})

    def inbound(self, sender, text, message_id):
        return post({"sender": sender, "message": text, "message_id": message_id})


def test_a_message_with_everything():
    body = {"sender": "ada", "message": " hi\n", "metadata": {"a": [1]}, "message_id": "m1", "unknown": 1}
    assert received(body) == UserMessage("ada", "hi", "rest", "m1", {"a": [1]})


def test_a_message_with_nothing_but_words():
    assert received({"message": "hi"}) == UserMessage("default", "hi", "rest")
    nothing = {"sender": None, "metadata": None, "message_id": None, "message": "hi"}
    assert received(nothing) == UserMessage("default", "hi", "rest")


@pytest.mark.parametrize(("sender", "text"), [(7, "7"), (-1, "-1"), ("Ünal", "Ünal"), ("+49 170/1", "+49 170/1")])
def test_a_sender_is_text(sender, text):
    assert received({"sender": sender, "message": "hi"}).sender == text


def test_the_id_may_come_in_a_header():
    assert received({"message": "hi"}, **{"idempotency-key": "k1"}).message_id == "k1"
    assert received({"message": "hi", "message_id": 5}, **{"idempotency-key": "k1"}).message_id == "5"


def test_a_caller_cannot_choose_where_answers_are_pushed():
    assert received({"message": "hi", "input_channel": "callback"}).channel == "rest"


def test_white_space_and_nuls_are_left_out_of_words():
    assert received({"message": "\t a\0b \n"}).text == "ab"
    assert received({"message": "  "}).text == ""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"sender": "a"}, "'message' is missing"),
        ({"message": 5}, "'message' must be text, not a whole number"),
        ({"message": None}, "'message' must be text, not null"),
        ({"message": "hi", "sender": ["a"]}, "'sender' must be a whole number or text or null, not a list"),
        ({"message": "hi", "sender": True}, "'sender' must be a whole number or text or null, not true or false"),
        ({"message": "hi", "sender": ""}, "'sender' has to be 1 to 255"),
        ({"message": "hi", "sender": "a" * 256}, "'sender' has to be 1 to 255"),
        ({"message": "hi", "sender": "a\nb"}, "'sender' has to be 1 to 255"),
        ({"message": "hi", "message_id": ""}, "id of a message"),
        ({"message": "hi", "metadata": "x"}, "'metadata' must be an object or null, not text"),
        ([{"message": "hi"}], "it must be an object, not a list"),
        (b"message=hi", "is not JSON"),
        (b"", "is not JSON"),
        (b'{"message": "\xff"}', "is not JSON"),
        (b'{"message": "\\ud800"}', "is not JSON"),
        (b'{"message": "hi", "metadata": {"a": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"message": "hi", "metadata": ' + b'{"a":' * 60 + b"1" + b"}" * 61, "nested deeper than 50"),
    ],
)
def test_what_is_not_a_message_is_refused_in_words(body, said):
    with pytest.raises(RequestError) as error:
        RestChannel().receive(post(body))
    assert said in error.value.message
    assert error.value.hint


def test_a_message_is_posted():
    with pytest.raises(RequestError, match="GET"):
        RestChannel().receive(Inbound("GET", "/webhooks/rest/webhook"))


@given(
    st.binary(max_size=80)
    | st.recursive(st.none() | st.text() | st.integers(), st.lists, max_leaves=4).map(json.dumps).map(str.encode)
)
def test_no_body_breaks_it(body):
    with pytest.raises(RequestError):
        RestChannel().receive(post(body))


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (BotMessage(text="Hello"), [{"text": "Hello"}]),
        (BotMessage(text="One\n\nTwo\nThree"), [{"text": "One"}, {"text": "Two\nThree"}]),
        (BotMessage(text="\n\nOne\n\n\n\nTwo\n"), [{"text": "One"}, {"text": "Two"}]),
        (BotMessage(text=" \n\n "), []),
        (
            BotMessage(text="Sure?\n\nReally?", buttons=(Button("Yes", "/affirm"), Button("No"))),
            [{"text": "Sure?\n\nReally?", "buttons": [{"title": "Yes", "payload": "/affirm"}, {"title": "No"}]}],
        ),
        (BotMessage(buttons=(Button("Yes", "/y"),)), [{"buttons": [{"title": "Yes", "payload": "/y"}]}]),
        (
            BotMessage(text="Sure?", quick_replies=(Button("Yes", "/y", "text"),)),
            [{"text": "Sure?", "buttons": [{"title": "Yes", "payload": "/y", "type": "text"}]}],
        ),
        (BotMessage(text="Look", image="http://i/1.png"), [{"text": "Look"}, {"image": "http://i/1.png"}]),
        (
            BotMessage(text="All", image="i", attachment={"f": 1}, custom={"c": [None]}),
            [{"text": "All"}, {"custom": {"c": [None]}}, {"image": "i"}, {"attachment": {"f": 1}}],
        ),
        (
            BotMessage(
                elements=(
                    {"title": "A", "subtitle": "B", "buttons": [{"title": "C", "payload": "/c"}]},
                    {"title": "D", "buttons": [{"title": "E", "type": "web_url", "url": "http://e"}]},
                    "not an element",
                )
            ),
            [
                {"text": "A : B", "buttons": [{"title": "C", "payload": "/c"}]},
                {"text": "D", "buttons": [{"title": "E", "payload": "http://e"}]},
            ],
        ),
        (BotMessage(text="x", metadata={"utter_action": "utter_x"}), [{"text": "x"}]),
    ],
)
def test_messages_are_shown_as_rasa_shows_them(message, shown):
    assert render("ada", [message]) == [{"recipient_id": "ada", **part} for part in shown]


def test_messages_are_shown_in_order():
    said = [BotMessage(text="1"), BotMessage(text="2\n\n3"), BotMessage(text="4")]
    assert [part["text"] for part in RestChannel().render("ada", said)] == ["1", "2", "3", "4"]


def test_no_shown_part_holds_a_null():
    shown = render("ada", CONTENT)
    assert all(None not in part.values() for part in shown)
    assert json.loads(json.dumps(shown)) == shown
