"""Messages that nothing leads to expect: when they are told of, what comes then, and who is never told of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from tests.following import Talk, model_of
from tests.training.test_learned import MOMENTS

from talkwright.dialogue.moments import Moment
from talkwright.dialogue.policies.unlikely import Expected, UnlikelyPolicy

DOMAIN = """
intents: [greet, order, pay, thanks, bye, never]
responses:
  utter_greet: [{text: Hello}]
  utter_order: [{text: Noted}]
  utter_pay: [{text: Paid}]
  utter_thanks: [{text: With pleasure}]
  utter_bye: [{text: Bye}]
  utter_never: [{text: Never}]
  utter_odd: [{text: That is odd}]
"""


def told(*intents: str) -> str:
    steps = ", ".join(f"{{intent: {intent}}}, {{action: utter_{intent}}}" for intent in intents)
    return f"- story: {' '.join(intents)}\n  steps: [{steps}]\n"


STORIES = "stories:\n" + "".join(
    told(*each)
    for each in (
        ("greet", "order", "pay", "thanks", "bye"),
        ("greet", "order", "pay", "bye"),
        ("greet", "order", "pay", "thanks"),
        ("greet", "order", "pay"),
        ("order", "pay", "thanks"),
        ("order", "pay", "bye"),
        ("order", "pay", "thanks", "bye"),
    )
)


def policies(**options: Any) -> list[dict[str, Any]]:
    return [{"name": "UnexpecTEDIntentPolicy", **options}, {"name": "TEDPolicy"}]


def expected_of(**options: Any) -> Expected:
    model, _ = model_of(DOMAIN, STORIES, policies(**options))
    assert model.playbook is not None
    return next(part for part in model.playbook.parts if isinstance(part, Expected))


async def test_a_message_that_fits_no_story_is_told_of_and_then_answered_as_ever() -> None:
    talk = Talk(DOMAIN, STORIES, policies())
    assert await talk.say("/pay") == ["action_unlikely_intent", "utter_pay", "action_listen"]
    assert talk.chosen("action_unlikely_intent").policy == "UnexpecTEDIntentPolicy"
    assert talk.chosen("utter_pay").policy == "TEDPolicy"


async def test_what_stories_tell_and_what_is_like_it_is_expected() -> None:
    talk = Talk(DOMAIN, STORIES, policies())
    for intent in ("greet", "order", "pay", "thanks", "bye"):
        assert "action_unlikely_intent" not in await talk.say(f"/{intent}")


async def test_a_story_may_say_what_comes_of_it() -> None:
    odd = "- story: odd\n  steps: [{intent: pay}, {action: action_unlikely_intent}, {action: utter_odd}]\n"
    talk = Talk(DOMAIN, STORIES + odd, [{"name": "TEDPolicy"}])
    assert await talk.say("/pay") == ["action_unlikely_intent", "utter_odd", "action_listen"]


async def test_a_rule_may_say_what_comes_of_it() -> None:
    rule = "rules:\n- rule: odd\n  steps: [{action: action_unlikely_intent}, {action: utter_odd}]\n"
    talk = Talk(DOMAIN, STORIES + rule, policies())
    assert await talk.say("/pay") == ["action_unlikely_intent", "utter_odd", "action_listen"]


@pytest.mark.parametrize("options", [{"ignore_intents_list": ["pay"]}, {"tolerance": 1.0}])
async def test_who_is_ignored_or_bears_it_is_not_told_of(options: dict[str, Any]) -> None:
    talk = Talk(DOMAIN, STORIES, policies(**options))
    assert (await talk.say("/pay"))[0] == "utter_pay"


async def test_of_what_no_story_has_nothing_is_said() -> None:
    talk = Talk(DOMAIN, STORIES, policies())
    assert "action_unlikely_intent" not in await talk.say("/never")


def test_the_more_is_borne_the_less_is_unlikely() -> None:
    strict, lenient = expected_of(), expected_of(tolerance=0.5)
    assert all(one >= other for one, other in zip(strict.lowest, lenient.lowest, strict=True))


POLICY = UnlikelyPolicy(expected_of())


@settings(max_examples=50, deadline=None)
@given(MOMENTS)
def test_likelihoods_are_one_together_whatever_was_seen(seen: list[Moment]) -> None:
    assert POLICY.likelihoods(seen).sum() == pytest.approx(1.0)
