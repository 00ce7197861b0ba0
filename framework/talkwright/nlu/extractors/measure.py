"""Amounts with a unit, and ranges of them: what distance, volume, money and the like have in common. Pure.

A ``Measure`` is made for the units of one dimension and reads sentences. "a mile", "half a mile", "5 feet 10 inches",
"between 5 and 10 miles", "under 50 euros", "$10-20". A unit without a number is no amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from talkwright.nlu.extractors.found import Found, Info, longest, tidy
from talkwright.nlu.extractors.grammar import Grammar
from talkwright.nlu.extractors.language import Language
from talkwright.nlu.extractors.numerals import number_at
from talkwright.nlu.extractors.sentence import Sentence

_LONGEST_UNIT = 3


class Amount(msgspec.Struct, frozen=True):
    """``text[start:]`` up to word ``end`` is ``value`` of ``unit``. ``factor``: how many of it one as written is."""

    start: int
    end: int
    value: float
    unit: str
    factor: float = 1.0


class Measure:
    """Reads amounts of one dimension in one language.

    ``units`` by their words, in plain form; one with a capital letter is found in just this form. ``before`` are those
    that come before the number as well. ``joined`` are pairs of units that are said together, as (how many of the
    second are one of the first, whether the sum is told in the first).
    """

    def __init__(
        self,
        language: Language,
        units: Mapping[str, tuple[str, float]],
        *,
        before: Iterable[str] = (),
        joined: Mapping[tuple[str, str], tuple[float, bool]] | None = None,
    ) -> None:
        self._language = language
        self._units = units
        firsts = {words.split(" ")[0] for words in units}
        self._plain = frozenset(word for word in firsts if word == word.lower())
        self._capitals = tuple(sorted(firsts - self._plain))
        self._before = frozenset(before)
        self._joined = joined or {}
        self._ranges = Grammar(language.ranges.rows)
        self._begins = language.numerals.words | self._ranges.words | {word.lower() for word in firsts}

    def read(self, sentence: Sentence) -> list[Found]:
        """Every amount and range, the longest of those that overlap."""
        if not self.may_be_in(sentence):
            return []
        found: list[Found] = []
        at = 0
        while at < len(sentence):
            one = None
            if sentence.numeric[at] or sentence.forms[at] in self._begins:
                one = self._range(sentence, at) or self._single(sentence, at)
            if one is None:
                at += 1
            else:
                at, each = one
                found.append(each)
        return longest(found)

    def may_be_in(self, sentence: Sentence) -> bool:
        """Whether a unit is in the sentence at all: what costs little and answers for most."""
        return not self._plain.isdisjoint(sentence.forms) or any(word in sentence.text for word in self._capitals)

    def _single(self, sentence: Sentence, at: int) -> tuple[int, Found] | None:
        amount = self.amount(sentence, at)
        if amount is None:
            return None
        return amount.end, Found(amount.start, sentence.ends[amount.end - 1], {"type": "value", **_end(amount)})

    def _range(self, sentence: Sentence, at: int) -> tuple[int, Found] | None:
        match = self._ranges.match(sentence.forms, at, lambda slot, i: self._fill(sentence, slot, i))
        if match is None:
            return None
        info = _interval(match.meaning[0], match.values)
        if info is None:
            return None
        first = match.values[0]
        start = first.start if match.meaning[0] == "between" and number_at(sentence, at) else sentence.starts[at]
        return match.end, Found(start, sentence.ends[match.end - 1], info)

    def _fill(self, sentence: Sentence, slot: str, at: int) -> Iterable[tuple[int, Amount]]:
        if slot == "AMOUNT":
            amount = self.amount(sentence, at)
            return [] if amount is None else [(amount.end, amount)]
        number = number_at(sentence, at)
        if number is None or number.value < 0:
            return []
        return [(number.end, Amount(number.start, number.end, number.value, ""))]

    def amount(self, sentence: Sentence, at: int) -> Amount | None:
        """The amount that begins with word ``at``, of one unit or of two that are said together."""
        known = sentence.memo.setdefault(self, {})
        if at not in known:
            known[at] = self._amount(sentence, at)
        found: Amount | None = known[at]
        return found

    def _amount(self, sentence: Sentence, at: int) -> Amount | None:
        amount = self._one_unit(sentence, at)
        while amount is not None and amount.value >= 0:
            together = self._joined_with(sentence, amount)
            if together is None:
                break
            amount = together
        return amount

    def _joined_with(self, sentence: Sentence, first: Amount) -> Amount | None:
        """The amount and the one after it, when the second is of a smaller unit: "5 feet 10 inches"."""
        after = first.end
        if after < len(sentence) and sentence.forms[after] in self._language.numerals.joiners:
            after += 1
        second = self._one_unit(sentence, after) if after < len(sentence) else None
        if second is None:
            return self._with_cents(sentence, first, after)
        if (first.unit, second.unit) not in self._joined:
            return None
        factor, in_first = self._joined[first.unit, second.unit]
        if not 0 < second.value < factor:
            return None
        if in_first:
            return Amount(first.start, second.end, tidy(first.value + second.value / factor), first.unit)
        return Amount(first.start, second.end, tidy(first.value * factor + second.value), second.unit)

    def _with_cents(self, sentence: Sentence, first: Amount, at: int) -> Amount | None:
        """The amount and the cents that are not called so: "10€50", "ten pounds fifty"."""
        number = number_at(sentence, at) if at < len(sentence) and (first.unit, "cent") in self._joined else None
        if number is None or sentence.numeric[first.end - 1] or first.value != int(first.value):
            return None
        is_two = len(sentence.forms[at]) == 2 if sentence.numeric[at] else number.value >= 10
        is_last = number.end == len(sentence) or not sentence.forms[number.end][0].isalnum()
        is_cents = is_two and number.value == int(number.value) and 0 < number.value < 100
        if not (is_cents and is_last) or (number.end < len(sentence) and sentence.forms[number.end] in "%-/:+"):
            return None
        return Amount(first.start, number.end, tidy(first.value + number.value / 100), first.unit)

    def _one_unit(self, sentence: Sentence, at: int) -> Amount | None:
        number = number_at(sentence, at)
        if number is not None:
            unit = self._unit(sentence, number.end) or self._of_unit(sentence, number.end, number.value)
            if unit is not None and (number.free or sentence.is_glued(number.end)):
                end, name, factor = unit
                value = number.value
                if value == int(value) and _is_spelt_out(sentence.forms[end - 1]):
                    end, more = self._and_a_half(sentence, end)
                    value += more - 1.0
                return Amount(number.start, end, tidy(value * factor), name, factor)
            return None
        return self._unit_first(sentence, at) or self._article(sentence, at)

    def _of_unit(self, sentence: Sentence, at: int, value: float) -> tuple[int, str, float] | None:
        """The "of an hour" of "three quarters of an hour", and the "of euros" of "deux millions d'euros"."""
        numerals, forms = self._language.numerals, sentence.forms
        if at + 1 >= len(forms) or forms[at] not in self._language.of:
            return None
        scale = numerals.scales.get(forms[at - 1]) or numerals.plural_scales.get(forms[at - 1], 0)
        has_article = forms[at + 1] in numerals.articles
        if not (0 < value < 1 or (scale and not has_article)):
            return None
        begin = at + 2 if has_article else at + 1
        return self._unit(sentence, begin) if begin < len(forms) else None

    def _unit_first(self, sentence: Sentence, at: int) -> Amount | None:
        """The unit before the number: "$10", "EUR 20"."""
        unit = self._unit(sentence, at, self._before) if self._before else None
        number = number_at(sentence, unit[0]) if unit is not None and unit[0] < len(sentence) else None
        if unit is None or number is None or not (sentence.numeric[unit[0]] or number.value >= 1000):
            return None
        # A unit after the number as well ("$10 USD") is the same one said twice.
        again = self._unit(sentence, number.end)
        if again is not None and not self._is_cent(again[1]):
            return Amount(sentence.starts[at], again[0], tidy(number.value * again[2]), again[1])
        return Amount(sentence.starts[at], number.end, tidy(number.value * unit[2]), unit[1])

    def _is_cent(self, unit: str) -> bool:
        return any(second == unit for _, second in self._joined)

    def _article(self, sentence: Sentence, at: int) -> Amount | None:
        """No number but an article or a part: "a mile", "half a mile", "a mile and a half"."""
        numerals, forms = self._language.numerals, sentence.forms
        share, begin = 1.0, at
        if forms[at] in numerals.halves:
            share, begin = numerals.halves[forms[at]], at + 1
            if begin < len(forms) and forms[begin] in self._language.of:
                begin += 1
        has_article = begin < len(forms) and forms[begin] in numerals.articles
        if not has_article and begin == at:
            return None
        if has_article and begin == at and begin + 1 < len(forms) and forms[begin + 1] in numerals.halves:
            share, begin, has_article = numerals.halves[forms[begin + 1]], begin + 1, True
            if begin + 2 < len(forms) and forms[begin + 1] in self._language.of:
                begin += 2 if forms[begin + 2] in numerals.articles else 1
        unit = self._unit(sentence, begin + 1 if has_article else begin)
        if unit is None or not _is_spelt_out(sentence.forms[unit[0] - 1]):
            return None  # "a $ sign", "a l"
        end, name, factor = unit
        if share == 1.0:
            end, share = self._and_a_half(sentence, end)
        return Amount(sentence.starts[at], end, tidy(share * factor), name)

    def _and_a_half(self, sentence: Sentence, end: int) -> tuple[int, float]:
        numerals, forms = self._language.numerals, sentence.forms
        if forms[end : end + 1] and forms[end] in numerals.joiners:
            at = end + 2 if forms[end + 1 : end + 2] and forms[end + 1] in numerals.articles else end + 1
            if at < len(forms) and forms[at] in numerals.halves:
                return at + 1, 1.0 + numerals.halves[forms[at]]
        return end, 1.0

    def _unit(self, sentence: Sentence, at: int, among: frozenset[str] | None = None) -> tuple[int, str, float] | None:
        """The unit at word ``at``: the word after it, its name, and how many of it."""
        for length in range(min(_LONGEST_UNIT, len(sentence) - at), 0, -1):
            words = [sentence.word(i) if length == 1 else sentence.forms[i] for i in range(at, at + length)]
            key = " ".join(words)
            if key not in self._units and length == 1:
                key = sentence.forms[at]
            end = at + length
            if length > 1 and sentence.forms[end - 1] == "$" and not sentence.is_glued(end - 1):
                continue  # "US$", but not "a $"
            is_known = key in self._units and (among is None or key in among)
            if is_known and not self._runs_on(sentence, end):
                return end, *self._units[key]
        return None

    @staticmethod
    def _runs_on(sentence: Sentence, end: int) -> bool:
        """Whether the word goes on after the unit: the "m" of "5m2" and the "c" of "10 c++" are none."""
        return (
            sentence.is_glued(end)
            and (sentence.numeric[end] or sentence.forms[end] in "+_²³")
            and (sentence.forms[end - 1][0].isalpha())
        )


def _is_spelt_out(unit: str) -> bool:
    """Whether it is a word; abbreviations are short and begin with no vowel."""
    return unit.replace("-", "").isalpha() and (len(unit) > 2 or unit[0] in "aeiou")


def _end(amount: Amount) -> Info:
    return {"value": tidy(amount.value), "unit": amount.unit}


def _interval(kind: str, values: tuple[Amount, ...]) -> Info | None:
    unit, factor = next((value.unit, value.factor) for value in reversed(values) if value.unit)
    if any(value.unit not in ("", unit) for value in values):
        return None
    ends = [value if value.unit else Amount(value.start, value.end, value.value * factor, unit) for value in values]
    if kind != "between":
        return {"type": "interval", kind: _end(ends[0])}
    if ends[0].value >= ends[1].value:
        return None
    return {"type": "interval", "from": _end(ends[0]), "to": _end(ends[1])}
