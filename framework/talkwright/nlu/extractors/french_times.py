"""The table of French dates and times: words, and the patterns that they stand in. A phrase names its meaning."""

from __future__ import annotations

from talkwright.nlu.extractors.language import Times, split_words
from talkwright.nlu.extractors.romance import MORNING, NIGHT

_WEEKDAYS = split_words("lundi mardi mercredi jeudi vendredi samedi dimanche")
_MONTHS = split_words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
_NEXT = "prochain|prochaine|prochains|prochaines|suivant|suivante"
_LAST = "dernier|dernière|derniers|dernières|passé|passée"
_H = "h|heure|heures"
_AT = "à|vers|dès"

TIMES = Times(
    weekdays={word: index for index, word in enumerate(_WEEKDAYS)}
    | {f"{word}s": index for index, word in enumerate(_WEEKDAYS)},
    months={word: index for index, word in enumerate(_MONTHS, 1)}
    | {"jan": 1, "janv": 1, "fév": 2, "févr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "déc": 12},
    unsure=frozenset({"mars", "sept"}),
    before=frozenset(split_words("en de du début mi fin mois depuis dès avant après courant en à pour d'")),
    cycles={
        "jour": "day", "jours": "day", "semaine": "week", "semaines": "week", "mois": "month", "trimestre": "quarter",
        "trimestres": "quarter", "an": "year", "ans": "year", "année": "year", "années": "year", "heures": "hour",
        "minutes": "minute", "week-end": "weekend", "weekend": "weekend", "heure": "hour",
    },
    parts={
        "matin": MORNING, "matinée": MORNING, "après-midi": (12, 19), "aprèm": (12, 19), "soir": NIGHT,
        "soirée": NIGHT, "nuit": NIGHT,
    },
    after=frozenset(
        split_words(
            "svp stp s'il merci ou et mais si pour avec serait marche convient bien ok donc alors "
            "parce car car demain aujourd'hui ce en à au du jusqu' je j' nous vous on il elle ils ça c'est "
            "peut peux pouvez plutôt environ précises pile maximum max de dans sinon que qui"
        )
    ),
    leads=frozenset(split_words("à le la en au vers ce dès l'")),
    weak=frozenset(
        split_words(
            "le la les l' à a au en de du d' dans et un une ce cet cette des il y par pour avant après jusqu' "
            "plus tard pas ici entre depuis dès sous toutes tous chaque pendant dernier dernière premier bon bonne "
            "h - que"
        )
    ),
    fillers=frozenset({",", "à", "le", "en", "de", "du", "vers", "l'", "la", "dans"}),
    cardinal_days=True,
    rows=(
        ("bonne nuit|soirée|journée|année|semaine", "nothing"),
        ("bon après-midi|matin|week-end|weekend", "nothing"),
        ("à tout de suite", "nothing"),
        ("pendant|durant|depuis|en|chaque DURATION", "nothing"),
        ("toutes|tous les DURATION", "nothing"),
        ("à? DURATION de|d'|par", "nothing"),
        ("maintenant|immédiatement", "now"),
        ("tout de suite", "now"),
        ("aujourd'hui|aujourdhui", "day", 0),
        ("demain", "day", 1),
        ("après-demain", "day", 2),
        ("hier", "day", -1),
        ("avant-hier", "day", -2),
        ("le lendemain", "day", 1),
        ("WEEKDAY", "weekday"),
        ("ce WEEKDAY", "weekday"),
        (f"WEEKDAY {_NEXT}", "weekday"),
        (f"WEEKDAY {_LAST}", "weekday", -1),
        ("WEEKDAY en huit", "weekday", 1),
        ("WEEKDAY le? DIGITS", "weekday_day"),
        ("MONTH", "month"),
        ("mois de|d' MONTH", "month"),
        ("MONTH prochain", "month", 1),
        (f"MONTH {_LAST}", "month", -1),
        ("MONTH YEAR", "month_year"),
        ("le? DAY MONTH", "month_day", "dm"),
        ("le? DAY MONTH YEAR", "month_day", "dmy"),
        ("noël", "holiday", 12, 25),
        ("la? veille de noël", "holiday", 12, 24),
        ("le? jour de l' an", "holiday", 1, 1),
        ("le? nouvel an", "holiday", 1, 1),
        ("la? saint -? sylvestre", "holiday", 12, 31),
        ("la? saint -? valentin", "holiday", 2, 14),
        ("la? toussaint", "holiday", 11, 1),
        ("halloween", "holiday", 10, 31),
        ("le DIGITS", "day_of_month"),
        ("le? DAY du mois", "day_of_cycle", 0),
        ("le? DAY de ce mois", "day_of_cycle", 0),
        ("le? DAY du mois prochain", "day_of_cycle", 1),
        ("le? DAY du mois dernier", "day_of_cycle", -1),
        ("en|depuis|année YEAR", "year"),
        ("l' année|an YEAR", "year"),
        ("le? DATE", "date"),
        ("le|au|du|avant|après|dès SHORTDATE", "short_date"),
        ("WEEKDAY le? SHORTDATE", "weekday_short_date"),
        ("ce|cet|cette CYCLE", "cycle", 0),
        (f"le|la|l'? CYCLE {_NEXT}", "cycle", 1),
        ("le|la|l'? CYCLE à|d' venir|après", "cycle", 1),
        (f"le|la|l'? CYCLE {_LAST}", "cycle", -1),
        ("le week-end|weekend", "named_cycle", "weekend", 0),
        (f"les? {_NEXT} NUMBER CYCLE", "cycles", 1),
        (f"les? NUMBER {_NEXT} CYCLE", "cycles", 1),
        (f"les? {_LAST} NUMBER CYCLE", "cycles", -1),
        (f"les? NUMBER {_LAST} CYCLE", "cycles", -1),
        ("dans environ|encore? DURATION", "shift", 1),
        ("il y a environ? DURATION", "shift", -1),
        ("DURATION à partir de maintenant|aujourd'hui", "shift", 1),
        ("DURATION à partir d' aujourd'hui", "shift", 1),
        ("DURATION plus tôt", "shift", -1),
        ("DURATION plus tard", "shift", 1),
        ("le? ORDINAL WEEKDAY de|d'|du MONTH", "nth"),
        ("le? ORDINAL WEEKDAY de|d'|du MONTH YEAR", "nth"),
        ("le? dernier WEEKDAY de|d'|du MONTH", "nth", -1),
        ("le? dernier WEEKDAY de|d'|du MONTH YEAR", "nth", -1),
        ("le? dernier jour de|d' MONTH", "nth", -1),
        (f"{_AT}? CLOCK", "clock"),
        (f"{_AT}? CLOCKED", "clock"),
        (f"HOUR {_H}", "hour_alone"),
        (f"{_AT} HOUR {_H}", "hour"),
        (f"{_AT}? HOUR {_H} pile|précises|tapantes", "hour"),
        (f"{_AT}? HOUR heure|heures MINUTE", "hour"),
        (f"{_AT}? HOUR {_H}? du PART", "hour_in"),
        (f"{_AT}? HOUR {_H}? de l' PART", "hour_in"),
        (f"{_AT}? HOUR heure|heures et quart", "past", 15),
        (f"{_AT}? HOUR heure|heures et demie|demi", "past", 30),
        (f"{_AT}? HOUR heure|heures moins le? quart", "past", -15),
        (f"{_AT}? HOUR heure|heures moins FEW", "less"),
        (f"{_AT}? midi", "fixed_time", 12),
        (f"{_AT}? midi et quart", "fixed_time", 12, 15),
        (f"{_AT}? midi et demi|demie", "fixed_time", 12, 30),
        (f"{_AT}? minuit", "fixed_time", 0),
        (f"{_AT}? minuit et demi|demie", "fixed_time", 0, 30),
        ("PART", "part", True),
        ("le|la|l'|du|au PART", "part", True),
        ("de l'|la PART", "part", True),
        ("dans la|l' PART", "part"),
        ("en PART", "part"),
        ("ce|cet|cette PART", "part_of", 0),
    ),
    intervals=(
        ("de|du TIME à|au|- TIME", "between"),
        ("de|du TIME jusqu' à|au TIME", "between"),
        (f"de|d'? HOUR {_H}? à|- HOUR {_H}", "hours"),
        ("de HOUR à TIME", "hour_to_time"),
        (f"entre HOUR {_H}? et HOUR {_H}", "hours"),
        ("entre HOUR et TIME", "hour_to_time"),
        ("entre TIME et TIME", "between"),
        ("du|de? DAY au|à|- TIME", "day_to_time"),
        ("entre le DAY et TIME", "day_to_time"),
        ("TIME au|à|- TIME", "between"),
        ("du|de? TIME au|à|- DAY", "days"),
        ("d' ici DURATION", "within"),
        ("dans les DURATION", "within"),
        ("sous DURATION", "within"),
        ("d' ici à? TIME", "by"),
        ("d' ici la? fin du|de CYCLE", "by_end_of"),
        ("d' ici la? fin de la|l' CYCLE", "by_end_of"),
        ("avant la fin du|de CYCLE", "by_end_of"),
        ("avant la fin de la|l' CYCLE", "by_end_of"),
        ("avant TIME", "to"),
        (f"avant HOUR {_H}", "to"),
        ("jusqu' à|au|en? TIME", "to"),
        (f"jusqu' à HOUR {_H}", "to"),
        ("jusque TIME", "to"),
        ("au plus tard TIME", "to"),
        ("TIME au plus tard", "to"),
        ("après TIME", "from"),
        (f"après HOUR {_H}", "from"),
        ("à partir de|du|d' TIME", "from"),
        (f"à partir de HOUR {_H}", "from"),
        ("dès TIME", "from"),
        ("pas avant TIME", "from"),
        ("depuis le? TIME", "since"),
    ),
)  # fmt: skip
