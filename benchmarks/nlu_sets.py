"""Data sets in a folder, found by their shape, and bots made of them.

A set is a folder with a file of tests, ``test.csv``, ``.tsv`` or ``.jsonl``, and files to train with beside it,
``train.csv``, ``train_10.csv`` ... Tables have a column for the text and one for the intent; lines of JSON have the
same, or ``tokens`` with BIO ``tags``. A folder that is called as a language is in that language. Knows no measure.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from talkwright.conversation.utterance import Entity
from talkwright.nlu.examples import Example

ENDINGS = (".csv", ".tsv", ".jsonl")
NOTHING_MEANT = frozenset({"", "oos", "out_of_scope", "NONE"})
"""What sets call a message that means none of their intents."""

_TEXTS, _INTENTS = ("text", "utterance", "sentence", "query"), ("intent", "label", "category")
_SPACELESS = frozenset({"zh", "ja"})
_LANGUAGE_LETTERS = 2
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x84\x86-\x9f]")


def sets(folder: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Every file of tests in ``folder``, with the files to train with, the smallest first."""
    tests = sorted(path for ending in ENDINGS for path in folder.rglob(f"test{ending}"))
    for test in tests:
        trains = sorted(test.parent.glob(f"train*{test.suffix}"), key=lambda path: path.stat().st_size)
        if trains:
            yield test, trains


def language(path: Path) -> str:
    """That of the set which ``path`` is in."""
    name = path.parent.name
    return name if len(name) == _LANGUAGE_LETTERS and name.isalpha() else "en"


def read(path: Path) -> list[Example]:
    """The examples of a file. Slashes of intents are written ``__``: here they would name a question of an intent."""
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            return [_example(json.loads(line), path) for line in file if line.strip()]
        csv.field_size_limit(sys.maxsize)
        return [_example(row, path) for row in csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ",")]


def _example(row: dict[str, Any], path: Path) -> Example:
    intent = next(str(row[key]) for key in _INTENTS if key in row).replace("/", "__")
    if "tokens" not in row:
        return Example(" ".join(next(str(row[key]) for key in _TEXTS if key in row).split()), intent)
    glue = "" if language(path) in _SPACELESS else " "
    text = ""
    spans: list[tuple[str, int, int]] = []
    for token, tag in zip(row["tokens"], row["tags"], strict=True):
        start = len(text) + (len(glue) if text else 0)
        text += (glue if text else "") + token
        name = tag[2:]
        if tag.startswith("I-") and spans and spans[-1][0] == name:
            spans[-1] = (name, spans[-1][1], len(text))
        elif name:
            spans.append((name, start, len(text)))
    return Example(text, intent, tuple(Entity(name, text[start:end], start, end) for name, start, end in spans))


def write_bot(bot: Path, examples: Sequence[Example], language: str) -> None:
    """A bot with the default pipeline that learns ``examples`` and has one answer for everything."""
    by_intent: dict[str, list[str]] = {}
    for example in examples:
        if example.intent not in NOTHING_MEANT:
            by_intent.setdefault(example.intent or "", []).append(_marked(example))
    entities = sorted({entity.entity for example in examples for entity in example.entities})
    intents = json.dumps(sorted(by_intent))
    for folder in ("nlu-data", "flows"):
        (bot / folder).mkdir(parents=True)
    (bot / "config.yml").write_text(f"language: {language}\n")
    (bot / "domain.yml").write_text(
        f"intents: {intents}\nentities: {json.dumps(entities)}\nresponses: {{utter_done: [{{text: Done.}}]}}\n"
    )
    (bot / "flows" / "answer.yml").write_text(
        "flows:\n  answer:\n    description: Answers.\n"
        f"    nlu_trigger: {json.dumps([{'intent': intent} for intent in sorted(by_intent)])}\n"
        "    steps: [{action: utter_done}]\n"
    )
    lines = ["nlu:"]
    for intent, texts in by_intent.items():
        lines += [f"  - intent: {json.dumps(intent)}", "    examples: |", *(f"      - {text}" for text in texts)]
    (bot / "nlu-data" / "nlu.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _marked(example: Example) -> str:
    """The example as it stands in a file: brackets of its own are round ones there, what YAML forbids is a space."""
    text, end = "", 0
    for entity in example.entities:
        text += f"{_round(example.text[end : entity.start])}[{_round(example.text[entity.start : entity.end])}]"
        text += json.dumps({"entity": entity.entity})
        end = entity.end
    return text + _round(example.text[end:])


def _round(text: str) -> str:
    return _FORBIDDEN.sub(" ", text).replace("[", "(").replace("]", ")")
