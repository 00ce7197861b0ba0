"""How well messages are understood, in the report: numbers, confusions, confidences and errors. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from talkwright.evaluation.nlu import Reading, Understanding
from talkwright.evaluation.nlu_scores import Score, Scores
from talkwright.evaluation.report import el, fold, numbers, table

BINS = 20
_MOST_ERRORS = 1000
_BAR, _HALF = 12, 280  # height and greatest length of a bar


def nlu_parts(found: Understanding) -> list[tuple[str, list[ET.Element]]]:
    """The sections of the report: headings, and what stands below them."""
    wrong = [each for each in found.readings if each.example.intent and not each.is_right]
    sections = [
        ("Intents", _intents(found)),
        ("Confusions", _confusions(found.intents)),
        ("Confidence", _histogram([each for each in found.readings if each.example.intent])),
        ("Errors", _errors(wrong)),
    ]
    if found.entities is not None:
        sections.insert(3, ("Entities", _entities(found)))
    if found.responses is not None:
        sections.insert(3, ("Responses", [_scores(found.responses, "Response")]))
    return sections


def _intents(found: Understanding) -> list[ET.Element]:
    scores = found.intents
    how = f"{found.folds}-fold cross-validation" if found.folds else "Test data"
    shown = numbers(
        ("Messages", f"{sum(1 for each in found.readings if each.example.intent)}"),
        ("Accuracy", f"{scores.accuracy:.3f}"),
        ("F1, weighted", f"{scores.weighted.f1:.3f}"),
        ("F1, macro", f"{scores.macro.f1:.3f}"),
    )
    parts = [el("p", how, class_="quiet"), shown, _scores(scores, "Intent")]
    if found.untested:
        words = f"Not tested, as they have fewer examples than folds: {', '.join(found.untested)}."
        parts.append(el("p", words))
    return parts


def _scores(scores: Scores, what: str) -> ET.Element:
    """A row a label, the worst first."""
    worst = sorted(scores.labels.items(), key=lambda item: (item[1].f1, item[0]))
    return table(
        [what, "#Precision", "#Recall", "#F1", "#Examples"], [_row(*each) for each in worst], "The worst first"
    )


def _row(name: str, score: Score) -> list[str]:
    return [name, *(f"{value:.3f}" for value in (score.precision, score.recall, score.f1)), str(score.support)]


def _confusions(scores: Scores) -> list[ET.Element]:
    """The matrix of the labels that were confused. Rows are what was right, columns what was guessed."""
    if not scores.confusions:
        return [el("p", "Nothing was taken for anything else.")]
    counts = {(each.wanted, each.came): each.count for each in scores.confusions}
    names = sorted({name for pair in counts for name in pair})
    body = el("tbody")
    for wanted in names:
        cells = [_cell(wanted, came, counts, scores) for came in names]
        body.append(el("tr", el("th", wanted or "none", scope="row"), *cells))
    heads = [el("th", el("span", name or "none"), scope="col") for name in names]
    matrix = el("table", el("thead", el("tr", el("td", "right ↓ guessed →"), *heads)), body)
    told = "Intents that were never confused are left out."
    shown = el("div", matrix, class_="wide matrix", tabindex="0", role="region", aria_label="Confusion matrix")
    return [el("p", told, class_="quiet"), shown]


def _cell(wanted: str, came: str, counts: dict[tuple[str, str], int], scores: Scores) -> ET.Element:
    if wanted != came:
        count = counts.get((wanted, came), 0)
        return el(
            "td", str(count or ""), class_="wrong" if count else None, title=f"{wanted} taken for {came}: {count}"
        )
    score = scores.labels.get(wanted)
    right = round(score.recall * score.support) if score else 0
    return el("td", str(right), class_="right", title=f"{wanted}: {right} right")


def _histogram(readings: Sequence[Reading]) -> list[ET.Element]:
    """How sure the model was: right answers to the left, wrong ones to the right, each side on its own scale."""
    right, wrong = [0] * BINS, [0] * BINS
    for each in readings:
        place = min(BINS - 1, int(each.intent.confidence * BINS))
        (right if each.is_right else wrong)[place] += 1
    bars: list[ET.Element] = []
    for index, (good, bad) in enumerate(zip(right, wrong, strict=True)):
        y = 20 + (BINS - 1 - index) * (_BAR + 4)
        bars.append(el("text", f"{index / BINS:.2f}", x=350, y=y + 10, text_anchor="middle", class_="small"))
        bars += _bar(325, -1, y, good, max(right), "bar-good") + _bar(375, 1, y, bad, max(wrong), "bar-bad")
    heads = [
        el("text", f"right: {sum(right)}", x=325, y=12, text_anchor="end"),
        el("text", f"wrong: {sum(wrong)}", x=375, y=12),
    ]
    said = f"Confidence of {sum(right)} right and {sum(wrong)} wrong answers"
    height = 20 + BINS * (_BAR + 4)
    title = el("title", said)
    svg = el("svg", title, *heads, *bars, role="img", aria_label=said, width=700, viewBox=f"0 0 700 {height}")
    return [el("p", "How sure the model was. Each side has its own scale.", class_="quiet"), svg]


def _bar(x: int, side: int, y: int, count: int, most: int, style: str) -> list[ET.Element]:
    if not count:
        return []
    length = max(1.0, _HALF * count / most)
    rect = el("rect", x=f"{min(x, x + side * length):.1f}", y=y, width=f"{length:.1f}", height=_BAR, class_=style)
    anchor = "end" if side < 0 else "start"
    return [
        rect,
        el("text", str(count), x=f"{x + side * (length + 4):.1f}", y=y + 10, text_anchor=anchor, class_="small"),
    ]


def _entities(found: Understanding) -> list[ET.Element]:
    told = "Counted word by word."
    whole = [] if found.entities is None else [_scores(found.entities, "Entity")]
    alone = [
        fold(f"Found by {name} alone: F1 {scores.micro.f1:.3f}", _scores(scores, "Entity"))
        for name, scores in found.extractors.items()
    ]
    return [el("p", told, class_="quiet"), *whole, *alone]


def _errors(wrong: Sequence[Reading]) -> list[ET.Element]:
    if not wrong:
        return [el("p", "There is none.")]
    surest = sorted(wrong, key=lambda each: (-each.intent.confidence, each.example.text))
    rows = [
        [
            each.example.text,
            each.example.intent or "",
            each.intent.name or "none",
            f"{each.intent.confidence:.2f}",
            str(each.example.place),
        ]
        for each in surest[:_MOST_ERRORS]
    ]
    heads = ["Message", "Right", "Guessed", "#Confidence", "Written at"]
    return [table(heads, rows, f"{len(wrong)} messages, those that the model was surest of first")]
