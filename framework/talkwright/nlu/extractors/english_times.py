"""The table of English dates and times: words, and the patterns that they stand in. A phrase names its meaning."""

from __future__ import annotations

from talkwright.nlu.extractors.language import Times, split_words

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
