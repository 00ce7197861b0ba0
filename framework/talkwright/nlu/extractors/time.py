"""Dates and times, seen from now: "tomorrow at 5pm", "next Friday", "from Monday to Wednesday". Pure.

Our own grammar, not a library's: what parses dates for logs and forms takes "$25" for the 25th and "may" for a month.
Phrases (``time_phrases``) that stand together are one time, two times and the words around them an interval
(``Times.intervals``), and ``moments`` finds them in the calendar. The JSON is Duckling's: an interval ends before its
``to``, so that "from Monday to Wednesday" goes up to Thursday.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, tzinfo
from typing import Any

from msgspec.structs import replace

from talkwright.nlu.extractors.found import Found, Info, longest
from talkwright.nlu.extractors.grains import GRAINS, add
from talkwright.nlu.extractors.moments import Moment, cycle_moment, resolve
from talkwright.nlu.extractors.partial import Cycle, Partial, merge, share_date
from talkwright.nlu.extractors.sentence import Sentence
from talkwright.nlu.extractors.time_phrases import Phrases, is_bare, phrases

_LONGEST_PHRASES = 6
_FILLERS = 3
_NOTHING = Partial(loose=True)
_ON_THE_CLOCK = ("hour", "minute", "second")
_OPEN = {"to": "to", "from": "from", "since": "from"}
_FITS: dict[str, Callable[[Partial, Partial], bool]] = {
    "between": lambda first, last: True,
    "hours": lambda first, last: first.hour is not None and last.hour is not None,
    "hour_to_time": lambda first, last: last.hour is not None,
    "days": lambda first, last: first.day is not None and not first.has_time,
    "day_to_time": lambda first, last: last.day is not None and last.month is not None and not last.has_time,
}
"""The intervals, and what their two ends must be."""


def read_time(sentence: Sentence, now: datetime, *, day_first: bool = False) -> list[Found]:
    """Every date, time and interval, the longest of those that overlap. ``now`` has a zone, which the answers have."""
    return _Reading(sentence, now, phrases(sentence.language.code, day_first=day_first)).read()


class _Reading:
    """One sentence, read at one time."""

    def __init__(self, sentence: Sentence, now: datetime, of: Phrases) -> None:
        self._sentence = sentence
        self._zone = now.tzinfo
        self._instant = now
        self._now = now.replace(tzinfo=None)
        self._phrases = of
        self._read: dict[int, tuple[int, Partial] | None] = {}
        self._times: dict[int, tuple[int, Partial] | None] = {}

    def read(self) -> list[Found]:
        sentence, of = self._sentence, self._phrases
        if True not in sentence.numeric and of.signs.isdisjoint(sentence.forms):
            return []
        found = []
        at = 0
        while at < len(sentence):
            one = None
            if sentence.numeric[at] or sentence.forms[at] in of.begins:
                one = self._interval(at) or self._single(at)
            if one is None:
                at += 1
                continue
            end, start, info = one
            if info is not None:
                found.append(Found(self._with_lead(at, start), sentence.ends[end - 1], info))
            at = end
        return longest(found)

    def _with_lead(self, at: int, start: int) -> int:
        """Where the time begins with the word before it: "on Friday", "at 5pm"."""
        has_lead = at > 0 and self._sentence.forms[at - 1] in self._phrases.times.leads
        return self._sentence.starts[at - 1] if has_lead else start

    # -- one time -----------------------------------------------------------------------------------------------

    def _single(self, at: int) -> tuple[int, int, Info | None] | None:
        """The time at word ``at``; without info when the calendar has no such day, and none of its words is one."""
        time = self._time(at)
        if time is None or (time[1].loose and time[1] != _NOTHING):
            return None
        end, partial = time
        if partial == _NOTHING:  # "good morning": no time is in it
            return end, self._sentence.starts[at], None
        moments = self._resolved(partial)
        if not moments:
            return end, self._sentence.starts[at], None
        first = self._encode(moments[0])
        return end, self._sentence.starts[at], {**first, "values": [self._encode(moment) for moment in moments]}

    def _time(self, at: int) -> tuple[int, Partial] | None:
        """The phrases from word ``at`` on that are one time together."""
        if at not in self._times:
            self._times[at] = self._composed(at)
        return self._times[at]

    def _composed(self, at: int) -> tuple[int, Partial] | None:
        first = self._phrase(at)
        if first is None:
            return None
        end, partial = first
        if partial == _NOTHING:
            return first
        for _ in range(_LONGEST_PHRASES):
            more = self._next_phrase(end)
            both = merge(partial, more[1]) if more is not None else None
            if more is None or both is None:
                break
            end, partial = more[0], both
        if is_bare(self._phrases.times, self._sentence, at, end) and not self._is_announced(at):
            return None
        return end, partial

    def _phrase(self, at: int) -> tuple[int, Partial] | None:
        if at not in self._read:
            self._read[at] = self._phrases.read(self._sentence, at)
        found = self._read[at]
        if found is None:
            return None
        end, partial = found
        sentence = self._sentence
        if partial.hour is not None and partial.minute is None and sentence.forms[at] in self._phrases.times.at:
            return found if self._may_end(end) else None  # "at 5 Station Road"
        if partial.day is not None and partial.month is None and partial.cycle is None:
            return found if self._may_end(end) else None  # "the 2nd one"
        if sentence.forms[at] in self._phrases.times.unsure and sentence.numeric[end - 1] and partial.year is None:
            return found if self._may_end(end) or sentence.word(at)[0].isupper() else None  # "may 5 people come"
        return found

    def _next_phrase(self, at: int) -> tuple[int, Partial] | None:
        """The phrase at word ``at``, or after the fillers there."""
        for start in range(at, min(at + _FILLERS, len(self._sentence) - 1) + 1):
            found = self._phrase(start) if start < len(self._sentence) else None
            if found is not None:
                return found
            if start >= len(self._sentence) or self._sentence.forms[start] not in self._phrases.times.fillers:
                return None
        return None

    def _skip_fillers(self, at: int) -> int:
        forms, fillers = self._sentence.forms, self._phrases.times.fillers
        for _ in range(_FILLERS):
            if at >= len(forms) or forms[at] not in fillers or forms[at] in self._phrases.intervals.words:
                break
            at += 1
        return at

    def _may_end(self, end: int) -> bool:
        """Whether a bare number before word ``end`` can be a time."""
        sentence = self._sentence
        if end >= len(sentence):
            return True
        form = sentence.forms[end]
        if not form[0].isalnum():
            return form not in ("%", "$", "€", "£", "°", "/", "+", "*", "=", "#") and not (
                form in ("-", ".", ",", ":") and sentence.is_glued(end) and sentence.is_glued(end + 1)
            )
        if sentence.is_glued(end):
            return False
        return form in self._phrases.times.after or self._phrases.read(sentence, end) is not None

    def _is_announced(self, at: int) -> bool:
        return at > 0 and self._sentence.forms[at - 1] in self._phrases.times.before

    # -- intervals ----------------------------------------------------------------------------------------------

    def _interval(self, at: int) -> tuple[int, int, Info] | None:
        """An interval, with a day before it ("tomorrow from 9 to 11") or after it ("from 9 to 11 tomorrow")."""
        day = self._time(at)
        if day is not None and day[1].has_date and not day[1].has_time:
            found = self._interval_at(self._skip_fillers(day[0]), day[1])
            if found is not None:
                return found[0], self._sentence.starts[at], found[1]
        found = self._interval_at(at, None)
        return None if found is None else (found[0], self._sentence.starts[at], found[1])

    def _interval_at(self, at: int, date: Partial | None) -> tuple[int, Info] | None:
        if at >= len(self._sentence):
            return None
        for match in self._phrases.intervals.matches(self._sentence.forms, at, self._fill):
            end, day = match.end, date
            is_dateless = all(isinstance(each, Partial) and not each.has_date for each in match.values)
            if day is not None and not is_dateless:
                continue
            if day is None and is_dateless and match.end < len(self._sentence):
                more = self._time(self._skip_fillers(end)) if self._skip_fillers(end) < len(self._sentence) else None
                if more is not None and more[1].has_date and not more[1].has_time:
                    end, day = more
            info = self._meaning(match.meaning, match.values, day, end)
            if info is not None:
                return end, info
        return None

    def _fill(self, slot: str, at: int) -> Iterable[tuple[int, Any]]:
        if slot == "TIME":
            time = self._time(at)
            return () if time is None or time[1].loose else (time,)
        if slot == "HOUR":
            filled = self._phrases.fill(self._sentence, slot, at)
            return [(end, Partial(hour=hour % 24, ambiguous=1 <= hour <= 12)) for end, hour in filled]
        if slot == "DAY":
            return [(end, Partial(day=day)) for end, day in self._phrases.fill(self._sentence, slot, at)]
        return self._phrases.fill(self._sentence, slot, at)

    def _meaning(
        self, meaning: tuple[Any, ...], values: tuple[Any, ...], date: Partial | None, end: int
    ) -> Info | None:
        """What an interval pattern means; None when its values do not fit it after all."""
        kind = meaning[0]
        if kind == "within":
            return self._until(Partial(shift=values[0]))
        if kind == "by_end_of":
            cycle = cycle_moment(Cycle(meaning[1] if len(meaning) > 1 else values[0], 0), self._now)
            return self._closed(Moment(self._now.replace(microsecond=0), "second"), cycle.after)
        if date is not None:
            values = tuple(share_date(date, value) for value in values)
        if kind == "by":
            return self._until(values[0])
        if kind in _OPEN:
            moments = self._resolved(_in_the_past(values[0]) if kind == "since" else values[0])
            if not moments:
                return None
            ends: Info = {"type": "interval", _OPEN[kind]: self._instant_info(moments[0].start, moments[0].grain)}
            return {**ends, "values": [{**ends}]}
        first, last = values
        if not _FITS[kind](first, last) or (kind == "hours" and date is None and not self._may_end(end)):
            return None
        return self._between(first, last, is_own_date=date is None and last.has_date)

    def _until(self, partial: Partial) -> Info | None:
        moments = self._resolved(partial)
        begin = Moment(self._now.replace(microsecond=0), "second")
        return self._closed(begin, moments[0].start) if moments and moments[0].start > self._now else None

    def _between(self, first: Partial, last: Partial, *, is_own_date: bool) -> Info | None:
        """The interval from ``first`` to ``last``; what the one leaves open the other says."""
        if first.day is not None and first.month is None and last.month is not None:
            first = replace(first, month=last.month, year=last.year)
        if last.day is not None and last.month is None and first.month is not None:
            last = replace(last, month=first.month, year=first.year)
        is_own_date = is_own_date and (first.has_date or not last.has_time)
        first, last = share_date(last, first), share_date(first, last)
        for begin in self._begins(first, last):
            over = next((each for each in self._ends(begin, last, is_own_date) if each.after > begin.start), None)
            if over is not None:
                grain = min(begin.grain, over.grain, key=GRAINS.index)
                return self._closed(Moment(begin.start, grain), over.end or add(over.start, over.grain, 1), grain)
        return None

    def _begins(self, first: Partial, last: Partial) -> list[Moment]:
        """When an interval can begin, the likeliest first: "3-4pm" in the afternoon, "from 9 to 5" in the morning."""
        begins = list(self._resolved(first))
        if not first.ambiguous or first.hour is None or last.hour is None:
            return begins
        if last.ambiguous:
            hour = first.hour + 12 if first.hour < 7 else first.hour
            if first.has_date:
                return begins
            plain = replace(first, hour=hour % 24, ambiguous=False)
            return [*self._resolved(plain), *begins]
        limit = (last.hour, last.minute or 0)
        halves = [replace(first, hour=first.hour % 12 + shift, ambiguous=False) for shift in (12, 0)]
        fitting = [half for half in halves if (half.hour, half.minute or 0) < limit]
        return [moment for half in fitting for moment in self._resolved(half)[:1]] + begins

    def _ends(self, begin: Moment, last: Partial, is_own_date: bool) -> list[Moment]:
        """When an interval from ``begin`` can end, the earliest first."""
        if last.hour is not None and not is_own_date:
            days = (begin.start.date(), add(begin.start, "day", 1).date())
            clock = Partial(hour=last.hour, minute=last.minute, ambiguous=last.ambiguous, part=last.part)
            ends = [moment for day in days for moment in resolve(replace(clock, date=day), self._now)]
            return sorted((each for each in ends if each.start > begin.start), key=lambda each: each.start)
        is_seen_from_now = last.days is not None or last.cycle is not None or last.shift is not None
        return list(self._resolved(last) if is_seen_from_now else resolve(last, begin.start))

    # -- JSON ---------------------------------------------------------------------------------------------------

    def _resolved(self, partial: Partial) -> tuple[Moment, ...]:
        shift = partial.shift
        if shift is None or shift.grain not in _ON_THE_CLOCK or self._zone is None:
            return resolve(partial, self._now)
        # Hours pass on the clock of the world, not on that of a place which changes to summer time.
        there = resolve(partial, self._instant.astimezone(UTC).replace(tzinfo=None))
        here = (each.start.replace(tzinfo=UTC).astimezone(self._zone).replace(tzinfo=None) for each in there)
        return tuple(Moment(start, each.grain) for start, each in zip(here, there, strict=True))

    def _closed(self, begin: Moment, over: datetime, grain: str | None = None) -> Info:
        ends: Info = {
            "type": "interval",
            "from": self._instant_info(begin.start, begin.grain),
            "to": self._instant_info(over, grain or begin.grain),
        }
        return {**ends, "values": [ends]}

    def _encode(self, moment: Moment) -> Info:
        if moment.end is None:
            return {"type": "value", **self._instant_info(moment.start, moment.grain)}
        return {
            "type": "interval",
            "from": self._instant_info(moment.start, moment.grain),
            "to": self._instant_info(moment.end, moment.grain),
        }

    def _instant_info(self, moment: datetime, grain: str) -> Info:
        return {"value": write_time(moment, self._zone), "grain": grain}


def _in_the_past(partial: Partial) -> Partial:
    """Since Monday is since the last one."""
    return replace(partial, which=-1) if partial.weekday is not None or partial.month is not None else partial


def write_time(moment: datetime, zone: tzinfo | None) -> str:
    """A wall-clock time as Duckling writes it: "2026-05-03T17:00:00.000+02:00"."""
    return moment.replace(tzinfo=zone).isoformat(timespec="milliseconds")
