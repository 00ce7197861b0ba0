"""One page that holds everything: no script, nothing loaded from anywhere, all that is shown escaped by construction.

A page is made of elements, never of strings of HTML. It knows nothing of what it shows.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from xml.etree import ElementTree as ET

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


def table(heads: Sequence[str], rows: Iterable[Sequence[ET.Element | str]], caption: str | None = None) -> ET.Element:
    """A table whose first column names its rows. Heads that begin with ``#`` are those of numbers."""
    body = el("tbody")
    numeric = [head.startswith("#") for head in heads]
    for row in rows:
        first, *rest = row
        cells = [el("td", each, class_="n" if number else None) for each, number in zip(rest, numeric[1:], strict=True)]
        body.append(el("tr", el("th", first, scope="row"), *cells))
    shown = [el("th", head.lstrip("#"), scope="col", class_="n" if head[:1] == "#" else None) for head in heads]
    whole = el("table", el("thead", el("tr", *shown)), body)
    if caption:
        whole.insert(0, el("caption", caption))
    return el("div", whole, class_="wide", tabindex="0", role="region", aria_label=caption or heads[0])


def fold(summary: ET.Element | str, *children: ET.Element, is_open: bool = False) -> ET.Element:
    """What is opened by a click or a key."""
    return el("details", el("summary", summary), *children, open="" if is_open else None)


def numbers(*given: tuple[str, str]) -> ET.Element:
    """The few numbers that matter, large: (what, number)."""
    shown = [el("div", el("dt", what), el("dd", number)) for what, number in given]
    return el("dl", *shown, class_="numbers")


def page(title: str, subtitle: str, sections: Sequence[tuple[str, Sequence[ET.Element]]]) -> bytes:
    """The whole document. ``sections``: a heading, and what stands below it."""
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
    links = [el("a", heading, href=f"#part-{number}") for number, (heading, _) in enumerate(sections)]
    parts = [
        el("section", el("h2", heading, id=f"part-{number}"), *children)
        for number, (heading, children) in enumerate(sections)
    ]
    top = el("header", el("h1", title), el("p", subtitle), el("nav", *links, aria_label="Parts of the report"))
    html = el("html", head, el("body", top, el("main", *parts)), lang="en")
    return b"<!doctype html>\n" + ET.tostring(html, encoding="unicode", method="html").encode("utf-8") + b"\n"


def _clean(text: str) -> str:
    """Text without the characters that HTML cannot hold."""
    return _CONTROL.sub("\ufffd", text)
