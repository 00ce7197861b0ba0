"""What did not change is not trained again, and what is a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.encoders.test_fetch import FILES as ENCODER
from tests.encoders.test_fetch import SOURCE
from tests.small_bot import FILES

from talkwright.encoders.fetch import fetch
from talkwright.encoders.shelf import Shelf
from talkwright.errors import AuthorError, RequestError
from talkwright.project.open import open_project
from talkwright.training.train import Trained, needs_training, train


@pytest.fixture
def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TALKWRIGHT_ENCODERS", str(tmp_path / "shelf"))
    folder = tmp_path / "bot"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def trained(bot: Path, name: str = "model") -> Trained:
    return train(open_project(bot), bot / "models", name)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_the_same_files_are_trained_once_and_give_the_same_model(bot: Path) -> None:
    assert needs_training(open_project(bot), bot / "models")
    first = trained(bot)
    assert not needs_training(open_project(bot), bot / "models")
    again = trained(bot, "again")
    assert (again.unchanged, again.path) == (True, first.path)
    forced = train(open_project(bot), bot / "other", "model", force=True)
    assert forced.path.read_bytes() == first.path.read_bytes()


def test_a_flow_that_changed_leaves_what_is_understood(bot: Path) -> None:
    trained(bot)
    change(bot / "flows" / "orders.yml", "Say hello.", "Greet people.")
    again = trained(bot, "again")
    assert (again.unchanged, again.reused) == (False, ("nlu",))


@pytest.mark.parametrize(
    ("languages", "name"),
    [
        ("", "all-MiniLM-L6-v2"),
        ("language: en_GB\nadditional_languages: [en]\n", "all-MiniLM-L6-v2"),
        ("language: de\n", "universal-sentence-encoder-multilingual"),
        ("language: en\nadditional_languages: [fr]\n", "universal-sentence-encoder-multilingual"),
    ],
)
def test_without_a_pipeline_one_warning_tells_of_the_encoder_for_the_languages(
    bot: Path, languages: str, name: str
) -> None:
    (bot / "config.yml").write_text(f"assistant_id: small\n{languages}")
    for _ in range(2):
        (problem,) = trained(bot).problems
        assert (problem.code, problem.severity, problem.hint) == (
            "nlu/no-encoder",
            "warning",
            f"Get it: talkwright encoder fetch {name}",
        )


def test_an_encoder_that_was_fetched_since_is_a_change(bot: Path, tmp_path: Path) -> None:
    change(
        bot / "config.yml",
        "- name: NgramClassifier\n",
        "- name: SentenceEncoder\n  encoder: tiny\n- name: IntentClassifier\n",
    )
    without = trained(bot)
    assert [problem.code for problem in without.problems] == ["nlu/no-encoder"]
    given = tmp_path / "given"
    given.mkdir()
    for name, content in ENCODER.items():
        (given / name).write_bytes(content)
    fetch(SOURCE, Shelf(), given)
    assert needs_training(open_project(bot), bot / "models")
    with_it = trained(bot, "again")
    assert (with_it.unchanged, with_it.reused, with_it.problems) == (False, (), ())
    assert list((bot / ".talkwright" / "cache").glob("*.npz"))
    assert trained(bot, "third").unchanged


def test_a_file_that_cannot_be_read_is_left_out_and_told(bot: Path) -> None:
    (bot / "nlu-data" / "more.yml").write_text("nlu:\n<<<<<<< HEAD\n- intent: greet\n")
    made = trained(bot)
    assert [problem.code for problem in made.problems if problem.severity == "error"] == ["yaml/merge-conflict"]
    assert made.path.is_file()


def test_a_bot_of_nothing_but_unreadable_files_is_not_trained(bot: Path) -> None:
    for file in (*bot.glob("nlu-data/*"), *bot.glob("flows/*")):
        file.write_text("nlu: [\n")
    with pytest.raises(AuthorError):
        trained(bot)


def test_a_domain_that_cannot_be_read_is_an_error(bot: Path) -> None:
    (bot / "domain.yml").write_text("intents: [\n")
    with pytest.raises(AuthorError):
        trained(bot)


def test_components_of_the_bot_that_changed_are_trained_again(bot: Path) -> None:
    (bot / "config.yml").write_text("language: en\npipeline:\n  - {name: NgramClassifier}\n  - {name: own.Own}\n")
    own = (
        "from talkwright.nlu.component import Saved\nclass Own:\n    @classmethod\n    def fit(cls, lesson, options):\n"
        "        return cls()\n    def process(self, draft): pass\n    def save(self):\n        return Saved()\n"
        "    @classmethod\n    def load(cls, saved):\n        return cls()\n"
    )
    (bot / "own.py").write_text(own)
    trained(bot)
    assert trained(bot, "again").unchanged
    (bot / "own.py").write_text(own + "# more\n")
    assert not trained(bot, "more").unchanged


def test_a_model_goes_on_from_the_one_before_when_it_is_asked_to(bot: Path) -> None:
    first = trained(bot)
    many = "".join(f"      - tell me about order number {number}\n" for number in range(40))
    (bot / "nlu-data" / "more.yml").write_text(f"nlu:\n  - intent: track_order\n    examples: |\n{many}")
    whole = trained(bot, "whole")
    assert (whole.grown_from, whole.path == first.path) == (None, False)
    (bot / "nlu-data" / "new.yml").write_text(
        "nlu:\n  - intent: track_order\n    examples: |\n      - any news of it\n"
    )
    grown = [
        train(open_project(bot), bot / folder, "grown", finetune=whole.path) for folder in ("one folder", "another")
    ]
    assert [each.grown_from for each in grown] == [whole.path, whole.path]
    assert grown[0].path.read_bytes() == grown[1].path.read_bytes()
    assert grown[0].review.examples == whole.review.examples


def test_what_went_on_is_up_to_date_for_those_who_want_that_and_trained_as_a_whole_else(bot: Path) -> None:
    models = bot / "models"
    many = "".join(f"      - tell me about order number {number}\n" for number in range(40))
    (bot / "nlu-data" / "more.yml").write_text(f"nlu:\n  - intent: track_order\n    examples: |\n{many}")
    trained(bot)
    (bot / "nlu-data" / "new.yml").write_text(
        "nlu:\n  - intent: track_order\n    examples: |\n      - any news of it\n"
    )
    grown = train(open_project(bot), models, "grown", finetune=models)
    assert grown.grown_from is not None
    again = train(open_project(bot), models, "again", finetune=models)
    assert (again.unchanged, again.path) == (True, grown.path)
    change(bot / "flows" / "orders.yml", "Say hello.", "Greet people.")
    kept = train(open_project(bot), models, "kept", finetune=models)
    assert (kept.unchanged, kept.reused) == (False, ("nlu",))
    assert needs_training(open_project(bot), models)
    whole = trained(bot, "whole")
    assert (whole.unchanged, whole.reused, whole.grown_from) == (False, (), None)
    anew = train(open_project(bot), bot / "anew", "whole", force=True)
    assert whole.path.read_bytes() == anew.path.read_bytes()


def test_what_there_is_nothing_to_go_on_from_is_trained_as_a_whole(bot: Path) -> None:
    models = bot / "models"
    assert train(open_project(bot), models, "first", finetune=models).grown_from is None
    change(bot / "config.yml", "threshold: 0.3", "threshold: 0.4")
    assert train(open_project(bot), models, "second", finetune=models).grown_from is None


def test_a_model_to_go_on_from_has_to_be_there(bot: Path) -> None:
    with pytest.raises(RequestError, match="no model"):
        train(open_project(bot), bot / "models", "model", finetune=bot / "elsewhere")
