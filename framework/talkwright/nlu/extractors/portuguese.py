"""The tables of Portuguese, of Portugal and of Brazil. "e" joins all parts of a number: "duzentos e trinta e cinco"."""

from __future__ import annotations

from talkwright.nlu.extractors.language import POLITE, Language, Numerals, Ranges, Units, split_words, spread
from talkwright.nlu.extractors.portuguese_times import TIMES
from talkwright.nlu.extractors.romance import DECIMAL, GROUPS, SUFFIXES, accents_optional, endings, with_signs

_ONES = split_words(
    "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito "
    "dezenove"
)
_TENS = split_words("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa")
_HUNDREDS = split_words("duzent trezent quatrocent quinhent seiscent setecent oitocent novecent")
_ORDINALS = {
    "primeir": 1, "segund": 2, "terceir": 3, "quart": 4, "quint": 5, "sext": 6, "sétim": 7, "oitav": 8, "non": 9,
    "décim": 10, "vigésim": 20, "trigésim": 30, "centésim": 100,
}  # fmt: skip

NUMERALS = Numerals(
    decimal=DECIMAL,
    groups=GROUPS,
    suffixes=SUFFIXES,
    ones={word: value for value, word in enumerate(_ONES)}
    | {"uma": 1, "duas": 2, "quatorze": 14, "dezasseis": 16, "dezassete": 17, "dezanove": 19},
    tens={word: 10 * value for value, word in enumerate(_TENS, 2)},
    hundreds={"cem": 100, "cento": 100}
    | endings({stem: 100 * value for value, stem in enumerate(_HUNDREDS, 2)}, of=("os", "as")),
    scales={
        "mil": 1e3, "milhão": 1e6, "bilhão": 1e9, "bilião": 1e12, "dúzia": 12, "dezena": 10, "centena": 100,
    },
    plural_scales={"milhões": 1e6, "bilhões": 1e9, "biliões": 1e12, "dúzias": 12, "dezenas": 10, "centenas": 100},
    bare_scales=frozenset({"mil"}),
    articles=frozenset({"um", "uma"}),
    joiners=frozenset({"e"}),
    joins_tens=True,
    minus=frozenset({"menos"}),
    no_sign_after=frozenset({"pelo", "ao", "ou", "horas", "h", "o"}),
    per=frozenset({"por"}),
    point=frozenset({"vírgula", "ponto"}),
    halves={"meio": 0.5, "meia": 0.5, "quarto": 0.25},
    parts={"quartos": 0.25, "terços": 1 / 3},
    ordinals={
        word: value
        for word, value in endings(_ORDINALS, of=("o", "a", "os", "as")).items()
        if word not in ("segundos", "quartos", "segundas", "quartas", "quintas", "sextas")
    },
    ordinal_suffixes=frozenset({"º", "ª", "o", "a"}),
    ordinal_leads=frozenset(split_words("a à uma pela minha sua da nossa cada essa esta")),
    led_ordinals=frozenset({"segunda", "quarta", "quinta", "sexta"}),
    joined_ordinals=True,
    idle_ordinals=frozenset(
        {
            ("um", "segundo"), ("por", "segundo"), ("cada", "segundo"), ("segunda", "mão"), ("um", "quarto"),
            ("quarto", "de"), ("e", "quarto"), ("menos", "quarto"), ("meu", "quarto"), ("o", "quarto"),
            ("no", "quarto"), ("em", "primeiro"), ("primeiro", "que"), ("primeiros", "socorros"), ("segunda", "via"),
            ("primeiro", "ministro"), ("quarto", "para"), ("a", "quarta"), ("a", "quinta"), ("a", "sexta"),
        }
    ),
)  # fmt: skip

UNITS = with_signs(
    Units(
        duration=spread(
            {
                "segundo|segundos": ("second", 1),
                "minuto|minutos": ("minute", 1),
                "hora|horas": ("hour", 1),
                "dia|dias": ("day", 1),
                "semana|semanas": ("week", 1),
                "quinzena|quinzenas": ("day", 15),
                "mês|meses": ("month", 1),
                "trimestre|trimestres": ("month", 3),
                "ano|anos": ("year", 1),
            }
        ),
        distance=spread(
            {
                "milímetro|milímetros": ("millimetre", 1),
                "centímetro|centímetros": ("centimetre", 1),
                "metro|metros": ("metre", 1),
                "quilómetro|quilómetros|quilômetro|quilômetros|kms": ("kilometre", 1),
                "milha|milhas": ("mile", 1),
                "polegada|polegadas": ("inch", 1),
                "pés": ("foot", 1),
            }
        ),
        volume=spread(
            {
                "mililitro|mililitros": ("millilitre", 1),
                "centilitro|centilitros": ("millilitre", 10),
                "litro|litros": ("litre", 1),
                "hectolitro|hectolitros": ("hectolitre", 1),
                "galão|galões": ("gallon", 1),
            }
        ),
        quantity=spread(
            {
                "miligrama|miligramas": ("gram", 0.001),
                "grama|gramas": ("gram", 1),
                "quilo|quilos|quilograma|quilogramas": ("gram", 1000),
                "tonelada|toneladas": ("gram", 1_000_000),
                "libra|libras": ("pound", 1),
                "onça|onças": ("ounce", 1),
                "chávena|chávenas|xícara|xícaras": ("cup", 1),
                "colher de sopa|colheres de sopa": ("tablespoon", 1),
                "colher de chá|colheres de chá": ("teaspoon", 1),
            }
        ),
        temperature=spread(
            {
                "grau|graus": ("degree", 1),
                "grau celsius|graus celsius|graus centígrados|graus c": ("celsius", 1),
                "grau fahrenheit|graus fahrenheit|graus f": ("fahrenheit", 1),
            }
        ),
        percent=spread({"por cento|porcento": ("percent", 1)}),
        money=spread(
            {
                "real|reais": ("BRL", 1),
                "dólar|dólares": ("$", 1),
                "dólares americanos": ("USD", 1),
                "libra|libras|libra esterlina|libras esterlinas": ("£", 1),
                "cêntimo|cêntimos|centavo|centavos|cent|cents": ("cent", 1),
                "franco|francos|franco suíço|francos suíços": ("CHF", 1),
                "peso|pesos": ("peso", 1),
                "rupia|rupias": ("INR", 1),
                "iene|ienes": ("JPY", 1),
            }
        ),
    )
)

RANGES = Ranges(
    rows=(
        ("entre AMOUNT|NUMBER e AMOUNT", "between"),
        ("de AMOUNT|NUMBER a|até AMOUNT", "between"),
        ("AMOUNT|NUMBER a|- AMOUNT", "between"),
        ("menos de|do|que AMOUNT", "to"),
        ("menos do que AMOUNT", "to"),
        ("não mais de|do|que AMOUNT", "to"),
        ("no máximo AMOUNT", "to"),
        ("até|máximo|max AMOUNT", "to"),
        ("inferior|inferiores a AMOUNT", "to"),
        ("abaixo de AMOUNT", "to"),
        ("AMOUNT no? máximo", "to"),
        ("AMOUNT ou menos", "to"),
        ("mais de|do|que AMOUNT", "from"),
        ("mais do que AMOUNT", "from"),
        ("pelo|ao menos AMOUNT", "from"),
        ("no mínimo AMOUNT", "from"),
        ("mínimo AMOUNT", "from"),
        ("a partir de AMOUNT", "from"),
        ("superior|superiores a AMOUNT", "from"),
        ("acima de AMOUNT", "from"),
        ("AMOUNT ou|e mais", "from"),
        ("AMOUNT no? mínimo", "from"),
    )
)

REPLIES = (
    ("sim|claro|ok|okay|okey|certo|correto|correcto|exato|exatamente|exacto|perfeito|isso|beleza|blz|pode|bora", True),
    ("positivo|obviamente|evidentemente|certamente|ótimo|verdade|fechado|combinado|aham|uhum|yes|s", True),
    ("com certeza", True),
    ("com prazer", True),
    ("claro que sim", True),
    ("acho que sim", True),
    ("tudo bem|certo", True),
    ("está bem|bom|certo|ótimo", True),
    ("tá bom|certo", True),
    ("pode ser", True),
    ("por que|quê não", True),
    ("porque não", True),
    ("sem problema|problemas|dúvida", True),
    ("não há|tem problema", True),
    ("é isso|verdade", True),
    ("de acordo", True),
    ("quero|aceito", True),
    ("por favor", POLITE),
    ("não|nao|n|nunca|jamais|falso|errado|incorreto|negativo|nada|nem", False),
    ("não obrigado|obrigada|quero", False),
    ("claro que não", False),
    ("acho que não", False),
    ("de jeito|maneira nenhum|nenhuma|algum|alguma", False),
    ("nem pensar", False),
    ("ainda|agora|hoje|melhor não", False),
    ("não é isso|verdade|correto|certo", False),
    ("não está certo|correto|bem", False),
    ("não quero|aceito|pode|agora|hoje", False),
    ("não sei", None),
    ("não tenho certeza|ideia|a certeza", None),
    ("não faço ideia", None),
    ("não me importo|importa", None),
    ("tanto faz", None),
    ("sei lá", None),
    ("sim e não", None),
    ("talvez|depende|possivelmente|provavelmente|quiçá", None),
)

LANGUAGE = accents_optional(
    Language(
        code="pt",
        numerals=NUMERALS,
        units=UNITS,
        ranges=RANGES,
        times=TIMES,
        replies=REPLIES,
        idle_durations=frozenset(
            {
                "um momento",
                "um instante",
                "um momentinho",
                "um segundo",
                "um minuto",
                "um dia",
                "um segundinho",
                "um minutinho",
            }
        ),
        busy_before=frozenset(split_words("em dentro há faz a cada por de durante após quase só daqui")),
        clock_before=frozenset(split_words("às as pelas das")),
        hyphened=frozenset(
            split_words(
                "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira segundas-feiras terças-feiras "
                "quartas-feiras quintas-feiras sextas-feiras meio-dia meia-noite"
            )
        ),
        of=frozenset({"de"}),
        determiners=frozenset(split_words("o a os as um uma uns umas meu minha teu tua seu sua este esta esse essa")),
    )
)
