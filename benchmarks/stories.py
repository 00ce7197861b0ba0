"""Does what was learned from stories hold for others? python benchmarks/stories.py --data DIR

``DIR/stories`` has a folder for each bot of ``DIR/bots``: ``train.yml`` takes the place of its stories, and it is asked
about those of ``held.yml``. ``DIR/oracles/<bot>__migrated.domain.yml``, if there, takes the place of its domain.

Every action of a held-out story is predicted from what truly came before; nothing is run, and messages mean what the
story says. Figures are right actions in percent, without and with ``action_listen``: by rules and memory alone, as the
bot is by default, and by what was learned alone. ``novel`` are the steps that it decided, how many of them were right
and how sure it was: the two should be alike. Seconds are those of the processor.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace
from rich.console import Console
from rich.table import Table

from talkwright.conversation.state import LISTEN
from talkwright.conversation.trail import Trail
from talkwright.dialogue.decide import Decision, decide
from talkwright.dialogue.moments import active
from talkwright.dialogue.policies.learned import NAME as LEARNED
from talkwright.dialogue.policies.playbook import Playbook
from talkwright.dialogue.policies.prediction import View
from talkwright.errors import Problems
from talkwright.project.config import Part
from talkwright.project.data import read_data
from talkwright.project.domain import Domain
from talkwright.project.files import Document
from talkwright.project.open import Project, Sources, open_project
from talkwright.project.stories import Story, read_stories
from talkwright.training.lessons import stepwise
from talkwright.training.policies import teach
from talkwright.training.walks import walks_of
from talkwright.yaml import parse

RULES, MOST = "RulePolicy", {"max_history": 5}
KINDS = {
    "memory": (Part(RULES), Part("MemoizationPolicy", MOST)),
    "augmented": (Part(RULES), Part("AugmentedMemoizationPolicy", MOST)),
    "learned": (Part(RULES), Part("MemoizationPolicy", MOST), Part(LEARNED, MOST)),
}


class Step(msgspec.Struct, frozen=True):
    """What came, what was said to come, and what the learned policy thought: the action and how likely it is."""

    came: str
    decision: Decision
    guess: str = ""
    guessed: float = 0.0


class Score(msgspec.Struct):
    """How many steps there were and how many were right: of actions, and with those that listen."""

    right: list[int] = msgspec.field(default_factory=lambda: [0, 0])
    all: list[int] = msgspec.field(default_factory=lambda: [0, 0])

    def count(self, came: str, said: str) -> None:
        """One step."""
        for kind in (0, 1) if came != LISTEN else (1,):
            self.all[kind] += 1
            self.right[kind] += came == said

    def add(self, other: Score) -> None:
        """Those of another bot."""
        for kind in (0, 1):
            self.all[kind] += other.all[kind]
            self.right[kind] += other.right[kind]

    def __str__(self) -> str:
        return " / ".join(
            f"{100 * right / max(count, 1):.1f}" for right, count in zip(self.right, self.all, strict=True)
        )


def project_of(data: Path, bot: str) -> Project:
    """A bot, with the domain that stands beside it if there is one."""
    root, domain = data / "bots" / bot, data / "oracles" / f"{bot}__migrated.domain.yml"
    sources = Sources.of(root)
    folders = (root / "data",) if (root / "data").is_dir() else (root,)
    return open_project(root, replace(sources, data=folders, domain=domain if domain.exists() else sources.domain), {})


def stories_of(path: Path) -> tuple[Story, ...]:
    """The stories of a file."""
    problems, text = Problems(), path.read_text()
    node = parse(text, path.name, problems)
    if node is None:
        problems.raise_errors()
        return ()
    return read_stories(read_data([Document(path.name, text, node)], problems).stories, (), problems)


def steps(held: Sequence[Story], domain: Domain, playbook: Playbook) -> Iterator[Step]:
    """Every action of ``held`` but the first of a conversation."""
    policies = playbook.policies()
    for walk in walks_of(held, domain, Problems()):
        for number, (trail, step) in enumerate(stepwise(walk, domain.schema)):
            if number == 0 or step.action is None:
                continue
            decision = decide(policies, _view(trail, playbook, rejected=False))
            if _form(trail, playbook) == decision.action != step.action:  # so the form must have refused to act
                decision = decide(policies, _view(trail, playbook, rejected=True))
            scores = next((each.scores for each in decision.predictions if each.policy == LEARNED), {})
            guess = max(scores, key=lambda name: scores[name], default="")
            yield Step(step.action, decision, guess, scores.get(guess, 0.0))


def _form(trail: Trail, playbook: Playbook) -> str | None:
    return active(View(trail, playbook.lens).seen[-1])


def _view(trail: Trail, playbook: Playbook, *, rejected: bool) -> View:
    heard = next((step.heard for step in reversed(trail.steps) if step.heard is not None), None)
    last = View(trail, playbook.lens).seen[-1]
    return View(trail, playbook.lens, active(last), rejected, last.action, heard.intent if heard else None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="stories", description="Learn from some stories, and predict others.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", default="", help="bots whose name has this in it")
    given = parser.parse_args(arguments)
    table = Table("bot", "walks (steps; actions)", "memory", "augmented", "default", "learned alone", box=None)
    for name in ("novel", "right %", "sure %", "train s", "ms"):
        table.add_column(name, justify="right")
    sums = {kind: Score() for kind in (*KINDS, "alone")}
    novel: list[Step] = []
    for folder in sorted((given.data / "stories").iterdir()):
        if given.only in folder.name and (folder / "held.yml").exists():
            table.add_row(folder.name, *_measured(given.data, folder, sums, novel))
    counts = f"({sums['memory'].all[1]}; {sums['memory'].all[0]})"
    table.add_row("all", counts, *map(str, sums.values()), *_trusted(novel), "", "")
    Console(width=180).print(table)
    return 0


def _measured(data: Path, folder: Path, sums: dict[str, Score], novel: list[Step]) -> Iterator[str]:
    """The cells of a bot."""
    project = project_of(data, folder.name)
    rules = read_stories((), project.rules, Problems())
    told, held = stories_of(folder / "train.yml"), stories_of(folder / "held.yml")
    walks = len(walks_of(held, project.domain, Problems()))
    cells: list[str] = []
    found: list[Step] = []
    train_s = predict_ms = 0.0
    for kind, policies in KINDS.items():
        began = time.process_time()
        playbook = teach((*told, *rules), project.domain, policies, Problems())
        train_s = time.process_time() - began
        if playbook is None:
            continue
        scores = {kind: Score()} | ({"alone": Score()} if kind == "learned" else {})
        began = time.process_time()
        found = list(steps(held, project.domain, playbook))
        predict_ms = 1_000 * (time.process_time() - began) / max(len(found), 1)
        for step in found:
            scores[kind].count(step.came, step.decision.action)
            if kind == "learned":
                scores["alone"].count(step.came, step.guess)
        for name, score in scores.items():
            sums[name].add(score)
            cells.append(str(score))
    decided = [step for step in found if step.decision.policy == LEARNED]
    novel += decided
    all_steps = f"{walks} ({len(found)}; {sum(step.came != LISTEN for step in found)})"
    yield from (all_steps, *cells, *_trusted(decided), f"{train_s:.2f}", f"{predict_ms:.2f}")


def _trusted(decided: Sequence[Step]) -> tuple[str, str, str]:
    """How many steps, the share that was right, and the mean confidence."""
    if not decided:
        return "0", "", ""
    right = sum(step.guess == step.came for step in decided) / len(decided)
    sure = sum(step.guessed for step in decided) / len(decided)
    return str(len(decided)), f"{100 * right:.1f}", f"{100 * sure:.1f}"


if __name__ == "__main__":
    sys.exit(main())
