"""The tables of Spanish, of Spain and of America. "mañana" is a day and a part of one; "y" joins tens and ones."""

from __future__ import annotations

from talkwright.nlu.extractors.language import POLITE, Language, Numerals, Ranges, Units, split_words, spread
from talkwright.nlu.extractors.romance import DECIMAL, GROUPS, SUFFIXES, accents_optional, endings, with_signs
from talkwright.nlu.extractors.spanish_times import TIMES

_ONES = split_words(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve"
)
_TENS = split_words("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_TWENTIES = split_words(
    "veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
)
_HUNDREDS = split_words(
    "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient",
)
_ORDINALS = {
    "primer": 1, "segund": 2, "tercer": 3, "cuart": 4, "quint": 5, "sext": 6, "séptim": 7, "octav": 8, "noven": 9,
    "décim": 10, "undécim": 11, "duodécim": 12, "vigésim": 20, "trigésim": 30, "centésim": 100,
}  # fmt: skip

NUMERALS = Numerals(
    decimal=DECIMAL,
    groups=GROUPS,
    suffixes=SUFFIXES,
    ones={word: value for value, word in enumerate(_ONES)} | {"un": 1, "una": 1},
    tens={word: 10 * value for value, word in enumerate(_TENS, 2)},
    hundreds={"cien": 100, "ciento": 100}
    | endings({stem: 100 * value for value, stem in enumerate(_HUNDREDS, 2)}, of=("os", "as")),
    compounds={word: value for value, word in enumerate(_TWENTIES, 21)} | {"veintiún": 21, "veintiuna": 21},
    scales={"mil": 1e3, "millón": 1e6, "billón": 1e12, "docena": 12, "decena": 10, "centena": 100},
    plural_scales={"millones": 1e6, "billones": 1e12, "docenas": 12, "decenas": 10},
    bare_scales=frozenset({"mil"}),
    articles=frozenset({"un", "una"}),
    joiners=frozenset({"y", "con"}),
    joins_tens=True,
    joins_hundreds=False,
    minus=frozenset({"menos"}),
    no_sign_after=frozenset({"al", "lo", "o", "horas", "h", "mucho", "es"}),
    per=frozenset({"por"}),
    point=frozenset({"coma", "punto"}),
    halves={"medio": 0.5, "media": 0.5, "cuarto": 0.25},
    parts={"cuartos": 0.25, "tercios": 1 / 3},
    ordinals={
        word: value
        for word, value in endings(_ORDINALS, of=("o", "a", "os", "as")).items()
        if word not in ("segundos", "cuartos")
    }
    | {"primer": 1, "tercer": 3},
    ordinal_suffixes=frozenset(split_words("º ª er ro ra do da to ta mo ma vo va no na o a")),
    joined_ordinals=True,
    vague=frozenset({"uno"}),
    vague_before=frozenset(split_words("cada el otro este ese aquel alguno ninguno de")),
    vague_after=frozenset(split_words("de del que por se mismo")),
    idle_ordinals=frozenset(
        {
            ("un", "segundo"), ("por", "segundo"), ("cada", "segundo"), ("segunda", "mano"), ("un", "cuarto"),
            ("cuarto", "de"), ("y", "cuarto"), ("menos", "cuarto"), ("mi", "cuarto"), ("su", "cuarto"),
            ("en", "primer"), ("primera", "vista"), ("primero", "que"), ("primeros", "auxilios"),
            ("primer", "ministro"),
        }
    ),
)  # fmt: skip

UNITS = with_signs(
    Units(
        duration=spread(
            {
                "segundo|segundos|segs": ("second", 1),
                "minuto|minutos|mins": ("minute", 1),
                "hora|horas|hs": ("hour", 1),
                "día|días": ("day", 1),
                "semana|semanas": ("week", 1),
                "quincena|quincenas": ("day", 15),
                "mes|meses": ("month", 1),
                "trimestre|trimestres": ("month", 3),
                "par de horas": ("hour", 2),
                "par de días": ("day", 2),
                "par de semanas": ("week", 2),
                "par de meses": ("month", 2),
                "año|años": ("year", 1),
            }
        ),
        distance=spread(
            {
                "milímetro|milímetros": ("millimetre", 1),
                "centímetro|centímetros": ("centimetre", 1),
                "metro|metros|mts": ("metre", 1),
                "kilómetro|kilómetros|kms": ("kilometre", 1),
                "milla|millas": ("mile", 1),
                "pulgada|pulgadas": ("inch", 1),
                "pies": ("foot", 1),
            }
        ),
        volume=spread(
            {
                "mililitro|mililitros": ("millilitre", 1),
                "centilitro|centilitros": ("millilitre", 10),
                "litro|litros": ("litre", 1),
                "hectolitro|hectolitros": ("hectolitre", 1),
                "galón|galones": ("gallon", 1),
            }
        ),
        quantity=spread(
            {
                "miligramo|miligramos": ("gram", 0.001),
                "gramo|gramos|grs": ("gram", 1),
                "kilogramo|kilogramos|kgs": ("gram", 1000),
                "tonelada|toneladas": ("gram", 1_000_000),
                "libra|libras": ("pound", 1),
                "onza|onzas": ("ounce", 1),
                "taza|tazas": ("cup", 1),
                "cucharada|cucharadas": ("tablespoon", 1),
                "cucharadita|cucharaditas": ("teaspoon", 1),
            }
        ),
        temperature=spread(
            {
                "grado|grados": ("degree", 1),
                "grado celsius|grados celsius|grados centígrados|grados c|centígrados": ("celsius", 1),
                "grado fahrenheit|grados fahrenheit|grados f": ("fahrenheit", 1),
            }
        ),
        percent=spread({"por ciento|por cien|porciento": ("percent", 1)}),
        money=spread(
            {
                "dólar|dólares": ("$", 1),
                "dólares americanos|dólares estadounidenses": ("USD", 1),
                "libra|libras|libra esterlina|libras esterlinas": ("£", 1),
                "céntimo|céntimos|centavo|centavos|cent|cents": ("cent", 1),
                "peso|pesos": ("peso", 1),
                "peso mexicano|pesos mexicanos": ("MXN", 1),
                "franco|francos|franco suizo|francos suizos": ("CHF", 1),
                "sol|soles": ("PEN", 1),
                "real|reales": ("BRL", 1),
                "rupia|rupias": ("INR", 1),
                "yenes": ("JPY", 1),
            }
        ),
    )
)

RANGES = Ranges(
    rows=(
        ("entre AMOUNT|NUMBER y AMOUNT", "between"),
        ("de|desde AMOUNT|NUMBER a|hasta AMOUNT", "between"),
        ("AMOUNT|NUMBER a|- AMOUNT", "between"),
        ("menos de|del AMOUNT", "to"),
        ("no más de|del AMOUNT", "to"),
        ("como máximo AMOUNT", "to"),
        ("máximo|hasta|max AMOUNT", "to"),
        ("inferior|inferiores a AMOUNT", "to"),
        ("AMOUNT máximo|max", "to"),
        ("AMOUNT como|de máximo", "to"),
        ("AMOUNT o menos", "to"),
        ("más de|del AMOUNT", "from"),
        ("al|por lo? menos AMOUNT", "from"),
        ("como mínimo AMOUNT", "from"),
        ("mínimo|desde AMOUNT", "from"),
        ("a partir de AMOUNT", "from"),
        ("superior|superiores a AMOUNT", "from"),
        ("AMOUNT o|y más", "from"),
        ("AMOUNT mínimo", "from"),
        ("AMOUNT como|de mínimo", "from"),
    )
)

REPLIES = (
    ("sí|si|sip|claro|vale|ok|okay|okey|bueno|dale|correcto|exacto|exactamente|cierto|perfecto|afirmativo", True),
    ("efectivamente|obvio|seguro|genial|adelante|venga|verdad|s", True),
    ("por supuesto", True),
    ("de acuerdo", True),
    ("está bien", True),
    ("claro que sí", True),
    ("desde luego", True),
    ("cómo no", True),
    ("por qué no", True),
    ("sin problema|problemas|duda", True),
    ("no hay problema", True),
    ("así es", True),
    ("eso es", True),
    ("me parece bien", True),
    ("con gusto", True),
    ("por favor", POLITE),
    ("porfa|porfavor", POLITE),
    ("no|nop|nope|nunca|jamás|falso|incorrecto|negativo|tampoco|nada|n", False),
    ("no gracias", False),
    ("para nada", False),
    ("de ninguna manera", False),
    ("ni hablar|loco|loca", False),
    ("claro que no", False),
    ("por supuesto que no", False),
    ("desde luego que no", False),
    ("no por favor", False),
    ("ahora|hoy|mejor|todavía no", False),
    ("no está bien", False),
    ("no es correcto|cierto|verdad|así", False),
    ("no quiero|correcto|exactamente|ahora|hoy|todavía|verdad", False),
    ("no sé|se", None),
    ("no lo sé|se", None),
    ("no estoy seguro|segura", None),
    ("ni idea", None),
    ("no tengo ni? idea", None),
    ("me da igual", None),
    ("da igual|lo mismo", None),
    ("no me importa", None),
    ("tal vez", None),
    ("a lo mejor", None),
    ("sí y no", None),
    ("quizá|quizás|depende|posiblemente", None),
)

LANGUAGE = accents_optional(
    Language(
        code="es",
        point_in=frozenset(split_words("MX US PR DO GT HN NI SV PA PE")),
        numerals=NUMERALS,
        units=UNITS,
        ranges=RANGES,
        times=TIMES,
        replies=REPLIES,
        idle_durations=frozenset(
            {
                "un momento",
                "un instante",
                "un momentito",
                "un segundo",
                "un minuto",
                "un día",
                "un segundito",
                "un minutito",
            }
        ),
        busy_before=frozenset(split_words("en dentro hace cada por de durante tras casi solo")),
        clock_before=frozenset({"las", "la"}),
        of=frozenset({"de"}),
        determiners=frozenset(split_words("el la los las un una unos unas mi mis tu tus su sus este esta estos estas")),
    )
)
