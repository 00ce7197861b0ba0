"""What the process counts and times, as Prometheus reads it (text format 0.0.4).

The instruments are the table below; rooms add to them, ``render`` writes them down. Written and read by the thread of
the event loop alone, so there are no locks: a turn pays some four microseconds, a fifth of what prometheus_client
takes, and the 25 ms of its import are saved.

Labels are names of the bot's own files (actions, channels) and words of ours, never what a caller sent. Should names be
made up all the same, an instrument keeps the first ``MOST_SERIES`` and counts the rest as ``other``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from time import perf_counter
from types import TracebackType
from typing import Protocol, TypeVar

MOST_SERIES = 1000
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
OTHER = "other"

_TURN = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_SHORT = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)

V = TypeVar("V")


class Instrument(Protocol):
    """Something that is counted. ``kind`` is Prometheus's word."""

    name: str
    help: str
    kind: str

    def lines(self) -> Iterator[str]:
        """Its samples, one line each."""


class Counter:
    """How often something happened. Only goes up."""

    kind = "counter"

    def __init__(self, name: str, help: str, labels: tuple[str, ...] = ()) -> None:
        self.name, self.help, self.labels = name, help, labels
        self._values: dict[tuple[str, ...], float] = {}

    def add(self, *values: str, by: float = 1) -> None:
        """Count once more. ``values`` are those of the labels."""
        key = values if values in self._values else _room(self._values, values)
        self._values[key] = self._values.get(key, 0) + by

    def lines(self) -> Iterator[str]:
        for values, value in self._values.items():
            yield f"{self.name}{_braces(self.labels, values)} {value:g}"


class Gauge:
    """How much of something there is now."""

    kind = "gauge"

    def __init__(self, name: str, help: str, labels: tuple[str, ...] = (), *, kind: str = "gauge") -> None:
        self.name, self.help, self.labels, self.kind = name, help, labels, kind
        self._values: dict[tuple[str, ...], float] = {}

    def set(self, value: float, *values: str) -> None:
        """It is ``value`` now."""
        self._values[values if values in self._values else _room(self._values, values)] = value

    def only(self, value: float, *values: str) -> None:
        """It is ``value`` for these labels and nothing for any other."""
        self._values = {values: value}

    def add(self, by: float) -> None:
        """It is ``by`` more now; without labels only."""
        self._values[()] = self._values.get((), 0) + by

    def lines(self) -> Iterator[str]:
        for values, value in self._values.items():
            yield f"{self.name}{_braces(self.labels, values)} {value:.15g}"


class Histogram:
    """How long something took, in seconds: how often up to each of ``bounds``, and in all."""

    kind = "histogram"

    def __init__(self, name: str, help: str, labels: tuple[str, ...] = (), bounds: tuple[float, ...] = _TURN) -> None:
        self.name, self.help, self.labels, self.bounds = name, help, labels, bounds
        self._series: dict[tuple[str, ...], list[float]] = {}  # how often in each interval, then the sum

    def observe(self, seconds: float, *values: str) -> None:
        """It took ``seconds``."""
        series = self._series.get(values)
        if series is None:
            key = _room(self._series, values)
            series = self._series.setdefault(key, [0.0] * (len(self.bounds) + 2))
        series[bisect_left(self.bounds, seconds)] += 1
        series[-1] += seconds

    def timed(self, *values: str) -> Timer:
        """Observes how long a ``with`` block takes, also when it raises."""
        return Timer(self, values)

    def lines(self) -> Iterator[str]:
        labels = (*self.labels, "le")
        for values, (*counts, total) in self._series.items():
            so_far = 0.0
            for bound, count in zip((*map("{:g}".format, self.bounds), "+Inf"), counts, strict=True):
                so_far += count
                yield f"{self.name}_bucket{_braces(labels, (*values, bound))} {so_far:g}"
            yield f"{self.name}_sum{_braces(self.labels, values)} {total:.9g}"
            yield f"{self.name}_count{_braces(self.labels, values)} {so_far:g}"


class Timer:
    """A ``with`` block whose seconds go to a histogram."""

    __slots__ = ("_began", "_histogram", "_values")

    def __init__(self, histogram: Histogram, values: tuple[str, ...]) -> None:
        self._histogram, self._values = histogram, values

    def __enter__(self) -> None:
        self._began = perf_counter()

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._histogram.observe(perf_counter() - self._began, *self._values)


def _room(series: dict[tuple[str, ...], V], values: tuple[str, ...]) -> tuple[str, ...]:
    """The labels to keep something new under."""
    return values if len(series) < MOST_SERIES else (OTHER,) * len(values)


def _braces(labels: tuple[str, ...], values: tuple[str, ...]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{label}="{_escaped(value)}"' for label, value in zip(labels, values, strict=True)) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


TURNS = Counter("talkwright_turns_total", "Messages taken, by how that ended.", ("channel", "outcome"))
TURN_SECONDS = Histogram("talkwright_turn_duration_seconds", "From the message to its stored answer.", ("channel",))
PARSE_SECONDS = Histogram("talkwright_parse_duration_seconds", "Understanding one message.", bounds=_SHORT)
APPEND_SECONDS = Histogram("talkwright_append_duration_seconds", "Writing one turn to the store.", bounds=_SHORT)
ACTIONS = Counter("talkwright_actions_total", "Actions run, by how that ended.", ("action", "outcome"))
ACTION_SECONDS = Histogram("talkwright_action_duration_seconds", "Running one action.", ("action",))
DELIVERIES = Counter("talkwright_deliveries_total", "Attempts to push a message.", ("channel", "outcome"))
REFUSED = Counter("talkwright_refused_total", "Messages refused because there are too many.", ("limit",))
OUTBOX = Gauge("talkwright_outbox_messages", "Messages that wait to be pushed.")
SOCKETS = Gauge("talkwright_open_sockets", "Open WebSockets.")
LANES = Gauge("talkwright_busy_conversations", "Conversations with a turn at work.")
RUNNING = Gauge("talkwright_turns_in_progress", "Turns at work, with those that wait for their conversation.")
SWAPS = Counter("talkwright_model_swaps_total", "Models that were to replace the served one.", ("outcome",))
MODEL = Gauge("talkwright_model_info", "The model that new turns get.", ("model_id", "file"))
VERSION = Gauge("talkwright_info", "The version of Talkwright.", ("version",))
CPU = Gauge("process_cpu_seconds_total", "User and system time of the process.", kind="counter")
MEMORY = Gauge("process_resident_memory_bytes", "Resident memory of the process.")
FILES = Gauge("process_open_fds", "Open files and sockets of the process.")
STARTED = Gauge("process_start_time_seconds", "When the process began, in seconds since 1970.")

INSTRUMENTS: tuple[Counter | Gauge | Histogram, ...] = (
    *(TURNS, TURN_SECONDS, PARSE_SECONDS, APPEND_SECONDS, ACTIONS, ACTION_SECONDS, DELIVERIES, REFUSED, OUTBOX),
    *(SOCKETS, LANES, RUNNING, SWAPS, MODEL, VERSION, CPU, MEMORY, FILES, STARTED),
)


def render() -> str:
    """Every instrument in Prometheus's text format."""
    return "".join(f"{line}\n" for each in INSTRUMENTS for line in _family(each))


def _family(instrument: Instrument) -> Iterator[str]:
    yield f"# HELP {instrument.name} {instrument.help}"
    yield f"# TYPE {instrument.name} {instrument.kind}"
    yield from instrument.lines()
