"""Markers: where conditions apply in a session, what is wrong in their files, the tables."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation import events as ev
from talkwright.conversation.events import Event
from talkwright.conversation.utterance import Intent, Utterance
from talkwright.errors import Problems
from talkwright.evaluation.marker_files import read_markers
from talkwright.evaluation.marker_tables import Marked, applied_table, overall_table, session_table
from talkwright.evaluation.markers import Applied, Marker, applications, history, sessions_of
from talkwright.project.merge import read_domain
from talkwright.yaml import parse

DOMAIN = """
intents: [greet, mood_unhappy, deny]
slots: {name: {type: text, mappings: [{type: custom}]}}
actions: [action_find]
responses: {utter_cheer_up: [{text: Look}]}
"""


def said(intent: str) -> Event:
    return ev.UserUttered(text=intent, parse_data=Utterance(intent, Intent(intent, 1.0)))


def did(action: str) -> Event:
    return ev.ActionExecuted(name=action)


def slot(value: str | None) -> Event:
    return ev.SlotSet(name="name", value=value)


START = did("action_session_start")
TALK = (START, said("greet"), slot("Ada"), did("utter_cheer_up"), said("deny"), slot(None), said("greet"))


def read(text: str) -> tuple[dict[str, Marker], list[str]]:
    problems = Problems()
    node, domain = parse(text, "markers.yml", problems), parse(DOMAIN, "domain.yml", problems)
    assert node is not None
    assert domain is not None
    markers = read_markers([node], read_domain([domain], problems), problems)
    return markers, [f"{each.place} {each.code}: {each.message} {each.hint}" for each in problems.all]


def places(text: str) -> list[int]:
    """The events of ``TALK`` at which the marker ``m: {text}`` applies."""
    markers, problems = read(f"m: {text}")
    assert problems == []
    return [each.event for each in applications(markers["m"], TALK)]


def test_conditions_apply_at_events_and_slots_stay_set() -> None:
    assert places("{intent: greet}") == [1, 6]
    assert places("{action: utter_cheer_up}") == [3]
    assert places("{slot_was_set: name}") == [2, 3, 4]
    assert places("{slot_was_not_set: name}") == [0, 1, 5, 6]
    assert places("{not_intent: greet}") == [0, 2, 3, 4, 5]
    assert places("{not_action: utter_cheer_up}") == [0, 1, 2, 4, 5, 6]


def test_operators_join_conditions() -> None:
    assert places("{or: [{intent: deny}, {action: utter_cheer_up}]}") == [3, 4]
    assert places("{and: [{intent: greet}, {not: [{slot_was_set: name}]}]}") == [1, 6]
    assert places("{seq: [{intent: greet}, {intent: deny}]}") == [4]
    assert places("{seq: [{intent: greet}, {intent: greet}]}") == [6]
    assert places("{seq: [{intent: deny}, {action: utter_cheer_up}]}") == []
    assert places("{at_least_once: [{intent: greet}, {intent: deny}]}") == [1]
    assert places("{never: [{intent: mood_unhappy}]}") == [6]
    assert places("{never: [{intent: deny}]}") == []
    assert places("{and: [{at_least_once: [{intent: deny}]}, {intent: greet}]}") == [6]


def test_a_sequence_begins_again_when_it_is_over() -> None:
    twice = (said("greet"), said("deny"), said("greet"), said("deny"))
    marker = Marker("seq", parts=(Marker("intent", "greet"), Marker("intent", "deny")))
    assert applications(marker, twice, 10) == [Applied(11, 1), Applied(13, 3)]


def test_sessions_begin_with_their_action_and_turns_are_counted_in_each() -> None:
    log = (*TALK, START, said("greet"), said("deny"))
    (_, first), (start, second) = sessions_of(log)
    assert tuple(first) == TALK
    assert (start, list(second)) == (7, [START, said("greet"), said("deny")])
    assert applications(Marker("intent", "deny"), second, start) == [Applied(9, 1)]
    assert [tuple(session) for _, session in sessions_of(TALK[1:])] == [TALK[1:]]
    assert list(sessions_of(())) == []


LEAVES = st.builds(
    Marker, st.sampled_from(["intent", "not_intent", "slot_was_set"]), st.sampled_from(["greet", "deny", "name"])
)
MARKERS = st.recursive(
    LEAVES,
    lambda parts: st.builds(
        lambda kind, below: Marker(kind, parts=tuple(below[:1] if kind == "not" else below)),
        st.sampled_from(["and", "or", "not", "seq", "at_least_once", "never"]),
        st.lists(parts, min_size=1, max_size=3),
    ),
    max_leaves=5,
)
EVENTS = st.lists(st.sampled_from([said("greet"), said("deny"), slot("Ada"), slot(None), did("utter_cheer_up")]))


@given(MARKERS, EVENTS)
def test_what_was_said_of_an_event_does_not_change_with_what_comes_later(marker: Marker, log: list[Event]) -> None:
    whole = history(marker, log)
    assert len(whole) == len(log)
    assert all(history(marker, log[:end]) == whole[:end] for end in range(len(log)))
    assert history(Marker("not", parts=(marker,)), log) == [not applies for applies in whole]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    markers, problems = read(
        "a: {intent: gret}\nb: {ands: [{intent: greet}]}\nc: {not: [{intent: greet}, {intent: deny}]}\n"
        "d: {slot_was_set: [name]}\ne: {and: [{action: action_fnd}, {slot_was_not_set: nme}]}\nf: {description: x}\n"
        "g: {description: fine, action: action_find}\n"
    )
    assert problems == [
        "markers.yml:1:13 markers/unknown-name: The domain has no intent 'gret'. Did you mean 'greet'?",
        "markers.yml:2:4 markers/bad-marker: In the marker 'b' there should be one of action, intent, slot_was_set, "
        "not_action, not_intent, slot_was_not_set, and, or, not, seq, at_least_once, never, but it has ands. "
        "Did you mean 'and'?",
        "markers.yml:3:10 markers/bad-marker: Below 'not' in the marker 'c' there should be a list of one. "
        "Begin each condition with '- '.",
        "markers.yml:4:19 markers/bad-marker: Behind 'slot_was_set:' in the marker 'd' there should be one name, but "
        "there is a list. Write one condition for each name.",
        "markers.yml:5:20 markers/unknown-name: The domain has no action 'action_fnd'. Did you mean 'action_find'?",
        "markers.yml:5:52 markers/unknown-name: The domain has no slot 'nme'. Did you mean 'name'?",
        "markers.yml:6:4 markers/bad-marker: In the marker 'f' there should be one of action, intent, slot_was_set, "
        "not_action, not_intent, slot_was_not_set, and, or, not, seq, at_least_once, never, but it is a mapping. "
        "Write several conditions as a list below 'and:' or 'or:'.",
    ]
    assert markers["g"] == Marker("action", "action_find")


def test_a_name_stands_for_one_marker() -> None:
    problems = Problems()
    nodes = [parse("m: {intent: greet}", file, problems) for file in ("a.yml", "b.yml")]
    domain = parse(DOMAIN, "domain.yml", problems)
    assert domain is not None
    read_markers([node for node in nodes if node], read_domain([domain], problems), problems)
    assert [(each.code, str(each.place)) for each in problems.errors] == [("markers/duplicate", "b.yml:1:1")]


def test_tables_have_rasas_columns_rows_and_words() -> None:
    marked = [
        Marked("ada", 0, {"mood": [Applied(2, 0)], "failed": []}),
        Marked("bert", 0, {"mood": [Applied(7, 1), Applied(14, 2)], "failed": [Applied(14, 2)]}),
    ]
    assert applied_table(marked).decode().splitlines() == [
        "sender_id,session_idx,marker,event_idx,num_preceding_user_turns",
        "ada,0,mood,2,0",
        "bert,0,mood,7,1",
        "bert,0,mood,14,2",
        "bert,0,failed,14,2",
    ]
    assert overall_table(marked, ("mood", "failed")).decode().splitlines() == [
        "sender_id,session_idx,marker,statistic,value",
        "all,nan,-,total_number_of_sessions,2",
        "all,nan,failed,number_of_sessions_where_marker_applied_at_least_once,1",
        "all,nan,failed,percentage_of_sessions_where_marker_applied_at_least_once,50.0",
        "all,nan,mood,number_of_sessions_where_marker_applied_at_least_once,2",
        "all,nan,mood,percentage_of_sessions_where_marker_applied_at_least_once,100.0",
        "all,nan,failed,count(number of preceding user turns),1",
        "all,nan,failed,mean(number of preceding user turns),2.0",
        "all,nan,failed,median(number of preceding user turns),2.0",
        "all,nan,failed,min(number of preceding user turns),2",
        "all,nan,failed,max(number of preceding user turns),2",
        "all,nan,mood,count(number of preceding user turns),3",
        "all,nan,mood,mean(number of preceding user turns),1.0",
        "all,nan,mood,median(number of preceding user turns),1.0",
        "all,nan,mood,min(number of preceding user turns),0",
        "all,nan,mood,max(number of preceding user turns),2",
    ]
    rows = session_table(marked, ("mood", "failed")).decode().splitlines()
    assert rows[1:5] == [
        "ada,0,failed,count(number of preceding user turns),0",
        "bert,0,failed,count(number of preceding user turns),1",
        "ada,0,failed,max(number of preceding user turns),nan",
        "bert,0,failed,max(number of preceding user turns),2",
    ]
    assert len(rows) == 1 + 2 * 5 * 2
