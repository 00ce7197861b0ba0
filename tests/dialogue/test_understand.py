"""Utterance + state -> commands: what a message asks for, and what fills an open question."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.flows.talk import Talk, start

from talkwright.conversation.commands import (
    CancelFlow,
    CannotHandle,
    ChitChat,
    Clarify,
    Command,
    RestartConversation,
    SetSlot,
    StartFlow,
)
from talkwright.conversation.state import Loop
from talkwright.conversation.utterance import Entity, Intent, Utterance
from talkwright.dialogue.buttons import read_payload
from talkwright.dialogue.understand import INTERRUPT, open_question, understand

BOT = """
intents: [greet, buy, affirm, deny, inform, secret]
entities: [size, tag, city, mail]
slots:
  size:
    type: float
    mappings: [{type: from_entity, entity: size}]
  colour: {type: categorical, values: [red, blue]}
  sure:
    type: bool
    mappings:
      - {type: from_intent, intent: affirm, value: true}
      - {type: from_intent, intent: [deny], value: false}
  gift:
    type: bool
    mappings:
      - {type: from_intent, intent: affirm, value: true}
      - {type: from_intent, intent: deny, value: false}
  name: {type: text}
  note:
    type: text
    mappings: [{type: from_text, not_intent: deny}]
  mail:
    type: text
    mappings: [{type: from_entity, entity: mail}]
  tags:
    type: list
    mappings: [{type: from_entity, entity: tag}]
  from:
    type: text
    mappings: [{type: from_entity, entity: city, role: from}]
  to:
    type: text
    mappings: [{type: from_entity, entity: city, role: to, group: "1"}]
  last_words:
    type: text
    mappings: [{type: from_text, intent: inform}]
  mood:
    type: text
    mappings: [{type: from_intent, intent: greet, value: good}]
  in_flow:
    type: any
    mappings: [{type: from_intent, intent: inform, value: 1, conditions: [{active_flow: order}]}]
  in_loop:
    type: any
    mappings: [{type: from_intent, intent: inform, value: 1, conditions: [{active_loop: form}]}]
  in_no_loop:
    type: any
    mappings: [{type: from_intent, intent: inform, value: 1, conditions: [{active_loop: null}]}]
  when_asked:
    type: any
    mappings:
      - {type: from_intent, intent: inform, value: 1, conditions: [{requested_slot: size}, {requested_slot: name}]}
  of_forms:
    type: any
    mappings: [{type: from_trigger_intent, intent: inform, value: 1}]
  by_actions: {type: any, mappings: [{type: custom}, {type: controlled}, {type: from_llm}]}
flows:
  order:
    description: d
    nlu_trigger: [{intent: buy}]
    steps: [{collect: size}, {collect: colour}]
  confirm:
    description: d
    steps: [{collect: sure}, {collect: gift}]
  contact:
    description: d
    nlu_trigger: [{intent: {name: greet, confidence_threshold: 0.8}}]
    steps: [{collect: name}, {collect: mail}, {collect: note}]
  vault:
    description: d
    if: slots.sure
    nlu_trigger: [{intent: secret}]
    steps: [{collect: size}]
  cellar:
    description: d
    nlu_trigger: [{intent: secret}]
    steps: [{collect: colour}]
  strict:
    description: d
    steps: [{collect: size, force_slot_filling: true}]
  strict_name:
    description: d
    steps: [{collect: name, force_slot_filling: true}]
  pause:
    description: d
    steps: [{action: action_listen}]
  pattern_chitchat:
    description: d
    nlu_trigger: [{intent: secret}]
    steps: [{action: utter_x}]
"""


class Desk(Talk):
    """A dialogue that understands: ``hear`` gives the commands of a message."""

    def __init__(self, *flows: str) -> None:
        super().__init__(BOT)
        for flow in flows:
            self.say(start(flow))

    def hear(
        self, text: str = "", intent: str | None = None, confidence: float = 1.0, **entities: list[Any]
    ) -> tuple[Command, ...]:
        found = tuple(Entity(name, value) for name, values in entities.items() for value in values)
        return self.understand(Utterance(text, Intent(intent, confidence), found))

    def understand(self, utterance: Utterance) -> tuple[Command, ...]:
        return understand(self.program, self.state, utterance)


NOTHING = (CannotHandle(),)
BUY = StartFlow("order")


# -- nothing asked -----------------------------------------------------------------------------------------------------


def test_an_intent_starts_its_flow() -> None:
    assert Desk().hear("I want one", "buy", 0.3) == (BUY,)


def test_what_is_said_with_it_fills_slots_first() -> None:
    assert Desk().hear("a 5", "buy", size=["5"]) == (SetSlot("size", "5"), BUY)


@pytest.mark.parametrize(("confidence", "starts"), [(0.79, False), (0.8, True)])
def test_a_trigger_may_ask_for_confidence(confidence: float, starts: bool) -> None:
    mood = SetSlot("mood", "good")
    assert Desk().hear("hi", "greet", confidence) == (mood, StartFlow("contact") if starts else CannotHandle())


def test_the_first_flow_that_may_start_does() -> None:
    desk = Desk()
    assert desk.hear("open", "secret") == (StartFlow("cellar"),)
    desk.say(SetSlot("sure", True))
    assert desk.hear("open", "secret") == (StartFlow("vault"),)


@pytest.mark.parametrize("intent", [None, "nlu_fallback", "inform_", "out_of_scope"])
def test_what_means_nothing_cannot_be_handled(intent: str | None) -> None:
    assert Desk().hear("whatever", intent) == NOTHING


@pytest.mark.parametrize("flows", [(), ("order",), ("strict",), ("contact",)])
def test_a_restart_is_a_restart_at_any_time(flows: tuple[str, ...]) -> None:
    assert Desk(*flows).hear("/restart", "restart") == (RestartConversation(),)


# -- an open question, in order ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("flow", ["order", "contact", "strict", "pause"])
def test_first_a_button(flow: str) -> None:
    heard = Desk(flow).hear("/SetSlots(size=5, name=Robin Hood)", "buy", size=["7"])
    assert heard == (SetSlot("size", "5"), SetSlot("name", "Robin Hood"))


def test_then_a_mapping() -> None:
    assert Desk("order").hear("size 7 I think", "buy", size=["5"]) == (SetSlot("size", "5"),)
    assert Desk("confirm").hear("no, I mean yes", "affirm") == (SetSlot("sure", True),)


def test_a_mapped_value_that_does_not_fit_fills_nothing() -> None:
    assert Desk("order").hear("size 7 large", size=["large"]) == (SetSlot("size", 7.0),)
    assert Desk("order").hear("large", size=["large"]) == NOTHING


def test_then_what_the_words_say_to_the_type_of_the_slot() -> None:
    order = Desk("order")
    assert order.hear("7 please", "buy", 0.99) == (SetSlot("size", 7.0),)
    order.say(SetSlot("size", 7))
    assert order.hear("the RED one", "buy", 0.99) == (SetSlot("colour", "red"),)
    assert Desk("confirm").hear("Yep!") == (SetSlot("sure", True),)


def test_then_a_flow_that_the_message_starts() -> None:
    assert Desk("order").hear("open the cellar", "secret") == (StartFlow("cellar"),)
    assert Desk("contact").hear("open the cellar", "secret", INTERRUPT) == (StartFlow("cellar"),)


def test_then_for_a_text_slot_the_words_as_they_are() -> None:
    assert Desk("contact").hear("  Robin of Sherwood ", "secret", INTERRUPT - 0.01) == (
        SetSlot("name", "Robin of Sherwood"),
    )
    assert Desk("contact").hear("Robin", "nlu_fallback") == (SetSlot("name", "Robin"),)


@pytest.mark.parametrize("text", ["", "   ", "/greet", " /greet", '/inform{"a": 1}', "/SetSlots(oops)"])
def test_a_payload_or_silence_is_no_text(text: str) -> None:
    assert Desk("contact").hear(text) == NOTHING


@pytest.mark.parametrize("flow", ["order", "confirm"])
def test_words_that_give_no_value_cannot_be_handled(flow: str) -> None:
    assert Desk(flow).hear("what do you mean?", "nlu_fallback") == NOTHING


def test_a_message_may_fill_other_slots_than_the_one_asked_for() -> None:
    assert Desk("order").hear("write to a@b.c", mail=["a@b.c"]) == (SetSlot("mail", "a@b.c"),)
    assert Desk("contact").hear("Robin, a@b.c", mail=["a@b.c"]) == (
        SetSlot("mail", "a@b.c"),
        SetSlot("name", "Robin, a@b.c"),
    )


# -- interruptions -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flow", ["order", "contact", "pause"])
@pytest.mark.parametrize(("confidence", "interrupts"), [(INTERRUPT, True), (INTERRUPT - 0.01, False)])
def test_a_flow_is_interrupted_only_by_what_is_sure(flow: str, confidence: float, interrupts: bool) -> None:
    heard = Desk(flow).hear("open the cellar", "secret", confidence)
    assert (StartFlow("cellar") in heard) is interrupts


def test_the_flow_that_is_going_on_is_not_started_again() -> None:
    assert Desk("order").hear("I want to buy it", "buy") == NOTHING


def test_an_answer_is_an_answer_whatever_flow_it_reads_like() -> None:
    assert Desk("order").hear("7", "secret", 1.0) == (SetSlot("size", 7.0),)
    assert Desk("confirm").hear("yes open it", "secret", 1.0) == (SetSlot("sure", True),)
    assert Desk("confirm").hear("is it ok to open it", "secret", 1.0) == (StartFlow("cellar"),)
    assert Desk("confirm").hear("is it ok to open it", "secret", 0.6) == (SetSlot("sure", True),)


# -- slot mappings -----------------------------------------------------------------------------------------------------


def test_one_yes_answers_one_question() -> None:
    desk = Desk("confirm")
    heard = desk.hear("yes", "affirm")
    assert heard == (SetSlot("sure", True),)
    assert desk.say(*heard) == ["utter_ask_gift"]
    assert desk.hear("no", "deny") == (SetSlot("gift", False),)


@pytest.mark.parametrize("text", ["no, it is 41", "yes but in 41", "it is 41"])
def test_a_correction_is_neither_a_yes_nor_a_no(text: str) -> None:
    desk = Desk("confirm")
    desk.say(SetSlot("size", 40))
    assert desk.hear(text, size=["41"]) == (SetSlot("size", "41"),)
    assert desk.hear("yes, in 40", size=["40"]) == (SetSlot("size", "40"), SetSlot("sure", True))


def test_a_correction_is_no_text_for_the_open_question() -> None:
    desk = Desk("contact")
    desk.say(SetSlot("mail", "a@b.c"))
    assert desk.hear("sorry, d@e.f", mail=["d@e.f"]) == (SetSlot("mail", "d@e.f"),)
    assert desk.hear("Ada, a@b.c", mail=["a@b.c"])[-1] == SetSlot("name", "Ada, a@b.c")


def test_one_yes_answers_no_question_of_another_flow() -> None:
    assert Desk("contact").hear("yes", "affirm") == (SetSlot("name", "yes"),)


def test_one_yes_answers_only_the_flow_that_asks() -> None:
    desk = Desk("confirm", "pause")
    assert desk.hear("yes", "affirm") == NOTHING, "what waits below is not asked now"


def test_the_words_that_start_a_flow_are_not_the_answer_to_its_question() -> None:
    desk = Desk()
    assert desk.hear("hi there", "greet") == (SetSlot("mood", "good"), StartFlow("contact"))
    desk.say(start("contact"), SetSlot("name", "Robin"), SetSlot("mail", "a@b.c"))
    assert desk.hear("leave it at the door") == (SetSlot("note", "leave it at the door"),)


def test_a_text_mapping_may_leave_intents_out() -> None:
    desk = Desk("contact")
    desk.say(SetSlot("name", "Robin"), SetSlot("mail", "a@b.c"))
    assert desk.hear("none", "deny") == (SetSlot("note", "none"),), "the words themselves still answer the question"
    assert SetSlot("note", "x") not in Desk().hear("x", "deny")


def test_a_slot_that_no_flow_asks_for_is_filled_at_any_time() -> None:
    for desk in (Desk(), Desk("order"), Desk("contact")):
        assert SetSlot("last_words", "so it is") in desk.hear("so it is", "inform")


def test_the_last_of_several_entities_counts_and_a_list_takes_all() -> None:
    assert Desk().hear(size=["1", "2"]) == (SetSlot("size", "2"), *NOTHING)
    assert Desk().hear(tag=["a", "b"]) == (SetSlot("tags", ["a", "b"]), *NOTHING)


def test_roles_and_groups_have_to_be_the_same() -> None:
    def heard(**more: str) -> tuple[Command, ...]:
        return Desk().understand(Utterance("x", entities=(Entity("city", "Rome", **more),)))

    assert heard() == NOTHING
    assert heard(role="from") == (SetSlot("from", "Rome"), *NOTHING)
    assert heard(role="from", group="1") == NOTHING
    assert heard(role="to") == NOTHING
    assert heard(role="to", group="1") == (SetSlot("to", "Rome"), *NOTHING)


def names(commands: tuple[Command, ...]) -> set[str]:
    return {command.name for command in commands if isinstance(command, SetSlot)}


def test_conditions_say_when_a_mapping_counts() -> None:
    conditional = {"in_flow", "in_loop", "in_no_loop", "when_asked"}
    assert names(Desk().hear("x", "inform")) & conditional == {"in_no_loop"}
    assert names(Desk("order").hear("x", "inform")) & conditional == {"in_flow", "in_no_loop", "when_asked"}
    assert names(Desk("contact").hear("x", "inform")) & conditional == {"in_no_loop", "when_asked"}
    assert names(Desk("confirm").hear("x", "inform")) & conditional == {"in_no_loop"}


@pytest.mark.parametrize(("loop", "slot"), [("form", {"in_loop"}), ("other", set()), (None, {"in_no_loop"})])
def test_conditions_may_look_at_the_form(loop: str | None, slot: set[str]) -> None:
    desk = Desk()
    desk.state = replace(desk.state, active_loop=Loop(loop) if loop else None)
    assert names(desk.hear("x", "inform")) & {"in_loop", "in_no_loop"} == slot


def test_mappings_of_others_fill_nothing_here() -> None:
    assert not names(Desk().hear("x", "inform")) & {"of_forms", "by_actions"}


def test_a_value_that_nobody_waits_for_is_kept_and_not_met_with_silence() -> None:
    assert Desk().hear("it is 5", size=["5"]) == (SetSlot("size", "5"), CannotHandle())
    assert Desk("contact").hear("it is 5", size=["5"])[0] == SetSlot("size", "5")
    assert CannotHandle() not in Desk("contact").hear("it is 5", size=["5"])
    offered = Desk("order")
    offered.say(SetSlot("size", 40))
    offered.say(SetSlot("colour", "red"))
    assert offered.state.stack[-1].flow == "pattern_completed"
    assert offered.hear("write to a@b.c", mail=["a@b.c"]) == (SetSlot("mail", "a@b.c"), CannotHandle())
    assert offered.hear("yes", mail=["a@b.c"]) == (SetSlot("mail", "a@b.c"), SetSlot("more_help", True))


# -- a question that has to be answered --------------------------------------------------------------------------------


def test_a_forced_question_takes_nothing_but_its_answer() -> None:
    desk = Desk("strict")
    assert desk.hear("open the cellar", "secret") == NOTHING
    assert desk.hear("a@b.c", mail=["a@b.c"]) == NOTHING
    assert desk.hear("5, write to a@b.c", "secret", mail=["a@b.c"]) == (SetSlot("size", 5.0),)


def test_a_forced_text_question_is_not_interrupted() -> None:
    assert Desk("strict_name").hear("open the cellar", "secret") == (SetSlot("name", "open the cellar"),)


# -- buttons -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payload", "slots"),
    [
        ("/SetSlots(a=b)", {"a": "b"}),
        (" /SetSlots( a = b c ,d=2 ) ", {"a": "b c", "d": "2"}),
        ("/SetSlots(a=null, b=None, c=NULL)", {"a": None, "b": None, "c": None}),
        ("/SetSlots(a=)", {"a": ""}),
        ("/SetSlots(a=b=c)", {"a": "b=c"}),
        ("/SetSlots(" + ",".join(f"s{n}=1" for n in range(12)) + ")", {f"s{n}": "1" for n in range(10)}),
    ],
)
def test_a_button_fills_slots(payload: str, slots: dict[str, Any]) -> None:
    commands = read_payload(payload)
    assert commands is not None
    assert {command.name: command.value for command in commands} == slots


@pytest.mark.parametrize(
    "text",
    [
        "/SetSlots()",
        "/SetSlots(a)",
        "/SetSlots(=b)",
        "/SetSlots(a=b",
        "/setslots(a=b)",
        "SetSlots(a=b)",
        "/SetSlots(a=(b))",
        "say /SetSlots(a=b)",
    ],
)
def test_what_is_not_such_a_payload_is_ordinary_text(text: str) -> None:
    assert read_payload(text) is None


@given(st.text(alphabet="/SetSlots(a=b, )", max_size=30) | st.text().map("/SetSlots({})".format))
def test_any_payload_is_read_or_is_none(text: str) -> None:
    commands = read_payload(text)
    assert commands is None or (commands and all(command.name for command in commands))


def test_a_long_payload_is_read_at_once() -> None:
    assert read_payload("/SetSlots(" + " " * 100_000 + ")") is None
    assert read_payload("/SetSlots(" + " a" * 100_000 + ")") is None


# -- the question itself -----------------------------------------------------------------------------------------------


def test_only_a_flow_that_waits_for_an_answer_asks() -> None:
    def asked(*flows: str) -> str | None:
        desk = Desk(*flows)
        question = open_question(desk.program, desk.state)
        return question.slot if question else None

    assert asked() is None
    assert asked("order") == "size"
    assert asked("order", "pause") is None
    assert asked("pause") is None


def test_a_flow_or_step_that_is_gone_is_passed_over() -> None:
    desk = Desk("order")
    later = Talk(BOT.replace("  order:\n    description", "  renamed:\n    description"))
    utterance = Utterance("7", Intent("secret", 1.0))
    assert understand(later.program, desk.state, utterance) == (StartFlow("cellar"),)
    later = Talk(BOT.replace("steps: [{collect: size}, {collect: colour}]", "steps: [{collect: colour}]"))
    assert understand(later.program, desk.state, Utterance("7")) == NOTHING


# -- anything ----------------------------------------------------------------------------------------------------------

DESKS = [Desk(), *(Desk(flow) for flow in ("order", "confirm", "contact", "strict", "pause")), Desk("order", "contact")]
INTENTS = st.sampled_from([None, "greet", "buy", "affirm", "deny", "inform", "secret", "nlu_fallback", "no_such"])
VALUES = st.one_of(st.text(max_size=8), st.integers(), st.floats(), st.booleans(), st.none(), st.lists(st.integers()))
ENTITIES = st.builds(Entity, st.sampled_from(["size", "tag", "city", "mail", "no_such"]), VALUES)
TEXTS = st.one_of(st.text(max_size=60), st.sampled_from(["yes", "no", "7", "red", "/greet", "/SetSlots(size=x)"]))


@given(st.sampled_from(DESKS), TEXTS, INTENTS, st.floats(0, 1), st.lists(ENTITIES, max_size=3))
def test_whatever_is_said_something_is_asked_for(
    desk: Desk, text: str, intent: str | None, confidence: float, entities: list[Entity]
) -> None:
    commands = desk.understand(Utterance(text, Intent(intent, confidence), tuple(entities)))
    assert commands
    assert all(isinstance(command, get_args(Command)) for command in commands)
    others = [command for command in commands if not isinstance(command, SetSlot)]
    assert others == [CannotHandle()] or CannotHandle() not in commands
    assert others or desk.state.stack or read_payload(text), "nobody is met with silence"
    slots = [command.name for command in commands if isinstance(command, SetSlot)]
    assert read_payload(text) or len(slots) == len(set(slots)), "each slot once"
    assert set(slots) <= desk.program.schema.slots.keys() or read_payload(text)
    assert commands == desk.understand(Utterance(text, Intent(intent, confidence), tuple(entities)))


TRAVEL = """
intents: [travel, cancel_flow, off]
entities: [city]
slots:
  start: {type: text, mappings: [{type: from_entity, entity: city}]}
  goal: {type: text, mappings: [{type: from_entity, entity: city}]}
responses: {utter_ask_start: [{text: "From?"}], utter_ask_goal: [{text: "To?"}]}
flows:
  travel:
    description: Travels.
    if: slots.start is not null
    nlu_trigger: [{intent: travel}]
    steps: [{collect: start}, {collect: goal}]
  pattern_chitchat:
    description: Ours.
    nlu_trigger: [{intent: {name: "off", confidence_threshold: 0.5}}]
    steps: [{action: utter_ask_goal}]
"""


def travel(talk: Talk, text: str, intent: str, confidence: float = 0.9, *cities: str) -> tuple[Command, ...]:
    entities = tuple(Entity("city", city) for city in cities)
    ranking = (Intent(intent, confidence),)
    utterance = Utterance(text, Intent(intent, confidence), entities, intent_ranking=ranking)
    return understand(talk.program, talk.state, utterance)


def test_an_entity_answers_the_open_question_and_no_other() -> None:
    talk = Talk(TRAVEL)
    assert travel(talk, "Rome", "travel", 0.9, "Rome")[:2] == (SetSlot("start", "Rome"), SetSlot("goal", "Rome"))
    talk.say(SetSlot("start", "Bonn"), start("travel"))
    assert travel(talk, "Rome", "off", 0.3, "Rome") == (SetSlot("goal", "Rome"),)


def test_a_payload_starts_a_flow_whose_guard_is_not_right() -> None:
    talk = Talk(TRAVEL)
    assert travel(talk, "travel", "travel") == (CannotHandle(),)
    assert travel(talk, "/travel", "travel") == (StartFlow("travel", by_payload=True),)
    assert talk.say(StartFlow("travel", by_payload=True)) == ["utter_ask_start"]


@pytest.mark.parametrize(
    ("intent", "confidence", "command"),
    [
        ("cancel_flow", 0.9, CancelFlow()),
        ("off", 0.5, ChitChat()),
        ("off", 0.4, CannotHandle()),
        ("chitchat", 0.9, CannotHandle()),
    ],
)
def test_an_intent_asks_for_the_pattern_that_names_it_or_is_named_like_it(
    intent: str, confidence: float, command: Command
) -> None:
    assert travel(Talk(TRAVEL), "words", intent, confidence) == (command,)


def test_a_wish_in_the_middle_of_a_question_has_to_be_sure() -> None:
    talk = Talk(TRAVEL)
    talk.say(StartFlow("travel", by_payload=True))
    assert travel(talk, "never mind", "cancel_flow", INTERRUPT) == (CancelFlow(),)
    assert travel(talk, "Bad Homburg", "cancel_flow", INTERRUPT - 0.01) == (SetSlot("start", "Bad Homburg"),)


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("/StartFlow(travel)", (StartFlow("travel"),)),
        (" /StartFlow( travel ) ", (StartFlow("travel"),)),
        ("/StartFlow()", None),
        ("/StartFlow(a, b)", None),
        ("/startflow(travel)", None),
    ],
)
def test_a_button_may_name_a_flow(text: str, commands: tuple[Command, ...] | None) -> None:
    assert read_payload(text) == commands


def test_a_misunderstanding_between_flows_is_a_question_which() -> None:
    talk = Talk(
        TRAVEL.replace("    if: slots.start is not null\n", "")
        + "  other: {description: d, nlu_trigger: [{intent: off2}], steps: [{action: utter_ask_goal}]}\n"
    )
    fallback = Intent("nlu_fallback", 0.5)
    between = (fallback, Intent("travel", 0.4), Intent("off2", 0.35), Intent("cancel_flow", 0.3))
    utterance = Utterance("hm", fallback, intent_ranking=between)
    assert understand(talk.program, talk.state, utterance) == (Clarify(("travel", "other")),)
    utterance = Utterance("hm", fallback, intent_ranking=between[:2])
    assert understand(talk.program, talk.state, utterance) == (CannotHandle(),)
    retrieved = {"all_retrieval_intents": ["off2"]}  # a button for it would not know which answer was meant
    utterance = Utterance("hm", fallback, intent_ranking=between, response_selector=retrieved)
    assert understand(talk.program, talk.state, utterance) == (CannotHandle(),)
