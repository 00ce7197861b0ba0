"""CPU of a flow's step, with nothing around it: ``advance`` over flows that differ only in their number of steps.

Pure thinking in one thread, so it is measured in the process itself. What it costs to start and to end a flow is left
out.
"""

from __future__ import annotations

import time

from benchmarks.measure import RUNS, median, table
from tests.flows.talk import Talk

from talkwright.conversation.commands import StartFlow
from talkwright.conversation.state import State, fold
from talkwright.flows.engine import Understood, advance
from talkwright.flows.program import Program

TIMES = 300
FEW, MANY = 10, 60
HEAD = """
slots:
  count:
    type: float
    initial_value: 3
    mappings:
      - type: controlled
responses:
  utter_done:
    - text: Done.
flows:
  steps:
    description: Many steps in one turn.
    steps:
"""
TAIL = """
      - action: utter_done
"""
STEPS = {
    "noop": "      - noop: true\n",
    "set_slots": "      - set_slots:\n          - count: {number}\n",
    "branch": """\
      - noop: true
        id: s{number}
        next:
          - if: slots.count > 5
            then: END
          - if: slots.count is not null and slots.count < 2
            then: END
          - else: s{next}
""",
}


def flow(step: str, count: int) -> Talk:
    """A dialogue with a flow of ``count`` such steps."""
    steps = "".join(step.replace("{number}", str(n)).replace("{next}", str(n + 1)) for n in range(count))
    last = TAIL.replace("- action", f"- id: s{count}\n        action")
    return Talk(HEAD + steps + last)


def seconds(program: Program, state: State, *, folded: bool) -> float:
    """CPU of one turn of the flow, with what it did folded into the state or not."""
    began = time.process_time()
    for _ in range(TIMES):
        outcome = advance(program, state, Understood((StartFlow("steps"),)))
        after = state
        if folded:
            for event in outcome.events:
                after = fold(program.schema, after, event)
    return (time.process_time() - began) / TIMES


def per_step_us(step: str, *, folded: bool) -> float:
    """Microseconds that one step more costs."""
    few, many = flow(step, FEW), flow(step, MANY)
    runs = []
    for _ in range(RUNS):
        longer = seconds(many.program, many.state, folded=folded)
        shorter = seconds(few.program, few.state, folded=folded)
        runs.append((longer - shorter) / (MANY - FEW) * 1e6)
    return median(runs)


def main() -> None:
    rows = []
    for name, step in STEPS.items():
        figures = (per_step_us(step, folded=folded) for folded in (False, True))
        rows.append([name, *(f"{each:.1f} us" for each in figures)])
    table("A step of a flow", ["step", "advance", "and folded into the state"], rows)


if __name__ == "__main__":
    main()
