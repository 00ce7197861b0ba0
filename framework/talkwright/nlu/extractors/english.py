"""The tables of English. American dates have the month first; elsewhere the day is."""

from __future__ import annotations

from talkwright.nlu.extractors.english_times import TIMES
from talkwright.nlu.extractors.language import POLITE, Language, Numerals, Ranges, Units, split_words, spread

_ONES = split_words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = split_words("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = split_words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_SCALES = {"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12}

NUMERALS = Numerals(
    suffixes={"k": 1e3, "K": 1e3, "M": 1e6, "bn": 1e9},
    ones={word: value for value, word in enumerate(_ONES)} | {"nought": 0},
    tens={word: 10 * value for value, word in enumerate(_TENS, 2)} | {"fourty": 40},
    scales=_SCALES | {"couple": 2, "mio": 1e6},
    plural_scales={f"{word}s": value for word, value in _SCALES.items() if word not in ("hundred", "thousand")},
    articles=frozenset({"a", "an"}),
    joiners=frozenset({"and"}),
    minus=frozenset({"minus", "negative"}),
    point=frozenset({"point"}),
    halves={"half": 0.5, "quarter": 0.25},
    parts={"thirds": 1 / 3, "quarters": 0.25, "fifths": 0.2, "halves": 0.5, "tenths": 0.1},
    ordinals={word: value for value, word in enumerate(_ORDINALS, 1)}
    | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "hundredth": 100},
    ordinal_suffixes=frozenset({"st", "nd", "rd", "th"}),
    vague=frozenset({"one", "zero"}),
    vague_before=frozenset(
        split_words(
    "this that no which the any every each another first last new other some wrong right same "
    "next previous cheaper better bigger smaller larger blue red black white green old small big "
    "large good nice cheapest best someone my your his her our their loved"
)
    ),
    vague_after=frozenset({"of", "another", "by", "day", "who", "that", "which", "with", "'", "tolerance"}),
    idle_ordinals=frozenset(
        {
            ("at", "first"), ("first", "of"), ("first", "name"), ("first", "names"), ("first", "aid"),
            ("first", "thing"),
            ("second", "hand"), ("second", "-"), ("a", "second"), ("one", "second"), ("per", "second"),
            ("every", "second"), ("just", "second"), ("third", "party"), ("third", "-"), ("first", "-"),
            ("second", "thoughts"), ("first", "class"), ("split", "second"),
        }
    ),
)  # fmt: skip


UNITS = Units(
    duration=spread(
        {
            "second|seconds|sec|secs|s": ("second", 1),
            "minute|minutes|min|mins": ("minute", 1),
            "hour|hours|hr|hrs|h": ("hour", 1),
            "day|days": ("day", 1),
            "week|weeks|wk|wks": ("week", 1),
            "fortnight|fortnights": ("week", 2),
            "month|months": ("month", 1),
            "year|years|yr|yrs": ("year", 1),
        }
    ),
    distance=spread(
        {
            "mm|millimetre|millimetres|millimeter|millimeters": ("millimetre", 1),
            "cm|cms|centimetre|centimetres|centimeter|centimeters": ("centimetre", 1),
            "m|metre|metres|meter|meters": ("metre", 1),
            "km|kms|kilometre|kilometres|kilometer|kilometers|kilometre's": ("kilometre", 1),
            "mile|miles|mi": ("mile", 1),
            "yard|yards|yd|yds": ("yard", 1),
            "foot|feet|ft": ("foot", 1),
            "inch|inches": ("inch", 1),
        }
    ),
    volume=spread(
        {
            "ml|mls|millilitre|millilitres|milliliter|milliliters": ("millilitre", 1),
            "cl|centilitre|centilitres|centiliter|centiliters": ("millilitre", 10),
            "l|litre|litres|liter|liters": ("litre", 1),
            "hectolitre|hectolitres|hectoliter|hectoliters": ("hectolitre", 1),
            "gallon|gallons|gal|gals": ("gallon", 1),
        }
    ),
    quantity=spread(
        {
            "mg|milligram|milligrams": ("gram", 0.001),
            "g|gram|grams|gramme|grammes": ("gram", 1),
            "kg|kgs|kilo|kilos|kilogram|kilograms": ("gram", 1000),
            "tonne|tonnes": ("gram", 1_000_000),
            "lb|lbs|pound|pounds": ("pound", 1),
            "oz|ounce|ounces": ("ounce", 1),
            "cup|cups": ("cup", 1),
            "pint|pints": ("pint", 1),
            "quart|quarts": ("quart", 1),
            "tbsp|tbsps|tablespoon|tablespoons": ("tablespoon", 1),
            "tsp|tsps|teaspoon|teaspoons": ("teaspoon", 1),
            "bowl|bowls": ("bowl", 1),
            "dish|dishes": ("dish", 1),
        }
    ),
    temperature=spread(
        {
            "degree|degrees|deg|°": ("degree", 1),
            "celsius|centigrade|° c|° celsius|degree celsius|degrees celsius|degrees centigrade|deg c|degrees c|C|℃": (
                "celsius",
                1,
            ),
            "fahrenheit|° f|° fahrenheit|degree fahrenheit|degrees fahrenheit|deg f|degrees f|F|℉": ("fahrenheit", 1),
            "kelvin": ("kelvin", 1),
        }
    ),
    percent=spread({"%|percent|per cent|pct": ("percent", 1)}),
    money=spread(
        {
            "dollar|dollars": ("$", 1),
            "us dollar|us dollars|american dollars": ("USD", 1),
            "canadian dollar|canadian dollars": ("CAD", 1),
            "australian dollar|australian dollars": ("AUD", 1),
            "buck|bucks": ("unknown", 1),
            "euro|euros": ("EUR", 1),
            "pound|pounds|quid": ("£", 1),
            "pound sterling|pounds sterling|british pounds": ("GBP", 1),
            "cent|cents|pence|penny|pennies": ("cent", 1),
            "yen": ("JPY", 1),
            "yuan": ("CNY", 1),
            "rupee|rupees|rs": ("INR", 1),
            "franc|francs|swiss franc|swiss francs": ("CHF", 1),
            "shekel|shekels": ("ILS", 1),
            "dinar|dinars": ("dinar", 1),
            "dirham|dirhams": ("dirham", 1),
            "rial|rials": ("rial", 1),
            "riyal|riyals": ("riyal", 1),
            "zloty|zlotys": ("PLN", 1),
            "ringgit|ringgits": ("MYR", 1),
        }
    ),
    money_before=frozenset({"rs"}),
)

RANGES = Ranges(
    rows=(
        ("between AMOUNT|NUMBER and|- AMOUNT", "between"),
        ("between AMOUNT and|- NUMBER", "between"),
        ("from AMOUNT|NUMBER to|- AMOUNT", "between"),
        ("AMOUNT|NUMBER to|- AMOUNT", "between"),
        ("AMOUNT - NUMBER", "between"),
        ("under|below AMOUNT", "to"),
        ("less|fewer|lower|cheaper|shorter|smaller|lighter|colder than AMOUNT", "to"),
        ("up to AMOUNT", "to"),
        ("at most AMOUNT", "to"),
        ("no|not more|higher|longer than AMOUNT", "to"),
        ("max|maximum of? AMOUNT", "to"),
        ("within AMOUNT", "to"),
        ("AMOUNT or|and less|fewer|under|below|cheaper", "to"),
        ("AMOUNT max|maximum|tops", "to"),
        ("over|above AMOUNT", "from"),
        ("more|greater|higher|longer|larger|bigger|heavier|warmer than AMOUNT", "from"),
        ("no|not less|fewer|lower than AMOUNT", "from"),
        ("at least AMOUNT", "from"),
        ("min|minimum of? AMOUNT", "from"),
        ("AMOUNT or|and more|over|above|up|upwards", "from"),
        ("AMOUNT min|minimum", "from"),
    )
)


REPLIES = (
    (
        "yes|yeah|yea|yep|yup|yess|yes's|sure|ok|okay|okey|okie|k|y|correct|right|true|absolutely|definitely",
        True,
    ),
    ("definitely|certainly|exactly|indeed|affirmative|alright|agreed|perfect|great|fine|aye|ya|yas|totally|good", True),
    ("please", POLITE),
    ("please do", True),
    ("of course", True),
    ("go ahead|for", True),
    ("why not", True),
    ("all right|good", True),
    ("sounds good|great|right|fine|perfect", True),
    ("no problem|worries", True),
    ("no doubt", True),
    ("i do|did|am|would|will|have|think", True),
    ("do it", True),
    ("it|that is", True),
    ("no|nope|nah|n|not|never|false|don't|dont|wrong|incorrect|negative|nay|naw|cancel|neither", False),
    ("no please|thanks|thank|way", False),
    ("no it|that is|isn't", False),
    ("no i do|did|am|would|will|have|don't|didn't|wouldn't|won't|haven't|think", False),
    ("not really|now|yet|good|right|correct|true|ok|okay|exactly|today|please|great|fine|interested", False),
    ("please don't|dont|no|not", False),
    ("please do not", False),
    ("do not", False),
    ("i do|did|am|would|will|have not", False),
    ("i don't|didn't|wouldn't|won't|haven't|wouldn't", False),
    ("i don't|didn't|wouldn't|won't|do think so", False),
    ("that's|it's not|wrong|incorrect", False),
    ("that is not|wrong|incorrect", False),
    ("it is not|wrong|incorrect", False),
    ("isn't|doesn't|can't|cannot|won't|didn't", False),
    ("not sure|certain", None),
    ("don't|dont know|care|mind|remember|understand", None),
    ("i don't|dont know|care|mind|remember|understand", None),
    ("i do not know|care|mind|remember|understand", None),
    ("no idea|clue|preference", None),
    ("maybe|perhaps|possibly|depends|idk|dunno|unsure|whatever|either", None),
)

LANGUAGE = Language(
    code="en",
    numerals=NUMERALS,
    units=UNITS,
    ranges=RANGES,
    times=TIMES,
    replies=REPLIES,
    month_first=frozenset({"", "US", "EN", "PH", "BZ"}),
    idle_durations=frozenset({"a second", "a sec", "a minute", "a min", "one second", "one sec", "one moment"}),
    busy_before=frozenset({"in", "within", "after", "every", "about", "under", "exactly", "for", "than"}),
    of=frozenset({"of"}),
    determiners=frozenset(split_words("the a an my your his her its our their this that these those it them")),
)
