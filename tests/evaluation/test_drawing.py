"""The layout of flows: every box has a place of its own, and lines begin and end at boxes."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from talkwright.evaluation.drawing import Box, Size, draw

NAMES = "abcdefgh"


@st.composite
def graphs(draw_one: st.DrawFn) -> tuple[dict[str, Size], list[tuple[str, str]]]:
    names = NAMES[: draw_one(st.integers(1, len(NAMES)))]
    lengths = st.sampled_from([20.0, 60.0, 150.0])
    sizes = {name: Size(draw_one(lengths), draw_one(st.sampled_from([18.0, 40.0]))) for name in names}
    edge = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda pair: pair[0] != pair[1])
    return sizes, draw_one(st.lists(edge, max_size=14)) if len(names) > 1 else []


def apart(one: Box, other: Box) -> bool:
    return (
        abs(one.x - other.x) >= (one.width + other.width) / 2 - 1e-6
        or abs(one.y - other.y) >= (one.height + other.height) / 2 - 1e-6
    )


@settings(deadline=None)
@given(graphs())
def test_nothing_lies_on_anything(graph: tuple[dict[str, Size], list[tuple[str, str]]]) -> None:
    sizes, edges = graph
    drawing = draw(sizes, edges)
    assert list(drawing.boxes) == list(sizes)
    assert all(apart(*pair) for pair in combinations(drawing.boxes.values(), 2))
    for box in drawing.boxes.values():
        assert box.width / 2 <= box.x <= drawing.width - box.width / 2
        assert box.height / 2 <= box.y <= drawing.height - box.height / 2
    for (begin, end), line in zip(edges, drawing.lines, strict=True):
        for name, (x, y) in ((begin, line[0]), (end, line[-1])):
            box = drawing.boxes[name]
            assert x == box.x
            assert abs(y - box.y) == box.height / 2
        ups = [later[1] <= earlier[1] for earlier, later in pairwise(line)]
        assert all(ups) or not any(ups), "a line goes one way"
    assert draw(sizes, edges) == drawing


def test_a_chain_stands_in_one_column_in_order() -> None:
    boxes = draw(dict.fromkeys("abc", Size(50, 20)), [("a", "b"), ("b", "c")]).boxes
    assert boxes["a"].x == boxes["b"].x == boxes["c"].x
    assert boxes["a"].y < boxes["b"].y < boxes["c"].y


def test_a_line_back_up_ends_above() -> None:
    drawing = draw(dict.fromkeys("abc", Size(50, 20)), [("a", "b"), ("b", "c"), ("c", "a")])
    back = drawing.lines[2]
    assert back[0][1] > back[-1][1]


def test_an_empty_drawing_has_no_size() -> None:
    assert (draw({}, []).width, draw({}, []).height) == (0, 0)
