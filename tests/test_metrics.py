"""What is counted comes out in Prometheus's text format, and labels that somebody makes up are bounded."""

from __future__ import annotations

import re

import pytest

from talkwright.metrics import INSTRUMENTS, MOST_SERIES, OTHER, Counter, Gauge, Histogram, render

SAMPLE = re.compile(r'[a-z_]+(\{[a-z_]+="(\\.|[^"\\])*"(,[a-z_]+="(\\.|[^"\\])*")*\})? -?[0-9.e+-]+')


def test_a_counter_counts_by_its_labels() -> None:
    counter = Counter("hits_total", "Hits.", ("page", "outcome"))
    for page in ("a", "b", "a"):
        counter.add(page, "done")
    assert list(counter.lines()) == [
        'hits_total{page="a",outcome="done"} 2',
        'hits_total{page="b",outcome="done"} 1',
    ]


def test_a_gauge_is_what_it_was_set_to() -> None:
    gauge = Gauge("open", "Open.")
    gauge.set(7)
    gauge.add(-2)
    assert list(gauge.lines()) == ["open 5"]
    model = Gauge("model", "Model.", ("id",))
    for id in ("one", "two"):
        model.only(1, id)
    assert list(model.lines()) == ['model{id="two"} 1']


def test_a_histogram_counts_up_to_each_bound() -> None:
    histogram = Histogram("took_seconds", "Took.", ("what",), bounds=(0.1, 1.0))
    for seconds in (0.05, 0.1, 0.5, 3.0):
        histogram.observe(seconds, "it")
    assert list(histogram.lines()) == [
        'took_seconds_bucket{what="it",le="0.1"} 2',
        'took_seconds_bucket{what="it",le="1"} 3',
        'took_seconds_bucket{what="it",le="+Inf"} 4',
        'took_seconds_sum{what="it"} 3.65',
        'took_seconds_count{what="it"} 4',
    ]


def test_a_block_is_timed_also_when_it_raises() -> None:
    histogram = Histogram("took_seconds", "Took.", bounds=(10.0,))
    with pytest.raises(ZeroDivisionError), histogram.timed():
        _ = 1 / 0
    assert list(histogram.lines())[-1] == "took_seconds_count 1"


def test_labels_that_are_made_up_do_not_fill_the_memory() -> None:
    counter = Counter("c_total", "C.", ("name",))
    histogram = Histogram("h_seconds", "H.", ("name",), bounds=(1.0,))
    for number in range(MOST_SERIES + 50):
        counter.add(str(number))
        histogram.observe(0.5, str(number))
    assert len(list(counter.lines())) == MOST_SERIES + 1
    assert f'c_total{{name="{OTHER}"}} 50' in counter.lines()
    assert f'h_seconds_count{{name="{OTHER}"}} 50' in histogram.lines()


def test_label_values_are_escaped() -> None:
    counter = Counter("c_total", "C.", ("name",))
    counter.add('a "b"\\\nc')
    (line,) = counter.lines()
    assert line == 'c_total{name="a \\"b\\"\\\\\\nc"} 1'


def test_everything_is_written_with_its_help_and_its_type() -> None:
    text = render()
    for each in INSTRUMENTS:
        assert f"# TYPE {each.name} {each.kind}\n" in text
    assert text.endswith("\n")
    for line in text.splitlines():
        assert line.startswith("# ") or SAMPLE.fullmatch(line), line
