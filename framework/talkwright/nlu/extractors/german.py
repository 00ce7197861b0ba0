"""The tables of German. The day is first in dates, and numbers below a million are one word."""

from __future__ import annotations

from talkwright.nlu.extractors.german_times import TIMES
from talkwright.nlu.extractors.language import POLITE, Language, Numerals, Ranges, Units, split_words, spread

_ONES = split_words(
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
)
_TENS = split_words("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
_BEFORE_TENS = split_words("ein zwei drei vier fünf sechs sieben acht neun")
_ORDINALS = split_words(
    "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt sechzehnt "
    "siebzehnt achtzehnt neunzehnt zwanzigst"
)
_ENDINGS = ("e", "en", "er", "es", "em")

_TENS_OF = {word: 10 * value for value, word in enumerate(_TENS, 2)} | {"dreissig": 30}
_COMPOUNDS = {
    f"{one}und{word}": value + index for word, value in _TENS_OF.items() for index, one in enumerate(_BEFORE_TENS, 1)
}

NUMERALS = Numerals(
    decimal=",",
    groups=". \u00a0\u202f'",
    suffixes={"k": 1e3, "K": 1e3, "M": 1e6},
    ones={word: value for value, word in enumerate(_ONES)} | {"ein": 1, "zwo": 2, "fuenf": 5, "zwoelf": 12},
    tens=_TENS_OF,
    scales={"hundert": 100, "tausend": 1e3, "million": 1e6, "mio": 1e6, "milliarde": 1e9, "dutzend": 12},
    plural_scales={"millionen": 1e6, "milliarden": 1e9},
    compounds=_COMPOUNDS
    | {f"{word}einhalb": value + 0.5 for value, word in enumerate(_ONES[2:13], 2)}
    | {"anderthalb": 1.5, "eineinhalb": 1.5},
    splits=("hundert", "tausend"),
    bare_scales=frozenset({"hundert", "tausend"}),
    articles=frozenset({"ein", "eine", "einen", "einem", "einer"}),
    joiners=frozenset({"und"}),
    minus=frozenset({"minus"}),
    point=frozenset({"komma"}),
    halves=dict.fromkeys(("halb", "halbe", "halben", "halber", "halbes"), 0.5) | {"dreiviertel": 0.75},
    parts={"drittel": 1 / 3, "viertel": 0.25},
    ordinals={stem + ending: value for value, stem in enumerate(_ORDINALS, 1) for ending in _ENDINGS}
    | {stem + ending: 7 for stem in ("siebent",) for ending in _ENDINGS},
    ordinal_point=True,
    ordinal_leads=frozenset(split_words("am der die das den dem im zum vom bis ab seit")),
    idle_ordinals=frozenset({("fürs", "erste"), ("als", "erstes"), ("zum", "ersten")}),
)

UNITS = Units(
    duration=spread(
        {
            "sekunde|sekunden|sek": ("second", 1),
            "minute|minuten|min": ("minute", 1),
            "stunde|stunden|std|h": ("hour", 1),
            "viertelstunde|viertelstunden": ("minute", 15),
            "dreiviertelstunde": ("minute", 45),
            "tag|tage|tagen": ("day", 1),
            "woche|wochen": ("week", 1),
            "monat|monate|monaten": ("month", 1),
            "jahr|jahre|jahren": ("year", 1),
        }
    ),
    distance=spread(
        {
            "mm|millimeter|millimetern": ("millimetre", 1),
            "cm|zentimeter|zentimetern": ("centimetre", 1),
            "m|meter|metern": ("metre", 1),
            "km|kilometer|kilometern": ("kilometre", 1),
            "meile|meilen": ("mile", 1),
            "zoll": ("inch", 1),
        }
    ),
    volume=spread(
        {
            "ml|milliliter|millilitern": ("millilitre", 1),
            "cl|zentiliter": ("millilitre", 10),
            "l|liter|litern": ("litre", 1),
            "hl|hektoliter": ("hectolitre", 1),
        }
    ),
    quantity=spread(
        {
            "mg|milligramm": ("gram", 0.001),
            "g|gramm": ("gram", 1),
            "kg|kilo|kilos|kilogramm": ("gram", 1000),
            "tonne|tonnen": ("gram", 1_000_000),
            "pfund": ("gram", 500),
            "tasse|tassen": ("cup", 1),
            "esslöffel|el": ("tablespoon", 1),
            "teelöffel|tl": ("teaspoon", 1),
        }
    ),
    temperature=spread(
        {
            "grad|°": ("degree", 1),
            "grad celsius|grad c|° c|celsius|C|℃": ("celsius", 1),
            "grad fahrenheit|° f|fahrenheit|F|℉": ("fahrenheit", 1),
        }
    ),
    percent=spread({"%|prozent": ("percent", 1)}),
    money=spread(
        {
            "euro|euros": ("EUR", 1),
            "dollar": ("$", 1),
            "us - dollar": ("USD", 1),
            "pfund|pfund sterling": ("£", 1),
            "franken|schweizer franken|sfr|fr": ("CHF", 1),
            "cent|cents|rappen": ("cent", 1),
            "yen": ("JPY", 1),
            "zloty": ("PLN", 1),
            "kronen": ("krone", 1),
        }
    ),
    money_before=frozenset({"fr", "sfr"}),
)

RANGES = Ranges(
    rows=(
        ("zwischen AMOUNT|NUMBER und AMOUNT", "between"),
        ("von AMOUNT|NUMBER bis AMOUNT", "between"),
        ("AMOUNT|NUMBER bis|- AMOUNT", "between"),
        ("unter|maximal|höchstens|bis AMOUNT", "to"),
        ("bis zu AMOUNT", "to"),
        ("weniger|günstiger|billiger|kürzer|kleiner als AMOUNT", "to"),
        ("nicht mehr als AMOUNT", "to"),
        ("AMOUNT oder weniger", "to"),
        ("über|mindestens|ab AMOUNT", "from"),
        ("mehr|länger|größer als AMOUNT", "from"),
        ("AMOUNT oder|und mehr", "from"),
    )
)

REPLIES = (
    ("ja|jo|jap|jep|jawohl|klar|gerne|gern|ok|okay|sicher|richtig|genau|stimmt|korrekt|natürlich|j|yes", True),
    ("selbstverständlich|einverstanden|passt|unbedingt|auf jeden fall|absolut|doch|gut", True),
    ("auf jeden fall", True),
    ("bitte", POLITE),
    ("ja klar|gerne|gern|bitte|genau", True),
    ("warum nicht", True),
    ("kein problem", True),
    ("alles klar|gut", True),
    ("nein|nee|nö|ne|nicht|nie|niemals|falsch|n|no|keinesfalls", False),
    ("nein danke|bitte", False),
    ("lieber|bitte|noch|jetzt|heute nicht", False),
    ("auf keinen fall", False),
    ("stimmt nicht", False),
    ("nicht richtig|korrekt|gut|jetzt|heute|genau|okay|ok", False),
    ("keine ahnung|idee", None),
    ("weiß|weiss nicht", None),
    ("weiß|weiss ich nicht", None),
    ("nicht sicher", None),
    ("vielleicht|eventuell|egal|möglicherweise", None),
)

LANGUAGE = Language(
    code="de",
    point_in=frozenset({"CH", "LI"}),
    numerals=NUMERALS,
    units=UNITS,
    ranges=RANGES,
    times=TIMES,
    replies=REPLIES,
    idle_durations=frozenset({"eine sekunde", "eine minute", "einen moment"}),
    busy_before=frozenset(split_words("in innerhalb vor nach für jede pro etwa")),
    of=frozenset({"von"}),
    determiners=frozenset(split_words("der die das den dem des ein eine einem einer mein dein sein ihr unser")),
)
