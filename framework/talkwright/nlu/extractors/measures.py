"""The dimensions that are a table of units and nothing else: distance, volume, temperature and percent. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from talkwright.nlu.extractors.found import Found
from talkwright.nlu.extractors.language import find_language
from talkwright.nlu.extractors.measure import Measure
from talkwright.nlu.extractors.sentence import Sentence

Dimension = Literal["distance", "volume", "temperature", "percent"]

_JOINED: Mapping[str, Mapping[tuple[str, str], tuple[float, bool]]] = {
    "distance": {
        ("kilometre", "metre"): (1000.0, False),
        ("metre", "centimetre"): (100.0, False),
        ("mile", "yard"): (1760.0, False),
        ("yard", "foot"): (3.0, False),
        ("foot", "inch"): (12.0, False),
    },
    "volume": {("litre", "millilitre"): (1000.0, False)},
}


@cache
def _measure(dimension: Dimension, code: str) -> Measure:
    language = find_language(code)
    return Measure(language, getattr(language.units, dimension), joined=_JOINED.get(dimension))


def read_distance(sentence: Sentence) -> list[Found]:
    """Lengths and ways: "5 miles", "1.80 m", "5 feet 10 inches", "within 3 km"."""
    return _measure("distance", sentence.language.code).read(sentence)


def read_volume(sentence: Sentence) -> list[Found]:
    """Volumes: "2 litres", "500ml", "half a gallon"."""
    return _measure("volume", sentence.language.code).read(sentence)


def read_temperature(sentence: Sentence) -> list[Found]:
    """Temperatures: "20 degrees", "-5 °C", "98.6 Fahrenheit"."""
    return _measure("temperature", sentence.language.code).read(sentence)


def read_percent(sentence: Sentence) -> list[Found]:
    """Percentages: "20%", "five per cent", "at least 10 percent"."""
    return _measure("percent", sentence.language.code).read(sentence)
