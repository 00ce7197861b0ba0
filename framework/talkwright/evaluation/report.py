"""One page that holds everything: no script, nothing loaded from anywhere, all that is shown escaped by construction.

A page is made of elements, never of strings of HTML. It knows nothing of what it shows.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Literal
from xml.etree import ElementTree as ET

import msgspec

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def el(tag: str, *children: ET.Element | str, **attributes: object) -> ET.Element:
    """An element. ``class_`` is ``class``, other names have hyphens for underscores; one that is None is left out."""
    names = {name: name.rstrip("_").replace("_", "-") for name in attributes}
    element = ET.Element(tag, {names[k]: _clean(str(v)) for k, v in attributes.items() if v is not None})
    for child in children:
        if isinstance(child, ET.Element):
            element.append(child)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + _clean(child)
        else:
            element.text = (element.text or "") + _clean(child)
    return element


def table(heads: Sequence[str], rows: Iterable[Sequence[ET.Element | str]], name: str | None = None) -> ET.Element:
    """A table whose first column names its rows, spoken as ``name``. Heads that begin with ``#`` are of numbers."""
    body = el("tbody")
    numeric = [head.startswith("#") for head in heads]
    for row in rows:
        first, *rest = row
        cells = [el("td", each, class_="n" if number else None) for each, number in zip(rest, numeric[1:], strict=True)]
        body.append(el("tr", el("th", first, scope="row"), *cells))
    shown = [el("th", head.lstrip("#"), scope="col", class_="n" if head[:1] == "#" else None) for head in heads]
    whole = el("table", el("thead", el("tr", *shown)), body)
    return el("div", whole, class_="wide", tabindex="0", role="region", aria_label=name or heads[0])


def fold(summary: ET.Element | str, *children: ET.Element, is_open: bool = False) -> ET.Element:
    """What is opened by a click or a key."""
    return el("details", el("summary", summary), *children, open="" if is_open else None)


class Figure(msgspec.Struct, frozen=True):
    """A number that matters, shown large at the top. ``about`` is the heading of the section that it leads to."""

    what: str
    number: str
    about: str
    tone: Literal["good", "bad", "plain"] = "plain"


Section = tuple[str, Sequence[ET.Element]]
"""A heading, and what stands below it."""


def share(fraction: float, words: str) -> ET.Element:
    """A bar that is filled as far as ``fraction``, 0..1, and the words that say the same."""
    width = round(60 * max(0.0, min(1.0, fraction)), 1)
    bars = [
        el("rect", width=each, height=8, rx=2, class_=style) for each, style in ((60, "bar-rest"), (width, "bar-good"))
    ]
    drawn = el("svg", *bars, class_="share", width=60, height=8, viewBox="0 0 60 8", aria_hidden="true")
    return el("span", drawn, words)


def anchor(heading: str) -> str:
    """The id of what stands under a heading or a name."""
    return re.sub(r"\W+", "-", heading.lower())


def page(title: str, subtitle: str, figures: Sequence[Figure], sections: Sequence[Section]) -> bytes:
    """The whole document."""
    css = files("talkwright.evaluation").joinpath("report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", title),
        el("style", css),
    )
    header = el("header", el("h1", title), el("p", subtitle))
    links = el("nav", *(_link(heading, heading) for heading, _ in sections), aria_label="Parts of the report")
    parts = [
        el("section", el("h2", heading, id=f"part-{anchor(heading)}"), *children) for heading, children in sections
    ]
    large = el("ul", *map(_figure, figures), class_="figures")
    html = el("html", head, el("body", header, links, el("main", large, *parts)), lang="en")
    return b"<!doctype html>\n" + ET.tostring(html, encoding="unicode", method="html").encode("utf-8") + b"\n"


def _figure(figure: Figure) -> ET.Element:
    number = el("span", figure.number, class_=f"number {figure.tone}")
    return el("li", _link(figure.about, number, el("span", figure.what)))


def _link(heading: str, *children: ET.Element | str) -> ET.Element:
    return el("a", *children, href=f"#part-{anchor(heading)}")


def _clean(text: str) -> str:
    """Text without the characters that HTML cannot hold."""
    return _CONTROL.sub("\ufffd", text)
