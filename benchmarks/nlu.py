"""How well and how fast messages are understood: python benchmarks/nlu.py --data DIR

DIR holds ``test.csv`` (columns text, intent) and ``train.csv``, ``train_10.csv`` ...; or the same as ``.jsonl`` with
``tokens``, BIO ``tags`` and ``intent``; or folders of that kind, of any depth. Each training file is one row. It is
trained in a process of its own, whose whole CPU time is given, imports included. Entities are counted right when name
and span are; accuracy is that of the best intent, the fallback apart.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from talkwright.conversation.utterance import Entity
from talkwright.errors import Problems
from talkwright.nlu.components.fallback_classifier import FALLBACK_INTENT
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.pipeline import Pipeline


def read(path: Path) -> list[Example]:
    """The examples of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            return [Example(row["text"], row["intent"]) for row in csv.DictReader(file)]
        return [_annotated(json.loads(line), glue="" if path.parent.name == "zh" else " ") for line in file]


def _annotated(row: dict, glue: str) -> Example:
    text, entities = "", []
    for token, tag in zip(row["tokens"], row["tags"], strict=True):
        start = len(text) + (len(glue) if text else 0)
        text += (glue if text else "") + token
        name = tag[2:]
        if tag.startswith("I-") and entities and entities[-1][0] == name:
            entities[-1] = (name, entities[-1][1], len(text))
        elif name:
            entities.append((name, start, len(text)))
    found = tuple(Entity(name, text[start:end], start, end) for name, start, end in entities)
    return Example(text, row["intent"], found)


def training_files(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Every training file in ``folder`` with the test file beside it."""
    for test in sorted([*folder.rglob("test.csv"), *folder.rglob("test.jsonl")]):
        for train in sorted(test.parent.glob(f"train*{test.suffix}"), key=lambda path: path.stat().st_size):
            yield train, test


def measure(train: Path, test: Path) -> dict:
    """Train and ask, in this process."""
    data = TrainingData(tuple(read(train)))
    files = Pipeline.fit(data, [], None, Problems()).save()
    train_cpu_s = time.process_time()
    pipeline = Pipeline.load(files)
    examples = read(test)
    for example in examples:
        pipeline.parse(example.text)
    right = hits = guessed = annotated = 0
    took_us = []
    for example in examples:
        start = time.perf_counter()
        said = pipeline.parse(example.text)
        took_us.append((time.perf_counter() - start) * 1e6)
        ranked = [intent.name for intent in said.intent_ranking if intent.name != FALLBACK_INTENT]
        right += ranked[:1] == [example.intent]
        found = {(entity.entity, entity.start, entity.end) for entity in said.entities}
        meant = {(entity.entity, entity.start, entity.end) for entity in example.entities}
        hits, guessed, annotated = hits + len(found & meant), guessed + len(found), annotated + len(meant)
    took_us.sort()
    return {
        "examples": len(data.examples),
        "intents": len(data.intents),
        "accuracy": right / len(examples),
        "entity_f1": 2 * hits / (guessed + annotated) if annotated else None,
        "train_cpu_s": train_cpu_s,
        "size_kb": sum(map(len, files.values())) / 1e3,
        "p50_us": took_us[len(took_us) // 2],
        "p95_us": took_us[len(took_us) * 95 // 100],
    }


@click.command()
@click.option("--data", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--one", nargs=2, type=click.Path(path_type=Path), hidden=True, help="Measure one pair, print JSON.")
def main(folder: Path | None, one: tuple[Path, Path] | None) -> None:
    """Measure every training file under a folder."""
    if one:
        print(json.dumps(measure(*one)))
        return
    if folder is None:
        print("benchmarks/nlu.py measures on examples of yours: give it --data DIR.")
        return
    table = Table("data", title=f"Understanding, light; load average {os.getloadavg()[0]:.1f} at the start")
    for column in ("examples", "intents", "intent %", "entity F1", "train CPU s", "model kB", "parse p50 us", "p95 us"):
        table.add_column(column, justify="right")
    for train, test in training_files(folder):
        # One thread for the linear algebra, as `talkwright train` has it: two would mostly wait for each other.
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
        command = [sys.executable, __file__, "--data", str(folder), "--one", str(train), str(test)]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        row = json.loads(done.stdout)
        table.add_row(
            str(train.relative_to(folder.parent)),
            str(row["examples"]),
            str(row["intents"]),
            f"{row['accuracy']:.2%}"[:-1],
            "-" if row["entity_f1"] is None else f"{row['entity_f1']:.1%}"[:-1],
            f"{row['train_cpu_s']:.2f}",
            f"{row['size_kb']:.0f}",
            f"{row['p50_us']:.0f}",
            f"{row['p95_us']:.0f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
