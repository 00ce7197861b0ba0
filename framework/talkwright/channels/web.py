"""The protocol of the chat page: JSON text frames over a WebSocket, resumable by seq.

The rule: this room reads and writes frames and turns stored turns into them. It holds no connection and no state. Every
frame of a conversation carries the ``seq`` of its event, so a page that lost its connection says the highest seq it saw
and gets what it missed. Times are seconds since 1970. The protocol is told in docs/channels.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Annotated, Self

import msgspec

from talkwright.channels.channel import Inbound, Received, Shows, bad_option
from talkwright.channels.reading import read_id, read_json, read_metadata, read_text
from talkwright.conversation import events as ev
from talkwright.conversation.bot_message import message_of
from talkwright.conversation.content import JSON, BotMessage, UserMessage
from talkwright.conversation.events import Event
from talkwright.conversation.store import StoredTurn
from talkwright.errors import RequestError, TooLarge

NAME = "web"
MAX_FRAME_BYTES = 64_000

_EXAMPLE = 'Send JSON such as {"type": "message", "id": "1f0c", "text": "hello"}; docs/channels.md has the protocol.'

Seq = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class Hello(msgspec.Struct, frozen=True, tag="hello"):
    """The first frame. ``conversation`` is the id of an earlier welcome; frames up to ``after_seq`` are known."""

    conversation: str | None = None
    after_seq: Seq = 0


class Message(msgspec.Struct, frozen=True, tag="message"):
    """What the user says. ``id`` is the page's own; sent again, the message is not a new one."""

    id: str
    text: str
    metadata: dict[str, JSON] | None = None


class Ping(msgspec.Struct, frozen=True, tag="ping"):
    """Is anybody there?"""


class Welcome(msgspec.Struct, frozen=True, tag="welcome", omit_defaults=True):
    """The answer to hello. ``seq`` is that of the conversation's last event; ``suggestions`` are what one could say."""

    conversation: str
    seq: int
    assistant: str
    version: str
    suggestions: tuple[str, ...] = ()


class User(msgspec.Struct, frozen=True, tag="user"):
    """A stored message of the user, to its sender the acknowledgement. ``id`` is the one it was sent with."""

    seq: int
    id: str | None
    text: str
    at: float


class Choice(msgspec.Struct, frozen=True, omit_defaults=True):
    """A button. Choosing it says ``payload``; one with a ``url`` leads there instead."""

    title: str
    payload: str
    url: str | None = None


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """One element of a carousel. ``image`` and ``url`` are addresses; the card itself leads to ``url``."""

    title: str = ""
    subtitle: str = ""
    image: str | None = None
    url: str | None = None
    buttons: tuple[Choice, ...] = ()


class Bot(msgspec.Struct, frozen=True, tag="bot", omit_defaults=True):
    """A message of the assistant, or of a person on its side."""

    seq: int
    at: float
    text: str | None = None
    image: str | None = None
    buttons: tuple[Choice, ...] = ()
    quick_replies: tuple[Choice, ...] = ()
    cards: tuple[Card, ...] = ()
    attachment: JSON = None
    custom: JSON = None


class Typing(msgspec.Struct, frozen=True, tag="typing"):
    """The assistant is at work on a message."""


class Done(msgspec.Struct, frozen=True, tag="done"):
    """The turn of message ``id`` is over. ``seq`` is that of its last event."""

    id: str
    seq: int


class Error(msgspec.Struct, frozen=True, tag="error", omit_defaults=True):
    """Something went wrong, with message ``id`` if there is one: the page may send it again under the same id.

    ``retry_after`` is there when that is a matter of time: the seconds after which to do so, without asking anybody.
    """

    id: str | None
    code: str
    message: str
    retry_after: float | None = None


class Pong(msgspec.Struct, frozen=True, tag="pong"):
    """Yes."""


ClientFrame = Hello | Message | Ping
ServerFrame = Welcome | User | Bot | Typing | Done | Error | Pong

_decoder: msgspec.json.Decoder[ClientFrame] = msgspec.json.Decoder(ClientFrame)
_encoder = msgspec.json.Encoder()


class WebChannel:
    """The chat page's channel. It lives on a socket: nothing is posted to it.

    ``title`` is the assistant's name on the page, None for its id; ``suggestions`` are shown before the first message.
    """

    name = NAME
    shows = Shows(elements=True, custom=True)
    replies_inline = True

    def __init__(self, title: str | None = None, suggestions: tuple[str, ...] = ()) -> None:
        self.title = title
        self.suggestions = suggestions

    @classmethod
    def from_credentials(cls, options: Mapping[str, JSON]) -> Self:
        """The channel with its ``title`` and ``suggestions``."""
        title, suggestions = options.get("title"), options.get("suggestions") or []
        if not isinstance(title, str | None):
            raise bad_option(NAME, "'title' is not a text", "Write title: My assistant.")
        if not isinstance(suggestions, list) or not all(isinstance(each, str) for each in suggestions):
            raise bad_option(NAME, "'suggestions' is not a list of texts", 'Write suggestions: ["Where is my order?"].')
        return cls(title, tuple(suggestions))

    def receive(self, inbound: Inbound) -> Received:
        """Always raises ``RequestError``."""
        raise RequestError("The web channel is a WebSocket.", "Connect to /webhooks/web/socket.")


def read_frame(data: str | bytes) -> ClientFrame:
    """A frame of the page. Raises ``RequestError``, or ``TooLarge`` above 64,000 bytes.

    A message has an id of 1 to 255 printable characters and a text that is more than white space.
    """
    size = len(data if isinstance(data, bytes) else data.encode(errors="replace"))
    if size > MAX_FRAME_BYTES:
        raise TooLarge(f"A frame may have {MAX_FRAME_BYTES:,} bytes.", "Send less at once.")
    frame = read_json(data, _decoder, "The frame", _EXAMPLE)
    if not isinstance(frame, Message):
        return frame
    text = read_text(frame.text)
    if not text:
        raise RequestError("The message has no text.", _EXAMPLE)
    return Message(read_id(frame.id, "The id of a message"), text, read_metadata(frame.metadata))


def write_frame(frame: ServerFrame) -> str:
    """A frame for the page."""
    return _encoder.encode(frame).decode()


def user_message(frame: Message, conversation: str) -> UserMessage:
    """The message of a frame, in the conversation of its socket."""
    return UserMessage(conversation, frame.text, NAME, frame.id, frame.metadata or {})


def frames_of(turns: Iterable[StoredTurn], after_seq: int = 0) -> Iterator[User | Bot]:
    """What was said in ``turns``, as frames in order, without those up to ``after_seq``."""
    numbered = chain.from_iterable(enumerate(turn.events, turn.first_seq) for turn in turns)
    for seq, event in numbered:
        frame = _frame_of(event, seq) if seq > after_seq else None
        if frame is not None:
            yield frame


def _frame_of(event: Event, seq: int) -> User | Bot | None:
    match event:
        case ev.UserUttered(text=str() as text) if not event.metadata.get("is_external"):
            return User(seq, event.message_id, text, event.timestamp)
        case ev.BotUttered():
            return _bot(message_of(event), seq, event.timestamp)
        case ev.AgentUttered(text=str() as text):
            return Bot(seq, event.timestamp, text)
        case _:
            return None


def _bot(message: BotMessage, seq: int, at: float) -> Bot:
    """One message is one frame, since it has one seq."""
    return Bot(
        seq=seq,
        at=at,
        text=message.text,
        image=message.image,
        buttons=tuple(Choice(each.title, each.payload or each.title) for each in message.buttons),
        quick_replies=tuple(Choice(each.title, each.payload or each.title) for each in message.quick_replies),
        cards=tuple(_card(element) for element in message.elements if isinstance(element, dict)),
        attachment=message.attachment,
        custom=message.custom,
    )


def _card(element: dict[str, JSON]) -> Card:
    action, buttons = element.get("default_action"), element.get("buttons")
    return Card(
        title=_text(element.get("title")) or "",
        subtitle=_text(element.get("subtitle")) or "",
        image=_text(element.get("image_url")),
        url=_text(element.get("item_url") or (action.get("url") if isinstance(action, dict) else None)),
        buttons=tuple(_choice(each) for each in buttons if isinstance(each, dict)) if isinstance(buttons, list) else (),
    )


def _choice(button: dict[str, JSON]) -> Choice:
    title = _text(button.get("title")) or ""
    return Choice(title, _text(button.get("payload")) or title, _text(button.get("url")))


def _text(value: JSON) -> str | None:
    return str(value) if isinstance(value, str | int | float) else None
