"""Boxes and lines as SVG: what flows and stories are drawn with. The layout is that of ``drawing``. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

import msgspec

from talkwright.evaluation.drawing import Box, Drawing, Point, Size, draw
from talkwright.evaluation.report import el

_LONGEST = 30
_LETTER, _SMALL_LETTER = 6.6, 5.7  # about as wide as a letter is
_TIP = 4.0
_LARGE = 600  # pixels: wider than a telephone shows


class Shape(msgspec.Struct, frozen=True):
    """A box of a drawing: a step, the label of a line, or an end. ``full`` is told when it is pointed at.

    ``style`` is a class of the style sheet.
    """

    kind: str
    words: tuple[str, ...]
    missed: bool = False
    full: str = ""
    style: str = ""

    @property
    def size(self) -> Size:
        """How much room it takes."""
        widest = max(len(self.words[0]) * _LETTER, *(len(word) * _SMALL_LETTER for word in self.words), 20.0)
        return Size(widest + 16, {"step": 40.0, "label": 18.0, "end": 20.0}[self.kind])


def short(words: str) -> str:
    """As much of it as a box takes."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def svg(shapes: Mapping[str, Shape], edges: Sequence[tuple[str, str]], said: str, style: str = "") -> ET.Element:
    """The drawing of ``shapes``, the first of which is the start. ``said`` is spoken for it."""
    drawing = draw({name: shape.size for name, shape in shapes.items()}, edges)
    return el(
        "svg",
        el("title", said),
        *(
            _line(points, shapes[end].missed or shapes[begin].missed, shapes[end].kind != "label")
            for (begin, end), points in zip(edges, drawing.lines, strict=True)
        ),
        *(_box(shape, drawing.boxes[name]) for name, shape in shapes.items()),
        role="img",
        aria_label=said,
        **_canvas(drawing, style),
    )


def _canvas(drawing: Drawing, style: str) -> dict[str, object]:
    width, height = round(drawing.width), round(drawing.height)
    names = " ".join(filter(None, (style, "large" if width > _LARGE else "")))
    return {"width": width, "height": height, "viewBox": f"0 0 {width} {height}", "class_": names or None}


def _box(shape: Shape, box: Box) -> ET.Element:
    first, *rest = shape.words
    middle = box.y + 4 if not rest else box.y - 3
    texts = [el("text", first, x=_n(box.x), y=_n(middle), text_anchor="middle")]
    texts += [el("text", each, x=_n(box.x), y=_n(box.y + 13), text_anchor="middle", class_="small") for each in rest]
    rect = el(
        "rect",
        x=_n(box.x - box.width / 2),
        y=_n(box.y - box.height / 2),
        width=_n(box.width),
        height=_n(box.height),
        rx=10 if shape.kind == "end" else 6,
    )
    state = " ".join(filter(None, ("missed" if shape.missed else "reached", shape.style)))
    title = [el("title", shape.full)] if shape.full else []
    return el("g", *title, rect, *texts, class_=state if shape.kind != "label" else f"label {state}")


def _line(points: Sequence[Point], missed: bool, has_tip: bool) -> ET.Element:
    """A curve through the points, up and down at each, with a tip at the end when it ends at a box."""
    x, y = points[0]
    path = [f"M{_n(x)} {_n(y)}"]
    for left, right in points[1:]:
        half = (y + right) / 2
        path.append(f"C{_n(x)} {_n(half)} {_n(left)} {_n(half)} {_n(left)} {_n(right)}")
        x, y = left, right
    way = el("path", d=" ".join(path), class_="untaken" if missed else "way")
    if not has_tip:
        return way
    back = y - 2 * _TIP if len(points) < 2 or points[-2][1] <= y else y + 2 * _TIP
    tip = f"M{_n(x)} {_n(y)}L{_n(x - _TIP)} {_n(back)}L{_n(x + _TIP)} {_n(back)}Z"
    return el("g", way, el("path", d=tip, class_=f"tip {'untaken' if missed else ''}".strip()))


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
