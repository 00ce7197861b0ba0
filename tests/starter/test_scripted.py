"""Each flow of the starter is finished in 20 of 20 conversations, whatever comes in between.

A customer answers what the assistant asks, but at every question something else comes first: a common question, thanks,
another order, nonsense, another flow, a correction, a change of mind. Conversation after conversation the interruptions
move on by one, so that each of them comes at each question. The assistant is the real one, with its actions and a shop
of its own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio

from talkwright.actions.sdk import SdkActions
from talkwright.conversation import events as ev
from talkwright.conversation.content import UserMessage
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.runtime.assemble import Assistant
from talkwright.training.load import Model

CONVERSATIONS = 20
MOST_TURNS = 40


class Script(NamedTuple):
    """A flow as customers go through it. ``answers`` by question, taken in turn; ``done`` is one of what is said at its
    end. ``correction`` gives another value for what was asked first, and what it leaves open comes again.
    """

    flow: str
    openings: Sequence[str]
    answers: dict[str, Sequence[str]]
    done: Sequence[str]
    correction: str | None = None


NUMBER = "utter_ask_order_number"
SCRIPTS = (
    Script(
        "order_status",
        ["where is my parcel?", "track my order please", "/check_order"],
        {NUMBER: ["TW-1042", "1044", "it is TW-1043", "tw 1041"]},
        ["utter_order_shipped", "utter_order_delayed", "utter_order_delivered", "utter_order_processing"],
    ),
    Script(
        "change_order",
        ["I want to change my order", "/change_order"],
        {
            NUMBER: ["TW-1041", "1041"],
            "utter_ask_change_part": [
                "/SetSlots(change_part=colour)",
                "The colour",
                "How many",
                "the quantity",
                "my address",
            ],
            "utter_ask_new_colour": ["blue", "in red please"],
            "utter_ask_new_quantity": ["three", "2"],
            "utter_ask_new_address": ["12 Long Lane, Kendal LA9 5BB", "3 Mill Road, York YO1 9SB please"],
            "utter_ask_confirm_change": ["yes", "/SetSlots(confirm_change=true)", "yes please"],
        },
        ["utter_order_changed"],
    ),
    Script(
        "cancel_order",
        ["I want to cancel my order", "/cancel_order"],
        {NUMBER: ["TW-1048", "1044"], "utter_ask_confirm_cancel": ["yes please", "/SetSlots(confirm_cancel=true)"]},
        ["utter_cancel_done"],
        correction="sorry, I mean TW-1041",
    ),
    Script(
        "return_item",
        ["I want to return something", "/return_item"],
        {
            NUMBER: ["TW-1043", "my order number is TW-1043"],
            "utter_ask_return_reason": [
                "damaged",
                "/SetSlots(return_reason=other)",
                "I changed my mind",
                "Wrong size",
                "Something else",
            ],
            "utter_ask_confirm_return": ["yes please", "/SetSlots(confirm_return=true)", "yes"],
        },
        ["utter_return_started"],
        correction="sorry, I mean TW-1045",
    ),
    Script(
        "refund_status",
        ["where is my refund?", "/check_refund"],
        {NUMBER: ["TW-1047", "1047"]},
        ["utter_refund_paid"],
    ),
    Script(
        "problem_report",
        ["/report_problem", "there is a problem with what you sent me"],
        {
            "utter_ask_problem_order": ["TW-1043", "1050"],
            "utter_ask_problem_kind": [
                "It is damaged",
                "/SetSlots(problem_kind=other)",
                "Something else",
                "It never came",
                "the wrong item",
            ],
            "utter_ask_problem_details": ["one of the poles is snapped in two", "I got a pair of blue socks"],
            "utter_ask_problem_wish": ["a replacement please", "/SetSlots(problem_wish=refund)", "My money back"],
        },
        ["utter_problem_reported"],
        correction="sorry, I mean TW-1045",
    ),
    Script(
        "complaint",
        ["/complain", "I am really unhappy with your service"],
        {
            "utter_ask_complaint_text": [
                "I wrote three mails and nobody answered",
                "the man at the till was rude to us",
            ],
            "utter_ask_complaint_answer": ["yes please", "/SetSlots(complaint_answer=true)"],
            "utter_ask_desk_email": ["robin@example.com", "you can write to mina@example.org"],
        },
        ["utter_complaint_answered"],
    ),
    Script(
        "product_advice",
        ["/find_product", "can you help me choose something?"],
        {
            "utter_ask_advice_category": [
                "a tent",
                "/SetSlots(advice_category=tent)",
                "A sleeping bag",
                "Boots or shoes",
                "A rucksack",
            ],
            "utter_ask_advice_activity": ["camping", "/SetSlots(advice_activity=hiking)", "for bikepacking"],
            "utter_ask_advice_people": ["two", "for 2 people", "1"],
            "utter_ask_advice_season": ["summer", "/SetSlots(advice_season=three seasons)", "Spring to autumn"],
            "utter_ask_advice_budget": [
                "under £400",
                "about 350 pounds",
                "/SetSlots(advice_budget=open)",
                "500",
                "It doesn't matter",
            ],
        },
        ["utter_advice"],
        correction="/SetSlots(advice_category=lamp)",
    ),
    Script(
        "stock",
        ["/check_stock", "is something in stock?"],
        {"utter_ask_stock_product": ["the Larch tent", "Kestrel jacket", "Drizzle", "the Lumen headlamp"]},
        ["utter_in_stock"],
    ),
    Script(
        "store_hours",
        ["when are you open?", "/store_hours"],
        {"utter_ask_store": ["Leeds", "Kendal please", "/SetSlots(store=Leeds)", "the one in Kendal"]},
        ["utter_store_hours"],
    ),
    Script(
        "lead_capture",
        ["can someone contact me?", "/leave_contact"],
        {
            "utter_ask_lead_name": ["Robin Hale", "my name is Mina Okafor", "Theo"],
            "utter_ask_lead_email": ["robin@example.com", "it's mina@example.org"],
            "utter_ask_lead_phone": [
                "07700 900123",
                "no",
                "/SetSlots(lead_phone=no)",
                "I'd rather not",
                "E-mail only, please",
            ],
            "utter_ask_lead_interest": ["camping", "/SetSlots(lead_interest=climbing)", "mostly hiking"],
            "utter_ask_lead_budget": ["about £300", "200", "/SetSlots(lead_budget=open)", "It doesn't matter"],
            "utter_ask_lead_consent": ["yes", "/SetSlots(lead_consent=true)", "yes please"],
        },
        ["utter_lead_saved"],
        correction="/SetSlots(lead_name=Ada)",
    ),
    Script(
        "human_handoff",
        ["I want to talk to a human", "/ask_human"],
        {"utter_ask_desk_email": ["robin@example.com", "mina@example.org please"]},
        ["utter_handed_over"],
    ),
)

NONSENSE = "zebra xylophone quantum"

# What comes in between, and what has to be said to it before the question comes again.
INTERRUPTIONS: tuple[tuple[str, str | None], ...] = (
    ("", None),
    ("how much is delivery?", "utter_faq/delivery_cost"),
    ("thank you", "utter_welcome"),
    ("where is my order TW-1042?", "utter_order_shipped"),
    ("are you a robot?", "utter_bot_challenge"),
    (NONSENSE, "utter_ask_rephrase"),
    ("correction", "utter_corrected_previous_input"),
    ("say that again please", None),
    ("another flow", "utter_flow_continue_interrupted"),
    ("never mind", "utter_flow_cancelled_rasa"),
)


@pytest_asyncio.fixture
async def assistant(
    model: Model, starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Assistant]:
    monkeypatch.setenv("SHOP_DB", str(tmp_path / "shop.db"))
    made = Assistant(model, MemoryStore(), SdkActions.load(starter, model.domain.plain()))
    yield made
    await made.close()


class Customer:
    """Somebody who goes through ``script`` and says something else first at each question, once."""

    def __init__(self, assistant: Assistant, script: Script, number: int) -> None:
        self._assistant, self._script, self._number = assistant, script, number
        self._kinds = {slot.name: slot.type for slot in assistant.model.domain.schema.slots.values()}
        self._ids = count()
        self._interrupted: set[str] = set()
        self._started_over = False
        self._asked: list[str] = []
        self.transcript: list[str] = []

    async def finishes(self) -> bool:
        """Whether the flow comes to its end."""
        said = await self._say(self._turn_of(self._script.openings))
        for _ in range(MOST_TURNS):
            if not set(said).isdisjoint(self._script.done):
                return self._flow_ran()
            question = next((name for name in reversed(said) if name in self._script.answers), None)
            if question is None:
                return False
            if question not in self._interrupted:
                self._interrupted.add(question)
                self._asked.append(question)
                said = await self._interrupt(question, said)
            else:
                said = await self._say(self._turn_of(self._script.answers[question]))
        return False

    async def _interrupt(self, question: str, said: list[str]) -> list[str]:
        """Say what is next in turn, hear the answer to it, and hear the question again."""
        words, answer = INTERRUPTIONS[(self._number + len(self._asked)) % len(INTERRUPTIONS)]
        if not self._may_say(words, question):
            return said
        if words == "correction":
            return await self._correct()
        if words == "another flow":
            return await self._elsewhere(question)
        heard = await self._say(words)
        if words == "never mind":
            assert answer in heard, self.transcript
            self._started_over = True
            return await self._say(self._turn_of(self._script.openings))
        assert answer is None or answer in heard, self.transcript
        assert question in heard, self.transcript
        return heard

    def _may_say(self, words: str, question: str) -> bool:
        """Whether ``words`` interrupt here, and are not the very answer, or the flow itself."""
        if words == "where is my order TW-1042?":
            return question not in (NUMBER, "utter_ask_problem_order")
        kind = self._kinds.get(question.removeprefix("utter_ask_"), "text")
        if words == NONSENSE:  # said to a question for any text it is a text
            return kind not in ("text", "any")
        if words == "correction":
            return self._script.correction is not None and len(self._asked) > 1
        if words == "another flow":
            return self._script.flow not in ("store_hours", "refund_status")
        if words == "never mind":
            return not self._started_over and kind != "bool"  # to which it is a no
        return bool(words)

    async def _correct(self) -> list[str]:
        assert self._script.correction is not None
        heard = await self._say(self._script.correction)
        assert "utter_corrected_previous_input" in heard, self.transcript
        return heard

    async def _elsewhere(self, question: str) -> list[str]:
        """Go through another flow that asks something, and come back."""
        heard = await self._say("/store_hours")
        assert heard == ["utter_ask_store"], self.transcript
        heard = await self._say("Kendal")
        assert "utter_flow_continue_interrupted" in heard, self.transcript
        assert question in heard, self.transcript
        return heard

    def _turn_of(self, words: Sequence[str]) -> str:
        return words[self._number % len(words)]

    async def _say(self, text: str) -> list[str]:
        sender = f"{self._script.flow}-{self._number}"
        message = UserMessage(sender, text, "test", f"{sender}:{next(self._ids)}")
        answer = await self._assistant.handle(message)
        said = [message.metadata.get("utter_action", "") for message in answer.messages]
        self._events = answer.events
        self.transcript += [f"> {text}", *map(str, said)]
        return said

    def _flow_ran(self) -> bool:
        return any(isinstance(e, ev.FlowCompleted) and e.flow_id == self._script.flow for e in self._events)


@pytest.mark.parametrize("script", SCRIPTS, ids=[script.flow for script in SCRIPTS])
async def test_a_flow_is_finished_whatever_comes_in_between(
    assistant: Assistant, script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unfinished = []
    for number in range(CONVERSATIONS):
        monkeypatch.setenv("SHOP_DB", str(tmp_path / f"shop{number}.db"))  # every customer finds the shop as it was
        customer = Customer(assistant, script, number)
        if not await customer.finishes():
            unfinished.append("\n".join(customer.transcript))
    assert not unfinished, "\n\n".join([f"{len(unfinished)} of {CONVERSATIONS}:", *unfinished])


def test_every_flow_that_customers_start_to_get_something_done_has_its_script(model: Model) -> None:
    asking = {
        routine.flow.id
        for routine in model.program.routines.values()
        if routine.collects and routine.flow.triggers and not routine.flow.is_pattern
    }
    assert {script.flow for script in SCRIPTS} >= asking
