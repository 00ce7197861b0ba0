"""spaCy's pipelines by name: which are on this machine, and each opened once. The only room that imports spaCy.

A name is that of an installed package (``en_core_web_sm``), a folder that spaCy has written, or ``blank:de``: the
tokenizer of a language, which needs no model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from talkwright.conversation.content import JSON
from talkwright.errors import RequestError
from talkwright.nlu.component import Lesson
from talkwright.nlu.words import LONGEST_TEXT

NLP = "SpacyNLP"
COMPONENTS = ("SpacyTokenizer", "SpacyEntityExtractor")
"""The components of Rasa that spaCy itself does here."""

BLANK = "blank:"
EXTRA = "pip install 'talkwright[spacy]'"

_UNUSED = ("parser",)  # the slowest part, and nobody asks for its trees


class SpacyModel:
    """One pipeline. Threads take turns: spaCy does not say that they need not."""

    def __init__(self, name: str) -> None:
        """Raises ``RequestError`` when it is not on this machine, or is of another version of spaCy."""
        import spacy

        self.name = name
        self._turn = Lock()
        try:
            code = name.removeprefix(BLANK)
            self._nlp: Any = spacy.blank(code) if code != name else spacy.load(name, exclude=_UNUSED)
        except (ImportError, OSError, ValueError) as fault:
            message = f"spaCy cannot open {name!r}: {str(fault).splitlines()[0]}"
            raise RequestError(message, how_to_get(name)) from fault

    def tokens(self, text: str) -> list[tuple[int, int]]:
        """The [start, end) of its tokens in ``text``, spaces left out."""
        with self._turn:
            found = self._nlp.make_doc(text[:LONGEST_TEXT])
        return [(token.idx, token.idx + len(token)) for token in found if not token.is_space]

    def entities(self, text: str) -> list[tuple[str, int, int]]:
        """The label and [start, end) of the entities in ``text``."""
        with self._turn:
            found = self._nlp(text[:LONGEST_TEXT])
        return [(entity.label_, entity.start_char, entity.end_char) for entity in found.ents]


def is_there(name: str) -> bool:
    """Whether the pipeline can be opened here. Imports nothing."""
    if find_spec("spacy") is None:
        return False
    if name.startswith(BLANK) or (Path(name) / "meta.json").is_file():
        return True
    return name.isidentifier() and find_spec(name) is not None


def open_model(name: str) -> SpacyModel:
    """The pipeline called ``name``. Raises ``RequestError`` when it is not there."""
    if not is_there(name):
        raise RequestError(f"spaCy's {name!r} is not on this machine.", how_to_get(name))
    return _open(name)


_open = lru_cache(8)(SpacyModel)


def open_for(lesson: Lesson, name: str) -> SpacyModel | None:
    """The pipeline called ``name``, or None when it cannot be opened, which is told."""
    try:
        return open_model(name)
    except RequestError as fault:
        message = f"{fault.message} Messages are understood without it."
        lesson.problems.warning("nlu/no-spacy-model", message, lesson.place, fault.hint)
        return None


def how_to_get(name: str) -> str:
    """What to type to have the pipeline."""
    return f"Install it: {EXTRA}" + ("" if name.startswith(BLANK) else f"; python -m spacy download {name}")


def named_model(parts: Sequence[tuple[str, Mapping[str, JSON], Any]]) -> str | None:
    """The model that a configuration names for its components of spaCy, if it does."""
    options = next((options for name, options, _ in parts if name == NLP), {})
    model = options.get("model")
    return model if isinstance(model, str) and model else None
