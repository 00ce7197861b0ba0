"""Messages that models can be asked fairly: labelled, and learnt by none of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from talkwright.builder.training.conversing import test_files
from talkwright.builder.training.errand import Errand, texts_over
from talkwright.errors import Problems
from talkwright.nlu.examples import Example
from talkwright.nlu.pipeline import Pipeline
from talkwright.project.data import read_data
from talkwright.project.files import Overlay, read_document
from talkwright.project.open import open_project


def unseen(errand: Errand, pipelines: Sequence[Pipeline]) -> tuple[Example, ...]:
    """The labelled messages of the bot's tests, and its examples, that none of ``pipelines`` has learnt; each once."""
    root, overlay = Path(errand.root), Overlay(texts_over(errand))
    problems = Problems()  # whoever wrote the files is told elsewhere
    named = [(path, str(path)) for path in test_files(root, overlay)]
    documents = [read_document(path, name, problems, None, overlay) for path, name in named]
    mine = [each for each in documents if each is not None and _has_examples(each.node.value)]
    tests = read_data(mine, problems).training.examples
    learnt = frozenset().union(*(pipeline.neighbours.texts for pipeline in pipelines))
    found: dict[str, Example] = {}
    for example in (*tests, *open_project(root, overlay=overlay).data.examples):
        if example.intent and example.text not in learnt:
            found.setdefault(example.text, example)
    return tuple(found.values())


def _has_examples(value: object) -> bool:
    return isinstance(value, dict) and "nlu" in value
