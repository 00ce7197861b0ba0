"""What is worth knowing of the examples, in the report: each list, with the places of what it is about. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from talkwright.evaluation.report import Section, el, fold
from talkwright.nlu.cited import Cited
from talkwright.nlu.review import Review
from talkwright.nlu.review_overlaps import Overlap


def review_section(review: Review) -> Section:
    """One section, a fold a list; the lists that ask for something are open."""
    folds = [
        _list("Say the same, mean different things", review, "conflicts", _overlaps(review.conflicts)),
        _list("Look as if they stood under the wrong intent", review, "suspects", _suspects(review)),
        _list("Intents that are taken for each other", review, "confused", _confused(review), is_open=False),
        _list("What to write next", review, "wishes", _wishes(review), is_open=False),
        _list("Say the same twice", review, "duplicates", _overlaps(review.duplicates), is_open=False),
    ]
    shown = [each for each in folds if each is not None]
    told = "What the examples say, and what was thought of them before they were learnt. Nothing here need be wrong."
    return "Examples", [el("p", told, class_="quiet"), *(shown or [el("p", "There is nothing to mend.")])]


def _list(
    title: str, review: Review, name: str, entries: Sequence[ET.Element], *, is_open: bool = True
) -> ET.Element | None:
    count = review.counts.get(name, 0)
    if not count:
        return None
    summary = el("span", el("b", title), el("span", str(count), class_="count"))
    more = [el("p", f"And {count - len(entries)} more.", class_="quiet")] if len(entries) < count else []
    return fold(summary, el("ul", *entries, class_="found"), *more, is_open=is_open)


def _overlaps(found: Iterable[Overlap]) -> list[ET.Element]:
    return [
        _entry(
            el("span", el("b", each.examples[0].text), ", marked differently" if each.differ == "entities" else ""),
            "" if each.similarity == 1 else f"{each.similarity:.2f} alike",
            each.examples,
        )
        for each in found
    ]


def _suspects(review: Review) -> list[ET.Element]:
    return [
        _entry(
            el("span", el("b", each.example.text), f" {each.example.intent}, rather {each.looks_like}"),
            f"{each.own:.3f}, {each.likely:.3f}",
            [each.example, *([each.nearest] if each.nearest else [])],
        )
        for each in review.suspects
    ]


def _confused(review: Review) -> list[ET.Element]:
    found = []
    for each in review.confused:
        shared = f" both say {', '.join(each.shared)}" if each.shared else ""
        same = ". They can hardly be told apart." if each.same else ""
        examples = [example for near in each.nearest for example in (near.one, near.other)]
        head = el("span", el("b", f"{each.one} ↔ {each.other}"), f"{shared}{same}")
        found.append(_entry(head, f"{each.mistaken} of {each.judged}", examples))
    return found


def _wishes(review: Review) -> list[ET.Element]:
    return [_entry(el("span", each.says), "", each.examples) for each in review.wishes]


def _entry(head: ET.Element, note: str, examples: Iterable[Cited]) -> ET.Element:
    lines = [
        el(
            "li",
            el("span", each.text),
            el("span", each.intent, class_="quiet"),
            el("span", str(each.place), class_="place"),
        )
        for each in examples
    ]
    noted = [el("span", note, class_="count")] if note else []
    return el("li", head, *noted, el("ul", *lines, class_="messages"))
