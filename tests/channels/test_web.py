"""The chat page's protocol, frame by frame."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.channels import web
from talkwright.channels.channel import Inbound
from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import uttered
from talkwright.conversation.content import BotMessage, Button, UserMessage
from talkwright.conversation.store import StoredTurn
from talkwright.errors import RequestError, TooLarge
from talkwright.testing.channel_contract import CONTENT


def frame(**keys):
    return json.dumps(keys)


def written(sent):
    return json.loads(web.write_frame(sent))


@pytest.mark.parametrize(
    ("data", "read"),
    [
        (frame(type="hello", conversation=None, after_seq=0), web.Hello()),
        (frame(type="hello", conversation="w-1", after_seq=7), web.Hello("w-1", 7)),
        (frame(type="hello", later="more"), web.Hello()),
        (frame(type="message", id="m1", text=" hi "), web.Message("m1", "hi", {})),
        (frame(type="message", id="m1", text="hi", metadata={"a": 1}), web.Message("m1", "hi", {"a": 1})),
        (frame(type="ping"), web.Ping()),
    ],
)
def test_frames_of_the_page(data, read):
    assert web.read_frame(data) == read
    assert web.read_frame(data.encode()) == read


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "not JSON"),
        ("hello", "not JSON"),
        ("\ud800", "not JSON"),
        (b"\xff", "not JSON"),
        ("[]", "must be an object, not a list"),
        ("{}", "'type' is missing"),
        (frame(type="shout"), "unknown value 'shout'"),
        (frame(type=5), "'type' must be text"),
        (frame(type="message", text="hi"), "'id' is missing"),
        (frame(type="message", id="m1"), "'text' is missing"),
        (frame(type="message", id=1, text="hi"), "'id' must be text, not a whole number"),
        (frame(type="message", id="", text="hi"), "id of a message"),
        (frame(type="message", id="x" * 256, text="hi"), "id of a message"),
        (frame(type="message", id="m1", text=" \0 "), "no text"),
        (frame(type="message", id="m1", text="hi", metadata=[]), "'metadata' must be an object or null, not a list"),
        (frame(type="hello", after_seq=-1), "after_seq"),
        (frame(type="hello", after_seq=1.5), "'after_seq' must be a whole number, not a number"),
        (frame(type="hello", conversation=5), "'conversation' must be text or null, not a whole number"),
        ('{"type": "message", "metadata": {"a": ' + "[" * 50_000, "nested too deeply"),
    ],
)
def test_what_is_not_a_frame_is_refused_in_words(data, said):
    with pytest.raises(RequestError) as error:
        web.read_frame(data)
    assert said in error.value.message


@pytest.mark.parametrize("text", ["x" * 64_000, "ü" * 32_000])
def test_a_frame_has_a_size(text):
    for data in (frame(type="message", id="m1", text=text), json.dumps({"text": text}, ensure_ascii=False).encode()):
        with pytest.raises(TooLarge, match="64,000 bytes"):
            web.read_frame(data)


@given(
    st.text(max_size=60) | st.binary(max_size=60) | st.dictionaries(st.text(), st.text() | st.none()).map(json.dumps)
)
def test_no_frame_breaks_it(data):
    with pytest.raises(RequestError):
        web.read_frame(data)


def test_frames_for_the_page():
    assert written(web.Welcome("w-1", 12, "Shop", "0.1")) == {
        "type": "welcome",
        "conversation": "w-1",
        "seq": 12,
        "assistant": "Shop",
        "version": "0.1",
    }
    assert written(web.User(13, None, "hi", 5.5)) == {"type": "user", "seq": 13, "id": None, "text": "hi", "at": 5.5}
    assert written(web.Bot(14, 6.0, "Hello")) == {"type": "bot", "seq": 14, "text": "Hello", "at": 6.0}
    assert written(web.Typing()) == {"type": "typing"}
    assert written(web.Done("m1", 20)) == {"type": "done", "id": "m1", "seq": 20}
    error = {"type": "error", "id": None, "code": "c", "message": "m"}
    assert written(web.Error(None, "c", "m")) == error
    assert written(web.Pong()) == {"type": "pong"}


def test_a_message_of_a_frame_belongs_to_the_conversation_of_its_socket():
    read = web.read_frame(frame(type="message", id="m1", text="hi", metadata={"a": 1}))
    assert web.user_message(read, "w-1") == UserMessage("w-1", "hi", "web", "m1", {"a": 1})


def turn(first_seq, *events):
    return StoredTurn(f"t{first_seq}", first_seq, first_seq + len(events) - 1, events)


TURNS = (
    turn(
        1,
        ev.ActionExecuted(name="action_session_start", timestamp=1),
        ev.SessionStarted(timestamp=1),
        ev.UserUttered(text="hi", message_id="m1", timestamp=2),
        ev.SlotSet(name="a", value=1, timestamp=2),
        uttered(BotMessage(text="Hello", buttons=(Button("Yes", "/affirm"), Button("No"))), 3),
        uttered(BotMessage(image="http://i/1.png", custom={"a": None}), 3),
        ev.ActionExecuted(name="action_listen", timestamp=3),
    ),
    turn(
        8,
        ev.UserUttered(text="EXTERNAL: ping", metadata={"is_external": True}, timestamp=4),
        ev.UserUttered(text=None, timestamp=4),
        ev.AgentUttered(text="This is Kim.", timestamp=5),
    ),
)


def test_turns_become_frames_with_the_seq_of_their_events():
    assert [written(each) for each in web.frames_of(TURNS)] == [
        {"type": "user", "seq": 3, "id": "m1", "text": "hi", "at": 2.0},
        {
            "type": "bot",
            "seq": 5,
            "at": 3.0,
            "text": "Hello",
            "buttons": [{"title": "Yes", "payload": "/affirm"}, {"title": "No", "payload": "No"}],
        },
        {"type": "bot", "seq": 6, "at": 3.0, "image": "http://i/1.png", "custom": {"a": None}},
        {"type": "bot", "seq": 10, "at": 5.0, "text": "This is Kim."},
    ]


@given(st.integers(0, 12))
def test_one_who_saw_a_part_gets_the_rest(after_seq):
    everything = list(web.frames_of(TURNS))
    assert list(web.frames_of(TURNS, after_seq)) == [each for each in everything if each.seq > after_seq]


@pytest.mark.parametrize("message", CONTENT)
def test_every_message_is_one_frame_that_shows_something(message):
    (sent,) = web.frames_of([turn(1, uttered(message, 1.0))])
    shown = written(sent)
    assert set(shown) - {"type", "seq", "at"}


def test_elements_are_cards():
    element = {
        "title": "A",
        "subtitle": "B",
        "image_url": "http://i",
        "default_action": {"type": "web_url", "url": "http://a"},
        "buttons": [{"title": "C", "payload": "/c"}, {"type": "web_url", "title": "D", "url": "http://d"}, 7],
    }
    message = BotMessage(text="See", elements=(element, {"title": 5, "buttons": "none"}, "no element"))
    (sent,) = web.frames_of([turn(1, uttered(message, 1.0))])
    choices = (web.Choice("C", "/c"), web.Choice("D", "D", "http://d"))
    assert sent.text == "See"
    assert sent.cards == (web.Card("A", "B", "http://i", "http://a", choices), web.Card("5"))


def test_nothing_is_posted_to_it():
    with pytest.raises(RequestError, match="WebSocket"):
        web.WebChannel.from_credentials({}).receive(Inbound("POST", "/webhooks/web/webhook"))
