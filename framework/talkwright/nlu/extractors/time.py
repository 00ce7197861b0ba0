"""Dates and times, seen from now: "tomorrow at 5pm", "next Friday", "from Monday to Wednesday". Pure.

Our own grammar, not a library's: what parses dates for logs and forms takes "$25" for the 25th and "may" for a month.
Phrases (``time_phrases``) that stand together are one time, two times and the words around them an interval
(``Times.intervals``), and ``moments`` finds them in the calendar. The JSON is Duckling's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from talkwright.nlu.extractors.clock import Clock
from talkwright.nlu.extractors.found import Found, Info, longest
from talkwright.nlu.extractors.intervals import Intervals
from talkwright.nlu.extractors.partial import Partial, merge
from talkwright.nlu.extractors.sentence import Sentence
from talkwright.nlu.extractors.time_phrases import Phrases, is_bare, phrases

_LONGEST_PHRASES = 6
_FILLERS = 3
_NOTHING = Partial(loose=True)

_Read = tuple[int, int, Info | None]
"""The word after it, where it begins in the text, and what it means."""


def read_time(sentence: Sentence, now: datetime, *, day_first: bool = False) -> list[Found]:
    """Every date, time and interval, the longest of those that overlap. ``now`` has a zone, which the answers have."""
    return _Reading(sentence, now, phrases(sentence.language.code, day_first=day_first)).read()


class _Reading:
    """One sentence, read at one time."""

    def __init__(self, sentence: Sentence, now: datetime, of: Phrases) -> None:
        self._sentence = sentence
        self._clock = Clock(now)
        self._intervals = Intervals(self._clock)
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
                one = self._longer(self._interval(at), self._single(at))
            if one is None:
                at += 1
                continue
            end, start, info = one
            if info is not None:
                found.append(Found(self._with_lead(at, start), sentence.ends[end - 1], info))
            at = end
        return longest(found)

    @staticmethod
    def _longer(interval: _Read | None, single: _Read | None) -> _Read | None:
        """The one that ends later; of equals the one time: "depois de amanhã" is a day, and not after tomorrow."""
        if interval is None or (single is not None and single[0] >= interval[0] and single[2] is not None):
            return single
        return interval

    def _with_lead(self, at: int, start: int) -> int:
        """Where the time begins with the word before it: "on Friday", "at 5pm"."""
        has_lead = at > 0 and self._sentence.forms[at - 1] in self._phrases.times.leads
        return self._sentence.starts[at - 1] if has_lead else start

    # -- one time -----------------------------------------------------------------------------------------------

    def _single(self, at: int) -> _Read | None:
        """The time at word ``at``; without info when the calendar has no such day, and none of its words is one."""
        time = self._time(at)
        if time is None or (time[1].loose and time[1] != _NOTHING):
            return None
        end, partial = time
        if partial == _NOTHING:  # "good morning": no time is in it
            return end, self._sentence.starts[at], None
        moments = self._clock.resolved(partial)
        if not moments:
            return end, self._sentence.starts[at], None
        first = self._clock.encode(moments[0])
        return end, self._sentence.starts[at], {**first, "values": [self._clock.encode(moment) for moment in moments]}

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
            is_reply = partial.weekday is not None and not at and end == len(self._sentence)
            return (end, partial) if is_reply else None
        return end, partial

    def _phrase(self, at: int) -> tuple[int, Partial] | None:
        """The longest phrase at word ``at`` that can be a time: in "Thursday 7 pm" it is no seventh."""
        if at not in self._read:
            readings = self._phrases.readings(self._sentence, at)
            self._read[at] = next((each for each in readings if self._may_be_time(at, *each)), None)
        return self._read[at]

    def _may_be_time(self, at: int, end: int, partial: Partial) -> bool:
        sentence = self._sentence
        is_bare_hour = partial.hour is not None and partial.minute is None and self._is_number(end - 1)
        if is_bare_hour and sentence.forms[at] in self._phrases.times.at:
            return self._may_end(end)  # "at 5 Station Road"
        if partial.day is not None and partial.month is None and partial.cycle is None:
            return self._may_end(end)  # "the 2nd one"
        if partial.weekday is not None and sentence.forms[end - 1] in sentence.language.numerals.ordinals:
            return self._may_end(end)  # "a segunda opção"
        if sentence.forms[at] in self._phrases.times.unsure and sentence.numeric[end - 1] and partial.year is None:
            return self._may_end(end) or sentence.word(at)[0].isupper()  # "may 5 people come"
        return True

    def _next_phrase(self, at: int) -> tuple[int, Partial] | None:
        """The phrase at word ``at``, or after the fillers there."""
        for start in range(at, min(at + _FILLERS, len(self._sentence) - 1) + 1):
            found = self._phrase(start) if start < len(self._sentence) else None
            if found is not None:
                return found
            if start >= len(self._sentence) or self._sentence.forms[start] not in self._phrases.times.fillers:
                return None
        return None

    def _skip_fillers(self, at: int, *, every: bool = False) -> int:
        """The word behind fillers; unless ``every``, those that an interval can begin with are none."""
        forms, fillers = self._sentence.forms, self._phrases.times.fillers
        for _ in range(_FILLERS):
            if at >= len(forms) or forms[at] not in fillers:
                break
            if not every and forms[at] in self._phrases.intervals.words:
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
        if form in self._phrases.times.after or self._phrases.read(sentence, end) is not None:
            return True
        # "alle 6 di domani"
        is_filler = form in self._phrases.times.fillers and end + 1 < len(sentence)
        return is_filler and self._phrases.read(sentence, end + 1) is not None

    def _is_number(self, at: int) -> bool:
        return self._sentence.numeric[at] or self._sentence.language.numerals.is_word(self._sentence.forms[at])

    def _is_announced(self, at: int) -> bool:
        return at > 0 and self._sentence.forms[at - 1] in self._phrases.times.before

    # -- intervals ----------------------------------------------------------------------------------------------

    def _interval(self, at: int) -> _Read | None:
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
                after = self._skip_fillers(end, every=True)
                more = self._time(after) if after < len(self._sentence) else None
                if more is not None and more[1].has_date and not more[1].has_time:
                    end, day = more
            is_loose = match.meaning[0] == "hours" or _is_day_alone(match.values[-1])
            if is_loose and day is None and not self._may_end(end):
                continue
            info = self._intervals.read(match.meaning, match.values, day)
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


def _is_day_alone(end: object) -> bool:
    """Whether the end of an interval is a day that nothing says the month of: "à partir du 3"."""
    return isinstance(end, Partial) and end.day is not None and end.month is None and end.cycle is None
