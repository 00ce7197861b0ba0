"""`talkwright train` in a cold process: the starter, a tiny bot, and a bot of a thousand examples when there is data.

``--data DIR`` names a folder with ``nlu/banking77`` in it; without it that row is left out.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from benchmarks.measure import RUNS, command, median, starter_bot, table


def write_bot(bot: Path, examples: dict[str, list[str]]) -> int:
    """Give the bot these intents and nothing else. How many examples that are."""
    for file in [*bot.glob("nlu-data/*"), *bot.glob("flows/*")]:
        file.unlink()
    intents = "".join(f"  - {name}\n" for name in examples)
    (bot / "domain.yml").write_text(f'version: "3.1"\nintents:\n{intents}')
    lines = ['version: "3.1"', "nlu:"]
    for name, texts in examples.items():
        lines += [f"  - intent: {name}", "    examples: |", *(f"      - {text}" for text in texts)]
    (bot / "nlu-data" / "nlu.yml").write_text("\n".join(lines) + "\n")
    return sum(map(len, examples.values()))


def banking(data: Path, count: int, intents: int) -> dict[str, list[str]]:
    """About ``count`` examples of the first ``intents`` intents of BANKING77's training set."""
    with (data / "nlu" / "banking77" / "train.csv").open() as file:
        by_intent: dict[str, list[str]] = {}
        for row in csv.DictReader(file):
            text = " ".join(row["text"].replace("[", "(").replace("]", ")").split())
            by_intent.setdefault(row["intent"], []).append(text)
    chosen = sorted(by_intent)[:intents]
    return {name: by_intent[name][: count // intents] for name in chosen}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path)
    data = options.parse_args().data
    sets: list[tuple[str, dict[str, list[str]] | None]] = [("the starter bot", None)]
    if data is not None and (data / "nlu" / "banking77" / "train.csv").is_file():
        sets += [
            ("68 examples, 7 intents", banking(data, 70, 7)),
            ("1,000 examples, 77 intents", banking(data, 1001, 77)),
        ]
    rows = []
    for kind, examples in sets:
        name = kind
        with starter_bot() as bot:
            if examples is not None:
                count = write_bot(bot, examples)
                name = f"{count:,} examples, {len(examples)} intents"
            runs = [command(["train", "--force"], bot) for _ in range(RUNS)]
        rows.append([name, f"{median([r[0] for r in runs]):.2f} s", f"{median([r[1] for r in runs]):.2f} s"])
    table("talkwright train, cold process", ["bot", "CPU", "wall"], rows)


if __name__ == "__main__":
    main()
