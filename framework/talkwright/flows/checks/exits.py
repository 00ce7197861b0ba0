"""How steps go on, as far as one sees without looking at conditions."""

from __future__ import annotations

from talkwright.errors import Problems
from talkwright.flows.checks.subject import Check, Subject
from talkwright.flows.nodes.noop import Noop
from talkwright.flows.step import END
from talkwright.yaml import guess


def unknown_step(subject: Subject, problems: Problems) -> None:
    """A way to a step that there is not."""
    for flow in subject.flows:
        ids = dict.fromkeys(step.id for step in flow.steps)
        for exit in (exit for step in flow.steps for exit in step.exits):
            if exit.to != END and exit.to not in ids:
                hint, change = guess(exit.to, [*ids, END], f"Its steps are: {', '.join(ids)}.")
                message = f"Flow '{flow.id}' goes on at the step {exit.to!r}, which it does not have."
                problems.error("flow/unknown-step", message, exit.place, hint, change)


def branch_after_else(subject: Subject, problems: Problems) -> None:
    """A branch that no one comes to."""
    for _, step in subject.steps:
        always = next((index for index, exit in enumerate(step.exits) if exit.when is None), len(step.exits))
        for exit in step.exits[always + 1 :]:
            place = exit.place if exit.when is None else exit.when_place
            message = "This branch is never taken: an 'else' stands before it."
            problems.warning("flow/branch-after-else", message, place, "Put the 'else' last.")


def idle_noop(subject: Subject, problems: Problems) -> None:
    """A noop that only goes on to the following step, as every step would."""
    idle = [
        step.place
        for _, step in subject.steps
        if isinstance(step, Noop) and [exit.place for exit in step.exits] == [step.place]
    ]
    told = {problem.place for problem in problems.errors} if idle else set()  # a step of no kind is read as a noop
    for place in idle:
        if place not in told:
            message = "This step does nothing and leads nowhere in particular."
            problems.warning("flow/idle-noop", message, place, "Give it a 'next' with branches, or remove it.")


CHECKS: tuple[Check, ...] = (unknown_step, branch_after_else, idle_noop)
