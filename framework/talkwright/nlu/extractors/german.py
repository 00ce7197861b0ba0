"""The tables of German. The day is first in dates, and numbers below a million are one word."""

from __future__ import annotations

from talkwright.nlu.extractors.language import POLITE, Language, Numerals, Ranges, Times, Units, split_words, spread

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

_WEEKDAYS = split_words("montag dienstag mittwoch donnerstag freitag samstag sonntag")
_MONTHS = split_words("januar februar märz april mai juni juli august september oktober november dezember")
_AT = "um|gegen"
_THIS = "diesen|dieser|diese|dieses|diesem"
_NEXT = "nächsten|nächster|nächste|nächstes|nächstem|kommenden|kommender|kommende|kommendes"
_LAST = "letzten|letzter|letzte|letztes|letztem|vergangenen|vergangene|vergangenes|vorigen|vorige|voriges"

TIMES = Times(
    weekdays={word: index for index, word in enumerate(_WEEKDAYS)}
    | {f"{word}s": index for index, word in enumerate(_WEEKDAYS)}
    | {"sonnabend": 5},
    months={word: index for index, word in enumerate(_MONTHS, 1)}
    | {"jänner": 1, "jan": 1, "feb": 2, "maerz": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9}
    | {"okt": 10, "nov": 11, "dez": 12},
    unsure=frozenset({"jan"}),
    before=frozenset(split_words("im am bis ab seit vor nach von zum anfang mitte ende")),
    cycles={
        "tag": "day", "tage": "day", "tagen": "day", "woche": "week", "wochen": "week", "monat": "month",
        "monate": "month", "monaten": "month", "quartal": "quarter", "jahr": "year", "jahre": "year", "jahren": "year",
        "tages": "day", "monats": "month", "quartals": "quarter", "jahres": "year", "wochenende": "weekend",
        "stunden": "hour", "minuten": "minute",
    },
    parts={
        "früh": (4, 12), "morgens": (4, 12), "vormittag": (4, 12), "vormittags": (4, 12), "mittag": (12, 14),
        "mittags": (12, 14), "nachmittag": (12, 19), "nachmittags": (12, 19), "abend": (18, 24), "abends": (18, 24),
        "nacht": (18, 24), "nachts": (18, 24),
    },
    after=frozenset(
        split_words(
            "bitte danke oder und aber wenn für mit ist wäre passt geht gut ok okay genau dann so weil vielleicht "
            "heute morgen am im in bis der die das ich wir du sie er es kann können soll auch nur noch"
        )
    ),
    at=frozenset({"um", "gegen"}),
    leads=frozenset({"am", "im", "den"}),
    weak=frozenset(
        split_words(
            "der die das dem den am im in um vor nach von bis ab zu zum vom seit und diese dieser dieses diesen diesem"
        )
    ),
    fillers=frozenset({",", "um", "am", "im", "den", "dem", "der", "des", "gegen", "auf"}),
    rows=(
        ("guten|gute|schönen|schöner morgen|abend|nacht|tag|nachmittag|mittag", "nothing"),
        ("jetzt|sofort", "now"),
        ("heute", "day", 0),
        ("morgen", "day", 1),
        ("übermorgen", "day", 2),
        ("gestern", "day", -1),
        ("vorgestern", "day", -2),
        ("heute morgen|früh", "hours_of", 4, 12, 0),
        ("morgen früh", "hours_of", 4, 12, 1),
        ("WEEKDAY", "weekday"),
        (f"{_THIS}|{_NEXT} WEEKDAY", "weekday"),
        (f"{_LAST} WEEKDAY", "weekday", -1),
        ("übernächsten|übernächster WEEKDAY", "weekday", 1),
        ("WEEKDAY in einer woche", "weekday", 1),
        ("MONTH", "month"),
        (f"{_THIS} MONTH", "month"),
        (f"{_NEXT} MONTH", "month", 1),
        (f"{_LAST} MONTH", "month", -1),
        ("MONTH YEAR", "month_year"),
        ("DAY MONTH", "month_day", "dm"),
        ("DAY MONTH YEAR", "month_day", "dmy"),
        ("weihnachten", "holiday", 12, 25),
        ("heiligabend|heiligabends", "holiday", 12, 24),
        ("silvester", "holiday", 12, 31),
        ("neujahr", "holiday", 1, 1),
        ("nikolaus", "holiday", 12, 6),
        ("halloween", "holiday", 10, 31),
        ("am|der|den|dem|zum|vom ORDINAL", "day_of_month"),
        (f"ORDINAL {_NEXT} monats", "day_of_cycle", 1),
        ("ORDINAL diesen monats", "day_of_cycle", 0),
        ("im? jahr YEAR", "year"),
        ("seit|von|bis|ab YEAR", "year"),
        ("DATE", "date"),
        ("am|bis|ab|seit|vom|zum|den SHORTDATE", "short_date"),
        (f"{_THIS} CYCLE", "cycle", 0),
        (f"{_NEXT} CYCLE", "cycle", 1),
        (f"{_LAST} CYCLE", "cycle", -1),
        ("übernächste|übernächsten|übernächstes CYCLE", "cycle", 2),
        ("am wochenende", "named_cycle", "weekend", 0),
        (f"{_NEXT} NUMBER CYCLE", "cycles", 1),
        (f"{_LAST} NUMBER CYCLE", "cycles", -1),
        ("in etwa|ca|ungefähr|circa? DURATION", "shift", 1),
        ("vor etwa|ca|ungefähr|circa? DURATION", "shift", -1),
        ("am|den|der|zum? ORDINAL WEEKDAY im MONTH", "nth"),
        ("am|den|der|zum? ORDINAL WEEKDAY im MONTH YEAR", "nth"),
        (f"am|den|der|zum? {_LAST} WEEKDAY im MONTH", "nth", -1),
        (f"am|den|der|zum? {_LAST} WEEKDAY im MONTH YEAR", "nth", -1),
        (f"{_AT}? CLOCK uhr?", "clock"),
        (f"{_AT}? DOTTED uhr", "clock"),
        ("um DOTTED", "clock"),
        (f"{_AT}? HOUR uhr", "hour"),
        (f"{_AT}? HOUR uhr MINUTE", "hour"),
        (f"{_AT} HOUR", "hour"),
        (f"{_AT}? halb HOUR", "past", -30),
        (f"{_AT}? viertel nach HOUR", "past", 15),
        (f"{_AT}? viertel vor HOUR", "past", -15),
        (f"{_AT}? dreiviertel HOUR", "past", -15),
        (f"{_AT}? FEW minuten? nach HOUR", "past"),
        (f"{_AT}? FEW minuten? vor HOUR", "to"),
        (f"{_AT}? mitternacht", "fixed_time", 0),
        ("PART", "part", True),
        ("am|in der? PART", "part"),
    ),
    intervals=(
        ("von|vom TIME bis|- zum? TIME", "between"),
        ("von HOUR bis|- TIME", "hour_to_time"),
        ("von TIME bis|- HOUR", "hours"),
        ("von HOUR bis|- HOUR", "hours"),
        ("vom|von DAY bis|- zum? TIME", "day_to_time"),
        ("zwischen TIME und TIME", "between"),
        ("zwischen HOUR und TIME", "hour_to_time"),
        ("zwischen TIME und HOUR", "hours"),
        ("zwischen HOUR und HOUR", "hours"),
        ("TIME bis|- zum? TIME", "between"),
        ("HOUR bis|- TIME", "hour_to_time"),
        ("DAY bis|- zum? TIME", "day_to_time"),
        ("innerhalb von? DURATION", "within"),
        ("bis ende CYCLE", "by_end_of"),
        ("bis zum? ende der|des CYCLE", "by_end_of"),
        ("vor|bis TIME", "to"),
        ("bis spätestens TIME", "to"),
        ("spätestens TIME", "to"),
        ("nach|ab TIME", "from"),
        ("frühestens TIME", "from"),
        ("seit TIME", "since"),
    ),
)  # fmt: skip

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
