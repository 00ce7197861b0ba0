"""What holds for every text: nothing is raised, what is found is in it, and the same is found again."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.nlu.extractors.dimensions import DIMENSIONS, read
from talkwright.nlu.extractors.found import Found
from talkwright.nlu.extractors.language import split_words
from talkwright.nlu.extractors.reply import read_one_number, read_yes_or_no

ZONES = [UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("America/St_Johns"), ZoneInfo("Pacific/Apia")]
WORDS = split_words(
    "1 5 12 30 1042 2026 1.5 1,5 1,000 10:30 3/5 3/5/2026 2026-12-24 5pm 3rd $10 20€ 5kg 10k a an the one "
    "two twenty - half third second million hundred dozen and point minus quarter monday friday may march dec next "
    "last this in at on from to between until by ago past after before week month year day hour minutes morning night "
    "tomorrow now noon euros dollars cents miles feet degrees % of am pm o'clock , . ( ) + / : @ a@b.co www.x.com "
    "TW-1042 end weekend"
)
ROMANCE = split_words(
    "1 3 15h30 15h 10 000 1.000 3,5 1º 2ª 1er 3ème 10€50 R$ € % ° de du des del della dos das do da dal dalle à a al "
    "às alle all' l' d' le la las los il o os un une una uno um uma et e y moins menos meno cent cento cien ciento "
    "mille mil mila million millón milhão deux dos due dois trois vingt veinte venti vinte quatre-vingt soixante dix "
    "veintiuno ventuno duecentotre duzentos heures horas ore hora ora h demie media mezza meia quart cuarto quarto "
    "jours días giorni dias semaine semana settimana mois mes mese mês prochain próximo prossimo que viene vem mars "
    "mayo maggio março lundi lunes lunedì segunda feira sexta demain mañana domani amanhã matin tarde sera noite "
    "dans dentro tra daqui há il y a hace fa atrás entre jusqu' hasta fino até avant antes prima depuis desde fin "
    "euros euro reais kilos kg litros pour por per premier segundo prima terceira après-midi meio-dia sei -"
)


def sentences_of(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), max_size=14).flatmap(
        lambda said: st.sampled_from([" ", "", ", "]).map(lambda between: between.join(said))
    )


SALAD = sentences_of(WORDS)
NOWS = st.datetimes(datetime(1971, 1, 2), datetime(2200, 1, 1), timezones=st.sampled_from(ZONES))


def check(text: str, found: list[tuple[str, Found]]) -> None:
    last: dict[str, int] = {}
    for dimension, each in found:
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start : each.end].strip()
        assert each.start >= last.get(dimension, 0)
        last[dimension] = each.end
        msgspec.json.encode(each.info)
        assert each.info.get("type", "value") in ("value", "interval")
        assert each.value is not None


@given(text=st.text(max_size=200) | SALAD, now=NOWS, locale=st.sampled_from(["en", "en_GB", "de", "fi"]))
def test_any_text_is_read(text: str, now: datetime, locale: str) -> None:
    found = list(read(text, locale=locale, now=now))
    check(text, found)
    assert list(read(text, locale=locale, now=now)) == found


@given(text=sentences_of(ROMANCE), now=NOWS, locale=st.sampled_from(["fr", "es", "it", "pt"]))
def test_any_text_is_read_in_romance_languages(text: str, now: datetime, locale: str) -> None:
    found = list(read(text, locale=locale, now=now))
    check(text, found)
    alone = [each for dimension in DIMENSIONS for each in read(text, (dimension,), locale=locale, now=now)]
    assert alone == found
    assert read_yes_or_no(text, locale) in (True, False, None)
    number = read_one_number(text, locale)
    assert number is None or number == number + 0


@given(text=SALAD, now=NOWS)
def test_each_dimension_is_read_as_if_it_were_alone(text: str, now: datetime) -> None:
    alone = [each for dimension in DIMENSIONS for each in read(text, (dimension,), now=now)]
    assert alone == list(read(text, now=now))


@given(text=st.text(max_size=200) | SALAD, locale=st.sampled_from(["en", "de", "fi"]))
def test_any_reply_is_read(text: str, locale: str) -> None:
    assert read_yes_or_no(text, locale) in (True, False, None)
    number = read_one_number(text, locale)
    assert number is None or number == number + 0


@pytest.mark.parametrize(
    "piece",
    [
        "1 ", "1-", "1,", "1.", "1/", "1:", "(1", "+1 ", "$1", "a@", "a.", "a1-", "A1", "one ", "and ", "half a ",
        "minus ", "one point one ", "a dozen dozen ", "million ", "twenty-", "monday ", "from ", "to ",
        "between 1 and ", "the 1st of ", "quarter past ", "next ", "by the end of ", "http://a.", "www.a.",
        "5 miles ", "zweihundert",
    ],
)  # fmt: skip
@pytest.mark.parametrize("locale", ["en", "de"])
def test_what_repeats_ten_thousand_characters_long_ends(piece: str, locale: str) -> None:
    text = (piece * 10_000)[:10_000]
    check(text, list(read(text, locale=locale, now=datetime(2026, 11, 18, tzinfo=UTC))))


@pytest.mark.parametrize(
    ("locale", "piece"),
    [
        ("fr", "quatre-"), ("fr", "vingt et "), ("fr", "cent "), ("fr", "le 1 "), ("fr", "d'"), ("fr", "à 1h "),
        ("es", "treinta y "), ("es", "mil "), ("es", "a las 3 y "), ("es", "entre las 3 y "), ("es", "1 000 "),
        ("it", "duecento"), ("it", "l'"), ("it", "mille e "), ("it", "dalle 9 alle "), ("it", "un'"),
        ("pt", "vinte e "), ("pt", "segunda "), ("pt", "segunda da "), ("pt", "mil e "), ("pt", "das 9 às "),
    ],
)  # fmt: skip
def test_what_repeats_in_romance_languages_ends(locale: str, piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    check(text, list(read(text, locale=locale, now=datetime(2026, 11, 18, tzinfo=UTC))))
    read_one_number(text, locale)
    read_yes_or_no(text, locale)
