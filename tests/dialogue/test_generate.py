"""The seam for a generator of commands: what it is told, and what of its answer counts."""

from __future__ import annotations

import textwrap

import pytest
from tests.flows.talk import Talk, give, start

from talkwright.conversation import commands as cm
from talkwright.conversation.commands import CannotHandle, Command, SetSlot, StartFlow
from talkwright.conversation.utterance import Intent, Utterance
from talkwright.dialogue.generate import combine, request_of, wants_generator

BANK = textwrap.dedent("""
    slots:
      amount: {type: float, mappings: [{type: from_llm}]}
      account: {type: text, mappings: [{type: from_entity, entity: account}]}
      payee:
        type: text
        mappings: [{type: from_entity, entity: name}, {type: from_llm}]
      purpose:
        type: text
        mappings: [{type: from_entity, entity: purpose}, {type: from_llm, allow_nlu_correction: true}]
      pin: {type: text, mappings: [{type: from_llm}]}
    responses:
      utter_ask_amount: [{text: "How much?"}]
      utter_ask_payee: [{text: "To whom?"}]
      utter_ask_purpose: [{text: "What for?"}]
      utter_ask_pin: [{text: "Your PIN?"}]
      utter_done: [{text: "Done."}]
    flows:
      pay: {description: Sends money., steps: [{collect: amount}, {collect: payee}, {collect: purpose}]}
      unlock: {description: Unlocks., steps: [{collect: pin, force_slot_filling: true}]}
      secret: {description: Not for users., if: false, steps: [{action: utter_done}]}
      help: {description: Helps., always_include_in_prompt: true, steps: [{action: utter_done}]}
""")


def combined(talk: Talk, understood: tuple[Command, ...], *generated: Command) -> tuple[Command, ...]:
    return combine(talk.program, talk.domain, talk.state, understood, generated)


def test_it_is_told_what_may_be_started_what_is_asked_and_what_is_known() -> None:
    talk = Talk(BANK)
    talk.say(start("pay"), *give(payee="Ada"))
    request = request_of(talk.program, talk.domain, talk.state, Utterance("ten pounds"))
    assert [offer.id for offer in request.flows] == ["pay", "unlock", "help"]
    assert request.flows[0].slots == ("amount", "payee", "purpose")
    assert [offer.always for offer in request.flows] == [False, False, True]
    assert (request.text, request.active_flow, request.asked) == ("ten pounds", "pay", "amount")
    assert request.slots == {"payee": "Ada"}


def test_it_is_not_told_of_answers_that_only_a_selector_can_choose() -> None:
    talk = Talk(BANK + "intents: [{faq: {is_retrieval_intent: true}}]\n")
    assert "answer_faq" in talk.program.routines
    request = request_of(talk.program, talk.domain, talk.state, Utterance("when do you open"))
    assert [offer.id for offer in request.flows] == ["pay", "unlock", "help"]
    assert combined(talk, NOT_UNDERSTOOD, StartFlow("answer_faq")) == NOT_UNDERSTOOD


NOT_UNDERSTOOD = (CannotHandle(),)


def test_what_nobody_else_understood_it_may() -> None:
    assert combined(Talk(BANK), NOT_UNDERSTOOD, StartFlow("pay"), SetSlot("amount", 5)) == (
        StartFlow("pay"),
        SetSlot("amount", 5),
    )


@pytest.mark.parametrize(
    "command",
    [
        StartFlow("secret"),
        StartFlow("nowhere"),
        StartFlow("pattern_cancel_flow"),
        SetSlot("nothing", 1),
        SetSlot("amount", "much"),
        SetSlot("account", "12"),
        cm.RestartConversation(),
    ],
)
def test_what_is_not_its_to_ask_does_not_come_through(command: Command) -> None:
    assert combined(Talk(BANK), NOT_UNDERSTOOD, command) == NOT_UNDERSTOOD


def test_a_payload_is_not_what_a_generator_can_say() -> None:
    (command,) = combined(Talk(BANK), NOT_UNDERSTOOD, StartFlow("pay", by_payload=True))
    assert command == StartFlow("pay")


def test_a_value_from_the_words_wins() -> None:
    found = (SetSlot("payee", "Ada"),)
    assert combined(Talk(BANK), found, SetSlot("payee", "Bob"), SetSlot("amount", 3)) == (*found, SetSlot("amount", 3))


def test_what_the_words_have_filled_is_corrected_only_where_the_mapping_allows_it() -> None:
    talk = Talk(BANK)
    talk.say(*give(payee="Ada", purpose="rent", amount=3))
    assert combined(talk, NOT_UNDERSTOOD, SetSlot("payee", "Bob")) == NOT_UNDERSTOOD
    assert combined(talk, NOT_UNDERSTOOD, SetSlot("purpose", "food")) == (SetSlot("purpose", "food"),)
    assert combined(talk, NOT_UNDERSTOOD, SetSlot("amount", 4)) == (SetSlot("amount", 4),)


def test_a_flow_that_it_names_takes_the_place_of_the_one_the_intent_names() -> None:
    assert combined(Talk(BANK), (StartFlow("help"),), StartFlow("pay")) == (StartFlow("pay"),)
    assert combined(Talk(BANK), (StartFlow("help"),), SetSlot("amount", 2)) == (
        StartFlow("help"),
        SetSlot("amount", 2),
    )


def test_a_forced_question_takes_nothing_but_its_answer() -> None:
    talk = Talk(BANK)
    talk.say(start("unlock"))
    assert combined(talk, NOT_UNDERSTOOD, StartFlow("pay"), SetSlot("pin", "1")) == (SetSlot("pin", "1"),)
    assert combined(talk, NOT_UNDERSTOOD, StartFlow("pay")) == NOT_UNDERSTOOD


def test_each_command_counts_once() -> None:
    again = (StartFlow("pay"), StartFlow("pay"), CannotHandle())
    assert combined(Talk(BANK), NOT_UNDERSTOOD, *again) == (StartFlow("pay"),)


@pytest.mark.parametrize(
    ("text", "understood", "minimize", "asked"),
    [
        ("hello", (StartFlow("help"),), False, True),
        ("hello", (StartFlow("help"),), True, False),
        ("hm", NOT_UNDERSTOOD, True, True),
        ("/greet", (StartFlow("help"),), False, False),
        ("/SetSlots(amount=1)", (SetSlot("amount", "1"),), False, False),
    ],
)
def test_it_is_asked_only_where_it_can_help(
    text: str, understood: tuple[Command, ...], minimize: bool, asked: bool
) -> None:
    utterance = Utterance(text, Intent("greet", 1.0))
    assert wants_generator(understood, utterance, minimize_calls=minimize) is asked
