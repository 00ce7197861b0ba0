"""Coverage counts the steps that conversations walked through and the ways they took, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from talkwright.errors import Problems
from talkwright.evaluation.conversations import talk_through
from talkwright.evaluation.coverage import Coverage, Walked
from talkwright.evaluation.read import read_cases
from talkwright.training.load import load_model

STUB = (
    "stub_custom_actions:\n  action_look_up_order:\n    events: [{event: slot, name: order_state, value: cancelled}]\n"
)


class NoActions:
    """A bot without custom actions."""

    def has(self, name: str) -> bool:
        return False

    async def close(self) -> None:
        pass


async def covered(starter: Path, tmp_path: Path, *messages: str) -> Coverage:
    steps = "".join(f"      - user: {each}\n" for each in messages)
    (tmp_path / "a.yml").write_text(f"{STUB}test_cases:\n  - test_case: a\n    steps:\n{steps}")
    model = load_model(starter / "models")
    walked = Walked(model.program)
    for case in read_cases([tmp_path / "a.yml"], Problems()):
        watched = await talk_through(replace(model, program=walked.program), NoActions(), case, hear=walked.hear)  # type: ignore[arg-type]
        assert watched.told == (await talk_through(model, NoActions(), case)).told  # type: ignore[arg-type]
    return walked.coverage()


async def test_steps_and_branches_are_counted(starter: Path, tmp_path: Path) -> None:
    coverage = await covered(starter, tmp_path, "where is my order TW-1042?", "hello")
    flows = {each.flow: each for each in coverage.flows}
    assert not any(flow.startswith("pattern_") for flow in flows)
    assert (flows["greet"].reached, flows["greet"].steps) == (1, 1)
    assert flows["lead_capture"].reached == 0
    order = flows["order_status"]
    assert order.taken == 1
    assert order.reached == order.steps - len(order.missed_steps)
    assert len(order.missed_branches) == order.branches - 1
    assert {each.place.file for each in (*order.missed_steps, *order.missed_branches)} == {"flows/order_status.yml"}
    assert all(each.place.line > 1 for each in order.missed_steps)
    steps, reached = sum(each.steps for each in coverage.flows), sum(each.reached for each in coverage.flows)
    assert coverage.percent == 100 * reached / steps


async def test_a_question_that_nobody_answered_was_reached(starter: Path, tmp_path: Path) -> None:
    coverage = await covered(starter, tmp_path, "/leave_contact")
    (lead,) = (each for each in coverage.flows if each.flow == "lead_capture")
    assert lead.reached == 1


async def test_nothing_said_nothing_covered(starter: Path, tmp_path: Path) -> None:
    assert (await covered(starter, tmp_path, "zebra xylophone quantum")).percent == 0
