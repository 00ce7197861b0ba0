"""The typed reading of a reply."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation.schema import Slot, SlotType
from talkwright.dialogue.answers import read_answer
from talkwright.flows.coerce import REFUSED, coerce

BOOL = Slot("sure", "bool")
NUMBER = Slot("size", "float")
COLOUR = Slot("colour", "categorical", values=("red", "dark_red", "Sea Blue", "other", 42))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", True),
        ("YES!!!", True),
        ("Yes, please", True),
        ("yeah sure", True),
        ("ok", True),
        ("that is correct", True),
        ("no", False),
        ("Nope.", False),
        ("no thanks", False),
        ("not really", False),
        ("I'd rather not", False),
        ("don't", False),
        ("don’t", False),
        ("never", False),
        ("", None),
        ("maybe", None),
        ("not sure", None),
        ("yes and no", None),
        ("I don't know", None),
        ("no idea", None),
        ("no problem", True),
        ("yesterday", None),
        ("I know", None),
        ("purple", None),
        ("please tell me when the thing that I ordered will be here", None),
    ],
)
def test_yes_and_no(text: str, value: bool | None) -> None:
    assert read_answer(BOOL, text) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3.0),
        ("size 42 please", 42.0),
        ("-2.5", -2.5),
        ("+7", 7.0),
        ("it is 1,234.50.", 1234.5),
        ("1 234 567", 1234567.0),
        ("5%", 5.0),
        ("€5", 5.0),
        ("5!", 5.0),
        ("5.", 5.0),
        ("around 5, I think", 5.0),
        ("007", 7.0),
        ("5 or 6", None),
        ("between 5-6", None),
        ("1,5", None),
        ("12.05.2026", None),
        ("1.2.3", None),
        ("10:30", None),
        ("12/05", None),
        ("5kg", None),
        ("A4", None),
        ("five", 5.0),
        ("twenty-three, please", 23.0),
        ("a couple", 2.0),
        ("a few", None),
        ("", None),
    ],
)
def test_a_number(text: str, value: float | None) -> None:
    assert read_answer(NUMBER, text) == value


def test_a_reply_is_read_in_the_language_of_the_bot() -> None:
    assert read_answer(BOOL, "ja, gerne", "de-CH") is True
    assert read_answer(NUMBER, "dreiundzwanzig", "de") == 23.0
    assert read_answer(NUMBER, "23", "fr") == 23.0
    assert read_answer(BOOL, "ja", "en") is None
    assert read_answer(BOOL, "oui, bien sûr", "fr") is True
    assert read_answer(BOOL, "para nada", "es_MX") is False
    assert read_answer(BOOL, "non lo so", "it") is None
    assert read_answer(BOOL, "nao, obrigado", "pt-BR") is False
    assert read_answer(NUMBER, "quatre-vingt-dix", "fr") == 90.0
    assert read_answer(NUMBER, "una persona", "es") == 1.0
    assert read_answer(NUMBER, "duecentotrentacinque", "it") == 235.0
    assert read_answer(NUMBER, "vinte e cinco", "pt") == 25.0


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("pas rouge", "fr", None),
        ("pas le rouge mais le bleu", "fr", "bleu"),
        ("nicht die rote", "de", None),
        ("keine Grösse bitte", "de", None),
        ("die Grösse", "de", "größe"),
        ("no el rojo, el azul", "es", "azul"),
        ("no, rojo", "es", "rojo"),
        ("non il rosso", "it", None),
        ("médio", "pt", "medio"),
        ("o medio, por favor", "pt", "medio"),
    ],
)
def test_one_of_several_values_is_read_in_the_language_of_the_bot(text: str, language: str, value: str | None) -> None:
    values = ("rouge", "bleu", "rote", "größe", "rojo", "azul", "rosso", "medio")
    assert read_answer(Slot("colour", "categorical", values=values), text, language) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("red", "red"),
        ("RED!", "red"),
        ("the red one, please", "red"),
        ("dark red", "dark_red"),
        ("Dark_Red", "dark_red"),
        ("I like the sea  blue", "Sea Blue"),
        ("sea-blue", "Sea Blue"),
        ("42", 42),
        ("size 42", 42),
        ("not dark red but red", "red"),
        ("red, not dark red", "red"),
        ("not the red one", None),
        ("not red", None),
        ("red or dark red", None),
        ("red or sea blue", None),
        ("reddish", None),
        ("another", None),
        ("green", None),
        ("", None),
    ],
)
def test_a_choice(text: str, value: Any) -> None:
    assert read_answer(COLOUR, text) == value


def test_values_that_sound_alike_are_told_apart_when_written_out() -> None:
    language = Slot("language", "categorical", values=("C", "C++", "!"))
    assert read_answer(language, "c++") == "C++"
    assert read_answer(language, "c") == "C"
    assert read_answer(language, "!") == "!"
    assert read_answer(language, "I write c") is None


@pytest.mark.parametrize("kind", ["text", "any", "list"])
def test_other_slots_take_no_typed_answer(kind: SlotType) -> None:
    assert read_answer(Slot("x", kind), "yes 5 red") is None


TEXTS = st.one_of(st.text(max_size=40), st.text(alphabet="0123456789,. +-redyesnot_'’", max_size=20))


@given(st.sampled_from(get_args(SlotType)), st.lists(st.text(max_size=6), max_size=4), TEXTS)
def test_any_text_gives_nothing_or_a_value_the_slot_takes(kind: SlotType, values: list[str], text: str) -> None:
    slot = Slot("x", kind, values=tuple(values) if kind == "categorical" else ())
    value = read_answer(slot, text)
    assert value is None or coerce(slot, value) is not REFUSED
    if kind == "categorical":
        assert value is None or value in values


@pytest.mark.parametrize("text", ["1" + ",111" * 5_000 + "x", "not " * 5_000, "9" * 5_000, " 1" * 5_000])
@pytest.mark.parametrize("slot", [BOOL, NUMBER, COLOUR], ids=lambda slot: slot.type)
def test_long_texts_are_read_as_fast_as_short_ones(slot: Slot, text: str) -> None:
    value = read_answer(slot, text)
    assert value is None or coerce(slot, value) is not REFUSED
