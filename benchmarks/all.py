"""Every benchmark, one table each. ``--data DIR`` is handed to those that need it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WITH_DATA = ("training", "nlu")
ALONE = ("start", "engine", "turns", "actions")


def main() -> None:
    root = Path(__file__).parents[1]
    for name in (*ALONE, *WITH_DATA):
        arguments = sys.argv[1:] if name in WITH_DATA else []
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments], cwd=root, check=True)


if __name__ == "__main__":
    main()
