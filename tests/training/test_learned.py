"""Learning from stories: what comes where no story goes, how sure that is, and that the same stories teach the same."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.following import Talk, model_of

from talkwright.dialogue.moments import Moment
from talkwright.dialogue.policies.learned import Learned, LearnedPolicy
from talkwright.dialogue.policies.playbook import Playbook

LEARNS: list[dict[str, Any]] = [
    {"name": "MemoizationPolicy", "max_history": 5},
    {"name": "TEDPolicy", "max_history": 5},
    {"name": "RulePolicy"},
]

DOMAIN = """
intents: [greet, ask_hours, ask_price, ask_parking, thanks, bye, ask_hours+ask_price, ask_hours+ask_parking]
entities: [size]
responses:
  utter_greet: [{text: Hello}]
  utter_hours: [{text: From nine to five}]
  utter_price: [{text: Three euros}]
  utter_parking: [{text: Behind the house}]
  utter_thanks: [{text: With pleasure}]
  utter_bye: [{text: Bye}]
"""

STORIES = """
stories:
- story: hours
  steps: [{intent: greet}, {action: utter_greet}, {intent: ask_hours}, {action: utter_hours}]
- story: price
  steps:
  - intent: greet
  - action: utter_greet
  - intent: ask_price
  - action: utter_price
  - intent: thanks
  - action: utter_thanks
- story: end
  steps: [{intent: ask_hours}, {action: utter_hours}, {intent: bye}, {action: utter_bye}]
"""


def policy_of(domain: str = DOMAIN, data: str = STORIES) -> LearnedPolicy:
    return LearnedPolicy(learned_of(domain, data))


def learned_of(domain: str = DOMAIN, data: str = STORIES) -> Learned:
    model, _ = model_of(domain, data, LEARNS)
    assert model.playbook is not None
    return next(part for part in model.playbook.parts if isinstance(part, Learned))


async def test_what_no_story_tells_is_told_by_others() -> None:
    talk = Talk(DOMAIN, STORIES, LEARNS)
    assert await talk.say("/ask_price") == ["utter_price", "action_listen"]
    assert await talk.say("/ask_hours") == ["utter_hours", "action_listen"]
    assert await talk.say("/thanks") == ["utter_thanks", "action_listen"]
    assert talk.chosen("utter_thanks").policy == "TEDPolicy"


async def test_a_story_begins_again_after_another_has_ended() -> None:
    talk = Talk(DOMAIN, STORIES, LEARNS)
    for said, answer in (("greet", "utter_greet"), ("ask_price", "utter_price"), ("thanks", "utter_thanks")) * 3:
        assert await talk.say(f"/{said}") == [answer, "action_listen"]


async def test_where_a_story_goes_on_it_is_remembered() -> None:
    talk = Talk(DOMAIN, STORIES, LEARNS)
    await talk.say("/greet")
    await talk.say("/ask_hours")
    assert talk.chosen("utter_hours").policy == "MemoizationPolicy"


async def test_an_action_that_is_in_no_story_comes_by_its_name() -> None:
    talk = Talk(DOMAIN, STORIES, LEARNS)
    assert await talk.say("/ask_parking") == ["utter_parking", "action_listen"]


def test_what_has_its_own_time_is_not_guessed() -> None:
    domain = DOMAIN + "actions: [action_look_up, action_restart, validate_order_form]\n"
    assert "action_look_up" in learned_of(domain).actions
    assert not {"action_restart", "validate_order_form"} & set(learned_of(domain).actions)


async def test_of_two_things_that_are_asked_both_are_answered() -> None:
    both = "{intent: ask_hours+ask_parking}, {action: utter_hours}, {action: utter_parking}"
    talk = Talk(DOMAIN, STORIES + f"- story: both\n  steps: [{both}]\n", LEARNS)
    assert await talk.say("/ask_hours+ask_price") == ["utter_hours", "utter_price", "action_listen"]


async def test_what_is_not_likely_enough_is_left_to_the_fallback() -> None:
    careful = [*LEARNS[:2], {"name": "RulePolicy", "core_fallback_threshold": 0.999}]
    talk = Talk(DOMAIN, STORIES, careful)
    assert (await talk.say("/ask_parking"))[0] == "action_default_fallback"


async def test_the_words_of_a_user_decide_where_stories_have_them() -> None:
    data = STORIES + "- story: words\n  steps: [{user: where do I park my car}, {action: utter_parking}]\n"
    talk = Talk(DOMAIN, data, LEARNS)
    assert (await talk.say("where can I park a car", None))[0] == "utter_parking"
    assert (await talk.say("so long", "bye"))[0] == "utter_bye"


def test_the_same_stories_teach_the_same() -> None:
    assert msgspec.json.encode(learned_of()) == msgspec.json.encode(learned_of())


def test_what_was_learned_is_plain_data() -> None:
    model, _ = model_of(DOMAIN, STORIES, LEARNS)
    assert model.playbook is not None
    again = msgspec.json.decode(msgspec.json.encode(model.playbook), type=Playbook)
    assert again == model.playbook


NAMES = st.sampled_from(["greet", "ask_hours", "thanks", "never heard", "ask_hours+greet", ""])
MOMENTS = st.lists(
    st.builds(
        Moment,
        st.sampled_from([None, "action_listen", "utter_hours", "utter_greet", "unknown_action"]),
        intent=st.none() | NAMES,
        entities=st.lists(st.sampled_from(["size", "unknown"]), max_size=2).map(tuple),
        text=st.none() | st.text(max_size=20),
        loop=st.none() | st.just("some_form"),
    ),
    min_size=1,
    max_size=12,
)
POLICY = policy_of()


@settings(max_examples=100, deadline=None)
@given(MOMENTS)
def test_likelihoods_are_one_together_whatever_was_seen(seen: list[Moment]) -> None:
    found = POLICY.probabilities(seen)
    assert found.sum() == pytest.approx(1.0)
    assert (found >= 0).all()


def test_only_the_last_moments_count() -> None:
    learned = learned_of()
    model, _ = model_of(DOMAIN, STORIES, [{"name": "TEDPolicy", "max_history": 2}])
    assert learned.most == 5
    assert model.playbook is not None
    assert [part.most for part in model.playbook.parts if isinstance(part, Learned)] == [2]
