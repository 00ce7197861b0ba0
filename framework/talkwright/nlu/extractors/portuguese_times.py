"""The table of Portuguese dates and times: words, and the patterns that they stand in. A phrase names its meaning."""

from __future__ import annotations

from talkwright.nlu.extractors.language import Times, split_words
from talkwright.nlu.extractors.romance import MORNING, NIGHT

_WEEKDAYS = split_words("segunda terça quarta quinta sexta sábado domingo")
_MONTHS = split_words("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro")
_THIS = "este|esta|esse|essa|neste|nesta|nesse|nessa|deste|desta"
_NEXT = "próximo|próxima|próximos|próximas|seguinte"
_LAST = "passado|passada|último|última|últimos|últimas|anterior"
_THE = "o|a|os|as|no|na|nos|nas|do|da"
_AT = "às|à|as|pelas"

TIMES = Times(
    weekdays={word: index for index, word in enumerate(_WEEKDAYS)}
    | {f"{word}-feira": index for index, word in enumerate(_WEEKDAYS[:5])}
    | {f"{word}s-feiras": index for index, word in enumerate(_WEEKDAYS[:5])}
    | {"sábados": 5, "domingos": 6},
    months={word: index for index, word in enumerate(_MONTHS, 1)}
    | {"jan": 1, "fev": 2, "abr": 4, "jun": 6, "jul": 7, "ago": 8, "out": 10, "nov": 11},
    unsure=frozenset({"segunda", "quarta", "quinta", "sexta", "ago", "out", "jun", "jul"}),
    before=frozenset(
        split_words(
            "em na no de da do das à a às ao até desde para próxima próximo esta este nesta neste toda todas fim "
            "início meados mês desta última antes depois e entre"
        )
    ),
    cycles={
        "dia": "day", "dias": "day", "semana": "week", "semanas": "week", "mês": "month", "meses": "month",
        "trimestre": "quarter", "trimestres": "quarter", "ano": "year", "anos": "year", "horas": "hour",
        "hora": "hour", "minutos": "minute",
    },
    parts={"manhã": MORNING, "tarde": (12, 20), "noite": NIGHT, "madrugada": (0, 6)},
    after=frozenset(
        split_words(
            "por obrigado obrigada ou mas se para com seria está bem ok então assim porque talvez hoje amanhã em o "
            "a até às ao e eu tu você ele ela nós vocês eles que pode posso podem poderia melhor mais aproximadamente "
            "no máximo só também quando passada depois antes entre das desde"
        )
    ),
    at=frozenset(split_words("às à as pelas")),
    leads=frozenset(split_words("no na em às ao")),
    weak=frozenset(
        split_words(
            "o a os as no na nos nas em às à ao e de do da dos das um uma este esta esse essa neste nesta nesse nessa "
            "deste desta por para pelas até desde entre antes depois após mais que não há faz último última bom boa "
            "partir dentro novo daqui dia passada toda h - aqui"
        )
    ),
    fillers=frozenset(split_words(", a o de da do em no na às ao pelas")),
    cardinal_days=True,
    rows=(
        ("bom|boa|bons dia|tarde|noite|dias|madrugada|semana", "nothing"),
        ("boas tardes|noites", "nothing"),
        ("todo|todos o|os dia|dias", "nothing"),
        ("agora|imediatamente", "now"),
        ("agora mesmo", "now"),
        ("hoje", "day", 0),
        ("amanhã", "day", 1),
        ("depois de amanhã", "day", 2),
        ("ontem", "day", -1),
        ("anteontem", "day", -2),
        ("antes de ontem", "day", -2),
        ("o|a|no|na? WEEKDAY", "weekday"),
        (f"{_THIS}|{_NEXT} WEEKDAY", "weekday"),
        (f"{_THE}? {_NEXT} WEEKDAY", "weekday"),
        (f"{_THE}? WEEKDAY {_NEXT}", "weekday"),
        (f"{_THE}? WEEKDAY que vem", "weekday"),
        (f"{_THE}? WEEKDAY passada|passado|anterior", "weekday", -1),
        (f"{_THE}? última|último|passada|passado WEEKDAY", "weekday", -1),
        (f"{_THE}? WEEKDAY ,? dia? DIGITS", "weekday_day"),
        (f"{_THE}? WEEKDAY ,? dia? DIGITS de MONTH", "weekday_date"),
        ("MONTH", "month"),
        ("mês de MONTH", "month"),
        (f"{_NEXT} MONTH", "month", 1),
        ("MONTH próximo|seguinte", "month", 1),
        ("MONTH que vem", "month", 1),
        (f"MONTH {_LAST}", "month", -1),
        ("MONTH de|,? YEAR", "month_year"),
        ("no|o|ao? dia? DAY de? MONTH", "month_day", "dm"),
        ("no|o|ao? dia? DAY de? MONTH de|,? YEAR", "month_day", "dmy"),
        ("natal", "holiday", 12, 25),
        ("véspera de|do natal", "holiday", 12, 24),
        ("ano novo", "holiday", 1, 1),
        ("véspera de|do ano novo", "holiday", 12, 31),
        ("halloween", "holiday", 10, 31),
        ("no|o|ao? dia DIGITS", "day_of_month"),
        ("no|o? dia DAY deste mês", "day_of_cycle", 0),
        ("no|o? dia DAY do mês que vem", "day_of_cycle", 1),
        ("no|o? dia DAY do próximo mês", "day_of_cycle", 1),
        ("no|o? dia DAY do mês passado", "day_of_cycle", -1),
        ("em|de|desde|ano YEAR", "year"),
        ("no ano de? YEAR", "year"),
        ("no|o? dia? DATE", "date"),
        ("dia|em|até|desde|de SHORTDATE", "short_date"),
        ("no dia SHORTDATE", "short_date"),
        ("WEEKDAY ,? SHORTDATE", "weekday_short_date"),
        (f"{_THIS} CYCLE", "cycle", 0),
        (f"{_THE}? {_NEXT} CYCLE", "cycle", 1),
        (f"{_THE}? CYCLE {_NEXT}", "cycle", 1),
        (f"{_THE}? CYCLE que vem", "cycle", 1),
        (f"{_THE}? {_LAST} CYCLE", "cycle", -1),
        (f"{_THE}? CYCLE {_LAST}", "cycle", -1),
        (f"{_THIS}|o|no fim|final de semana", "named_cycle", "weekend", 0),
        ("o|no? próximo fim|final de semana", "named_cycle", "weekend", 1),
        ("o|no? fim|final de semana que vem", "named_cycle", "weekend", 1),
        ("o|no? fim|final de semana passado", "named_cycle", "weekend", -1),
        (f"{_THE}? {_NEXT} NUMBER CYCLE", "cycles", 1),
        (f"{_THE}? {_LAST} NUMBER CYCLE", "cycles", -1),
        ("em DURATION", "shift", 1),
        ("dentro de DURATION", "shift", 1),
        ("daqui a|há? DURATION", "shift", 1),
        ("há|faz cerca? de? DURATION", "shift", -1),
        ("DURATION a partir de agora|hoje", "shift", 1),
        ("há? DURATION atrás", "shift", -1),
        ("a|o|na|no? ORDINAL WEEKDAY de MONTH", "nth"),
        ("a|o|na|no? ORDINAL WEEKDAY de MONTH de? YEAR", "nth"),
        ("a|o|na|no? última|último WEEKDAY de MONTH", "nth", -1),
        ("a|o|na|no? última|último WEEKDAY de MONTH de? YEAR", "nth", -1),
        ("o|no? último dia de MONTH", "nth", -1),
        (f"{_AT}? CLOCK h|horas?", "clock"),
        (f"{_AT}? CLOCKED", "clock"),
        (f"{_AT} DOTTED h|horas?", "clock"),
        ("HOUR h", "hour_alone"),
        (f"{_AT} HOUR", "hour"),
        (f"{_AT} HOUR h|hora|horas", "hour"),
        (f"{_AT} HOUR em ponto", "hour"),
        ("por volta das|da HOUR", "hour"),
        (f"{_AT}? HOUR h|hora|horas? da PART", "hour_in"),
        (f"{_AT} HOUR h|hora|horas? e meia", "past", 30),
        (f"{_AT} HOUR h|hora|horas? e um? quarto", "past", 15),
        (f"{_AT} HOUR h|hora|horas? e FEW minutos?", "more"),
        (f"{_AT} HOUR menos um? quarto", "past", -15),
        (f"{_AT} HOUR menos FEW", "less"),
        ("às|a? um? quarto para as|a|às HOUR", "past", -15),
        ("FEW minutos? para as|a|às HOUR", "to"),
        ("ao? meio-dia", "fixed_time", 12),
        ("ao? meio-dia e meia", "fixed_time", 12, 30),
        ("à|a? meia-noite", "fixed_time", 0),
        ("à|a? meia-noite e meia", "fixed_time", 0, 30),
        ("à|pela|na PART", "part"),
        ("de|da PART", "part", True),
        ("PART de|do|da", "part", True),
        (f"{_THIS} PART", "part_of", 0),
    ),
    intervals=(
        ("de|da|do|das|desde TIME a|à|ao|às|até|- TIME", "between"),
        ("das|da|de HOUR às|as|à|até|a|- HOUR h|horas?", "hours"),
        ("das|da|de HOUR às|as|à|até|a|- TIME", "hour_to_time"),
        ("das|da|de TIME às|as|à|até HOUR", "hours"),
        ("entre as|a|à HOUR h|horas? e as|a? HOUR h|horas?", "hours"),
        ("entre as|a HOUR e o|a? TIME", "hour_to_time"),
        ("entre TIME e TIME", "between"),
        ("entre TIME e as|a HOUR", "hours"),
        ("de|do|entre o? dia? DAY a|ao|até|e|- TIME", "day_to_time"),
        ("DAY a|- TIME", "day_to_time"),
        ("do|de dia DAY ao|a|até dia? DAY", "between"),
        ("entre os dias DAY e DAY", "between"),
        ("TIME a|à|ao|até|- TIME", "between"),
        ("do|de? TIME a|ao|- dia? DAY", "days"),
        ("em até|menos de? DURATION", "within"),
        ("até DURATION", "within"),
        ("até o|ao? fim|final do|da|de CYCLE", "by_end_of"),
        ("antes do fim|final do|da CYCLE", "by_end_of"),
        ("antes de|do|da|das TIME", "to"),
        ("antes das|da HOUR h|horas?", "to"),
        ("até o|a|ao|à? TIME", "to"),
        ("até às|as|à HOUR h|horas?", "to"),
        ("o|no mais tardar TIME", "to"),
        ("depois|após de|do|da|das? TIME", "from"),
        ("depois|após das|da|as HOUR h|horas?", "from"),
        ("a partir de|do|da|das TIME", "from"),
        ("a partir das|da HOUR h|horas?", "from"),
        ("não antes de|do|da TIME", "from"),
        ("desde o|a? TIME", "since"),
    ),
)  # fmt: skip
