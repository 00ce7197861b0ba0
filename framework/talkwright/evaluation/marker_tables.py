"""What was found of markers as Rasa's tables: where they applied, and statistics of a session and of all. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import mean, median

import msgspec

from talkwright.evaluation.markers import Applied

_NAN = "nan"
_HEAD = ("sender_id", "session_idx", "marker", "statistic", "value")
_OF_ALL = ("count", "mean", "median", "min", "max")
_STATISTICS: dict[str, Callable[[Sequence[int]], float]] = {
    "count": len,
    "mean": lambda turns: round(float(mean(turns)), 3),
    "median": lambda turns: round(float(median(turns)), 3),
    "min": min,
    "max": max,
}


class Marked(msgspec.Struct, frozen=True):
    """A session with where each marker applied in it."""

    sender: str
    session: int
    applied: Mapping[str, Sequence[Applied]]


def applied_table(marked: Iterable[Marked]) -> bytes:
    """A row for each time that a marker applied."""
    rows = [
        (each.sender, each.session, marker, applied.event, applied.turns_before)
        for each in marked
        for marker, found in each.applied.items()
        for applied in found
    ]
    return _csv(("sender_id", "session_idx", "marker", "event_idx", "num_preceding_user_turns"), rows)


def session_table(marked: Sequence[Marked], markers: Iterable[str]) -> bytes:
    """Of each marker and session: how many user turns came before it."""
    rows = [
        (each.sender, each.session, marker, _name(statistic), _value(statistic, _turns([each], marker)))
        for marker in sorted(markers)
        for statistic in sorted(_STATISTICS)
        for each in marked
    ]
    return _csv(_HEAD, rows)


def overall_table(marked: Sequence[Marked], markers: Iterable[str]) -> bytes:
    """Of each marker: in how many sessions it applied, and how many user turns came before it."""
    names = sorted(markers)
    rows: list[tuple[str, str, object]] = []
    for marker in names:
        sessions = sum(bool(each.applied[marker]) for each in marked)
        share = round(100 * sessions / len(marked), 3) if marked else _NAN
        for what, value in (("number", sessions), ("percentage", share)):
            rows.append((marker, f"{what}_of_sessions_where_marker_applied_at_least_once", value))
    rows += [
        (name, _name(statistic), _value(statistic, _turns(marked, name))) for name in names for statistic in _OF_ALL
    ]
    return _csv(_HEAD, [("all", _NAN, *row) for row in (("-", "total_number_of_sessions", len(marked)), *rows)])


def _turns(marked: Iterable[Marked], marker: str) -> list[int]:
    return [applied.turns_before for each in marked for applied in each.applied[marker]]


def _name(statistic: str) -> str:
    return f"{statistic}(number of preceding user turns)"


def _value(statistic: str, turns: Sequence[int]) -> object:
    return _STATISTICS[statistic](turns) if turns or statistic == "count" else _NAN


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()
