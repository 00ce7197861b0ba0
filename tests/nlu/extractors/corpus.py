"""The sentences of ``corpus/*.yml``: what is in them is marked as ``[words](meaning)``.

A meaning is written short: ``10 $``, ``10..20 $`` for an interval, ``2026-11-19 17:00 hour`` for a time.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_name("corpus")
_MARK = re.compile(r"\[([^\[\]]+)\]\(((?:\([^()]*\)|[^()])*)\)")


def sentences(dimension: str) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Each sentence as a text, with the [start, end) and the meaning of what is in it."""
    content = yaml.load((FOLDER / f"{dimension}.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return [_unmarked(line) for line in content.get("found", [])] + [(line, []) for line in content["nothing"]]


def _unmarked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, marks, end = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[end : mark.start()]
        marks.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        end = mark.end()
    return text + line[end:], marks


def short(dimension: str, info: dict[str, Any]) -> str:
    """The meaning of a value in Duckling's JSON, as the corpus writes it."""
    if dimension == "time":
        return _time(info)
    more = [str(info[key]) for key in ("unit", "product", "issuer") if key in info]
    if info.get("type") != "interval":
        return " ".join([str(info["value"]), *more])
    ends = [info.get("from"), info.get("to")]
    more = [str(end["unit"]) for end in ends if end][:1]
    return " ".join(["..".join(str(end["value"]) if end else "" for end in ends), *more])


def _time(info: dict[str, Any]) -> str:
    ends = [info] if info["type"] == "value" else [info.get("from"), info.get("to")]
    grain = next(end["grain"] for end in ends if end)
    length = {"second": 19, "minute": 16, "hour": 16}.get(grain, 10)
    return "..".join(end["value"][:length].replace("T", " ") if end else "" for end in ends) + f" {grain}"


LANGUAGES = {"de": "german", "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese"}
"""A language and its file."""


def in_language(code: str) -> list[tuple[str, str, list[tuple[int, int, str]]]]:
    """The sentences of a language with their dimension; without a mark nothing of it is in them, nor of any
    dimension in those under ``nothing``."""
    content = yaml.load((FOLDER / f"{LANGUAGES[code]}.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return [(dimension, *_unmarked(line)) for dimension, lines in content.items() for line in lines]
