"""Policies of a bot's own: found in its folder, read before they are run, and held to what they may say."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.following import Talk

from talkwright.conversation.trail import Trail
from talkwright.dialogue.moments import Lens
from talkwright.dialogue.policies.brought import Brought, BroughtPolicy
from talkwright.dialogue.policies.prediction import View
from talkwright.errors import AuthorError, Place, Problems, RequestError
from talkwright.project.config import Part
from talkwright.project.open import open_project
from talkwright.training.load import load_model
from talkwright.training.mapping import mapping
from talkwright.training.own_policies import usable
from talkwright.training.train import train

HEAD = """
from talkwright.nlu.component import Saved

class Mine:
    @classmethod
    def fit(cls, lesson, options):
        return cls()
    def save(self):
        return Saved()
    @classmethod
    def load(cls, saved):
        return cls()
"""
FILES = {
    "domain.yml": "intents: [greet, ask]\nresponses: {utter_hello: [{text: Hi}], utter_more: [{text: More}]}\n",
    "data/stories.yml": "stories:\n- story: hello\n  steps: [{intent: greet}, {action: utter_hello}]\n",
}
HERE = Place("config.yml", 2, 3)


def bot(root: Path, says: str, options: str = "", head: str = HEAD) -> Path:
    """A bot whose policy ``says`` that."""
    files = {
        **FILES,
        "config.yml": f"language: en\npolicies: [{{name: RulePolicy}}, {{name: mine.Mine{options}}}]\n",
        "mine.py": f"{head}\n    def predict(self, situation):\n        {says}\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True, parents=True)
        (root / name).write_text(text)
    return root


def talk(root: Path) -> Talk:
    trained = train(open_project(root, environment={}), root / "models", "one")
    return Talk.of(load_model(trained.path, root))


async def test_what_it_sees_does_not_grow_with_the_conversation(tmp_path: Path) -> None:
    says = "assert len(situation.moments) <= 3\n        return {'utter_more': 1.0}"
    policy = f"{says} if situation.action == 'action_listen' else {{'action_listen': 1.0}}"
    long = talk(bot(tmp_path, policy, ", max_history: 3, priority: 9"))
    for _ in range(12):
        assert await long.say("/ask") == ["utter_more", "action_listen"]
    depth = long.model.domain.schema.depth
    state = await long.state
    assert depth is not None
    assert state.trail is not None
    assert len(state.trail.steps) <= depth.kept


async def test_of_equals_the_higher_priority_is_heard(tmp_path: Path) -> None:
    says = "return {'utter_more' if situation.message.intent.name else 'utter_hello': 1.0}"
    low, high = bot(tmp_path / "low", says), bot(tmp_path / "high", says, ", priority: 4")
    assert (await talk(low).say("/greet"))[0] == "utter_hello"  # by the story
    assert (await talk(high).say("/greet"))[0] == "utter_more"


@pytest.mark.parametrize(
    ("says", "scores"),
    [
        ("return None", {}),
        ("return {'utter_more': 0.0, 'utter_hello': -1}", {}),
        ("return {'utter_more': 7, 'utter_nobody': 1.0}", {"utter_more": 1.0}),
        ("return {'utter_more': float('nan')}", {}),
        ("return {'utter_more': 'much'}", {}),
        ("return 1 / 0", {}),
    ],
)
def test_what_it_says_is_held_to_actions_and_confidences(tmp_path: Path, says: str, scores: dict[str, float]) -> None:
    policy = BroughtPolicy.load(Brought("mine.Mine", ("utter_hello", "utter_more")), bot(tmp_path, says))
    assert policy.predict(View(Trail(), Lens())).scores == scores


@pytest.mark.parametrize(
    ("head", "code", "place"),
    [
        ("class Mine(", "config/broken-policy", "mine.py:1:11"),
        (
            f"from rasa.core.policies.policy import Policy\n{HEAD.replace('load', 'persist')}",
            "config/rasa-policy",
            "mine.py:5:1",
        ),
    ],
)
def test_one_that_cannot_be_used_is_told_at_its_line(tmp_path: Path, head: str, code: str, place: str) -> None:
    problems = Problems()
    assert usable([Part("mine.Mine", {}, HERE)], bot(tmp_path, "return None", head=head), problems) == ()
    assert [(each.code, str(each.place)) for each in problems.all] == [(code, place)]


def test_one_that_is_not_there_is_told_and_left_out(tmp_path: Path) -> None:
    problems = Problems()
    assert usable([Part("RulePolicy"), Part("gone.Mine", {}, HERE)], tmp_path, problems) == (Part("RulePolicy"),)
    assert [(each.code, each.place) for each in problems.all] == [("config/unknown-policy", HERE)]


def test_what_fails_as_it_learns_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    root = bot(tmp_path, "return None", head=HEAD.replace("        return cls()", "        return lesson.nothing", 1))
    with pytest.raises(AuthorError) as raised:
        talk(root)
    (problem,) = [each for each in raised.value.problems if each.severity == "error"]
    assert (problem.code, str(problem.place)) == ("config/broken-policy", "mine.py:7:1")
    assert "'mine.Mine' cannot be trained: AttributeError" in problem.message


def test_options_that_do_not_fit_are_told(tmp_path: Path) -> None:
    with pytest.raises(AuthorError) as raised:
        talk(bot(tmp_path, "return None", ", max_history: 0, prioritty: 2"))
    told = {(each.code, each.hint) for each in raised.value.problems if each.code.startswith("config/")}
    assert told == {
        ("config/unknown-option", "Did you mean 'priority'?"),
        ("config/bad-option", "Leave it out for the default, 5."),
    }


def test_a_model_whose_policy_is_gone_says_so(tmp_path: Path) -> None:
    root = bot(tmp_path, "return None")
    path = talk(root).model.path
    (root / "mine.py").unlink()
    with pytest.raises(RequestError, match=r"there is no mine\.py"):
        load_model(path, root)


def test_it_trains_again_when_its_file_changes_and_the_mapping_shows_it(tmp_path: Path) -> None:
    root = bot(tmp_path, "return None")
    talk(root)
    assert train(open_project(root, environment={}), root / "models", "two").unchanged
    bot(tmp_path, "return {}")
    project = open_project(root, environment={})
    assert not train(project, root / "models", "two").unchanged
    assert [(each.name, each.ours) for each in mapping(project.config, root)][-1] == ("mine.Mine", ("mine.Mine",))
