"""How a review of examples looks in a terminal: a table after training, or everything, with the places of examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

    from talkwright.nlu.cited import Cited
    from talkwright.nlu.review import Review

_TITLES = {
    "conflicts": "say the same and mean different things",
    "duplicates": "say the same twice",
    "suspects": "look as if they stood under the wrong intent",
    "confused": "pairs of intents are taken for each other",
    "wishes": "things to write next",
}
_FEW = 5  # of a list, where it is not asked for in full


def show_summary(review: Review) -> None:
    """How many there are of each list, with the most telling of it. Nothing where there is nothing to tell."""
    from rich.text import Text

    from talkwright.cli.show import console

    if review.is_clean:
        return
    out = console()
    for name, entries in _entries(review).items():
        if entries:
            head = Text(f"{review.counts[name]} {_TITLES[name]}: ", style="yellow")
            out.print(head + Text(entries[0][0].plain.strip(), style="dim"), no_wrap=True, overflow="ellipsis")
    out.print("All of it, with its places: [cyan]talkwright train --report[/]")


def show_review(review: Review, *, in_full: bool = True) -> None:
    """Every list; without ``in_full`` the first few of each."""
    from rich.text import Text

    from talkwright.cli.show import console

    out = console()
    judged = f", {review.judged} of them judged without having been learnt" if review.judged else ""
    right = f": {review.accuracy:.1%} right" if review.accuracy is not None else ""
    out.print(f"[bold]{review.examples} examples of {review.intents} intents[/]{judged}{right}", soft_wrap=True)
    for name, entries in _entries(review).items():
        if not entries:
            continue
        out.print(Text(f"\n{review.counts[name]} {_TITLES[name]}", style="bold"))
        shown = entries if in_full else entries[:_FEW]
        for head, lines in shown:
            out.print(head, soft_wrap=True)
            for line in lines:
                out.print(line, soft_wrap=True)
        if len(shown) < review.counts[name]:
            out.print(Text(f"... and {review.counts[name] - len(shown)} more", style="dim"))
    if review.is_clean:
        out.print("There is nothing to mend.")


Entry = tuple["Text", Sequence["Text"]]


def _entries(review: Review) -> dict[str, list[Entry]]:
    """What is said of each finding, and the examples below it."""
    return {
        "conflicts": list(_overlaps(review, conflicts=True)),
        "duplicates": list(_overlaps(review, conflicts=False)),
        "suspects": list(_suspects(review)),
        "confused": list(_confused(review)),
        "wishes": list(_wishes(review)),
    }


def _overlaps(review: Review, *, conflicts: bool) -> Iterator[Entry]:
    from rich.text import Text

    for each in review.conflicts if conflicts else review.duplicates:
        first = each.examples[0]
        nearly = "" if each.similarity == 1 else f" (nearly, {each.similarity:.2f})"
        of = " and ".join(dict.fromkeys(example.intent for example in each.examples))
        marked = ", marked differently" if each.differ == "entities" else ""
        yield Text.assemble(("  ", ""), (first.text, "yellow"), f"  {of}{marked}{nearly}"), _lines(each.examples)


def _suspects(review: Review) -> Iterator[Entry]:
    from rich.text import Text

    for each in review.suspects:
        head = Text.assemble(
            ("  ", ""),
            (each.example.text, "yellow"),
            f"  {each.example.intent} {each.own:.3f}, rather {each.looks_like} {each.likely:.3f}",
        )
        yield head, _lines([each.example, *([each.nearest] if each.nearest else [])])


def _confused(review: Review) -> Iterator[Entry]:
    from rich.text import Text

    for each in review.confused:
        same = ": they can hardly be told apart" if each.same else ""
        shared = f"; both say {', '.join(each.shared)}" if each.shared else ""
        head = f"  {each.one} ↔ {each.other}"
        counts = f"  {each.mistaken} of {each.judged} mistaken{same}{shared}"
        examples = [example for near in each.nearest for example in (near.one, near.other)]
        yield Text.assemble((head, "yellow"), counts), _lines(examples)


def _wishes(review: Review) -> Iterator[Entry]:
    from rich.text import Text

    for each in review.wishes:
        yield Text(f"  {each.says}", style="yellow"), _lines(each.examples)


def _lines(examples: Sequence[Cited]) -> list[Text]:
    from rich.text import Text

    return [Text(f"    {each.place}  {each.intent}: {each.text}", style="dim") for each in examples]
