"""How well messages are understood, in the report: scores, confusions, confidences and errors. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from talkwright.evaluation.nlu import BINS, Reading, Understanding, confidences
from talkwright.evaluation.nlu_scores import Score, Scores
from talkwright.evaluation.report import Figure, Section, el, fold, share, table
from talkwright.evaluation.report_review import review_section

_MOST_ERRORS = 1000
_OPEN = 5  # groups of errors that are open
_BAR, _GAP, _HALF, _TOP = 12, 3, 280, 22  # of the histogram: height of a bar, space, length of the longest, head


def nlu_figures(found: Understanding) -> list[Figure]:
    """How many messages were understood, and how well entities and responses were found."""
    figures = [Figure("of the messages understood", f"{100 * found.intents.accuracy:.1f} %", "Intents")]
    for what, scores, about in (
        ("F1 of entities", found.entities, "Entities"),
        ("of the responses right", found.responses, "Responses"),
    ):
        if scores is not None:
            number = f"{scores.micro.f1:.3f}" if about == "Entities" else f"{100 * scores.accuracy:.1f} %"
            figures.append(Figure(what, number, about))
    return figures


def nlu_sections(found: Understanding) -> list[Section]:
    """The sections of the report, from scores to single messages."""
    meant = [each for each in found.readings if each.example.intent]
    sections: list[Section] = [
        ("Intents", _intents(found, len(meant))),
        ("Confusions", _confusions(found.intents, "Intents")),
        ("Confidence", _histogram(meant)),
    ]
    if found.entities is not None:
        sections.append(("Entities", _entities(found.entities, found.extractors)))
    if found.responses is not None:
        scored = _scores(found.responses, "Response", "Responses")
        sections.append(("Responses", [scored, *_confusions(found.responses, "Responses")]))
    if found.review is not None:
        sections.append(review_section(found.review))
    return [*sections, ("Errors", _errors([each for each in meant if not each.is_right]))]


def _intents(found: Understanding, count: int) -> list[ET.Element]:
    scores = found.intents
    how = "of test data" if not found.folds else f"in {found.folds}-fold cross-validation"
    if found.parts < found.folds:
        how = f"that the model had not learnt, {found.parts} of {found.folds} parts of the examples"
    means = f"{count} messages {how}. F1: {scores.weighted.f1:.3f} weighted, {scores.macro.f1:.3f} macro."
    parts = [el("p", means, class_="quiet"), _scores(scores, "Intent", "Intents")]
    if found.untested:
        parts.append(el("p", f"Not tested, having fewer examples than folds: {', '.join(found.untested)}."))
    return parts


def _scores(scores: Scores, what: str, name: str) -> ET.Element:
    """A row a label, the worst first."""
    worst = sorted(scores.labels.items(), key=lambda item: (item[1].f1, item[0]))
    heads = [what, "#F1", "#Precision", "#Recall", "#Examples"]
    return table(heads, [_row(*each) for each in worst], f"{name}, the worst first")


def _row(name: str, score: Score) -> list[ET.Element | str]:
    f1 = share(score.f1, f"{score.f1:.3f}")
    return [name, f1, f"{score.precision:.3f}", f"{score.recall:.3f}", str(score.support)]


def _confusions(scores: Scores, name: str) -> list[ET.Element]:
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
    matrix = el("table", el("thead", el("tr", el("td", "right ↓  guessed →", class_="corner"), *heads)), body)
    shown = el("div", matrix, class_="wide matrix", tabindex="0", role="region", aria_label=f"{name}: confusions")
    told = "A row is what was right, a column what it was taken for. What was never mistaken is left out."
    return [el("p", told, class_="quiet"), shown]


def _cell(wanted: str, came: str, counts: dict[tuple[str, str], int], scores: Scores) -> ET.Element:
    score = scores.labels.get(wanted)
    support = score.support if score else 0  # of what is none, nobody counts how often there was
    if wanted == came:
        if score is None:
            return el("td")
        right = round(score.recall * support)
        return el("td", str(right), class_="right", title=f"{wanted}: {right} of {support} right")
    count = counts.get((wanted, came), 0)
    if not count:
        return el("td")
    depth = "some" if score is None or count <= 0.1 * support else "many" if count <= 0.25 * support else "most"
    return el("td", str(count), class_=f"wrong {depth}", title=f"{wanted} taken for {came}: {count}")


def _histogram(readings: Sequence[Reading]) -> list[ET.Element]:
    """How sure the model was: right answers to the left, wrong ones to the right, each side on its own scale."""
    right, wrong = confidences(readings)
    bars: list[ET.Element] = []
    for index, (good, bad) in enumerate(zip(right, wrong, strict=True)):
        y = _TOP + (BINS - 1 - index) * (_BAR + _GAP)
        bars.append(el("text", f"{index / BINS:.2f}", x=350, y=y + 10, text_anchor="middle", class_="small"))
        bars += _bar(325, -1, y, good, max(right), "bar-good") + _bar(375, 1, y, bad, max(wrong), "bar-bad")
    heads = [
        el("text", f"{sum(right)} right", x=325, y=12, text_anchor="end"),
        el("text", f"{sum(wrong)} wrong", x=375, y=12),
    ]
    said = f"Confidence of {sum(right)} right and {sum(wrong)} wrong answers"
    height = _TOP + BINS * (_BAR + _GAP)
    svg = el("svg", el("title", said), *heads, *bars, role="img", aria_label=said, viewBox=f"0 0 700 {height}")
    told = "How sure the model was of the intent it chose. Each side has its own scale."
    return [
        el("p", told, class_="quiet"),
        el("div", svg, class_="histogram", tabindex="0", role="region", aria_label="Confidence"),
    ]


def _bar(x: int, side: int, y: int, count: int, most: int, style: str) -> list[ET.Element]:
    if not count:
        return []
    length = max(1.0, _HALF * count / most)
    rect = el("rect", x=f"{min(x, x + side * length):.1f}", y=y, width=f"{length:.1f}", height=_BAR, class_=style)
    anchor = "end" if side < 0 else "start"
    words = el("text", str(count), x=f"{x + side * (length + 4):.1f}", y=y + 10, text_anchor=anchor, class_="small")
    return [rect, words]


def _entities(entities: Scores, extractors: dict[str, Scores]) -> list[ET.Element]:
    alone = [
        fold(
            f"Found by {name} alone: precision {scores.micro.precision:.3f}",
            _scores(scores, "Entity", f"Entities of {name}"),
        )
        for name, scores in extractors.items()
    ]
    confusions = _confusions(entities, "Entities")
    return [
        el("p", "Counted word by word.", class_="quiet"),
        _scores(entities, "Entity", "Entities"),
        *confusions,
        *alone,
    ]


def _errors(wrong: Sequence[Reading]) -> list[ET.Element]:
    """The messages that were taken wrong, in groups of what was taken for what, the largest first."""
    if not wrong:
        return [el("p", "There is none.")]
    pairs: dict[tuple[str, str], list[Reading]] = {}
    for each in sorted(wrong, key=lambda each: (-each.intent.confidence, each.example.text))[:_MOST_ERRORS]:
        pairs.setdefault((each.example.intent or "", each.intent.name or "none"), []).append(each)
    groups = sorted(pairs.items(), key=lambda item: (-len(item[1]), item[0]))
    told = f"{len(wrong)} messages, those first that the model was surest of; below each the nearest examples learnt."
    folds = [_group(*pair, mine, is_open=number < _OPEN) for number, (pair, mine) in enumerate(groups)]
    return [el("p", told, class_="quiet"), *folds]


def _group(wanted: str, came: str, readings: Sequence[Reading], *, is_open: bool) -> ET.Element:
    taken = el("span", el("b", wanted), " taken for ", el("b", came), el("span", str(len(readings)), class_="count"))
    return fold(taken, el("ul", *map(_error, readings), class_="messages"), is_open=is_open)


def _error(reading: Reading) -> ET.Element:
    asked = ", asked again" if reading.asked_back else ""
    near = [
        el("li", el("span", each.text), el("span", each.intent), el("span", str(each.place), class_="place"))
        for each in reading.near
    ]
    return el(
        "li",
        el("span", reading.example.text),
        el("span", f"{reading.intent.confidence:.2f}{asked}", class_="quiet"),
        el("span", str(reading.example.place), class_="place"),
        *([el("ul", *near, class_="near")] if near else []),
    )
