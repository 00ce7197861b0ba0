"""The table of German dates and times: words, and the patterns that they stand in. A phrase names its meaning."""

from __future__ import annotations

from talkwright.nlu.extractors.language import Times, split_words

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
