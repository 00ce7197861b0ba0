"""The table of Spanish dates and times: words, and the patterns that they stand in. A phrase names its meaning."""

from __future__ import annotations

from talkwright.nlu.extractors.language import Times, split_words
from talkwright.nlu.extractors.romance import MORNING, NIGHT

_WEEKDAYS = split_words("lunes martes miércoles jueves viernes sábado domingo")
_MONTHS = split_words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
_THIS = "este|esta|estos|estas"
_NEXT = "próximo|próxima|próximos|próximas|siguiente|siguientes"
_LAST = "pasado|pasada|último|última|últimos|últimas|anterior"
_THE = "el|la|los|las"
_AT = "a|sobre|hacia|para|desde"

TIMES = Times(
    weekdays={word: index for index, word in enumerate(_WEEKDAYS)}
    | {"sábados": 5, "domingos": 6, "lun": 0, "mié": 2, "jue": 3, "vie": 4, "sáb": 5, "dom": 6},
    months={word: index for index, word in enumerate(_MONTHS, 1)}
    | {"setiembre": 9, "ene": 1, "feb": 2, "abr": 4, "jun": 6, "jul": 7, "ago": 8, "sep": 9, "sept": 9}
    | {"oct": 10, "nov": 11, "dic": 12},
    unsure=frozenset({"lun", "mié", "jue", "vie", "sáb", "dom", "sep", "ago"}),
    before=frozenset(split_words("el en de del desde hasta para próximo este fin finales principios a al los")),
    cycles={
        "día": "day", "días": "day", "semana": "week", "semanas": "week", "mes": "month", "meses": "month",
        "trimestre": "quarter", "trimestres": "quarter", "año": "year", "años": "year", "hora": "hour", "horas": "hour",
        "minutos": "minute", "finde": "weekend",
    },
    parts={"mañana": MORNING, "tarde": (12, 21), "noche": NIGHT, "madrugada": (0, 6)},
    after=frozenset(
        split_words(
            "por gracias o pero si para con sería viene bien vale ok entonces así porque quizás "
            "hoy mañana en el al hasta yo tú él ella nosotros ustedes ellos que puede puedo pueden podría "
            "mejor más aproximadamente máximo solo también cuando"
        )
    ),
    at=frozenset(split_words("a sobre hacia para desde las la")),
    leads=frozenset({"el", "en", "los"}),
    weak=frozenset(
        split_words(
            "el la los las a al en de del y por para desde hasta entre antes después más que un una este esta hace no "
            "pasado último última primer viene buenos buenas buen día sobre hacia luego partir dentro toda a h - mismo"
        )
    ),
    fillers=frozenset(split_words(", a el la de del en por sobre")),
    cardinal_days=True,
    rows=(
        ("buenos|buenas|buen días|día|tardes|noches|tarde|noche|semana", "nothing"),
        ("toda? la mañana", "nothing"),
        ("todas las mañanas", "nothing"),
        ("ahora|ahorita|inmediatamente", "now"),
        ("ahora mismo", "now"),
        ("hoy", "day", 0),
        ("hoy mismo", "day", 0),
        ("mañana", "day", 1),
        ("mañana mismo", "day", 1),
        ("pasado mañana", "day", 2),
        ("ayer", "day", -1),
        ("anteayer|antier", "day", -2),
        ("antes de ayer", "day", -2),
        ("anoche", "hours_of", 18, 24, -1),
        ("el|los? WEEKDAY", "weekday"),
        (f"{_THIS}|{_NEXT} WEEKDAY", "weekday"),
        (f"el {_NEXT} WEEKDAY", "weekday"),
        (f"el? WEEKDAY {_NEXT}", "weekday"),
        ("el? WEEKDAY que viene", "weekday"),
        ("el? WEEKDAY pasado|anterior", "weekday", -1),
        ("el? pasado|último WEEKDAY", "weekday", -1),
        ("el? WEEKDAY DIGITS", "weekday_day"),
        ("el? WEEKDAY ,? DIGITS de MONTH", "weekday_date"),
        ("MONTH", "month"),
        ("mes de MONTH", "month"),
        (f"{_NEXT} MONTH", "month", 1),
        (f"MONTH {_NEXT}", "month", 1),
        ("MONTH que viene", "month", 1),
        (f"MONTH {_LAST}", "month", -1),
        ("MONTH de|del? YEAR", "month_year"),
        ("el? día? DAY de? MONTH", "month_day", "dm"),
        ("el? día? DAY de? MONTH de|del|,? YEAR", "month_day", "dmy"),
        ("el? DIGITS ° de? MONTH", "month_day", "dm"),
        ("el DIGITS", "day_of_month"),
        ("el? día DIGITS", "day_of_month"),
        ("el? día? DAY de este mes", "day_of_cycle", 0),
        ("el? día? DAY del mes", "day_of_cycle", 0),
        ("el? día? DAY del mes que viene", "day_of_cycle", 1),
        ("el? día? DAY del próximo mes", "day_of_cycle", 1),
        ("el? día? DAY del mes pasado", "day_of_cycle", -1),
        ("en|de|del|desde YEAR", "year"),
        ("en? el año YEAR", "year"),
        ("el? día? DATE", "date"),
        ("el|del|al|hasta|desde|día SHORTDATE", "short_date"),
        ("WEEKDAY SHORTDATE", "weekday_short_date"),
        (f"{_THIS} CYCLE", "cycle", 0),
        (f"{_THE}? {_NEXT} CYCLE", "cycle", 1),
        (f"{_THE}? CYCLE {_NEXT}|entrante", "cycle", 1),
        (f"{_THE}? CYCLE que viene", "cycle", 1),
        (f"{_THE}? {_LAST} CYCLE", "cycle", -1),
        (f"{_THE}? CYCLE {_LAST}", "cycle", -1),
        ("este|el fin de semana", "named_cycle", "weekend", 0),
        ("el finde", "named_cycle", "weekend", 0),
        ("el? próximo fin de semana", "named_cycle", "weekend", 1),
        ("el? fin de semana próximo", "named_cycle", "weekend", 1),
        ("el? fin de semana que viene", "named_cycle", "weekend", 1),
        ("el? fin de semana pasado", "named_cycle", "weekend", -1),
        (f"{_THE}? {_NEXT} NUMBER CYCLE", "cycles", 1),
        (f"{_THE}? NUMBER {_NEXT} CYCLE", "cycles", 1),
        (f"{_THE}? {_LAST} NUMBER CYCLE", "cycles", -1),
        (f"{_THE}? NUMBER {_LAST} CYCLE", "cycles", -1),
        ("en DURATION", "shift", 1),
        ("dentro de unos|unas? DURATION", "shift", 1),
        ("hace unos|unas? DURATION", "shift", -1),
        ("DURATION atrás", "shift", -1),
        ("el? ORDINAL WEEKDAY de|del MONTH", "nth"),
        ("el? ORDINAL WEEKDAY de|del MONTH de|del? YEAR", "nth"),
        ("el? último WEEKDAY de|del MONTH", "nth", -1),
        ("el? último WEEKDAY de|del MONTH de|del? YEAR", "nth", -1),
        ("el? último día de MONTH", "nth", -1),
        (f"{_AT}? las|la? CLOCK h|hs|hrs|horas?", "clock"),
        (f"{_AT}? las|la? CLOCK am", "clock", "am"),
        (f"{_AT}? las|la? CLOCK pm", "clock", "pm"),
        (f"{_AT}? las|la? CLOCKED", "clock"),
        ("a las|la DOTTED h|hs|horas?", "clock"),
        ("HOUR h|hs", "hour_alone"),
        (f"{_AT} las|la HOUR", "hour"),
        (f"{_AT}? las|la HOUR h|hs|hrs|horas", "hour"),
        (f"{_AT}? las|la? HOUR am", "hour", "am"),
        (f"{_AT}? las|la? HOUR pm", "hour", "pm"),
        (f"{_AT}? las|la? HOUR en punto", "hour"),
        (f"{_AT}? las|la? HOUR de|por la PART", "hour_in"),
        (f"{_AT}? las|la HOUR y cuarto", "past", 15),
        (f"{_AT}? las|la HOUR y media", "past", 30),
        (f"{_AT}? las|la HOUR menos cuarto", "past", -15),
        (f"{_AT}? las|la HOUR menos FEW", "less"),
        (f"{_AT}? las|la HOUR y FEW", "more"),
        ("a|al? mediodía", "fixed_time", 12),
        ("a|la? medianoche", "fixed_time", 0),
        ("por|en la PART", "part"),
        ("de|a la PART", "part", True),
        ("PART de|del", "part", True),
        ("esta PART", "part_of", 0),
    ),
    intervals=(
        ("de|desde|del TIME a|al|hasta|- TIME", "between"),
        ("de|desde las|la? HOUR a|hasta|- las|la? HOUR h|hs|horas?", "hours"),
        ("de|desde las|la? HOUR a|hasta|- TIME", "hour_to_time"),
        ("de|desde TIME a|hasta las|la? HOUR", "hours"),
        ("de|desde? las|la HOUR a|hasta las|la HOUR", "hours"),
        ("entre las|la? HOUR y las|la? HOUR h|hs|horas?", "hours"),
        ("entre las|la? HOUR y TIME", "hour_to_time"),
        ("entre TIME y TIME", "between"),
        ("entre TIME y las|la? HOUR", "hours"),
        ("del|de|desde? el? día? DAY al|a|hasta|- TIME", "day_to_time"),
        ("entre el? día? DAY y TIME", "day_to_time"),
        ("TIME a|al|hasta|- TIME", "between"),
        ("del|de? TIME al|a|- día? DAY", "days"),
        ("antes de DURATION", "within"),
        ("en menos de DURATION", "within"),
        ("antes de fin|finales|fines de CYCLE", "by_end_of"),
        ("antes del fin|final de|del CYCLE", "by_end_of"),
        ("a|para|hasta fin|finales|fines de CYCLE", "by_end_of"),
        ("antes de|del TIME", "to"),
        ("antes de las|la HOUR", "to"),
        ("hasta TIME", "to"),
        ("hasta las|la HOUR", "to"),
        ("a más tardar TIME", "to"),
        ("después|luego de|del TIME", "from"),
        ("después|luego de las|la HOUR", "from"),
        ("a partir de|del TIME", "from"),
        ("a partir de las|la HOUR", "from"),
        ("no antes de|del TIME", "from"),
        ("desde TIME", "since"),
    ),
)  # fmt: skip
