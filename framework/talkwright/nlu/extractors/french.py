"""The tables of French. Tens above sixty are sums and products: "soixante et onze", "quatre-vingt-dix-neuf"."""

from __future__ import annotations

from talkwright.nlu.extractors.french_times import TIMES
from talkwright.nlu.extractors.language import POLITE, Language, Numerals, Ranges, Units, split_words, spread
from talkwright.nlu.extractors.romance import DECIMAL, GROUPS, SUFFIXES, accents_optional, endings, with_signs

_ONES = split_words("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_TENS |= {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
_ORDINALS = split_words(
    "unième deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième "
    "treizième quatorzième quinzième seizième"
)
_TENTHS = {"vingtième": 20, "trentième": 30, "quarantième": 40, "cinquantième": 50, "soixantième": 60, "centième": 100}

NUMERALS = Numerals(
    decimal=DECIMAL,
    groups=GROUPS,
    suffixes=SUFFIXES,
    ones={word: value for value, word in enumerate(_ONES)} | {"une": 1},
    tens=_TENS,
    hundreds={"cent": 100},
    pairs={("dix", word): 10 + value for value, word in enumerate(_ONES[7:10], 7)}
    | {("quatre", "vingt"): 80, ("quatre", "vingts"): 80}
    | {(word, cent): 100 * value for value, word in enumerate(_ONES[2:10], 2) for cent in ("cent", "cents")},
    rooms={60: 20, 80: 20},
    scales={
        "mille": 1e3, "million": 1e6, "milliard": 1e9, "douzaine": 12, "demi-douzaine": 6, "dizaine": 10,
        "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "cinquantaine": 50, "centaine": 100,
    },
    plural_scales={"millions": 1e6, "milliards": 1e9, "douzaines": 12, "dizaines": 10, "centaines": 100},
    bare_scales=frozenset({"mille"}),
    articles=frozenset({"un", "une"}),
    joiners=frozenset({"et"}),
    joins_tens=True,
    joins_hundreds=False,
    minus=frozenset({"moins"}),
    no_sign_after=frozenset({"au", "du", "ou", "heures", "heure", "h", "midi", "minuit"}),
    per=frozenset({"pour"}),
    point=frozenset({"virgule"}),
    halves={"demi": 0.5, "demie": 0.5, "quart": 0.25},
    parts={"quarts": 0.25, "tiers": 1 / 3},
    ordinals=endings({word: value for value, word in enumerate(_ORDINALS[1:], 2)} | _TENTHS, of=("", "s"))
    | {"premier": 1, "première": 1, "premiers": 1, "premières": 1, "unième": 1, "second": 2, "seconde": 2},
    ordinal_suffixes=frozenset(split_words("er ère re ers ères e è ème ième nd nde es èmes")),
    led_ordinals=frozenset({"unième"}),
    vague=frozenset({"neuf"}),
    vague_before=frozenset(
        split_words("un une le la mon ton son est comme tout quasi presque état flambant à produit article modèle")
    ),
    idle_ordinals=frozenset(
        {
            ("en", "premier"), ("premier", "ministre"), ("première", "classe"), ("seconde", "main"), ("une", "seconde"),
            ("par", "seconde"), ("chaque", "seconde"), ("petite", "seconde"), ("premiers", "secours"),
            ("seconde", "vie"),
        }
    ),
)  # fmt: skip

UNITS = with_signs(
    Units(
        duration=spread(
            {
                "seconde|secondes": ("second", 1),
                "minute|minutes": ("minute", 1),
                "heure|heures": ("hour", 1),
                "demi-heure|demi-heures": ("minute", 30),
                "jour|jours|journée|journées": ("day", 1),
                "semaine|semaines": ("week", 1),
                "mois": ("month", 1),
                "trimestre|trimestres": ("month", 3),
                "an|ans|année|années": ("year", 1),
            }
        ),
        distance=spread(
            {
                "millimètre|millimètres": ("millimetre", 1),
                "centimètre|centimètres": ("centimetre", 1),
                "mètre|mètres": ("metre", 1),
                "kilomètre|kilomètres|kms": ("kilometre", 1),
                "mille marin|milles marins": ("metre", 1852),
                "pouces": ("inch", 1),
                "pieds": ("foot", 1),
            }
        ),
        volume=spread(
            {
                "millilitre|millilitres": ("millilitre", 1),
                "centilitre|centilitres": ("millilitre", 10),
                "litre|litres": ("litre", 1),
                "hectolitre|hectolitres": ("hectolitre", 1),
                "gallon|gallons": ("gallon", 1),
            }
        ),
        quantity=spread(
            {
                "milligramme|milligrammes": ("gram", 0.001),
                "gramme|grammes": ("gram", 1),
                "kilogramme|kilogrammes": ("gram", 1000),
                "tonne|tonnes": ("gram", 1_000_000),
                "tasse|tasses": ("cup", 1),
                "bol|bols": ("bowl", 1),
                "cuillère à soupe|cuillères à soupe": ("tablespoon", 1),
                "cuillère à café|cuillères à café": ("teaspoon", 1),
            }
        ),
        temperature=spread(
            {
                "degré|degrés": ("degree", 1),
                "degré celsius|degrés celsius|degrés c": ("celsius", 1),
                "degré fahrenheit|degrés fahrenheit|degrés f": ("fahrenheit", 1),
            }
        ),
        percent=spread({"pour cent|pourcent|pourcents": ("percent", 1)}),
        money=spread(
            {
                "dollar|dollars": ("$", 1),
                "dollar américain|dollars américains": ("USD", 1),
                "dollar canadien|dollars canadiens": ("CAD", 1),
                "livre sterling|livres sterling": ("£", 1),
                "centime|centimes|cent|cents": ("cent", 1),
                "franc|francs|franc suisse|francs suisses": ("CHF", 1),
                "roupie|roupies": ("INR", 1),
                "dirham|dirhams": ("dirham", 1),
                "dinar|dinars": ("dinar", 1),
            }
        ),
    )
)

RANGES = Ranges(
    rows=(
        ("entre AMOUNT|NUMBER et AMOUNT", "between"),
        ("de AMOUNT|NUMBER à|- AMOUNT", "between"),
        ("AMOUNT|NUMBER à|- AMOUNT", "between"),
        ("pas? moins de|d' AMOUNT", "to"),
        ("pas plus de|d' AMOUNT", "to"),
        ("au plus|maximum AMOUNT", "to"),
        ("maximum|max AMOUNT", "to"),
        ("jusqu' à AMOUNT", "to"),
        ("inférieur|inférieure|inférieurs|inférieures à AMOUNT", "to"),
        ("AMOUNT maximum|max", "to"),
        ("AMOUNT au maximum|plus", "to"),
        ("AMOUNT ou moins", "to"),
        ("plus de|d' AMOUNT", "from"),
        ("pas moins de|d' AMOUNT", "from"),
        ("au moins|minimum AMOUNT", "from"),
        ("minimum AMOUNT", "from"),
        ("à partir de|d' AMOUNT", "from"),
        ("supérieur|supérieure|supérieurs|supérieures à AMOUNT", "from"),
        ("AMOUNT ou|et plus", "from"),
        ("AMOUNT minimum", "from"),
        ("AMOUNT au minimum|moins", "from"),
    )
)

REPLIES = (
    ("oui|ouais|ouai|ouaip|yes|si|ok|okay|okey|exact|exactement|correct|juste|parfait|évidemment|absolument", True),
    ("certainement|volontiers|carrément|affirmatif|effectivement|naturellement|vrai|o", True),
    ("d' accord|acc", True),
    ("dac|daccord", True),
    ("bien sûr|entendu", True),
    ("avec plaisir", True),
    ("pourquoi pas", True),
    ("tout à fait", True),
    ("sans problème|souci", True),
    ("pas de problème|souci", True),
    ("allez y", True),
    ("vas y", True),
    ("ça marche|va|roule", True),
    ("c'est ça|bon|bien|exact|correct|juste|vrai|parfait", True),
    ("ça me va|convient", True),
    ("s'il vous|te plaît", POLITE),
    ("svp|stp", POLITE),
    ("je veux bien", True),
    ("non|nan|nope|n|no|jamais|faux|pas|incorrect|aucunement|nullement|négatif", False),
    ("non merci", False),
    ("pas du tout", False),
    ("pas vraiment|encore|maintenant|aujourd'hui|bon|exact|correct|question|d' accord", False),
    ("surtout pas", False),
    ("c'est faux|non", False),
    ("ce n' est pas ça|bon|exact|correct|juste|vrai", False),
    ("c'est pas ça|bon|exact|correct|juste|vrai", False),
    ("je ne veux pas", False),
    ("je sais pas", None),
    ("je ne sais pas", None),
    ("je n' en sais rien", None),
    ("sais pas|plus", None),
    ("aucune idée", None),
    ("pas sûr|sûre|certain|certaine", None),
    ("peu importe", None),
    ("n' importe", None),
    ("peut être", None),
    ("ça dépend", None),
    ("oui et non", None),
    ("bof|éventuellement|possiblement", None),
)

LANGUAGE = accents_optional(
    Language(
        code="fr",
        point_in=frozenset({"CH"}),
        numerals=NUMERALS,
        units=UNITS,
        ranges=RANGES,
        times=TIMES,
        replies=REPLIES,
        idle_durations=frozenset(
            {
                "une seconde",
                "une minute",
                "un jour",
                "une petite seconde",
                "une petite minute",
                "deux secondes",
                "un instant",
                "un moment",
            }
        ),
        busy_before=frozenset(split_words("dans en pendant sous après avant chaque par pour de depuis")),
        clock_before=frozenset(split_words("à vers dès")),
        elided=frozenset(split_words("l' d' j' qu' n' jusqu' lorsqu' puisqu'")),
        hyphened=frozenset(
            split_words("après-midi week-end week-ends après-demain avant-hier demi-heure demi-heures demi-douzaine")
        ),
        of=frozenset({"de", "d'"}),
        determiners=frozenset(split_words("le la les l' un une des mon ma mes ton ta son sa notre votre ce cette")),
    )
)
