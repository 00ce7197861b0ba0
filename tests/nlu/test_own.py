"""Components of a bot's own: found in its folder, read before they are run, kept in a model by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkwright.errors import AuthorError, Place, Problems
from talkwright.nlu.component import Saved
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.own import OWN_COMPONENT, load_own
from talkwright.nlu.pipeline import Pipeline
from talkwright.nlu.registry import Part
from talkwright.own import print_of

HERE = Place("config.yml", 3, 5)
MARKER = """\
from components.words import MARK
from talkwright.conversation.utterance import Entity
from talkwright.nlu.component import Saved


class Marker:
    @classmethod
    def fit(cls, lesson, options):
        return cls()

    def process(self, draft):
        draft.add_entity(Entity("mark", MARK, 0, 1))

    def save(self):
        return Saved()

    @classmethod
    def load(cls, saved):
        return cls()
"""
DATA = TrainingData(examples=(Example("hello there", "greet"), Example("good bye", "leave")))


def write(root: Path, file: str, text: str) -> Path:
    (root / file).parent.mkdir(exist_ok=True, parents=True)
    (root / file).write_text(text)
    return root


def bot(root: Path, mark: str = "one") -> Path:
    write(root, "components/words.py", f"MARK = {mark!r}\n")
    return write(root, "components/marker.py", MARKER)


def fit(root: Path, *names: str) -> tuple[Pipeline, Problems]:
    problems = Problems()
    parts: list[Part] = [(name, {}, HERE) for name in names]
    return fit_pipeline(DATA, parts, "en", problems, root=root), problems


def told(root: Path, text: str) -> list[tuple[str, str, str]]:
    problems = Problems()
    OWN_COMPONENT.check("mine.Mine", write(root, "mine.py", text), HERE, problems)
    return [(each.code, each.severity, str(each.place)) for each in problems.all]


def test_it_works_in_a_pipeline_and_is_loaded_by_its_name(tmp_path: Path) -> None:
    pipeline, problems = fit(bot(tmp_path), "NgramClassifier", "components.marker.Marker")
    assert not problems.errors
    for each in (pipeline, Pipeline.load(pipeline.save(), root=tmp_path)):
        assert [entity.value for entity in each.parse("hello").entities] == ["one"]


def test_two_bots_have_components_of_one_name(tmp_path: Path) -> None:
    roots = bot(tmp_path / "a", "one"), bot(tmp_path / "b", "two")
    pipelines = [fit(root, "components.marker.Marker")[0] for root in roots]
    assert [each.parse("hello").entities[0].value for each in pipelines] == ["one", "two"]


def test_a_class_in_one_file_and_in_a_package_is_found(tmp_path: Path) -> None:
    text = MARKER.replace("from components.words import MARK", "MARK = 'm'")
    assert load_own("single.Marker", write(tmp_path, "single.py", text)).__name__ == "Marker"
    assert load_own("whole.Marker", write(tmp_path, "whole/__init__.py", text)).__name__ == "Marker"


def test_what_it_leaves_out_has_a_default(tmp_path: Path) -> None:
    kind = load_own("components.marker.Marker", bot(tmp_path))
    assert kind.prepares is False
    assert kind.load(Saved()).save() == kind.fit(None, kind.Options()).save()  # type: ignore[arg-type]


def test_a_model_whose_component_is_gone_says_so(tmp_path: Path) -> None:
    pipeline, _ = fit(bot(tmp_path / "a"), "components.marker.Marker")
    with pytest.raises(AuthorError) as fault:
        Pipeline.load(pipeline.save(), root=tmp_path / "b")
    assert "'components.marker.Marker' cannot be loaded" in fault.value.problems[0].message


def test_a_file_that_is_not_there_is_no_component(tmp_path: Path) -> None:
    problems = Problems()
    assert not OWN_COMPONENT.check("mine.deep.Mine", tmp_path, HERE, problems)
    (problem,) = problems.all
    assert (problem.code, problem.severity) == ("nlu/unknown-component", "warning")
    assert "mine/deep.py" in problem.message


@pytest.mark.parametrize(
    "head",
    [
        "from rasa.engine.graph import GraphComponent\n\nclass Mine(GraphComponent):\n",
        "from rasa.nlu.components import Component\n\nclass Mine(Component):\n",
        "import rasa.nlu.extractors.extractor as e\n\nclass Mine(e.EntityExtractorMixin):\n",
        "import rasa.shared.utils.io\n\nclass Mine(Other):\n",
        "from ours import GraphComponent\n\nclass Mine(GraphComponent):\n",
    ],
)
def test_one_of_rasas_engine_is_told_at_its_line_and_left_out(tmp_path: Path, head: str) -> None:
    text = f"{head}    def process(self, messages):\n        return messages\n"
    assert told(tmp_path, text) == [("nlu/rasa-component", "warning", "mine.py:3:1")]
    pipeline, problems = fit(tmp_path, "mine.Mine", "DIETClassifier")
    assert not problems.errors
    assert pipeline.parse("hello there").intent.name == "greet"


def test_one_that_can_do_both_is_taken(tmp_path: Path) -> None:
    text = "try:\n    import rasa\nexcept ImportError:\n    rasa = None\n"
    assert told(tmp_path, text + MARKER.replace("Marker", "Mine").replace("from components.words", "from words")) == []


def test_python_that_cannot_be_read_is_told_at_its_line(tmp_path: Path) -> None:
    assert told(tmp_path, "class Mine:\n  def (\n") == [("nlu/broken-component", "error", "mine.py:2:7")]


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("x = 1\n", "has no attribute 'Mine'", "mine.py"),
        ("x = 1\n\nx / 0\n", "ZeroDivisionError", "mine.py:3:1"),
        ("import no_such_package.deep\n", "No module named 'no_such_package'", "mine.py:1:1"),
        ("class Mine:\n    def process(self, draft): ...\n", "it has no fit, save, load", "mine.py"),
        ("def Mine():\n    pass\n", "it has no fit, process, save, load", "mine.py"),
    ],
)
def test_what_cannot_be_used_is_a_problem_and_no_traceback(tmp_path: Path, text: str, words: str, place: str) -> None:
    _, problems = fit(write(tmp_path, "mine.py", text), "mine.Mine", "IntentClassifier")
    (problem,) = problems.errors
    assert problem.code == "nlu/broken-component"
    assert words in problem.message
    assert str(problem.place) == place
    assert "_talkwright" not in problem.message


def test_one_that_fails_as_it_learns_is_a_problem_at_its_line(tmp_path: Path) -> None:
    text = MARKER.replace("from components.words import MARK", "MARK = 1").replace("return cls()", "return cls(5)", 1)
    _, problems = fit(write(tmp_path, "mine.py", text), "mine.Marker", "IntentClassifier")
    (problem,) = problems.errors
    assert (problem.code, str(problem.place)) == ("nlu/broken-component", "mine.py:9:1")
    assert "cannot be trained: TypeError" in problem.message


def test_one_that_fails_at_a_message_costs_no_message(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = MARKER.replace("from components.words import MARK", "MARK = []").replace(
        "MARK, 0", "MARK[len(draft.words)], 0"
    )
    pipeline, _ = fit(write(tmp_path, "mine.py", text), "IntentClassifier", "mine.Marker")
    assert pipeline.parse("hello there").intent.name == "greet"
    assert "nlu.component_failed" in caplog.text


def test_one_that_is_not_there_any_more_is_named(tmp_path: Path) -> None:
    with pytest.raises(AuthorError) as fault:
        load_own("components.gone.Gone", tmp_path)
    assert "there is no components/gone.py" in fault.value.problems[0].message


def test_it_is_printed_anew_when_a_file_of_its_folder_changes(tmp_path: Path) -> None:
    name = "components.marker.Marker"
    before = print_of([name, "IntentClassifier"], bot(tmp_path))
    assert print_of([name], tmp_path) == before
    assert print_of([name], bot(tmp_path, "two")) != before
