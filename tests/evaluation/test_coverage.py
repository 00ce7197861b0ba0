"""Coverage counts the steps that conversations walked through and the ways they took, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

from talkwright.errors import Problems
from talkwright.evaluation.conversations import talk_through
from talkwright.evaluation.coverage import Coverage, Walked
from talkwright.evaluation.read import read_cases
from talkwright.training.load import load_model

STUB = "stub_custom_actions:\n  action_look_up_order:\n    events: [{event: slot, name: order_state, value: sent}]\n"


class NoActions:
    """A bot without custom actions."""

    def has(self, name: str) -> bool:
        return False

    async def close(self) -> None:
        pass


async def covered(small_bot: Path, tmp_path: Path, *messages: str) -> Coverage:
    steps = "".join(f"      - user: {each}\n" for each in messages)
    (tmp_path / "a.yml").write_text(f"{STUB}test_cases:\n  - test_case: a\n    steps:\n{steps}")
    model = load_model(small_bot / "models")
    walked = Walked(model.program)
    for case in read_cases([tmp_path / "a.yml"], Problems()):
        await talk_through(model, NoActions(), case, hear=walked.hear)  # type: ignore[arg-type]
    return walked.coverage()


async def test_steps_and_branches_are_counted(small_bot: Path, tmp_path: Path) -> None:
    coverage = await covered(small_bot, tmp_path, "where is my order TW-1042?")
    greet, order = coverage.flows
    assert (greet.flow, greet.reached, greet.steps) == ("greet", 0, 1)
    assert (order.flow, order.reached, order.steps) == ("order_status", 3, 4)
    assert (order.taken, order.branches) == (1, 2)
    (step,), (branch,) = order.missed_steps, order.missed_branches
    assert (str(step), str(step.place)) == ("action_utter_unknown", "flows/orders.yml:19:11")
    assert str(branch) == "action_action_look_up_order → action_utter_unknown (else)"
    assert branch.place.file == "flows/orders.yml"
    assert coverage.percent == 100 * 3 / 5


async def test_a_question_that_nobody_answered_was_reached(small_bot: Path, tmp_path: Path) -> None:
    coverage = await covered(small_bot, tmp_path, "/check_order")
    assert [each.reached for each in coverage.flows] == [0, 1]


async def test_nothing_said_nothing_covered(small_bot: Path, tmp_path: Path) -> None:
    assert (await covered(small_bot, tmp_path, "zebra xylophone quantum")).percent == 0
