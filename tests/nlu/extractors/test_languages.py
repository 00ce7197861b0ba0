"""What holds for every language that is read: numbers spelt out, dates in its formats, zones, and accents left out."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.nlu.extractors.corpus import LANGUAGES, in_language, short
from tests.nlu.extractors.spelt import SPELT

from talkwright.nlu.extractors.dimensions import DIMENSIONS, read
from talkwright.nlu.extractors.language import find_language, languages
from talkwright.nlu.extractors.reply import read_one_number

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 10, 15, tzinfo=BERLIN)
ROMANCE = ("fr", "es", "it", "pt")

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
FORMATS = {
    "en_GB": ("{d} {month} {y}", "the {d}th of {month} {y}", "{month} {d}, {y}", "{d}/{m}/{y}", "{d:02}/{m:02}/{y}"),
    "en_US": ("{month} {d}, {y}", "{d} {month} {y}", "{m}/{d}/{y}", "{m:02}/{d:02}/{y}"),
    "de": ("{d}. {month} {y}", "am {d}. {month} {y}", "{d}.{m}.{y}", "{d:02}.{m:02}.{y}"),
    "fr": ("{d} {month} {y}", "le {d} {month} {y}", "{d:02}/{m:02}/{y}", "le {d}/{m}/{y}", "{d:02}.{m:02}.{y}"),
    "es": ("{d} de {month} de {y}", "el {d} de {month} del {y}", "{d:02}/{m:02}/{y}", "el {d}-{m}-{y}"),
    "it": ("{d} {month} {y}", "il {d} {month} {y}", "{d:02}/{m:02}/{y}", "{d}.{m}.{y}", "{d}-{m}-{y}"),
    "pt": ("{d} de {month} de {y}", "no dia {d} de {month} de {y}", "{d:02}/{m:02}/{y}", "dia {d}/{m}/{y}"),
}
DATED = [(locale, form) for locale, forms in FORMATS.items() for form in (*forms, "{y}-{m:02}-{d:02}")]


def values(text: str, dimension: str, locale: str, now: datetime = NOW) -> list[tuple[str, object]]:
    return [(text[each.start : each.end], each.value) for _, each in read(text, (dimension,), locale=locale, now=now)]


def test_every_language_is_spelt_out_here() -> None:
    assert {*SPELT} == {*languages()} == {*MONTHS} == {*LANGUAGES, "en"}


@pytest.mark.parametrize("code", SPELT)
@given(number=st.integers(0, 999_999) | st.integers(0, 999_999_999) | st.integers(0, 9999).map(lambda n: n * 1000))
def test_a_number_in_words_is_read_back(code: str, number: int) -> None:
    words = SPELT[code](number)
    assert read_one_number(words, code) == number
    assert read_one_number(words.capitalize(), code) == number


@pytest.mark.parametrize("code", SPELT)
def test_every_number_up_to_a_thousand_is_one(code: str) -> None:
    for number in range(2, 1100):
        words = SPELT[code](number)
        assert values(words, "number", code) == [(words, number)]


@pytest.mark.parametrize("code", ROMANCE)
@given(number=st.integers(2, 999_999))
def test_a_number_in_words_has_a_unit_behind_it(code: str, number: int) -> None:
    text = f"{SPELT[code](number)} euros"
    assert values(text, "amount-of-money", code) == [(text, number)]


@pytest.mark.parametrize("code", [code for code in SPELT if code != "en"])
@given(whole=st.integers(1, 999_999), cents=st.integers(0, 99))
def test_thousands_and_decimals_are_those_of_the_language(code: str, whole: int, cents: int) -> None:
    text = f"{whole:,}.{cents:02} €".translate(str.maketrans(",.", ".,"))
    assert values(text, "amount-of-money", code) == [(text, pytest.approx(whole + cents / 100))]


@pytest.mark.parametrize(("locale", "form"), DATED)
@given(day=st.dates(date(1951, 1, 1), date(2049, 12, 31)))
def test_a_date_in_the_formats_of_the_language_is_read_back(locale: str, form: str, day: date) -> None:
    month = MONTHS[locale[:2]].split()[day.month - 1]
    text = form.format(d=day.day, m=day.month, y=day.year, month=month)
    ((words, value),) = values(text, "time", locale)
    assert (words, str(value)[:10]) == (text, day.isoformat())


@pytest.mark.parametrize("code", ROMANCE)
@given(hour=st.integers(13, 23), minute=st.integers(0, 59), ahead=st.integers(1, 400))
def test_a_time_of_day_on_a_date_is_read_back(code: str, hour: int, minute: int, ahead: int) -> None:
    day = NOW.date() + timedelta(days=ahead)
    text = f"{day:%d/%m/%Y} {hour}:{minute:02}"
    ((words, value),) = values(text, "time", code)
    assert (words, str(value)[:16]) == (text, f"{day}T{hour}:{minute:02}")


@pytest.mark.parametrize("code", ROMANCE)
def test_accents_may_be_left_out(code: str) -> None:
    """Every sentence of the corpus says the same without them."""
    for dimension, text, marks in in_language(code):
        bare = "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))
        asked = DIMENSIONS if dimension == "nothing" else (dimension,)
        found = [
            (each.start, each.end, short(name, each.info)) for name, each in read(bare, asked, locale=code, now=NOW)
        ]
        wanted = [(start, end, _without_accents(meaning)) for start, end, meaning in marks]
        assert found == wanted, bare


def _without_accents(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))


@pytest.mark.parametrize("code", ROMANCE)
def test_letters_may_be_written_as_letter_and_accent(code: str) -> None:
    for dimension, text, _ in in_language(code):
        if dimension == "time":
            apart = unicodedata.normalize("NFD", text)
            whole = [value for _, value in values(text, "time", code)]
            assert [value for _, value in values(apart, "time", code)] == whole, text


@pytest.mark.parametrize(
    ("code", "in_three_hours", "tomorrow_at_noon"),
    [
        ("en", "in 3 hours", "tomorrow at noon"),
        ("de", "in 3 Stunden", "morgen um 12"),
        ("fr", "dans 3 heures", "demain à midi"),
        ("es", "en 3 horas", "mañana a mediodía"),
        ("it", "tra 3 ore", "domani a mezzogiorno"),
        ("pt", "daqui a 3 horas", "amanhã ao meio-dia"),
    ],
)
def test_a_change_to_summer_time_moves_hours_and_no_days(code: str, in_three_hours: str, tomorrow_at_noon: str) -> None:
    at_night = datetime(2026, 3, 29, 0, 30, tzinfo=BERLIN)  # at 2 it is 3
    assert values(in_three_hours, "time", code, at_night) == [(in_three_hours, "2026-03-29T04:30:00.000+02:00")]
    day_before = datetime(2026, 3, 28, 12, tzinfo=BERLIN)
    assert values(tomorrow_at_noon, "time", code, day_before) == [(tomorrow_at_noon, "2026-03-29T12:00:00.000+02:00")]
    in_autumn = datetime(2026, 10, 25, 0, 30, tzinfo=BERLIN)  # at 3 it is 2
    assert values(in_three_hours, "time", code, in_autumn) == [(in_three_hours, "2026-10-25T02:30:00.000+01:00")]


@pytest.mark.parametrize(
    ("code", "text"),
    [("en", "tomorrow"), ("de", "morgen"), ("fr", "demain"), ("es", "mañana"), ("it", "domani"), ("pt", "amanhã")],
)
def test_the_zone_says_which_day_it_is(code: str, text: str) -> None:
    late = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
    assert values(text, "time", code, late) == [(text, "2026-11-19T00:00:00.000+00:00")]
    for zone, moment in (
        ("Europe/Lisbon", "2026-11-19T00:00:00.000+00:00"),
        ("Asia/Tokyo", "2026-11-20T00:00:00.000+09:00"),
    ):
        assert values(text, "time", code, late.astimezone(ZoneInfo(zone))) == [(text, moment)]


@pytest.mark.parametrize("locale", ["en_GB", "en-GB", "en_AU", "de", "fr", "fr_CA", "es", "es_MX", "it", "pt", "pt-BR"])
def test_the_day_comes_first_outside_of_america(locale: str) -> None:
    assert values("3/5/2027", "time", locale) == [("3/5/2027", "2027-05-03T00:00:00.000+02:00")]


@pytest.mark.parametrize("locale", ["en", "en_US", "en-US", "en_PH"])
def test_the_month_comes_first_in_america(locale: str) -> None:
    assert values("3/5/2027", "time", locale) == [("3/5/2027", "2027-03-05T00:00:00.000+01:00")]


@pytest.mark.parametrize("code", ROMANCE)
def test_the_tables_of_a_language_are_loaded_by_its_code(code: str) -> None:
    assert find_language(f"{code}_XX") is find_language(code)
    assert find_language(code).code == code


def test_an_amount_an_interval_and_a_duration_are_as_duckling_writes_them() -> None:
    def infos(text: str, dimension: str, locale: str) -> list[dict[str, object]]:
        return [each.info for _, each in read(text, (dimension,), locale=locale, now=NOW)]

    assert infos("entre 10 y 20 euros", "amount-of-money", "es") == [
        {"type": "interval", "from": {"value": 10, "unit": "EUR"}, "to": {"value": 20, "unit": "EUR"}}
    ]
    assert infos("une heure et demie", "duration", "fr") == [
        {"type": "value", "value": 90, "unit": "minute", "minute": 90, "normalized": {"unit": "second", "value": 5400}}
    ]
    ends = {
        "from": {"value": "2027-05-03T00:00:00.000+02:00", "grain": "day"},
        "to": {"value": "2027-05-06T00:00:00.000+02:00", "grain": "day"},
    }
    interval = {"type": "interval", **ends}
    for text, code in (("du 3 au 5 mai", "fr"), ("del 3 al 5 de mayo", "es"), ("dal 3 al 5 maggio", "it")):
        assert infos(text, "time", code) == [{**interval, "values": [interval]}]
    values_of = infos("sexta-feira", "time", "pt")[0]["values"]
    assert values_of == [
        {"type": "value", "value": f"2026-{day}T00:00:00.000+01:00", "grain": "day"}
        for day in ("11-20", "11-27", "12-04")
    ]


@pytest.mark.parametrize(
    ("locale", "text", "value"),
    [
        ("es", "1.200,50 pesos", 1200.5), ("es_ES", "1.200,50 pesos", 1200.5), ("es_AR", "1.200,50 pesos", 1200.5),
        ("es_MX", "1,200.50 pesos", 1200.5), ("es-mx", "$3.50", 3.5), ("es_PE", "2.5 millones de soles", 2_500_000),
        ("de", "1.200,50 Franken", 1200.5), ("de_CH", "1'200.50 Franken", 1200.5),
        ("de_CH", "1’200.50 Franken", 1200.5),
        ("fr_CH", "12.50 francs", 12.5), ("fr", "12,50 francs", 12.5), ("pt_BR", "R$ 1.200,50", 1200.5),
    ],
)  # fmt: skip
def test_the_country_says_how_decimals_are_written(locale: str, text: str, value: float) -> None:
    assert values(text, "amount-of-money", locale) == [(text, value)]


@pytest.mark.parametrize(("locale", "text"), [("es_MX", "1.200,50"), ("es", "1,200.50"), ("de", "1,200.50")])
def test_decimals_of_another_country_are_no_number(locale: str, text: str) -> None:
    assert values(text, "number", locale) == []
