"""The tables of English. American dates have the month first; elsewhere the day is."""

from __future__ import annotations

from talkwright.nlu.extractors.language import POLITE, Language, Numerals, Ranges, Times, Units, split_words, spread

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

_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = split_words("january february march april may june july august september october november december")

TIMES = Times(
    weekdays={word: index for index, word in enumerate(_WEEKDAYS)}
    | {f"{word}s": index for index, word in enumerate(_WEEKDAYS)}
    | {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
        "sat": 5, "sun": 6},
    months={word: index for index, word in enumerate(_MONTHS, 1)}
    | {word[:3]: index for index, word in enumerate(_MONTHS, 1)}
    | {"sept": 9},
    unsure=frozenset({"may", "march", "mar", "sat", "sun", "wed", "mon", "jan", "jun", "dec"}),
    before=frozenset(
        split_words(
    "in on of by until till since before after from next last this during every each through to for "
    "and early late mid around"
)
    ),
    cycles={
        "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month",
        "quarter": "quarter", "quarters": "quarter", "year": "year", "years": "year", "yr": "year", "hour": "hour",
        "hours": "hour", "minute": "minute", "minutes": "minute", "weekend": "weekend", "weekends": "weekend",
    },
    parts={
        "morning": (4, 12), "afternoon": (12, 19), "evening": (18, 24), "night": (18, 24), "lunchtime": (12, 14),
        "lunch": (12, 14),
    },
    after=frozenset(
        split_words(
    "please thanks thank or and but if for with is was would will works work suits fine good ok okay "
    "sharp exactly then so when because instead maybe today tonight tomorrow on in this next until "
    "till to the i we you he she they it at by if as can could should do does did has have latest "
    "ideally preferably only also too"
)
    ),
    at=frozenset({"at", "@", "around", "about"}),
    leads=frozenset({"at", "on", "in", "@", "during"}),
    weak=frozenset(
        split_words(
    "the a at on in of for to from by after before last next this and or not no than past coming "
    "following early earlier later until till through through about around another since current "
    "previous exactly end within half hence onwards between"
)
    ),
    fillers=frozenset({",", "at", "on", "in", "the", "of", "for", "@", "around", "about", "from"}),
    rows=(
        ("good morning|afternoon|evening|night|day", "nothing"),
        ("now|immediately", "now"),
        ("right|just now", "now"),
        ("today", "day", 0),
        ("tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow", "day", 1),
        ("yesterday", "day", -1),
        ("the? day after tomorrow", "day", 2),
        ("the? day before yesterday", "day", -2),
        ("WEEKDAY", "weekday"),
        ("this|coming WEEKDAY", "weekday"),
        ("this|the coming WEEKDAY", "weekday"),
        ("next WEEKDAY", "weekday"),
        ("last|past WEEKDAY", "weekday", -1),
        ("WEEKDAY after next", "weekday", 1),
        ("WEEKDAY week", "weekday", 1),
        ("MONTH", "month"),
        ("this MONTH", "month"),
        ("next MONTH", "month", 1),
        ("last|past MONTH", "month", -1),
        ("MONTH of?|,? YEAR", "month_year"),
        ("the? DAY of? MONTH", "month_day", "dm"),
        ("the? DAY of? MONTH ,? YEAR", "month_day", "dmy"),
        ("MONTH the? DAY", "month_day", "md"),
        ("MONTH the? DAY ,|of? YEAR", "month_day", "mdy"),
        ("the ORDINAL", "day_of_month"),
        ("on the ORDINAL", "day_of_month"),
        ("WEEKDAY the? ORDINAL", "weekday_day"),
        ("the? ORDINAL of? this month", "day_of_cycle", 0),
        ("the? ORDINAL of? next month", "day_of_cycle", 1),
        ("the? ORDINAL of? last month", "day_of_cycle", -1),
        ("in|since|year|of YEAR", "year"),
        ("the year YEAR", "year"),
        ("in the year YEAR", "year"),
        ("DATE", "date"),
        ("on|by|until|till|before|after|since|from SHORTDATE", "short_date"),
        ("WEEKDAY ,? SHORTDATE", "weekday_short_date"),
        ("the? this|current CYCLE", "cycle", 0),
        ("the? next|following|coming CYCLE", "cycle", 1),
        ("the? last|past|previous CYCLE", "cycle", -1),
        ("the CYCLE after next", "cycle", 2),
        ("the weekend", "named_cycle", "weekend", 0),
        ("the? next|coming NUMBER CYCLE", "cycles", 1),
        ("the? last|past|previous NUMBER CYCLE", "cycles", -1),
        ("in exactly|about|around? DURATION", "shift", 1),
        ("in another? DURATION", "shift", 1),
        ("DURATION from now|today", "shift", 1),
        ("DURATION hence", "shift", 1),
        ("DURATION ago|earlier", "shift", -1),
        ("the? ORDINAL WEEKDAY of|in MONTH", "nth"),
        ("the? ORDINAL WEEKDAY of|in MONTH YEAR", "nth"),
        ("the? last WEEKDAY of|in MONTH", "nth", -1),
        ("the? last WEEKDAY of|in MONTH YEAR", "nth", -1),
        ("the? last day of|in MONTH", "nth", -1),
        ("CLOCK", "clock"),
        ("CLOCK am", "clock", "am"),
        ("CLOCK pm", "clock", "pm"),
        ("DOTTED am", "clock", "am"),
        ("DOTTED pm", "clock", "pm"),
        ("at DOTTED", "clock"),
        ("FOURDIGITS am", "clock", "am"),
        ("FOURDIGITS pm", "clock", "pm"),
        ("HOUR o'clock", "hour"),
        ("HOUR o'clock? am", "hour", "am"),
        ("HOUR o'clock? pm", "hour", "pm"),
        ("HOUR MINUTE am", "hour", "am"),
        ("HOUR MINUTE pm", "hour", "pm"),
        ("at|@ HOUR", "hour"),
        ("at|@ HOUR MINUTE", "hour"),
        ("at around|about HOUR", "hour"),
        ("around|about HOUR in the PART", "hour_in"),
        ("HOUR in the PART", "hour_in"),
        ("HOUR this PART", "hour_this"),
        ("HOUR at night", "hour_night"),
        ("HOUR tonight", "hour_tonight"),
        ("noon|midday", "fixed_time", 12),
        ("midnight", "fixed_time", 0),
        ("half past HOUR", "past", 30),
        ("half past HOUR am", "past", 30, "am"),
        ("half past HOUR pm", "past", 30, "pm"),
        ("a? quarter past HOUR", "past", 15),
        ("a? quarter past HOUR am", "past", 15, "am"),
        ("a? quarter past HOUR pm", "past", 15, "pm"),
        ("a? quarter to HOUR", "past", -15),
        ("a? quarter to HOUR am", "past", -15, "am"),
        ("a? quarter to HOUR pm", "past", -15, "pm"),
        ("FEW minutes? past HOUR", "past"),
        ("FEW minutes? past HOUR am", "past", None, "am"),
        ("FEW minutes? past HOUR pm", "past", None, "pm"),
        ("at FEW minutes? to HOUR", "to"),
        ("FEW minutes to HOUR", "to"),
        ("PART", "part", True),
        ("in the PART", "part"),
        ("early in? the? morning", "hours_in", 4, 9),
        ("at night", "hours_in", 18, 24),
        ("this PART", "part_of", 0),
        ("tonight|tonite", "hours_of", 18, 24, 0),
        ("last night", "hours_of", 18, 24, -1),
    ),
    intervals=(
        ("from TIME to|until|till|through|thru|- TIME", "between"),
        ("from HOUR to|until|till|- TIME", "hour_to_time"),
        ("from TIME to|until|till|- HOUR", "hours"),
        ("from HOUR to|until|till|- HOUR", "hours"),
        ("from the? DAY to|until|till|- TIME", "day_to_time"),
        ("between TIME and|- TIME", "between"),
        ("between HOUR and|- TIME", "hour_to_time"),
        ("between TIME and|- HOUR", "hours"),
        ("between HOUR and|- HOUR", "hours"),
        ("between the? DAY and TIME", "day_to_time"),
        ("between TIME and the? DAY", "days"),
        ("TIME to|until|till|through|thru|- TIME", "between"),
        ("TIME to|until|till|- HOUR", "hours"),
        ("TIME to|until|till|through|thru|- the? DAY", "days"),
        ("from TIME to|until|till|through|thru|- the? DAY", "days"),
        ("HOUR to|until|till|- TIME", "hour_to_time"),
        ("the? DAY to|until|till|through|thru|- TIME", "day_to_time"),
        ("within DURATION", "within"),
        ("within the next DURATION", "within"),
        ("by the? end of the? CYCLE", "by_end_of"),
        ("by the? end of this|today", "by_end_of", "day"),
        ("by eod", "by_end_of", "day"),
        ("by eom", "by_end_of", "month"),
        ("before|until|till|til|through TIME", "to"),
        ("no|not later than TIME", "to"),
        ("by TIME", "by"),
        ("after|from TIME", "from"),
        ("since TIME", "since"),
        ("not before TIME", "from"),
        ("TIME or later", "from"),
        ("TIME onwards", "from"),
    ),
)  # fmt: skip

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
