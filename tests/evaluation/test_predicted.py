"""Test stories of bots of rules and stories: each step is predicted on what the story says came before."""

from __future__ import annotations

from tests.following import model_of

from talkwright.errors import Problems
from talkwright.evaluation.cases import Case
from talkwright.evaluation.conversation_results import conversation_results
from talkwright.evaluation.conversations import Result
from talkwright.evaluation.predicted import goes_by_policies, predict_through
from talkwright.evaluation.stories import read_stories
from talkwright.yaml import Fields, parse

DOMAIN = """
intents: [greet, order, chat, bye]
entities: [city]
slots:
  city: {type: text, mappings: [{type: from_entity, entity: city}]}
actions: [action_find]
forms: {trip: {required_slots: [city]}}
responses: {utter_greet: [{text: hi}], utter_bye: [{text: bye}], utter_chat: [{text: nice}]}
"""
DATA = """
rules:
- rule: hello
  steps: [{intent: greet}, {action: utter_greet}]
- rule: begin
  steps: [{intent: order}, {action: trip}, {active_loop: trip}]
- rule: end
  condition: [{active_loop: trip}]
  steps: [{action: trip}, {active_loop: null}, {slot_was_set: [{requested_slot: null}]}, {action: action_find}]
- rule: chat
  steps: [{intent: chat}, {action: utter_chat}]
stories:
- story: bye
  steps: [{intent: bye}, {action: utter_bye}]
"""
POLICIES = [{"name": "MemoizationPolicy"}, {"name": "RulePolicy"}]
GOOD = """
- story: all of it
  steps:
  - intent: greet
  - action: utter_greet
  - intent: order
  - action: trip
  - active_loop: trip
  - slot_was_set: [{requested_slot: city}]
  - intent: chat
  - action: utter_chat
  - action: trip
  - intent: order
    entities: [{city: Rome}]
  - slot_was_set: [{city: Rome}]
  - action: trip
  - active_loop: null
  - slot_was_set: [{requested_slot: null}]
  - action: action_find
"""
BAD = """
- story: two mistakes
  steps:
  - intent: greet
  - action: utter_bye
  - intent: chat
  - action: utter_chat
  - action: utter_bye
  - intent: greet
  - action: utter_greet
"""


def cases(text: str) -> tuple[Case, ...]:
    problems = Problems()
    node = parse(f"stories:{text}", "tests.yml", problems)
    assert node is not None
    found = read_stories(Fields(node, problems, "a file").items("stories"), problems)
    assert problems.all == ()
    return found


def predicted(text: str) -> Result:
    model, _ = model_of(DOMAIN, DATA, POLICIES)
    assert goes_by_policies(model)
    (case,) = cases(text)
    return predict_through(model, case)


def test_a_story_passes_though_nothing_runs_and_forms_are_interrupted() -> None:
    result = predicted(GOOD)
    assert [str(each) for each in result.differences] == []
    assert result.outcome == "passed"
    assert not result.is_unlikely
    followed = [pair for told in result.told for pair in told.followed]
    assert followed == [(name, name) for name, _ in followed]
    assert result.told[0].chosen == (("RulePolicy", 1.0), ("RulePolicy", 1.0))
    assert [name for name, _ in followed] == [
        *("utter_greet", "action_listen", "trip", "action_listen", "utter_chat", "trip", "action_listen"),
        *("trip", "action_find", "action_listen"),
    ]


def test_one_mistake_does_not_hide_what_comes_after_it() -> None:
    result = predicted(BAD)
    assert [(each.place.line, each.words, each.expected, each.came) for each in result.differences] == [
        (5, "/greet", "action utter_bye", "utter_greet"),
        (5, "/greet", "nothing more", "then action_default_fallback"),
        (8, "/chat", "action utter_bye", "action_listen"),
        (8, "/chat", "nothing more", "then action_default_fallback"),
    ]
    assert result.told[-1].differences == ()
    files = conversation_results([result], {"tests.yml": f"stories:{BAD}"}, successes=True)
    assert "    # predicted: utter_greet\n    # predicted: then action_default_fallback\n    - action: utter_bye\n" in (
        files["failed_test_stories.yml"].decode()
    )
    assert files["stories_with_warnings.yml"] == b"# No message came that nothing led to expect.\n"
    assert files["successful_test_stories.yml"] == b"# No conversation passed.\n"


def test_what_is_said_is_understood_and_the_story_goes_on_as_it_is_written() -> None:
    said = "\n- story: s\n  steps:\n  - {user: 'hello [Rome](city)', intent: greet}\n  - action: utter_greet\n"
    result = predicted(said)
    assert [each.expected for each in result.differences] == ["intent: greet", "entities: city = Rome"]
    assert result.told[0].followed == (("utter_greet", "utter_greet"), ("action_listen", "action_listen"))


def test_a_story_may_end_with_the_user() -> None:
    assert predicted("\n- story: s\n  steps: [{intent: greet}]\n").outcome == "passed"
