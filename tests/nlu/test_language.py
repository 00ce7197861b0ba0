# ruff: noqa: RUF001 - letters of other scripts are what this is about
"""Which of a bot's languages a message is in, on short sentences as people type them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation.utterance import Entity
from talkwright.errors import Place, Problem, Problems
from talkwright.nlu.examples import Example, TrainingData
from talkwright.nlu.features import of_places
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.folding import fold
from talkwright.nlu.language import LanguageDetector, words_of
from talkwright.nlu.language_words import SCRIPTS, WORDS
from talkwright.nlu.locale import code_of, is_code
from talkwright.nlu.ngrams import ngrams_of
from talkwright.nlu.pipeline import Pipeline
from talkwright.nlu.words import in_language

SENTENCES = {
    "en": """
        where is my order
        hi there
        thanks a lot
        how much is the blue one
        do you ship to France
        I'd like to send these back
        can I pay later
        my parcel never arrived
        yes please
        no
        what time do you open
        cancel it
        the zip is broken
        is this jacket waterproof
        I forgot my password
        talk to a human
        sounds good
        wrong size
        when will it get here
        any discount codes?
        """,
    "de": """
        wo ist meine Bestellung
        hallo
        vielen Dank
        was kostet die blaue Jacke
        liefert ihr nach Österreich
        ich will das zurückschicken
        kann ich später zahlen
        mein Paket ist nie angekommen
        ja bitte
        nein
        wann habt ihr auf
        storniere das
        der Reißverschluss ist kaputt
        ist die Jacke wasserdicht
        Passwort vergessen
        mit einem Menschen reden
        klingt gut
        falsche Größe
        wann kommt es an
        Lieferstatus
        """,
    "fr": """
        où est ma commande
        bonjour
        merci beaucoup
        combien coûte la veste bleue
        vous livrez en Belgique ?
        je veux renvoyer cet article
        puis-je payer plus tard
        mon colis n'est jamais arrivé
        oui s'il vous plaît
        non
        vous ouvrez à quelle heure
        annulez tout
        la fermeture est cassée
        cette veste est-elle imperméable
        mot de passe oublié
        parler à un conseiller
        ça me va
        mauvaise taille
        quand est-ce que ça arrive
        suivi de commande
        """,
    "es": """
        dónde está mi pedido
        hola
        muchas gracias
        cuánto cuesta la chaqueta azul
        envían a Portugal
        quiero devolver esto
        puedo pagar más tarde
        mi paquete no ha llegado
        sí por favor
        no
        a qué hora abren
        cancélalo
        la cremallera está rota
        es impermeable esta chaqueta
        olvidé mi contraseña
        hablar con una persona
        suena bien
        talla equivocada
        cuándo llega
        estado del envío
        """,
    "it": """
        dov'è il mio ordine
        ciao
        grazie mille
        quanto costa la giacca blu
        spedite in Svizzera
        vorrei restituirlo
        posso pagare più tardi
        il pacco non è mai arrivato
        sì grazie
        no
        a che ora aprite
        annulla tutto
        la cerniera è rotta
        questa giacca è impermeabile
        ho dimenticato la password
        parlare con un operatore
        va bene
        taglia sbagliata
        quando arriva
        stato della spedizione
        """,
    "nl": """
        waar is mijn bestelling
        hallo
        heel erg bedankt
        hoeveel kost de blauwe jas
        leveren jullie in België
        ik wil dit terugsturen
        kan ik later betalen
        mijn pakje is nooit aangekomen
        ja graag
        nee
        hoe laat gaan jullie open
        annuleer het maar
        de rits is kapot
        is deze jas waterdicht
        wachtwoord vergeten
        ik wil een mens spreken
        klinkt goed
        verkeerde maat
        wanneer komt het aan
        gratis verzending?
        """,
    "pt": """
        onde está a minha encomenda
        olá
        muito obrigado
        quanto custa o casaco azul
        vocês entregam em Espanha
        quero devolver isto
        posso pagar depois
        o meu pacote não chegou
        sim por favor
        não
        a que horas abrem
        cancele tudo
        o fecho está partido
        este casaco é impermeável
        esqueci a minha senha
        falar com uma pessoa
        parece bom
        tamanho errado
        quando chega
        estado do envio
        """,
    "pl": """
        gdzie jest moje zamówienie
        cześć
        dziękuję bardzo
        ile kosztuje niebieska kurtka
        czy wysyłacie do Czech
        chcę to zwrócić
        czy mogę zapłacić później
        paczka nie dotarła
        tak poproszę
        nie
        o której otwieracie
        anuluj to
        zamek jest zepsuty
        czy ta kurtka jest wodoodporna
        zapomniałem hasła
        chcę rozmawiać z człowiekiem
        brzmi dobrze
        zły rozmiar
        kiedy dojdzie
        status przesyłki
        """,
    "sv": """
        var är min beställning
        hej
        tack så mycket
        vad kostar den blå jackan
        levererar ni till Norge
        jag vill skicka tillbaka den
        kan jag betala senare
        mitt paket har inte kommit fram
        ja tack
        nej
        när öppnar ni
        avboka den
        dragkedjan är trasig
        är jackan vattentät
        glömt lösenordet
        prata med en människa
        låter bra
        fel storlek
        när kommer den
        fri frakt?
        """,
    "da": """
        hvor er min ordre
        hej
        mange tak
        hvad koster den blå jakke
        leverer I til Sverige
        jeg vil gerne sende den tilbage
        kan jeg betale senere
        min pakke er aldrig kommet
        ja tak
        nej
        hvornår åbner I
        annuller det
        lynlåsen er i stykker
        er jakken vandtæt
        jeg har glemt min adgangskode
        tale med et menneske
        det lyder godt
        forkert størrelse
        hvornår kommer den
        gratis fragt?
        """,
    "tr": """
        siparişim nerede
        merhaba
        çok teşekkürler
        mavi ceket ne kadar
        Almanya'ya gönderiyor musunuz
        bunu iade etmek istiyorum
        sonra ödeyebilir miyim
        paketim hiç gelmedi
        evet lütfen
        hayır
        saat kaçta açılıyorsunuz
        iptal et
        fermuarı bozuk
        bu ceket su geçirir mi
        şifremi unuttum
        bir insanla konuşmak istiyorum
        kulağa hoş geliyor
        yanlış beden
        ne zaman gelir
        kargo durumu
        """,
}
"""Written for this test, none of them looked up in the tables."""


def told(detector: LanguageDetector, text: str) -> str | None:
    return detector.detect(text)


def score(*languages: str, typed: Callable[[str], str] = str) -> tuple[int, int, int]:
    """How many sentences in ``languages``, as they are ``typed``, are told, told wrongly, and there."""
    detector = LanguageDetector.fit(languages, ())
    meant = [(told(detector, typed(line)), language) for language in languages for line in lines(language)]
    wrong = sum(found not in (None, language) for found, language in meant)
    return sum(found == language for found, language in meant), wrong, len(meant)


def _without_accents(line: str) -> str:
    return " ".join(map(fold, line.split()))


def lines(language: str) -> list[str]:
    return [line.strip() for line in SENTENCES[language].strip().splitlines()]


def test_two_languages_are_told_apart() -> None:
    right, wrong, all_ = map(sum, zip(*(score(*pair) for pair in combinations(SENTENCES, 2)), strict=True))
    assert right >= 0.97 * all_
    assert wrong <= 0.005 * all_


def test_without_accents_too() -> None:
    pairs = [score(*pair, typed=_without_accents) for pair in combinations(SENTENCES, 2)]
    right, wrong, all_ = map(sum, zip(*pairs, strict=True))
    assert right >= 0.95 * all_
    assert wrong <= 0.01 * all_


def test_eleven_languages_are_told_apart() -> None:
    right, wrong, all_ = score(*SENTENCES)
    assert right >= 0.8 * all_
    assert wrong <= 0.04 * all_


@pytest.mark.parametrize("text", ["", "12345", "TW-1042", "👍", "?!", "no", "Привет"])
def test_what_could_be_any_is_none(text: str) -> None:
    assert told(LanguageDetector.fit(["en", "es", "it"], ()), text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("где мой заказ", "ru"),
        ("我的订单在哪里", "zh"),
        ("私の荷物はどこですか", "ja"),
        ("Where is it", "en"),
        ("Ωραία", None),
        ("где мой iPhone", "ru"),
        ("мой iPhone", "ru"),
        ("東京駅はどこ", "ja"),
    ],
)
def test_a_script_of_one_language_decides(text: str, language: str | None) -> None:
    assert told(LanguageDetector.fit(["en", "ru", "zh", "ja"], ()), text) == language


def test_the_examples_of_the_bot_teach_its_own_words() -> None:
    german = ["ich will meine Bestellung stornieren", "kann ich die Bestellung noch stornieren"]
    english = ["i want to cancel my order", "can you cancel the order please"]
    texts = [(text, None) for text in (german + english) * 3]
    before, after = LanguageDetector.fit(["en", "de"], ()), LanguageDetector.fit(["en", "de"], texts)
    words = words_of("Stornieren")
    assert after.models["LATIN"].ranking(words, 1)[0][1] >= before.models["LATIN"].ranking(words, 1)[0][1]
    assert after.detect("Stornieren") == "de"


@given(st.text(max_size=30))
def test_any_text_is_taken(text: str) -> None:
    assert told(ANY, text) in (None, "en", "de", "ru", "uk")


ANY = LanguageDetector.fit(["en", "de", "ru", "uk"], ())


def test_a_locale_is_of_a_language() -> None:
    assert [code_of(each) for each in ("de-CH", "en_GB", "FR")] == ["de", "en", "fr"]


def test_the_tables_are_of_languages() -> None:
    assert all(is_code(code) for code in {*SCRIPTS, *WORDS})
    assert all(words.split() for words in WORDS.values())


SWISS = ["wo isch mis päckli", "i ha no nüt übercho", "chasch mer hälfe", "merci vilmal", "i wott das zrugg gäh"]
GERMAN = [
    "wo ist mein Paket",
    "ich habe noch nichts bekommen",
    "kannst du mir helfen",
    "vielen Dank",
    "ich will das zurück",
]


def test_labelled_examples_tell_a_language_that_nothing_else_is_known_of() -> None:
    texts = [(text, "gsw") for text in SWISS] + [(text, "de") for text in GERMAN]
    detector = LanguageDetector.fit(["de", "gsw"], texts * 2)
    assert told(detector, "chasch mer säge wo mis päckli isch") == "gsw"
    assert told(detector, "können Sie mir sagen wo mein Paket ist") == "de"
    assert not any(map(detector.lacks, ("de", "gsw")))
    assert LanguageDetector.fit(["de", "gsw"], ()).lacks("gsw")


def test_examples_say_what_a_language_is_written_in() -> None:
    detector = LanguageDetector.fit(["en", "chr"], [("ᏙᎯᏧ ᎣᏏᏉ", "chr"), ("ᎣᏏᏉᏧ", "chr")])
    assert detector.scripts["chr"] == ("CHEROKEE",)
    assert (told(detector, "ᎣᏏᏉ"), told(detector, "hello you")) == ("chr", "en")
    assert not detector.lacks("chr")


# -- in a pipeline ---------------------------------------------------------------------------------------------------

EXAMPLES = {
    "order": ["where is my order", "track my parcel please", "wo ist meine Bestellung", "ich suche mein Paket"],
    "greet": ["hello there", "good morning to you", "guten Morgen", "hallo zusammen"],
}


def fitted(*additional: str, main: str = "en", locale: str | None = None) -> tuple[Pipeline, tuple[Problem, ...]]:
    problems = Problems()
    data = TrainingData(tuple(Example(text, intent) for intent, texts in EXAMPLES.items() for text in texts))
    parts = [("TypedEntityExtractor", {"dimensions": ["number"], "locale": locale}, Place("config.yml"))]
    pipeline = fit_pipeline(data, parts, main, problems, additional_languages=additional)
    return Pipeline.load(pipeline.save()), problems.all


def test_a_message_says_its_language_and_typed_values_are_read_in_it() -> None:
    pipeline, problems = fitted("de", main="en-GB")
    assert problems == ()
    assert pipeline.parse("where is my other order").language == "en"
    german = pipeline.parse("ich suche meine zwei Pakete")
    assert german.language == "de"
    assert [entity.value for entity in german.entities if isinstance(entity, Entity)] == [2]


def test_a_locale_that_was_chosen_stays() -> None:
    heard = fitted("de", locale="en_GB")[0].parse("ich suche meine zwei Pakete")
    assert (heard.language, heard.entities) == ("de", ())


def test_with_one_language_nothing_is_said() -> None:
    for additional in ((), ("en",), ("en_US",)):
        assert not fitted(*additional)[0].parse("where is my order").language


def test_a_language_that_nothing_is_known_of_is_told() -> None:
    pipeline, (problem,) = fitted("tlh")
    assert (problem.code, problem.severity) == ("nlu/unknown-language", "warning")
    assert pipeline.parse("nuqneH").language in ("", "en") or not pipeline.parse("nuqneH").language


SAME_WORDS = {
    ("en", "ask_present"): ["a gift for her", "is there a gift", "gift wrap please", "i want a gift"],
    ("en", "ask_danger"): ["is this poison", "is it toxic", "poison in there", "is there any poison in it"],
    ("de", "ask_present"): [
        "ein Geschenk bitte",
        "habt ihr Geschenke",
        "als Geschenk verpackt",
        "das ist ein Geschenk",
    ],
    ("de", "ask_danger"): ["ist das Gift", "ist da Gift drin", "das ist doch Gift", "ist Gift in der Farbe"],
}


def test_a_word_means_in_each_language_what_it_means_there() -> None:
    examples = [Example(text, intent, language=of) for (of, intent), texts in SAME_WORDS.items() for text in texts]
    parts = [("NgramClassifier", {}, Place("config.yml"))]
    data = TrainingData(tuple(examples))
    both = fit_pipeline(data, parts, "en", Problems(), additional_languages=["de"])
    for pipeline in (both, Pipeline.load(both.save())):
        assert pipeline.parse("is there a nice gift").intent.name == "ask_present"
        assert pipeline.parse("ist da doch Gift").intent.name == "ask_danger"
    one = fit_pipeline(data, parts, "en", Problems())
    assert both.parse("a gift").intent.confidence > one.parse("a gift").intent.confidence
    assert not one.parse("a gift").language


def test_words_of_a_language_are_words_of_all_too() -> None:
    assert in_language(["hotel"], "de") == ["hotel", "de\x1fhotel"]
    assert in_language(["hotel"], None) == ["hotel"]
    shared = ngrams_of(["ein", "hotel"])
    of_german = ngrams_of(in_language(["ein", "hotel"], "de"))
    assert set(shared) < set(of_german)
    assert len(of_german) == 2 * len(shared)


def test_a_word_is_seen_as_one_of_its_language_where_there_are_several() -> None:
    assert "language_low=de gift" in of_places(["gift"], None, "de")[1]
    assert of_places(["gift"], "ask", None) == of_places(["gift"], "ask")
    assert not any("language" in name for names in of_places(["gift"], "ask") for name in names)
