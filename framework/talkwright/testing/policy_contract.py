"""The suite that every policy of a bot's own passes.

Subclass ``PolicyContract`` in a test file and name the policy:

    class TestPatience(PolicyContract):
        policy = Patience
"""

from __future__ import annotations

import msgspec
import pytest

from talkwright.conversation.utterance import Entity, Intent, Utterance
from talkwright.dialogue.moments import Moment
from talkwright.dialogue.policies.brought import OWN_POLICY
from talkwright.dialogue.policies.own import Example, Lesson, OwnPolicy, Situation
from talkwright.nlu.arrays import pack, unpack
from talkwright.nlu.component import NoOptions, Saved

_BEGUN, _LISTEN = Moment(), "action_listen"
_GREETED = Moment(_LISTEN, intent="greet")
_ASKED = Moment(_LISTEN, intent="ask", entities=("city",), slots=(("city", (1.0,)),))
_SAID = Moment("utter_hello", intent="greet")

ACTIONS = ("action_listen", "action_look_up", "utter_goodbye", "utter_hello", "utter_sorry")

SMALL = Lesson(
    examples=(
        Example((_BEGUN, _GREETED), "utter_hello", "hello"),
        Example((_BEGUN, _GREETED, _SAID), _LISTEN, "hello"),
        Example((_GREETED, _SAID, _ASKED), "action_look_up", "ask"),
        Example((_SAID, _ASKED, Moment("action_look_up", intent="ask", loop="form")), _LISTEN, "ask"),
    ),
    rules=(Example((Moment(_LISTEN, intent="leave"),), "utter_goodbye", "bye"),),
    actions=ACTIONS,
    intents=("ask", "greet", "leave", "nlu_fallback"),
    entities=("city",),
    slots={"city": "text", "angry": "bool"},
    forms=("form",),
)

SITUATIONS = (
    Situation(),
    Situation((_BEGUN,)),
    Situation((_BEGUN, _GREETED), Utterance("hi", Intent("greet", 0.9)), action=_LISTEN),
    Situation(
        (_GREETED, _SAID, _ASKED),
        Utterance("and in Rome?", Intent("ask", 0.4), (Entity("city", "Rome", 7, 11),)),
        {"city": "Rome", "angry": None},
        _LISTEN,
    ),
    Situation((_SAID, _ASKED), Utterance("👋", Intent("nlu_fallback", 0.3)), {"angry": True}, _LISTEN),
    Situation((_ASKED, Moment("form", intent="ask", loop="form")), action="form", form="form", refused=True),
    Situation((Moment(_LISTEN, intent="nobody knows"),), Utterance(""), {"unknown": [1, {"a": None}]}, _LISTEN),
    Situation((_GREETED, _SAID) * 50, Utterance("word " * 5_000), action="utter_hello"),
)


class PolicyContract:
    """What ``dialogue.policies.own.OwnPolicy`` promises."""

    policy: type[OwnPolicy]
    options: msgspec.Struct | None = None

    def lesson(self) -> Lesson:
        """What it learns from. Override it when yours needs other actions or slots than these."""
        return SMALL

    def fit(self, lesson: Lesson | None = None) -> OwnPolicy:
        kind = getattr(self.policy, "Options", NoOptions)
        return self.policy.fit(lesson or self.lesson(), self.options or kind())

    def test_it_has_the_methods_of_a_policy(self) -> None:
        assert [name for name in OWN_POLICY.methods if not callable(getattr(self.policy, name, None))] == []
        assert all(getattr(self.policy, name, 1) >= 1 for name in ("max_history", "priority"))

    @pytest.mark.parametrize("situation", SITUATIONS, ids=range(len(SITUATIONS)))
    def test_it_is_sure_of_actions_of_the_bot_as_far_as_one_can_be(self, situation: Situation) -> None:
        said = self.fit().predict(situation) or {}
        assert set(said) <= set(self.lesson().actions)
        assert all(0 <= score <= 1 for score in said.values())

    def test_it_says_the_same_again_also_when_it_was_saved(self) -> None:
        policy = self.fit()
        again = self.policy.load(_through_files(policy.save()))
        first = [policy.predict(each) or {} for each in SITUATIONS]
        for each in (policy, again):
            assert [each.predict(situation) or {} for situation in SITUATIONS] == first

    def test_the_same_lesson_gives_the_same_bytes(self) -> None:
        assert _bytes(self.fit().save()) == _bytes(self.fit().save())

    def test_a_poor_lesson_is_no_error(self) -> None:
        for lesson in (Lesson(), Lesson(actions=ACTIONS), Lesson(SMALL.examples[:1], actions=ACTIONS)):
            policy = self.fit(lesson)
            for situation in SITUATIONS:
                policy.predict(situation)


def _bytes(saved: Saved) -> tuple[bytes, bytes]:
    return pack(saved.arrays), msgspec.json.encode(saved.values, order="deterministic")


def _through_files(saved: Saved) -> Saved:
    arrays, values = _bytes(saved)
    return Saved(unpack(arrays), msgspec.json.decode(values))
