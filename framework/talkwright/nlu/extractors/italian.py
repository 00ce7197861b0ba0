"""The tables of Italian. A number is one word: "duecentotrentacinque", "ventuno"."""

from __future__ import annotations

from talkwright.nlu.extractors.italian_times import TIMES
from talkwright.nlu.extractors.language import POLITE, Language, Numerals, Ranges, Units, split_words, spread
from talkwright.nlu.extractors.romance import DECIMAL, GROUPS, SUFFIXES, accents_optional, endings, with_signs

_ONES = split_words(
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove"
)
_TENS = split_words("venti trenta quaranta cinquanta sessanta settanta ottanta novanta")
_TENS_OF = {word: 10 * value for value, word in enumerate(_TENS, 2)}


def _joined(tens: str, one: str) -> str:
    """The tens lose their vowel before another: ventuno, trentotto."""
    return (tens[:-1] if one[0] in "uo" else tens) + one


_COMPOUNDS = {
    _joined(tens, one): value + add for tens, value in _TENS_OF.items() for add, one in enumerate(_ONES[1:10], 1)
}
_COMPOUNDS |= {f"{tens[:-1]}un": value + 1 for tens, value in _TENS_OF.items()}
_COMPOUNDS |= {f"{tens}tré": value + 3 for tens, value in _TENS_OF.items()}
_STEMS = split_words("prim second terz quart quint sest settim ottav non decim")
_CARDINALS = {word: value for value, word in enumerate(_ONES) if value > 10} | _TENS_OF | _COMPOUNDS
_ORDINALS = {
    (f"{word[:-1]}e" if word[-1] == "é" else word[:-1]) + "esim": value  # ventun-esimo, but ventitre-esimo
    for word, value in _CARDINALS.items()
    if not word.endswith("un")
} | {"centesim": 100}

NUMERALS = Numerals(
    decimal=DECIMAL,
    groups=GROUPS,
    suffixes=SUFFIXES,
    ones={word: value for value, word in enumerate(_ONES)} | {"un": 1, "una": 1, "tré": 3},
    tens=_TENS_OF,
    hundreds={"cento": 100, "cent": 100},
    pairs={(word, cento): 100 * value for value, word in enumerate(_ONES[2:10], 2) for cento in ("cento", "cent")},
    compounds=_COMPOUNDS,
    scales={
        "mille": 1e3, "milione": 1e6, "miliardo": 1e9, "dozzina": 12, "decina": 10, "quindicina": 15, "ventina": 20,
        "trentina": 30, "cinquantina": 50, "centinaio": 100,
    },
    plural_scales={"mila": 1e3, "milioni": 1e6, "miliardi": 1e9, "dozzine": 12, "decine": 10, "centinaia": 100},
    bare_scales=frozenset({"mille"}),
    splits=("cent(?=ott|uno)", "cento", "mille", "mila", "milioni", "milione"),
    articles=frozenset({"un", "uno", "una", "un'"}),
    joiners=frozenset({"e"}),
    minus=frozenset({"meno"}),
    no_sign_after=frozenset({"o", "per", "di"}),
    per=frozenset({"per"}),
    point=frozenset({"virgola"}),
    halves={"mezzo": 0.5, "mezza": 0.5, "mezz'": 0.5, "quarto": 0.25},
    parts={"quarti": 0.25, "terzi": 1 / 3},
    ordinals={
        word: value
        for word, value in endings({stem: n for n, stem in enumerate(_STEMS, 1)} | _ORDINALS, of="oaie").items()
        if word not in ("secondi", "quarti", "terzi", "none", "seste")
    },
    ordinal_suffixes=frozenset({"º", "ª", "o", "a"}),
    ordinal_leads=frozenset(
        split_words("la una alla nella della dalla sulla il un al nel del dal le alle nelle mia ogni questa questo")
    ),
    led_ordinals=frozenset({"prima", "secondo", "prime", "quarta", "seconda"}),
    vague=frozenset({"sei"}),
    vague_before=frozenset(split_words("tu ci chi mi ti non come dove ne se quando che già lo ma")),
    vague_after=frozenset(
        split_words(
            "un una un' uno il la lo l' in sicuro sicura pronto tu lì là qui molto gentile bravo brava stato stata di "
            "davvero ancora sempre umano umana vero vera reale"
        )
    ),
    idle_ordinals=frozenset(
        {
            ("un", "secondo"), ("un", "quarto"), ("e", "quarto"), ("meno", "quarto"),
            ("quarto", "d'"), ("secondo", "me"), ("secondo", "te"), ("secondo", "lei"), ("in", "primo"),
            ("seconda", "mano"), ("primo", "ministro"),
        }
    ),
)  # fmt: skip

UNITS = with_signs(
    Units(
        duration=spread(
            {
                "secondo|secondi": ("second", 1),
                "minuto|minuti": ("minute", 1),
                "ora|ore": ("hour", 1),
                "giorno|giorni|giornata|giornate": ("day", 1),
                "settimana|settimane": ("week", 1),
                "mese|mesi": ("month", 1),
                "trimestre|trimestri": ("month", 3),
                "paio d' ore|paio di ore": ("hour", 2),
                "paio di giorni": ("day", 2),
                "paio di settimane": ("week", 2),
                "paio di mesi": ("month", 2),
                "anno|anni": ("year", 1),
            }
        ),
        distance=spread(
            {
                "millimetro|millimetri": ("millimetre", 1),
                "centimetro|centimetri": ("centimetre", 1),
                "metro|metri": ("metre", 1),
                "chilometro|chilometri|kilometri": ("kilometre", 1),
                "miglio|miglia": ("mile", 1),
                "pollice|pollici": ("inch", 1),
                "piedi": ("foot", 1),
            }
        ),
        volume=spread(
            {
                "millilitro|millilitri": ("millilitre", 1),
                "centilitro|centilitri": ("millilitre", 10),
                "litro|litri|lt": ("litre", 1),
                "ettolitro|ettolitri": ("hectolitre", 1),
                "gallone|galloni": ("gallon", 1),
            }
        ),
        quantity=spread(
            {
                "milligrammo|milligrammi": ("gram", 0.001),
                "grammo|grammi": ("gram", 1),
                "etto|etti": ("gram", 100),
                "chilo|chili|chilogrammo|chilogrammi": ("gram", 1000),
                "quintale|quintali": ("gram", 100_000),
                "tonnellata|tonnellate": ("gram", 1_000_000),
                "libbra|libbre": ("pound", 1),
                "oncia|once": ("ounce", 1),
                "tazza|tazze": ("cup", 1),
                "cucchiaio|cucchiai": ("tablespoon", 1),
                "cucchiaino|cucchiaini": ("teaspoon", 1),
            }
        ),
        temperature=spread(
            {
                "grado|gradi": ("degree", 1),
                "grado celsius|gradi celsius|gradi centigradi|gradi c": ("celsius", 1),
                "grado fahrenheit|gradi fahrenheit|gradi f": ("fahrenheit", 1),
            }
        ),
        percent=spread({"per cento|percento": ("percent", 1)}),
        money=spread(
            {
                "dollaro|dollari": ("$", 1),
                "dollari americani|dollari statunitensi": ("USD", 1),
                "sterlina|sterline": ("£", 1),
                "centesimo|centesimi|cent": ("cent", 1),
                "franco|franchi|franchi svizzeri": ("CHF", 1),
                "rupia|rupie": ("INR", 1),
                "real": ("BRL", 1),
            }
        ),
    )
)

RANGES = Ranges(
    rows=(
        ("tra|fra AMOUNT|NUMBER e AMOUNT", "between"),
        ("da|dai|dagli|dalle AMOUNT|NUMBER a|ai|agli|alle AMOUNT", "between"),
        ("AMOUNT|NUMBER a|- AMOUNT", "between"),
        ("meno di|del|dei AMOUNT", "to"),
        ("non più di AMOUNT", "to"),
        ("al massimo AMOUNT", "to"),
        ("massimo|sotto|max AMOUNT", "to"),
        ("sotto i|gli|le AMOUNT", "to"),
        ("fino a|ai|agli|alle AMOUNT", "to"),
        ("inferiore|inferiori a|ai AMOUNT", "to"),
        ("AMOUNT massimo|max", "to"),
        ("AMOUNT al massimo", "to"),
        ("AMOUNT o meno", "to"),
        ("più di|del|dei AMOUNT", "from"),
        ("non meno di AMOUNT", "from"),
        ("almeno|minimo|oltre|sopra AMOUNT", "from"),
        ("oltre|sopra i|gli|le AMOUNT", "from"),
        ("come minimo AMOUNT", "from"),
        ("a partire da|dai AMOUNT", "from"),
        ("superiore|superiori a|ai AMOUNT", "from"),
        ("AMOUNT o|e più", "from"),
        ("AMOUNT o|e oltre", "from"),
        ("AMOUNT minimo", "from"),
    )
)

REPLIES = (
    ("sì|si|sii|certo|certamente|ok|okay|okey|esatto|esattamente|giusto|corretto|perfetto|volentieri|ovvio", True),
    ("assolutamente|naturalmente|ovviamente|vero|benissimo|bene|sicuro|sicuramente|affermativo|yes|s", True),
    ("va bene|benissimo", True),
    ("d' accordo", True),
    ("come no", True),
    ("perché no", True),
    ("certo che sì|si", True),
    ("nessun problema", True),
    ("non c' è problema", True),
    ("senza problemi", True),
    ("è giusto|corretto|vero", True),
    ("con piacere", True),
    ("per favore|piacere|cortesia", POLITE),
    ("no|nope|non|mai|falso|sbagliato|negativo|macché|niente|n", False),
    ("no grazie", False),
    ("certo che no", False),
    ("assolutamente no", False),
    ("per niente|nulla", False),
    ("neanche|nemmeno per sogno", False),
    ("non va bene", False),
    ("non è giusto|corretto|vero|esatto|così", False),
    ("non voglio|ora|adesso|oggi|ancora|proprio|esattamente|direi|credo|penso", False),
    ("meglio di no", False),
    ("non lo so", None),
    ("non so", None),
    ("non saprei", None),
    ("non sono sicuro|sicura|certo|certa", None),
    ("non mi importa|interessa", None),
    ("nessuna idea", None),
    ("non ne ho idea", None),
    ("boh|forse|magari|dipende|indifferente|eventualmente|probabilmente", None),
    ("fa lo stesso", None),
    ("è uguale|lo stesso", None),
    ("sì e no", None),
)

LANGUAGE = accents_optional(
    Language(
        code="it",
        point_in=frozenset({"CH"}),
        numerals=NUMERALS,
        units=UNITS,
        ranges=RANGES,
        times=TIMES,
        replies=REPLIES,
        idle_durations=frozenset(
            {
                "un attimo",
                "un momento",
                "un istante",
                "un secondo",
                "un minuto",
                "un giorno",
                "un secondino",
                "un minutino",
            }
        ),
        busy_before=frozenset(split_words("in tra fra entro ogni per dopo di da circa solo")),
        clock_before=frozenset(split_words("alle all' verso dalle ore")),
        elided=frozenset(split_words("l' un' dell' all' dall' nell' sull' d' mezz' quest' quell' c'")),
        hyphened=frozenset({"fine-settimana", "week-end"}),
        of=frozenset({"di", "d'"}),
        determiners=frozenset(split_words("il lo la l' i gli le un uno una un' mio mia tuo tua suo sua questo questa")),
    )
)
