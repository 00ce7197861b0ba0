"""Numbers from 0 to 999,999,999 spelt out, each language by the rules of its grammar books. It knows no tables."""

from __future__ import annotations

from collections.abc import Callable

from talkwright.nlu.extractors.language import split_words


def french(number: int) -> str:
    """In the old spelling: hyphens below a hundred, "et un", "et onze", an s for round scores and hundreds."""
    small = split_words("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
    tens = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"]

    def below_hundred(n: int) -> str:
        if n <= 16:
            return small[n]
        if n < 20:
            return f"dix-{small[n - 10]}"
        ten, one = divmod(n, 10)
        if ten in (7, 9):
            one += 10
        if one == 0:
            return "quatre-vingts" if ten == 8 else tens[ten]
        if one in (1, 11) and ten < 8:
            return f"{tens[ten]} et {small[one]}"
        return f"{tens[ten]}-{below_hundred(one)}"

    def below_thousand(n: int, *, last: bool = True) -> str:
        hundred, rest = divmod(n, 100)
        if not hundred:
            words = below_hundred(rest)
            return words if last else words.replace("vingts", "vingt")
        head = "cent" if hundred == 1 else f"{small[hundred]} cent"
        if not rest:
            return f"{head}s" if hundred > 1 and last else head
        return f"{head} {below_thousand(rest, last=last)}"

    million, rest = divmod(number, 1_000_000)
    thousand, rest = divmod(rest, 1000)
    words = []
    if million:
        words.append("un million" if million == 1 else f"{below_thousand(million)} millions")
    if thousand:
        words.append("mille" if thousand == 1 else f"{below_thousand(thousand, last=False)} mille")
    if rest or not words:
        words.append(below_thousand(rest))
    return " ".join(words)


def spanish(number: int) -> str:
    """With "y" between tens and ones, "veinti" in one word, and the short "un" before thousands and millions."""
    small = split_words(
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
        "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro "
        "veinticinco veintiséis veintisiete veintiocho veintinueve"
    )
    tens = split_words("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
    hundreds = split_words(
        "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
    )

    def below_thousand(n: int, *, short: bool = False) -> str:
        if n == 100:
            return "cien"
        hundred, rest = divmod(n, 100)
        words = [hundreds[hundred - 1]] if hundred else []
        if rest and rest < 30:
            words.append({1: "un", 21: "veintiún"}.get(rest, small[rest]) if short else small[rest])
        elif rest:
            ten, one = divmod(rest, 10)
            ending = "un" if short and one == 1 else small[one]
            words.append(tens[ten - 3] + (f" y {ending}" if one else ""))
        return " ".join(words) or "cero"

    million, rest = divmod(number, 1_000_000)
    thousand, rest = divmod(rest, 1000)
    words = []
    if million:
        words.append("un millón" if million == 1 else f"{below_thousand(million, short=True)} millones")
    if thousand:
        words.append("mil" if thousand == 1 else f"{below_thousand(thousand, short=True)} mil")
    if rest or not words:
        words.append(below_thousand(rest))
    return " ".join(words)


def italian(number: int) -> str:
    """Each part below a million in one word, a vowel lost before "uno" and "otto", an accent on a last "tré"."""
    small = split_words(
        "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici "
        "quindici sedici diciassette diciotto diciannove"
    )
    tens = split_words("venti trenta quaranta cinquanta sessanta settanta ottanta novanta")

    def below_thousand(n: int) -> str:
        hundred, rest = divmod(n, 100)
        head = ("" if hundred == 1 else small[hundred]) + "cento" if hundred else ""
        if not rest:
            return head or "zero"
        if rest < 20:
            return head + small[rest]
        ten, one = divmod(rest, 10)
        stem = tens[ten - 2]
        if one in (1, 8):
            stem = stem[:-1]
        return head + stem + (small[one] if one else "")

    million, rest = divmod(number, 1_000_000)
    thousand, rest = divmod(rest, 1000)
    joined = ""
    if thousand:
        joined = "mille" if thousand == 1 else f"{below_thousand(thousand)}mila"
    if rest:
        joined += below_thousand(rest)
    if joined.endswith("tre") and joined != "tre":
        joined = f"{joined[:-1]}é"
    words = [] if not million else ["un milione" if million == 1 else f"{below_thousand(million)} milioni"]
    return " ".join([*words, *([joined] if joined else [])]) or "zero"


def portuguese(number: int) -> str:
    """With "e" between all parts below a thousand, and after thousands before what is below a hundred or round."""
    small = split_words(
        "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis "
        "dezessete dezoito dezenove"
    )
    tens = split_words("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa")
    hundreds = split_words(
        "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos"
    )

    def below_thousand(n: int) -> str:
        if n == 100:
            return "cem"
        hundred, rest = divmod(n, 100)
        words = [hundreds[hundred - 1]] if hundred else []
        if rest and rest < 20:
            words.append(small[rest])
        elif rest:
            words.append(tens[rest // 10 - 2])
            words += [small[rest % 10]] if rest % 10 else []
        return " e ".join(words) or "zero"

    million, rest = divmod(number, 1_000_000)
    thousand, rest = divmod(rest, 1000)
    words = []
    if million:
        words.append("um milhão" if million == 1 else f"{below_thousand(million)} milhões")
    if thousand:
        words.append("mil" if thousand == 1 else f"{below_thousand(thousand)} mil")
    if rest:
        joint = "e " if words and (rest < 100 or rest % 100 == 0) else ""
        words.append(joint + below_thousand(rest))
    return " ".join(words) or "zero"


def english(number: int) -> str:
    """As in Britain, with "and" after the hundreds."""
    small = split_words(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen"
    )
    tens = split_words("twenty thirty forty fifty sixty seventy eighty ninety")

    def below_thousand(n: int) -> str:
        hundred, rest = divmod(n, 100)
        words = [f"{small[hundred]} hundred"] if hundred else []
        if rest and rest < 20:
            words.append(small[rest])
        elif rest:
            words.append(tens[rest // 10 - 2] + (f"-{small[rest % 10]}" if rest % 10 else ""))
        return " and ".join(words)

    million, rest = divmod(number, 1_000_000)
    thousand, rest = divmod(rest, 1000)
    words = [f"{below_thousand(million)} million"] if million else []
    words += [f"{below_thousand(thousand)} thousand"] if thousand else []
    if rest:
        words.append(("and " if words and rest < 100 else "") + below_thousand(rest))
    return " ".join(words) or "zero"


def german(number: int) -> str:
    """One word below a million, the ones before the tens."""
    small = split_words(
        "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
        "sechzehn siebzehn achtzehn neunzehn"
    )
    tens = split_words("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")

    def below_thousand(n: int, *, last: bool = False) -> str:
        hundred, rest = divmod(n, 100)
        head = f"{small[hundred]}hundert" if hundred else ""
        if rest == 1 and last:
            return f"{head}eins"
        if rest < 20:
            return head + (small[rest] if rest else "")
        return head + (f"{small[rest % 10]}und" if rest % 10 else "") + tens[rest // 10 - 2]

    million, rest = divmod(number, 1_000_000)
    thousand, rest = divmod(rest, 1000)
    words = ["eine Million" if million == 1 else f"{below_thousand(million)} Millionen"] if million else []
    joined = (f"{below_thousand(thousand)}tausend" if thousand else "") + below_thousand(rest, last=True)
    return " ".join([*words, *([joined] if joined else [])]) or "null"


SPELT: dict[str, Callable[[int], str]] = {
    "en": english,
    "de": german,
    "fr": french,
    "es": spanish,
    "it": italian,
    "pt": portuguese,
}
