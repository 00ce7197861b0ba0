"""Short replies to a question: yes, no, or a number."""

from __future__ import annotations

import pytest

from talkwright.nlu.extractors.reply import read_one_number, read_yes_or_no


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "Yes please",
        "yeah sure",
        "yep",
        "ok",
        "okay",
        "of course",
        "go ahead",
        "why not",
        "sure, why not",
        "no problem",
        "I do",
        "that's right",
        "y",
        "correct",
        "absolutely",
        "sounds good",
        "all right",
        "right",
        "Right!",
        "yes, that is right",
    ],
)
def test_yes(text: str) -> None:
    assert read_yes_or_no(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "No thanks",
        "nope",
        "nah",
        "not really",
        "not today",
        "no way",
        "I don't",
        "please don't",
        "I don’t think so",
        "that's not right",
        "no it isn't",
        "that is wrong",
        "n",
        "never",
        "do not",
        "no please",
        "not good",
    ],
)
def test_no(text: str) -> None:
    assert read_yes_or_no(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "I don't know",
        "not sure",
        "maybe",
        "yes and no",
        "no idea",
        "hello",
        "what is the price",
        "I don't mind",
        "42",
        "",
        "yes but I would also like to know about something else",
    ],
)
def test_neither(text: str) -> None:
    assert read_yes_or_no(text) is None


@pytest.mark.parametrize(("text", "said"), [("please", True), ("please do", True), ("yes please", True)])
def test_please_is_a_yes_alone(text: str, said: bool) -> None:
    assert read_yes_or_no(text) is said
    assert read_yes_or_no("bitte", "de") is True


@pytest.mark.parametrize("text", ["say that again please", "stop please", "tell me the price please", "noch mal bitte"])
def test_please_is_no_yes_beside_other_words(text: str) -> None:
    assert read_yes_or_no(text) is None
    assert read_yes_or_no(text, "de") is None


@pytest.mark.parametrize(
    ("text", "said", "first"),
    [
        ("is it ok to pay by card", True, None),
        ("are you sure about that", True, None),
        ("no, where is it then", False, False),
        ("yes thanks", True, True),
        ("no thank you", False, False),
        ("never mind", False, False),
        ("yes", True, True),
    ],
)
def test_a_reply_may_have_to_begin_with_it(text: str, said: bool, first: bool | None) -> None:
    assert read_yes_or_no(text) is said
    assert read_yes_or_no(text, first=True) is first


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("two", 2), ("a couple", 2), ("twenty five", 25), ("2.5", 2.5), ("one", 1), ("just one please", 1), ("-3", -3),
        ("about 20 people", 20), ("minus 4", -4), ("a dozen", 12), ("half a million", 500_000), ("1,200", 1200),
        ("10k", 10_000), ("1 000", 1000), ("1 234 567", 1_234_567), ("four of us", 4), ("we are six", 6),
    ],
)  # fmt: skip
def test_a_number(text: str, number: float) -> None:
    assert read_one_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "none", "1,5", "12.05.2026", "2 or 3", "5pm", "TW-1042", "3rd", "one of them", "this one", "0 800"]
)
def test_no_number_or_not_one(text: str) -> None:
    assert read_one_number(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [("ja", True), ("Ja gerne", True), ("auf jeden Fall", True), ("nein danke", False), ("lieber nicht", False),
     ("weiß nicht", None), ("vielleicht", None), ("keine Ahnung", None)],
)  # fmt: skip
def test_german_replies(text: str, said: bool | None) -> None:
    assert read_yes_or_no(text, "de") is said


def test_a_german_number() -> None:
    assert read_one_number("dreiundzwanzig", "de_DE") == 23
    assert read_one_number("1,5", "de") == 1.5


def test_a_language_without_tables_still_has_digits() -> None:
    assert read_one_number("5", "fi") == 5
    assert read_yes_or_no("yes", "fi") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [("oui", True), ("Oui, s'il vous plaît", True), ("d'accord", True), ("bien sûr", True), ("bien sur", True),
     ("pourquoi pas", True), ("c'est ça", True), ("ok pas de problème", True), ("non", False), ("non merci", False),
     ("pas du tout", False), ("pas vraiment", False), ("ce n'est pas correct", False), ("je ne sais pas", None),
     ("oui et non", None), ("peut-être", None), ("bonjour", None), ("aucune idée", None)],
)  # fmt: skip
def test_french_replies(text: str, said: bool | None) -> None:
    assert read_yes_or_no(text, "fr") is said


@pytest.mark.parametrize(
    ("text", "said"),
    [("sí", True), ("si", True), ("Sí, por favor", True), ("claro que sí", True), ("vale", True), ("de acuerdo", True),
     ("por qué no", True), ("no", False), ("no gracias", False), ("para nada", False), ("claro que no", False),
     ("ahora no", False), ("no es correcto", False), ("no sé", None), ("no lo se", None), ("sí y no", None),
     ("quizás", None), ("hola", None), ("por favor", True), ("repítalo por favor", None)],
)  # fmt: skip
def test_spanish_replies(text: str, said: bool | None) -> None:
    assert read_yes_or_no(text, "es") is said


@pytest.mark.parametrize(
    ("text", "said"),
    [("sì", True), ("si grazie", True), ("va bene", True), ("d'accordo", True), ("certo", True), ("perché no", True),
     ("nessun problema", True), ("no", False), ("no grazie", False), ("assolutamente no", False),
     ("non è corretto", False), ("per niente", False), ("non adesso", False), ("non lo so", None), ("forse", None),
     ("sì e no", None), ("ciao", None), ("boh", None)],
)  # fmt: skip
def test_italian_replies(text: str, said: bool | None) -> None:
    assert read_yes_or_no(text, "it") is said


@pytest.mark.parametrize(
    ("text", "said"),
    [("sim", True), ("sim, por favor", True), ("com certeza", True), ("claro que sim", True), ("tudo bem", True),
     ("pode ser", True), ("está bem", True), ("não", False), ("nao", False), ("não, obrigado", False),
     ("claro que não", False), ("de jeito nenhum", False), ("agora não", False), ("não está certo", False),
     ("não sei", None), ("talvez", None), ("tanto faz", None), ("sim e não", None), ("olá", None)],
)  # fmt: skip
def test_portuguese_replies(text: str, said: bool | None) -> None:
    assert read_yes_or_no(text, "pt") is said


@pytest.mark.parametrize(
    ("locale", "text", "number"),
    [("fr", "on sera quatre", 4), ("fr", "quatre-vingt-dix", 90), ("fr", "10 000", 10_000), ("fr", "une", 1),
     ("fr", "une personne", 1), ("fr", "un instant", None), ("es", "somos veintidós", 22), ("es", "una", 1),
     ("es", "una persona", 1), ("es", "un momento", None), ("it", "siamo in sei", 6), ("it", "duecentouno", 201),
     ("it", "uno", 1), ("it", "un secondo", None), ("pt_BR", "somos duas", 2), ("pt", "vinte e cinco", 25),
     ("pt", "uma", 1), ("pt", "1,5", 1.5), ("en", "a person", None)],
)  # fmt: skip
def test_numbers_of_romance_languages(locale: str, text: str, number: float | None) -> None:
    assert read_one_number(text, locale) == number
