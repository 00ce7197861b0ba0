"""How an explanation looks in a terminal: what decided, word by word, the fallback, the nearest examples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

    from talkwright.nlu.explanation import Explanation, Found, Word
    from talkwright.nlu.neighbours import Neighbour
    from talkwright.nlu.reasons import Doubted, Ranked, Share

_MOST_NEAR = 4
_MOST_PIECES = 5
_STRONG, _WEAK = 0.25, 0.05  # of the confidence: what leaving a word out takes away
_WHY = {
    "": "let it pass",
    "nothing": "fell back: there is no intent",
    "unlikely": "fell back: the best is below the threshold",
    "ambiguous": "fell back: the best two are too close",
}


def show_explanation(why: Explanation) -> None:
    """Everything below what was understood."""
    from rich.text import Text

    from talkwright.cli.show import console

    out = console()
    if why.words:
        out.print(Text("Words", style="bold"), _sentence(why.words, why.confidence))
        out.print(Text(f"Without each of them, {why.intent} would be", style="dim"), _without(why.words))
    if why.ranked is not None and why.ranked.intents:
        _show_ranked(why.ranked)
    for found in why.entities:
        out.print(_found(found), soft_wrap=True)
    if why.doubted is not None:
        out.print(Text("Fallback", style="bold"), _doubted(why.doubted), soft_wrap=True)
    for title, near in (("words", why.near_by_words), ("meaning", why.near_by_meaning)):
        if near:
            out.print(Text(f"Nearest examples by {title}", style="bold"))
            for line in _near(near[:_MOST_NEAR]):
                out.print(line, soft_wrap=True)
    out.print()


def _found(found: Found) -> Text:
    from rich.text import Text

    around = " ".join(found.because)
    because = f", because of '{around}'" if around else ", whatever stands around it"
    return Text.assemble(
        ("Entity ", "bold"), (found.text, "green"), f" {found.entity}", (f" by {found.extractor}{because}", "dim")
    )


def _sentence(words: Sequence[Word], confidence: float) -> Text:
    """The words, strong where they speak for the intent and red where against."""
    from rich.text import Text

    said = Text()
    for word in words:
        lost = confidence - word.without
        style = "bold green" if lost >= _STRONG else "green" if lost >= _WEAK else "red" if lost <= -_WEAK else "dim"
        said.append(f" {word.text}", style)
    return said


def _without(words: Sequence[Word]) -> Text:
    from rich.text import Text

    said = (f"{word.text} {word.without:.2f}" for word in words if any(map(str.isalnum, word.text)))
    return Text(", ".join(said), style="dim")


def _show_ranked(ranked: Ranked) -> None:
    from rich.table import Table
    from rich.text import Text

    from talkwright.cli.show import console

    with_meaning = ranked.decided_by == "together"
    table = Table("Intent", box=None, header_style="dim", pad_edge=False)
    for head in ("Both", "Words", "Meaning") if with_meaning else ("Confidence",):
        table.add_column(head, justify="right")
    table.add_column("Pieces of words that count")
    for each in ranked.intents:
        parts = [each.confidence, each.words, each.meaning or 0.0] if with_meaning else [each.confidence]
        table.add_row(Text(each.intent), *(f"{part:.3f}" for part in parts), _pieces(each.ngrams))
    out = console()
    out.print(table)
    decided = "Words and meaning decided together" if with_meaning else "Words decided alone"
    weighed = f", meaning counting {ranked.meaning_weight:.0%}" if with_meaning else ""
    inside = f"; {ranked.inside:.0%} likely to mean any of them" if ranked.inside is not None else ""
    certain = f"; words decide alone from {ranked.certain:.2f}" if ranked.certain is not None else ""
    out.print(
        Text(f"{decided}{weighed}{certain}{inside}; temperature {ranked.temperature:g}", style="dim"), soft_wrap=True
    )


def _pieces(ngrams: Sequence[Share]) -> Text:
    """``order +1.20``; a space within a piece is shown as ``·``: there a word begins or ends."""
    from rich.text import Text

    said = Text()
    shown: list[str] = []
    for each in ngrams:
        if len(shown) == _MOST_PIECES or any(each.what in other or other in each.what for other in shown):
            continue  # " my" says what "my " says
        shown.append(each.what)
        said.append(f"{each.what.replace(' ', '·')} ", "green" if each.share > 0 else "red")
        said.append(f"{each.share:+.2f}  ", "dim")
    return said


def _doubted(doubted: Doubted) -> Text:
    from rich.text import Text

    seen = f"{doubted.best or 'no intent'} {doubted.confidence:.3f}"
    apart = f", {doubted.margin:.3f} before {doubted.second}" if doubted.margin is not None else ""
    limits = f"threshold {doubted.threshold:g}, distance {doubted.ambiguity_threshold:g}"
    style = "yellow" if doubted.fell_back else ""
    return Text.assemble((_WHY[doubted.why], style), (f" ({seen}{apart}; {limits})", "dim"))


def _near(near: Sequence[Neighbour]) -> list[Text]:
    from rich.text import Text

    return [
        Text.assemble(
            (f"  {each.similarity:.2f} ", "dim"), each.text, (f"  {each.intent}  ", "green"), (str(each.place), "dim")
        )
        for each in near
    ]
