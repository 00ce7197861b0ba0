"""Does Talkwright answer as Rasa did? Replays recordings of Rasa and prints how many turns are equal.

    python -m benchmarks.oracles RECORDINGS BOTS [--only NAME] [--show 3]

``RECORDINGS`` has a JSON file for each bot, ``BOTS`` a folder. Ends with 1 when a turn differs that is no better.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from talkwright.errors import TalkwrightError
from talkwright.evaluation.oracles import Differs, replay_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Print for each bot how many turns are equal, and the first that are not."""
    parser = argparse.ArgumentParser(prog="oracles", description="Replay recordings of Rasa.")
    parser.add_argument("recordings", type=Path)
    parser.add_argument("bots", type=Path)
    parser.add_argument("--only", default="", help="recordings whose name has this in it")
    parser.add_argument("--show", type=int, default=3, help="how many differences of each bot to show")
    given = parser.parse_args(arguments)
    turns = differing = better = faults = 0
    for replayed in replay_folder(given.recordings, given.bots, given.only):
        turns += replayed.turns
        differing += len(replayed.differs)
        better += replayed.better
        if replayed.fault:
            faults += 1
            print(f"{replayed.name}: {replayed.fault}")
            continue
        print(f"{replayed.name}: turns equal: {replayed.turns - len(replayed.differs)} of {replayed.turns}", flush=True)
        for each in replayed.differs[: given.show]:
            print(*_told(each), sep="\n")
    print(f"all: turns equal: {turns - differing} of {turns}" + (f", better: {better}" if better else ""))
    return 0 if differing == better and not faults else 1


def _told(differs: Differs) -> Iterator[str]:
    yield f"  {differs.conversation}, turn {differs.turn}: {differs.said}" + (
        f" ({differs.better})" if differs.better else ""
    )
    for line in differs.before[-3:]:
        yield f"    before: {line}"
    for name, recorded, got in differs.aspects:
        yield f"    {name}: expected {msgspec.json.encode(recorded).decode()}"
        yield f"    {' ' * len(name)}       got {msgspec.json.encode(got).decode()}"


if __name__ == "__main__":
    logging.disable()  # the stubs fail on purpose
    try:
        sys.exit(main())
    except TalkwrightError as fault:
        sys.exit(str(fault))
