"""Typed values in a pipeline, under our name and under Rasa's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from talkwright.conversation.utterance import Entity, encode_utterance
from talkwright.errors import Place, Problem, Problems
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.pipeline import Pipeline

HERE = Place("config.yml", 5, 3)
DATA = TrainingData(examples=(Example("hello there", "greet"), Example("book a table", "book")))
AT = datetime(2026, 11, 18, 22, 30, tzinfo=UTC).timestamp()


def fitted(
    name: str = "TypedEntityExtractor",
    language: str | None = "en",
    domain_entities: tuple[str, ...] | None = None,
    **options: Any,
) -> tuple[Pipeline, tuple[Problem, ...]]:
    problems = Problems()
    pipeline = fit_pipeline(DATA, [(name, options, HERE)], language, problems, domain_entities=domain_entities)
    return Pipeline.load(pipeline.save()), problems.all


def entities(pipeline: Pipeline, text: str) -> tuple[Entity, ...]:
    return pipeline.parse(text, at=AT).entities


def test_an_entity_has_what_rasas_bots_read() -> None:
    pipeline, problems = fitted("DucklingEntityExtractor", dimensions=["amount-of-money"], url="http://localhost:8000")
    assert problems == ()
    said = msgspec.json.decode(encode_utterance(pipeline.parse("a present, under 50 euros", at=AT)))
    assert said["entities"] == [
        {
            "entity": "amount-of-money",
            "value": {"to": 50, "from": None},
            "start": 11,
            "end": 25,
            "extractor": "DucklingEntityExtractor",
            "additional_info": {"type": "interval", "to": {"value": 50, "unit": "EUR"}},
            "text": "under 50 euros",
            "confidence": 1.0,
        }
    ]


def test_the_name_that_rasa_gave_up_is_the_same_component() -> None:
    """A ``config.yml`` of Rasa 1 as it stands, in Spanish: dimensions, locale, zone, and a server nobody asks."""
    options = {"url": "http://localhost:8000", "dimensions": ["time", "number"], "timezone": "America/Mexico_City"}
    pipeline, problems = fitted("DucklingHTTPExtractor", language="es", locale="es_MX", timeout=3, **options)
    assert problems == ()
    number, time = sorted(entities(pipeline, "una mesa para dos, pasado mañana"), key=lambda one: one.start)
    assert (number.entity, number.value, number.extractor) == ("number", 2, "DucklingEntityExtractor")
    assert (time.entity, time.value) == ("time", "2026-11-20T00:00:00.000-06:00")
    assert time.additional_info is not None
    assert time.additional_info["grain"] == "day"


def test_our_name_says_who_found_it() -> None:
    pipeline, _ = fitted(dimensions=["code"])
    (found,) = entities(pipeline, "where is tw-1042")
    assert (found.value, found.extractor) == ("TW-1042", "TypedEntityExtractor")


def test_times_are_seen_from_the_message_and_the_zone() -> None:
    here, _ = fitted(dimensions=["time"])
    there, _ = fitted(dimensions=["time"], timezone="Europe/Berlin")
    tokyo, _ = fitted(dimensions=["time"], timezone="Asia/Tokyo")
    assert [entities(pipeline, "tomorrow")[0].value for pipeline in (here, there, tokyo)] == [
        "2026-11-19T00:00:00.000+00:00",
        "2026-11-19T00:00:00.000+01:00",
        "2026-11-20T00:00:00.000+09:00",
    ]


def test_without_a_time_it_is_now() -> None:
    pipeline, _ = fitted(dimensions=["time"])
    before = datetime.now(UTC).replace(microsecond=0)
    (found,) = pipeline.parse("now").entities
    assert before <= datetime.fromisoformat(found.value) <= datetime.now(UTC)


def test_the_locale_or_else_the_language_of_the_bot() -> None:
    german, problems = fitted(language="de", dimensions=["time"])
    assert problems == ()
    assert entities(german, "übermorgen")[0].value[:10] == "2026-11-20"
    british, _ = fitted(dimensions=["time"], locale="en_GB")
    assert entities(british, "3/5/2027")[0].value[:10] == "2027-05-03"


def test_without_dimensions_those_of_the_domain_are_found() -> None:
    everything, _ = fitted()
    some, _ = fitted(domain_entities=("number", "city"))
    text = "send $5 to jane@example.com"
    assert {found.entity for found in entities(everything, text)} >= {"number", "amount-of-money", "email"}
    assert {found.entity for found in entities(some, text)} == {"number"}


def test_rasas_name_has_ducklings_dimensions_unless_others_are_named() -> None:
    text = "20% off TW-1042"
    plain, _ = fitted("DucklingEntityExtractor")
    named, problems = fitted("DucklingEntityExtractor", dimensions=["percent", "code"])
    assert problems == ()
    assert {found.entity for found in entities(plain, text)} == {"number"}
    assert {found.entity for found in entities(named, text)} == {"percent", "code"}


@pytest.mark.parametrize("zone", ["Berlin", "../../etc/passwd", "/etc/passwd", "Europe", "a\x00b", "x" * 5000])
def test_an_unknown_time_zone_is_an_error_and_utc_stands_in(zone: str) -> None:
    pipeline, (problem,) = fitted(dimensions=["time"], timezone=zone)
    assert (problem.code, problem.severity, problem.place) == ("nlu/unknown-time-zone", "error", HERE)
    assert entities(pipeline, "tomorrow")[0].value == "2026-11-19T00:00:00.000+00:00"


def test_an_unknown_dimension_is_left_out() -> None:
    pipeline, (problem,) = fitted(dimensions=["amount_of_money", "number"])
    assert (problem.code, problem.severity) == ("nlu/unknown-dimension", "warning")
    assert problem.hint == "Did you mean 'amount-of-money'?"
    assert [found.entity for found in entities(pipeline, "$5")] == ["number"]


def test_a_language_without_tables_is_told_and_digits_are_read() -> None:
    pipeline, (problem,) = fitted(language="fi", dimensions=["number", "email"])
    assert problem.code == "nlu/unread-language"
    assert [found.value for found in entities(pipeline, "5 kpl, jane@example.com")] == [5, "jane@example.com"]


def test_both_names_in_one_pipeline_find_each_value_once() -> None:
    problems = Problems()
    parts = [("DucklingEntityExtractor", {"dimensions": ["number"]}, HERE), ("TypedEntityExtractor", {}, HERE)]
    pipeline = fit_pipeline(DATA, parts, "en", problems)
    numbers = [found for found in entities(pipeline, "5 tickets") if found.entity == "number"]
    assert len(numbers) == 1
