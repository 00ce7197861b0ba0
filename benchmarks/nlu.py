"""How well and how fast messages are understood: python benchmarks/nlu.py --data DIR

Every set under DIR (``benchmarks/nlu_sets.py`` says what is one) is trained by ``talkwright train`` in a cold process,
with each of its training files, twice: by default and light, which is without the weights of an encoder. ECE is the
expected calibration error. OOS AUROC is how well messages of intents are told that were left out: every fourth, with
the training file nearest to a thousand examples, unless the set has such messages itself. Words alone decide where the
encoder is not asked. Turns are those of the largest bot, over REST, SQLite, 16 connections, each message of its tests
said once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]  # it may be run as a file

from benchmarks.nlu_sets import NOTHING_MEANT, language, read, sets, write_bot  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: E402
from rich.table import Table  # noqa: E402

from talkwright.nlu.examples import Example  # noqa: E402

KINDS = ("default", "light")
CONNECTIONS, TURNS = 16, 3_000
_FOURTH, _THOUSAND, _FEWEST_INTENTS = 4, 1_000, 10
_AGAIN = 1_500  # examples: up to so many are trained again, to see what the cache saves
COLUMNS = (
    *("data", "pipeline", "examples", "intents", "intent %", "ECE", "entity F1", "OOS AUROC"),
    *("words alone %", "p50 ms", "p95 ms", "train s", "CPU s", "peak MB", "again s", "serving MB"),
)


@contextmanager
def bot_of(examples: list[Example], spoken: str) -> Iterator[Path]:
    """A bot in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="talkwright-bench-", ignore_cleanup_errors=True) as folder:
        write_bot(Path(folder), examples, spoken)
        yield Path(folder)


def environment(kind: str, bot: Path) -> dict[str, str]:
    """That of a command. The light kind looks for encoders where there are none."""
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))}
    return {**found, "TALKWRIGHT_ENCODERS": str(bot / "no-encoders")} if kind == "light" else found


def train(bot: Path, kind: str) -> dict[str, float]:
    """Train in a cold process: wall and CPU seconds, and the most memory that it had."""
    command = [sys.executable, "-m", "talkwright", "train", "--force"]
    began = time.perf_counter()
    with (bot / "train.log").open("w") as log:
        process = subprocess.Popen(command, cwd=bot, env=environment(kind, bot), stdout=log, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit((bot / "train.log").read_text())
    wall = time.perf_counter() - began
    return {"wall_s": wall, "cpu_s": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}


def ask(bot: Path, kind: str, test: Path) -> dict[str, Any]:
    """What its newest model makes of the tests, in another process."""
    command = [sys.executable, "-m", "benchmarks.nlu_model", str(bot / "models"), str(test)]
    done = subprocess.run(command, cwd=ROOT, env=environment(kind, bot), check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def row(train_file: Path, test: Path, kind: str, folder: Path, *, scope: bool) -> list[str]:
    """One line of the table."""
    examples = read(train_file)
    with bot_of(examples, language(test)) as bot:
        cost = train(bot, kind)
        again = train(bot, kind)["wall_s"] if len(examples) <= _AGAIN else None
        found = ask(bot, kind, test)
    if scope and found["scope"] is None:
        found["scope"] = scope_of(examples, test, kind)
    intents = {example.intent for example in examples} - NOTHING_MEANT
    return [
        str(train_file.relative_to(folder)),
        kind,
        f"{len(examples):,}",
        str(len(intents)),
        f"{found['accuracy'] * 100:.2f}",
        f"{found['calibration']:.3f}",
        _or_none(found["entity_f1"], 100, ".2f"),
        _or_none(found["scope"], 100, ".1f"),
        f"{found['words_alone'] * 100:.0f}",
        f"{found['p50_ms']:.2f}",
        f"{found['p95_ms']:.2f}",
        f"{cost['wall_s']:.2f}",
        f"{cost['cpu_s']:.2f}",
        f"{cost['peak_mb']:.0f}",
        _or_none(again, 1, ".2f"),
        f"{found['memory_mb']:.0f}",
    ]


def scope_of(examples: list[Example], test: Path, kind: str) -> float | None:
    """How well messages of every fourth intent are told from the others when it was left out."""
    left_out = set(sorted({example.intent or "" for example in examples})[::_FOURTH])
    with bot_of([each for each in examples if each.intent not in left_out], language(test)) as bot:
        train(bot, kind)
        found: float | None = ask(bot, kind, test)["unknown"]
    return found


def turns(train_file: Path, test: Path) -> str:
    """How many turns a second a server takes, by default."""
    from benchmarks.client import talk
    from benchmarks.measure import Server

    texts = [example.text for example in read(test)][:TURNS]
    seconds: list[float] = []
    with bot_of(read(train_file), language(test)) as bot:
        train(bot, "default")
        server = Server(bot)
        try:

            async def all_at_once() -> None:
                parts = [texts[number::CONNECTIONS] for number in range(CONNECTIONS)]
                await asyncio.gather(
                    *(talk(server.port, f"bench-{number}", part, seconds) for number, part in enumerate(parts))
                )

            asyncio.run(talk_once(server.port))
            before, began = server.cpu_s(), time.perf_counter()
            asyncio.run(all_at_once())
            wall, cpu = time.perf_counter() - began, server.cpu_s() - before
            memory = server.memory_mb()
        finally:
            server.stop()
    seconds.sort()
    p50, p99 = seconds[len(seconds) // 2] * 1e3, seconds[len(seconds) * 99 // 100] * 1e3
    return (
        f"{len(texts) / wall:,.0f} turns/s over REST, {train_file.parent.name}/{train_file.name}, default pipeline, "
        f"SQLite, {CONNECTIONS} connections, {len(texts):,} messages of its tests, each once; "
        f"server CPU {cpu / len(texts) * 1e3:.2f} ms a turn, {len(texts) / cpu:,.0f} turns on a core of its own; "
        f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, {memory:.0f} MB"
    )


async def talk_once(port: int) -> None:
    """What a first message costs is not measured."""
    from benchmarks.client import talk

    await talk(port, "bench-first", ["hello", "where is my card"], [])


def _or_none(value: float | None, times: float, form: str) -> str:
    return "-" if value is None else format(value * times, form)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder of data sets")
    parser.add_argument("--only", default="", help="files to train with whose path has this in it")
    parser.add_argument("--pipeline", choices=KINDS, help="one of the two")
    parser.add_argument("--no-turns", action="store_true", help="without a server")
    options = parser.parse_args()
    if options.data is None:
        print("benchmarks/nlu.py measures on examples of yours: give it --data DIR.")
        return
    folder = options.data.absolute()
    kinds = [options.pipeline] if options.pipeline else KINDS
    found = list(sets(folder))
    work = [(train, test, kind) for test, trains in found for train in trains for kind in kinds]
    work = [each for each in work if options.only in str(each[0].relative_to(folder))]
    table = Table(title=f"Understanding; load average {os.getloadavg()[0]:.1f} at the start")
    for column in COLUMNS:
        is_name = column in ("data", "pipeline")
        table.add_column(column, justify="left" if is_name else "right", no_wrap=is_name)
    scoped = {scope_file(trains) for _, trains in found}
    shown = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*shown, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(work) + (not options.no_turns))
        for train_file, test, kind in work:
            progress.update(task, description=f"{train_file.relative_to(folder)} {kind}")
            table.add_row(*row(train_file, test, kind, folder, scope=train_file in scoped))
            progress.advance(task)
        if work and not options.no_turns:
            largest = max(work, key=lambda each: len({example.intent for example in read(each[0])}))
            progress.update(task, description="turns")
            table.caption = turns(max(trains_of(found, largest[1]), key=lambda path: path.stat().st_size), largest[1])
    Console(width=None if sys.stdout.isatty() else max(190, shutil.get_terminal_size().columns)).print(table)


def trains_of(found: list[tuple[Path, list[Path]]], test: Path) -> list[Path]:
    """The training files beside ``test``."""
    return next(trains for each, trains in found if each == test)


def scope_file(trains: list[Path]) -> Path | None:
    """The training file with which messages of left out intents are asked; None where there are few intents."""
    counts = {path: read(path) for path in trains}
    if len({example.intent for example in counts[trains[-1]]}) < _FEWEST_INTENTS:
        return None
    return min(trains, key=lambda path: abs(len(counts[path]) - _THOUSAND))


if __name__ == "__main__":
    main()
