"""Every benchmark, one table each. ``--data DIR`` is handed to those that need it."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

WITH_DATA = ("training", "growing", "nlu", "stories")
ALONE = ("start", "engine", "turns", "actions", "sockets", "builder")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder of data sets")
    data = parser.parse_args().data
    root = Path(__file__).parents[1]
    for name in (*ALONE, *WITH_DATA):
        arguments = ["--data", str(data.absolute())] if data and name in WITH_DATA else []
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments], cwd=root, check=True)


if __name__ == "__main__":
    main()
