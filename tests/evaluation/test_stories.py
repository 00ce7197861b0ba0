"""Rasa's test stories: every step is read, alternatives and checkpoints make conversations, they are talked through."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkwright.errors import Problems
from talkwright.evaluation.cases import Case
from talkwright.evaluation.conversations import talk_through
from talkwright.evaluation.expectations import LoopIs
from talkwright.evaluation.read import read_cases
from talkwright.evaluation.understood import EntitiesAre, IntentIs
from talkwright.training.load import Model


class NoActions:
    """A bot whose actions must not run."""

    def has(self, name: str) -> bool:
        return False

    async def run(self, call: object) -> object:
        raise AssertionError(call)

    async def close(self) -> None:
        pass


def read(tmp_path: Path, text: str) -> tuple[tuple[Case, ...], list[str]]:
    file = tmp_path / "test_stories.yml"
    file.write_text(text)
    problems = Problems()
    cases = read_cases([file], problems)
    return cases, [f"{p.code} {p.place.line}:{p.place.column}" for p in problems.all]


def story(tmp_path: Path, steps: str) -> Case:
    ((case,), problems) = read(tmp_path, f"stories:\n  - story: one\n    steps:\n{steps}")
    assert problems == []
    return case


ORDER = """\
      - user: |
          where is my order [TW-1042](order_number)?
        intent: check_order
      - slot_was_set:
          - order_number: TW-1042
      - action: action_look_up_order
      - slot_was_set:
          - order_state: cancelled
      - action: utter_order_cancelled
"""


async def test_a_story_passes_when_all_its_actions_follow_and_none_of_them_runs(tmp_path: Path, model: Model) -> None:
    case = story(tmp_path, ORDER)
    result = await talk_through(model, NoActions(), case)  # type: ignore[arg-type]
    assert [str(each) for each in result.differences] == []
    assert "order_state = cancelled" in str(result.told[0].lines)


@pytest.mark.parametrize(
    ("old", "new", "expected", "came"),
    [
        ("intent: check_order", "intent: greet", "intent: greet", "intent: check_order"),
        ("(order_number)", "(place)", "entities: place = TW-1042", "entities: order_number = TW-1042"),
        ("[TW-1042](order_number)", "TW-1042", "entities: nothing", "entities: order_number = TW-1042"),
        ("action: utter_order_cancelled", "action: utter_greet", "action utter_greet", "action utter_order_cancelled"),
        ("order_number: TW-1042", "order_number: TW-9", "slot_was_set: order_number = TW-9", "set: order_number = TW"),
    ],
)
async def test_each_step_says_how_it_differs(
    tmp_path: Path, model: Model, old: str, new: str, expected: str, came: str
) -> None:
    case = story(tmp_path, ORDER.replace(old, new))
    result = await talk_through(model, NoActions(), case)  # type: ignore[arg-type]
    (difference,) = result.differences
    assert difference.expected == expected
    assert difference.came.startswith(came)


async def test_an_action_more_or_less_is_one_difference(tmp_path: Path, model: Model) -> None:
    more = story(tmp_path, ORDER + "      - action: utter_greet\n      - intent: greet\n      - action: utter_greet\n")
    result = await talk_through(model, NoActions(), more)  # type: ignore[arg-type]
    assert [(each.expected, each.came) for each in result.differences] == [("action utter_greet", "nothing")]


def test_every_kind_of_step_is_read(tmp_path: Path) -> None:
    case = story(
        tmp_path,
        "      - slot_was_set: [{name: Ada}]\n"
        "      - intent: inform\n        entities: [{city: Rome, role: from}, size]\n"
        "      - action: order_form\n      - active_loop: order_form\n      - active_loop: null\n"
        "      - user: hi [you](who)\n        intent: faq/ask_name\n"
        "      - bot: Hello.\n      - action: action_listen\n",
    )
    first, second = case.exchanges
    assert case.slots == {"name": "Ada"}
    assert case.stubs == {}  # a form is no custom action
    assert first.text == '/inform{"city":"Rome","size":null}'
    assert [each.name for each in first.expected if isinstance(each, LoopIs)] == ["order_form", None]
    assert second.text == "hi you"
    assert [each.name for each in second.expected if isinstance(each, IntentIs)] == ["faq/ask_name"]
    assert [each.entities[0].entity for each in second.expected if isinstance(each, EntitiesAre)] == ["who"]
    assert [str(each) for each in second.follows or ()] == ["bot 'Hello.'"]


def test_alternatives_and_checkpoints_make_conversations(tmp_path: Path) -> None:
    text = (
        "stories:\n"
        "  - story: a\n    steps:\n      - or: [{intent: x}, {intent: y}]\n      - action: utter_a\n"
        "      - checkpoint: c\n"
        "  - story: b\n    steps:\n      - checkpoint: c\n      - intent: z\n      - checkpoint: c\n"
        "  - story: end\n    steps:\n      - checkpoint: c\n      - intent: bye\n      - action: utter_bye\n"
    )
    cases, problems = read(tmp_path, text)
    assert problems == []
    assert sorted(" ".join(each.text for each in case.exchanges) for case in cases) == [
        "/x /bye",
        "/x /z /bye",
        "/y /bye",
        "/y /z /bye",
    ]


@pytest.mark.parametrize(
    ("steps", "problems"),
    [
        ("      - intnt: x\n", ["test/empty 2:5", "test/unknown-step 4:9"]),
        ("      - checkpoint: nowhere\n      - intent: x\n", ["test/unknown-checkpoint 2:5"]),
        ("      - or: [{intent: x}, {intent: y}]\n" * 7, ["test/too-many-conversations 2:5"]),
        ("      - user: hi [you]{\n        intent: x\n", ["nlu/bad-entity 4:17"]),
    ],
)
def test_problems_are_told_with_their_place(tmp_path: Path, steps: str, problems: list[str]) -> None:
    assert read(tmp_path, f"stories:\n  - story: a\n    steps:\n{steps}")[1][: len(problems)] == problems
