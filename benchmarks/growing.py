"""Ten examples more: python benchmarks/growing.py --data DIR

Of every set under DIR with enough to train with, a thousand examples are trained as a whole. Then ten more come, and
the bot is trained again: as a whole by a new process, with ``--finetune`` by a new process, and with ``--finetune`` by
one that has trained before, as one is that waits for its author. Seconds are medians.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]  # it may be run as a file

from benchmarks.nlu_sets import NOTHING_MEANT, language, read, sets, write_bot  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from talkwright.nlu.examples import Example  # noqa: E402
from talkwright.project.open import open_project  # noqa: E402
from talkwright.training.train import train  # noqa: E402

MANY, MORE, TIMES = 1_000, 10, 7


def measure(examples: Sequence[Example], spoken: str, bot: Path) -> tuple[float, float, float]:
    """Seconds, as the columns of the table are."""
    begin = bot / "begin"
    write_bot(bot, examples[:MANY], spoken)
    before = train(open_project(bot), begin, "before").path

    def command(*flags: str) -> None:
        done = [sys.executable, "-m", "talkwright", "train", "--out", str(bot / "models"), *flags]
        subprocess.run(done, cwd=bot, check=True, capture_output=True)

    def here() -> None:
        done = train(open_project(bot), bot / "models", "more", finetune=before)
        assert done.grown_from == before, "it was trained as a whole"

    ways: tuple[Callable[[], None], ...] = (command, lambda: command("--finetune", str(before)), here)
    seconds: tuple[list[float], ...] = ([], [], [])
    for number in range(TIMES):
        more = examples[MANY + number * MORE :][:MORE]
        for way, found in zip(ways, seconds, strict=True):
            for folder in ("nlu-data", "flows", "models"):
                shutil.rmtree(bot / folder, ignore_errors=True)
            write_bot(bot, [*examples[:MANY], *more], spoken)
            began = time.perf_counter()
            way()
            found.append(time.perf_counter() - began)
    whole, cold, warm = map(statistics.median, seconds)
    return whole, cold, warm


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder of data sets")
    data = parser.parse_args().data
    if data is None:
        print("benchmarks/growing.py measures on examples of yours: give it --data DIR.")
        return
    table = Table(title=f"{MORE} examples beside {MANY:,}; load average {os.getloadavg()[0]:.1f} at the start")
    table.add_column("data")
    for column in ("train s", "train --finetune s", "ratio", "at work already s", "ratio"):
        table.add_column(column, justify="right")
    for test, trains in sets(data.absolute()):
        examples = [each for each in read(trains[-1]) if each.intent not in NOTHING_MEANT]
        if len(examples) < MANY + MORE * TIMES:
            continue
        random.Random(0).shuffle(examples)
        with TemporaryDirectory(prefix="talkwright-bench-") as folder:
            whole, cold, warm = measure(examples, language(test), Path(folder))
        name = str(trains[-1].relative_to(data.absolute()))
        table.add_row(name, f"{whole:.2f}", f"{cold:.2f}", f"{cold / whole:.2f}", f"{warm:.2f}", f"{warm / whole:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
