"""What answered a question is no message to annotate; what was said in the middle of one is."""

from __future__ import annotations

import pytest

from talkwright.builder.teaching.annotate import messages_in
from talkwright.conversation.content import UserMessage
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.runtime.assemble import Assistant

from .rehearsing import Desk


@pytest.mark.parametrize(
    ("said", "left"),
    [
        pytest.param(["where is my order", "TW-7"], ["where is my order"], id="an answer"),
        pytest.param(["where is my order", "hello there"], ["where is my order", "hello there"], id="something else"),
        pytest.param(
            ["where is my order", "hello there", "TW-7"], ["where is my order", "hello there"], id="an answer after it"
        ),
        pytest.param(["where is my order", "TW-7", "hi"], ["where is my order", "hi"], id="after the flow"),
        pytest.param(["where is my order TW-7"], ["where is my order TW-7"], id="an answer to no question"),
        pytest.param(["TW-7"], ["TW-7"], id="no question"),
    ],
)
async def test_answers_to_questions_are_left_out(desk: Desk, said: list[str], left: list[str]) -> None:
    store = MemoryStore()
    assistant = Assistant(desk.model, store, desk.actions)
    for text in said:
        await assistant.handle(UserMessage("cleo", text, "rest"))
    assert [event.text for _, event in await messages_in(store)] == left
