"""The pipeline of who names none, with the encoder that it is made for: what words do not tell, meaning does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from talkwright.errors import Problems
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.pipeline import Pipeline

EXAMPLES = {
    "greet": ["hello", "hi", "good morning", "hey there"],
    "goodbye": ["bye", "see you later", "good night"],
    "book_table": ["book a table", "reserve a table for two", "i want to eat at your place tonight"],
    "opening_hours": ["when are you open", "what are your opening hours", "are you open on sunday"],
}
FAQ = {
    "faq/parking": ["where can i leave my car", "is there parking"],
    "faq/dogs": ["may i bring my dog", "are pets allowed"],
}


@pytest.fixture
def pipeline(encoders: object) -> Pipeline:
    return fitted(EXAMPLES)


def fitted(texts_by_name: dict[str, list[str]]) -> Pipeline:
    examples = [
        Example(text, name.partition("/")[0], response_key=name.partition("/")[2] or None)
        for name, texts in texts_by_name.items()
        for text in texts
    ]
    problems = Problems()
    pipeline = fit_pipeline(TrainingData(tuple(examples)), (), "en", problems)
    assert problems.all == ()
    return Pipeline.load(pipeline.save())


def test_a_few_examples_are_understood_in_other_words(pipeline: Pipeline) -> None:
    meant = {
        "can we reserve seats": "book_table",
        "until what time can i come": "opening_hours",
        "so long": "goodbye",
    }
    assert {text: pipeline.parse(text).intent.name for text in meant} == meant


@pytest.mark.usefixtures("encoders")
def test_a_question_is_told_by_its_meaning() -> None:
    pipeline = fitted({"greet": EXAMPLES["greet"], **FAQ})
    assert pipeline.parse("can my puppy come along").intent.full_retrieval_intent_name == "faq/dogs"


def test_what_means_nothing_of_it_is_not_understood(pipeline: Pipeline) -> None:
    for text in ("i lost my wallet", "the square root of nine"):
        assert pipeline.parse(text).intent.name == "nlu_fallback"


def test_serving_imports_neither_what_trains_nor_what_converts(pipeline: Pipeline, tmp_path: Path) -> None:
    for name, content in pipeline.save().items():
        (tmp_path / name).write_bytes(content)
    script = (
        "import sys, pathlib\n"
        "from talkwright.nlu.pipeline import Pipeline\n"
        "files = {path.name: path.read_bytes() for path in pathlib.Path(sys.argv[1]).iterdir()}\n"
        "print(Pipeline.load(files).parse('can we reserve seats').intent.name)\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'scipy', 'onnx', 'torch'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, check=True, text=True)
    assert done.stdout.split("\n")[:2] == ["book_table", "[]"]
