"""Where the steps of a flow stand on the canvas, and the notes between them: a side file next to the flow's own.

It is written at once and is no part of a draft: moving a box changes no assistant. Two people who move different steps
keep both moves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

import msgspec

from talkwright.builder.files.texts import write_whole
from talkwright.builder.files.workspace import Workspace
from talkwright.errors import NotFound, RequestError

FOLDER = ".layout"
_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_MOST = 20_000  # steps and notes of one flow

Point = tuple[float, float]


class Note(msgspec.Struct, frozen=True):
    """Words on the canvas. ``at`` and ``size`` count as the positions of steps do."""

    id: str
    text: str
    at: Point
    size: Point = (200.0, 100.0)


class Layout(msgspec.Struct, frozen=True):
    """``positions`` are x and y by the id of a step."""

    positions: dict[str, Point] = {}
    notes: tuple[Note, ...] = ()


class Moved(msgspec.Struct, frozen=True):
    """New ``positions`` of some steps, None for those that have none any more; and all ``notes``, when they changed."""

    positions: dict[str, Point | None] = {}
    notes: tuple[Note, ...] | None = None


_decoder = msgspec.json.Decoder(Layout)


def layout_file(flow: str, file: str) -> str:
    """The side file of a flow that is in ``file``."""
    return (PurePosixPath(file).parent / FOLDER / f"{flow}.json").as_posix()


class Layouts:
    """The layouts of all flows."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def read(self, flow: str, file: str) -> Layout:
        """That of a flow in ``file``, empty when there is none that can be read."""
        text = self._workspace.disk.read(layout_file(flow, file)) if _ID.fullmatch(flow) else None
        try:
            return Layout() if text is None else _decoder.decode(text)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return Layout()

    def move(self, person: str, flow: str, moved: Moved) -> Layout:
        """Put steps and notes somewhere else. Raises ``NotFound`` and ``RequestError``."""
        with self._workspace.lock:
            file = file_of(self._workspace, person, flow)
            before = self.read(flow, file)
            positions: Mapping[str, Point | None] = {**before.positions, **moved.positions}
            kept = {id: point for id, point in positions.items() if point is not None}
            after = Layout(kept, before.notes if moved.notes is None else moved.notes)
            if len(after.positions) + len(after.notes) > _MOST or not _ID.fullmatch(flow):
                raise RequestError("This layout cannot be kept.", f"A flow may have {_MOST} steps and notes.")
            if after != before:
                write_whole(self._workspace.disk.path(layout_file(flow, file)), _written(after))
            return after


def forget_gone(workspace: Workspace, flow: str, file: str, steps: Collection[str]) -> None:
    """Keep of the layout of ``flow`` what is of its ``steps``: others of it were taken away, or had their names while
    somebody wrote them."""
    layouts = Layouts(workspace)
    before = layouts.read(flow, file)
    kept = {id: point for id, point in before.positions.items() if id in steps}
    if kept != before.positions:
        write_whole(workspace.disk.path(layout_file(flow, file)), _written(Layout(kept, before.notes)))


def file_of(workspace: Workspace, person: str, flow: str) -> str:
    """The file that ``flow`` is in, as ``person`` sees it. Raises ``NotFound``."""
    for id, _, place in workspace.open(person).flows:
        if id == flow:
            return place.file
    raise NotFound(f"There is no flow {flow!r}.")


def _written(layout: Layout) -> bytes:
    """One line a step, in the order of the ids, so that a diff tells what was moved."""

    def short(number: float) -> float | int:
        return int(number) if number == int(number) else round(number, 1)

    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    points = [f"    {line(id)}: {line([*map(short, layout.positions[id])])}" for id in sorted(layout.positions)]
    notes = [
        "    "
        + line({"id": each.id, "text": each.text, "at": [*map(short, each.at)], "size": [*map(short, each.size)]})
        for each in layout.notes
    ]
    parts = ['  "positions": {' + _block(points, "}"), '  "notes": [' + _block(notes, "]")]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _block(lines: list[str], end: str) -> str:
    return "\n" + ",\n".join(lines) + f"\n  {end}" if lines else end
