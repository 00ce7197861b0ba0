"""The table of Italian dates and times: words, and the patterns that they stand in. A phrase names its meaning."""

from __future__ import annotations

from talkwright.nlu.extractors.language import Times, split_words
from talkwright.nlu.extractors.romance import MORNING, NIGHT

_WEEKDAYS = split_words("lunedì martedì mercoledì giovedì venerdì sabato domenica")
_MONTHS = split_words("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre")
_THIS = "questo|questa|quest'|questi|queste"
_NEXT = "prossimo|prossima|prossimi|prossime|seguente"
_LAST = "scorso|scorsa|scorsi|scorse|passato|passata|passati|ultimo|ultima|ultimi|ultime"
_THE = "il|lo|la|l'|i|gli|le"
_AT = "alle|all'|alla|ore|verso"

TIMES = Times(
    weekdays={word: index for index, word in enumerate(_WEEKDAYS)}
    | {"lun": 0, "mer": 2, "gio": 3, "ven": 4, "sab": 5, "dom": 6},
    months={word: index for index, word in enumerate(_MONTHS, 1)}
    | {"gen": 1, "feb": 2, "apr": 4, "mag": 5, "giu": 6, "lug": 7, "ago": 8, "sett": 9, "ott": 10}
    | {"nov": 11, "dic": 12},
    unsure=frozenset({"lun", "mer", "gio", "ven", "sab", "dom", "ago", "mag"}),
    before=frozenset(split_words("in di a da per entro dal al il inizio fine metà prossimo questo mese fino dopo")),
    cycles={
        "giorno": "day", "giorni": "day", "settimana": "week", "settimane": "week", "mese": "month", "mesi": "month",
        "trimestre": "quarter", "trimestri": "quarter", "anno": "year", "anni": "year", "ore": "hour",
        "minuti": "minute", "fine-settimana": "weekend", "weekend": "weekend", "week-end": "weekend",
    },
    parts={
        "mattina": MORNING, "mattino": MORNING, "mattinata": MORNING, "pomeriggio": (12, 19), "sera": NIGHT,
        "serata": NIGHT, "notte": NIGHT,
    },
    after=frozenset(
        split_words(
            "grazie per o e ma se con sarebbe va bene ok okay allora quindi così perché oggi domani in il al "
            "fino io tu lui lei noi voi che può posso possono potrei meglio circa massimo solo anche quando "
            "precise preciso esatte"
        )
    ),
    at=frozenset(split_words("alle all' alla ore per verso le l' dalle dall'")),
    leads=frozenset(split_words("il alle all' in l' verso")),
    weak=frozenset(
        split_words(
            "il lo la l' i gli le a al alle all' alla ai in di del della delle dell' da dal dalle dall' dalla tra fra "
            "e un una uno questo questa fino prima dopo più non ultimo buona buon che d' partire entro verso è h - dei "
            "ore punto"
        )
    ),
    fillers=frozenset(split_words(", il la le l' di del della in alle dalle nel")),
    cardinal_days=True,
    rows=(
        ("buona|buon giornata|giorno|sera|serata|notte|pomeriggio|mattina|mattinata|settimana|weekend", "nothing"),
        ("buon fine-settimana", "nothing"),
        ("a? che ora", "nothing"),
        ("l'? ora di", "nothing"),
        ("adesso|ora|subito|immediatamente", "now"),
        ("proprio adesso|ora", "now"),
        ("oggi", "day", 0),
        ("domani", "day", 1),
        ("dopodomani", "day", 2),
        ("dopo domani", "day", 2),
        ("ieri", "day", -1),
        ("l' altro ieri", "day", -2),
        ("l'? altroieri", "day", -2),
        ("stamattina|stamani|stamane", "hours_of", 4, 12, 0),
        ("stasera|stanotte", "hours_of", 18, 24, 0),
        ("domattina", "hours_of", 4, 12, 1),
        ("il|la? WEEKDAY", "weekday"),
        (f"{_THIS}|{_NEXT} WEEKDAY", "weekday"),
        (f"il|la? {_NEXT} WEEKDAY", "weekday"),
        (f"WEEKDAY {_NEXT}", "weekday"),
        ("WEEKDAY che viene", "weekday"),
        (f"WEEKDAY {_LAST}", "weekday", -1),
        (f"il|la|lo? {_LAST} WEEKDAY", "weekday", -1),
        ("WEEKDAY DIGITS", "weekday_day"),
        ("MONTH", "month"),
        ("mese di MONTH", "month"),
        (f"{_NEXT} MONTH", "month", 1),
        (f"MONTH {_NEXT}", "month", 1),
        (f"MONTH {_LAST}", "month", -1),
        ("MONTH del|,? YEAR", "month_year"),
        ("il|l'|lo? giorno? DAY di? MONTH", "month_day", "dm"),
        ("il|l'|lo? giorno? DAY di? MONTH del|,? YEAR", "month_day", "dmy"),
        ("il|l'? DIGITS ° MONTH", "month_day", "dm"),
        ("il|l'? DIGITS ° MONTH YEAR", "month_day", "dmy"),
        ("natale", "holiday", 12, 25),
        ("la? vigilia di natale", "holiday", 12, 24),
        ("santo stefano", "holiday", 12, 26),
        ("capodanno", "holiday", 1, 1),
        ("san silvestro", "holiday", 12, 31),
        ("ferragosto", "holiday", 8, 15),
        ("epifania|befana", "holiday", 1, 6),
        ("san valentino", "holiday", 2, 14),
        ("halloween", "holiday", 10, 31),
        ("il|l' DIGITS", "day_of_month"),
        ("il? giorno DIGITS", "day_of_month"),
        ("il|l'? DAY di questo mese", "day_of_cycle", 0),
        ("il|l'? DAY del mese", "day_of_cycle", 0),
        ("il|l'? DAY del mese prossimo", "day_of_cycle", 1),
        ("il|l'? DAY del prossimo mese", "day_of_cycle", 1),
        ("il|l'? DAY del mese scorso", "day_of_cycle", -1),
        ("nel|dal|del|dell'|anno YEAR", "year"),
        ("nell' anno YEAR", "year"),
        ("il? DATE", "date"),
        ("il|l'|dal|del|al|entro SHORTDATE", "short_date"),
        ("WEEKDAY SHORTDATE", "weekday_short_date"),
        (f"{_THIS} CYCLE", "cycle", 0),
        (f"{_THE}? {_NEXT} CYCLE", "cycle", 1),
        (f"{_THE}? CYCLE {_NEXT}", "cycle", 1),
        (f"{_THE}? CYCLE che viene", "cycle", 1),
        (f"{_THE}? {_LAST} CYCLE", "cycle", -1),
        (f"{_THE}? CYCLE {_LAST}", "cycle", -1),
        ("il|nel weekend|week-end|fine-settimana", "named_cycle", "weekend", 0),
        (f"{_THE}|nei|nelle? {_NEXT} NUMBER CYCLE", "cycles", 1),
        (f"{_THE}|negli|nelle? {_LAST} NUMBER CYCLE", "cycles", -1),
        ("tra|fra circa? DURATION", "shift", 1),
        ("tra|fra? DURATION da adesso|ora|oggi", "shift", 1),
        ("DURATION fa", "shift", -1),
        ("circa DURATION fa", "shift", -1),
        ("il|la? ORDINAL WEEKDAY di MONTH", "nth"),
        ("il|la? ORDINAL WEEKDAY di MONTH YEAR", "nth"),
        ("l'? ultimo|ultima WEEKDAY di MONTH", "nth", -1),
        ("l'? ultimo|ultima WEEKDAY di MONTH YEAR", "nth", -1),
        ("l'? ultimo giorno di MONTH", "nth", -1),
        (f"{_AT}|le? ore? CLOCK", "clock"),
        (f"{_AT}|le? CLOCKED", "clock"),
        ("alle|ore|le DOTTED", "clock"),
        ("HOUR h", "hour_alone"),
        (f"{_AT} ore? HOUR", "hour"),
        (f"{_AT}|le HOUR h", "hour"),
        ("verso|per le|l' HOUR", "hour"),
        (f"{_AT}|le|l' HOUR in punto", "hour"),
        (f"{_AT}|le|l'? HOUR di|del|della PART", "hour_in"),
        (f"{_AT}|le|l' HOUR e un? quarto", "past", 15),
        (f"{_AT}|le|l' HOUR e mezza|mezzo", "past", 30),
        (f"{_AT}|le|l' HOUR e tre quarti", "past", 45),
        (f"{_AT}|le|l' HOUR meno un? quarto", "past", -15),
        (f"{_AT}|le|l' HOUR meno FEW", "less"),
        (f"{_AT}|le|l' HOUR e FEW", "more"),
        ("a? mezzogiorno", "fixed_time", 12),
        ("a? mezzogiorno e mezzo|mezza", "fixed_time", 12, 30),
        ("a? mezzanotte", "fixed_time", 0),
        ("a? mezzanotte e mezza|mezzo", "fixed_time", 0, 30),
        ("PART", "part", True),
        ("la|il|al|alla|del|della PART", "part", True),
        ("nel|nella|in|di PART", "part"),
        (f"{_THIS} PART", "part_of", 0),
    ),
    intervals=(
        ("da|dal|dalla|dalle|dall' TIME a|al|alla|alle|all'|- TIME", "between"),
        ("dalle|dall'|dalla HOUR alle|all'|alla|a HOUR", "hours"),
        ("dalle|dall'|dalla HOUR alle|all'|alla|a|- TIME", "hour_to_time"),
        ("dalle|dall'|dalla TIME alle|all'|alla HOUR", "hours"),
        ("tra|fra le|l' HOUR e le|l'? HOUR", "hours"),
        ("tra|fra le|l' HOUR e TIME", "hour_to_time"),
        ("tra|fra TIME e TIME", "between"),
        ("tra|fra TIME e le|l'? HOUR", "hours"),
        ("dal|dall'|dallo DAY al|all'|- TIME", "day_to_time"),
        ("tra|fra il|l' DAY e TIME", "day_to_time"),
        ("DAY - TIME", "day_to_time"),
        ("dal|dall' DAY al|all' DAY", "days_alone"),
        ("tra|fra il|l' DAY e il|l' DAY", "days_alone"),
        ("TIME a|al|- TIME", "between"),
        ("dal|dall'? TIME al|all'|- DAY", "days"),
        ("entro DURATION", "within"),
        ("entro la? fine del CYCLE", "by_end_of"),
        ("entro la? fine della|dell' CYCLE", "by_end_of"),
        ("entro fine CYCLE", "by_end_of"),
        ("entro TIME", "by"),
        ("entro le|l' HOUR", "by"),
        ("prima di|del|della|dell' TIME", "to"),
        ("prima delle|dell' HOUR", "to"),
        ("prima delle|dell' TIME", "to"),
        ("fino a|al|alla|alle|all' TIME", "to"),
        ("fino alle|all' HOUR", "to"),
        ("non oltre il? TIME", "to"),
        ("dopo TIME", "from"),
        ("dopo le|l' HOUR", "from"),
        ("a partire da|dal|dalla|dalle TIME", "from"),
        ("a partire dalle|dall' HOUR", "from"),
        ("non prima di|del|della TIME", "from"),
        ("da|dal|dalla|dall' TIME", "since"),
    ),
)  # fmt: skip
