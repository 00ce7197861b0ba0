"""Typed values as entities: numbers, money, dates, addresses. What reads them is ``nlu.extractors``.

The entity is called like its dimension. Times are seen from the moment the message was sent, in the zone of the
options.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

import msgspec

from talkwright.conversation.content import JSON
from talkwright.conversation.utterance import Entity
from talkwright.nlu.component import Draft, Lesson, Saved
from talkwright.nlu.extractors.dimensions import DIMENSIONS, read
from talkwright.nlu.extractors.language import languages
from talkwright.nlu.locale import code_of
from talkwright.yaml import did_you_mean


class TypedOptions(msgspec.Struct, frozen=True):
    """``dimensions``: None for all. ``locale``: None for the bot's language. ``timezone``: None for UTC."""

    dimensions: tuple[str, ...] | None = None
    locale: str | None = None
    timezone: str | None = None


class TypedEntityExtractor:
    """All values of the chosen dimensions."""

    Options: ClassVar[type[msgspec.Struct]] = TypedOptions
    prepares: ClassVar[bool] = False
    name: ClassVar[str] = "TypedEntityExtractor"
    known: ClassVar[Sequence[str]] = DIMENSIONS

    def __init__(self, dimensions: Sequence[str], locale: str, timezone: str | None, *, fixed: bool = False) -> None:
        """``fixed``: it is ``locale`` also when a message is in another of the bot's languages."""
        self._dimensions = tuple(dimensions)
        self._locale = locale
        self._fixed = fixed
        self._timezone = timezone
        self._zone: tzinfo = ZoneInfo(timezone) if timezone else UTC

    @classmethod
    def fit(cls, lesson: Lesson, options: TypedOptions) -> Self:
        """Learns nothing; checks the options. Of all dimensions those that the domain has are looked for."""
        if options.dimensions is None:
            dimensions = [name for name in cls.known if lesson.wants(name)]
        else:
            dimensions = [name for name in options.dimensions if _is_known(name, cls.name, lesson)]
        locale = options.locale or lesson.language or "en"
        if locale[:2].lower() not in languages():
            message = f"{cls.name} reads words in {', '.join(languages())}, not in '{locale}'."
            hint = "Digits, addresses, phone numbers and codes are found all the same."
            lesson.problems.warning("nlu/unread-language", message, lesson.place, hint)
        zone = _zone_name(options.timezone, lesson)
        return cls(dimensions, locale, zone, fixed=options.locale is not None)

    def process(self, draft: Draft) -> None:
        if not self._dimensions:
            return
        now = datetime.fromtimestamp(draft.at, self._zone)
        is_other = not self._fixed and draft.language is not None and draft.language != code_of(self._locale)
        locale = draft.language if is_other and draft.language else self._locale
        for dimension, found in read(draft.text, self._dimensions, locale=locale, now=now):
            draft.add_entity(
                Entity(
                    dimension,
                    found.value,
                    found.start,
                    found.end,
                    self.name,
                    text=draft.text[found.start : found.end],
                    confidence=1.0,
                    additional_info=found.info,
                )
            )

    def save(self) -> Saved:
        values: dict[str, JSON] = {
            "dimensions": list(self._dimensions),
            "locale": self._locale,
            "timezone": self._timezone,
            "fixed": self._fixed,
        }
        return Saved(values=values)

    @classmethod
    def load(cls, saved: Saved) -> Self:
        values = saved.values
        return cls(values["dimensions"], values["locale"], values["timezone"], fixed=values["fixed"])


def _is_known(name: str, component: str, lesson: Lesson) -> bool:
    if name in DIMENSIONS:
        return True
    hint = did_you_mean(name, DIMENSIONS) or f"Known are {', '.join(DIMENSIONS)}."
    lesson.problems.warning("nlu/unknown-dimension", f"{component} has no dimension '{name}'.", lesson.place, hint)
    return False


def _zone_name(name: str | None, lesson: Lesson) -> str | None:
    """The name when there is such a zone. A name is a path to a file, so that many things can be wrong with it."""
    if not name:
        return None
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        message = f"No time zone is called '{name}'; UTC is used."
        hint = "Write it as the tz database has it: Europe/Berlin, America/New_York."
        lesson.problems.error("nlu/unknown-time-zone", message, lesson.place, hint)
        return None
    return name
