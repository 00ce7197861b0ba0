"""Which of a bot's languages a message is in. It tells no others, and says nothing where it cannot know.

The script decides first. Among languages of one script ``nlu.ngrams`` does, which learns from the words that tell each
language and from the bot's own examples, as far as those words say what language an example is in.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from numpy.typing import NDArray

from talkwright.nlu.component import Saved
from talkwright.nlu.language_words import LATIN, SCRIPTS, WORDS
from talkwright.nlu.ngram_training import fit_ngrams
from talkwright.nlu.ngrams import Ngrams

SURE = 0.7
"""The confidence from which on a language is told. Below it a message could be in another as well."""

_CLEAR = 2  # words that an example must have more of its language than of any other to be learnt from


class LanguageDetector:
    """Tells ``languages``, given as codes, apart. ``models`` by script, for scripts that several of them share."""

    def __init__(self, languages: Sequence[str], models: Mapping[str, Ngrams]) -> None:
        self.languages, self.models = languages, models
        self._by_script: dict[str, list[str]] = {}
        for language in languages:
            for script in SCRIPTS.get(language, LATIN):
                self._by_script.setdefault(script, []).append(language)

    @classmethod
    def fit(cls, languages: Sequence[str], texts: Iterable[Sequence[str]]) -> LanguageDetector:
        """Learn from ``texts``, each the words of an example in plain form."""
        detector = cls(languages, {})
        known = {language: frozenset(WORDS.get(language, "").split()) for language in languages}
        shown = [([word], language) for language in languages for word in WORDS.get(language, "").split()]
        for words in texts:
            counted = sorted(((sum(word in known[each] for word in words), each) for each in languages), reverse=True)
            if len(counted) > 1 and counted[0][0] >= counted[1][0] + _CLEAR:
                shown.append((_letters(words), counted[0][1]))
        for script, sharing in detector._by_script.items():
            lessons = [(words, language) for words, language in shown if language in sharing]
            if len({language for _, language in lessons}) > 1:
                model, _ = fit_ngrams([words for words, _ in lessons], [language for _, language in lessons])
                detector.models = {**detector.models, script: model}
        return detector

    def detect(self, words: Sequence[str]) -> str | None:
        """The language of a message's ``words`` in plain form, None when it is not sure."""
        spoken = _letters(words)
        scripts = Counter(_script(word[0]) for word in spoken)
        if not spoken or (len(spoken) == 1 and len(words) > 1 and any(map(str.isdigit, "".join(words)))):
            return None  # "TW-1042" is a word of no language
        (script, _) = scripts.most_common(1)[0]
        candidates = self._by_script.get(script, ())
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        model = self.models.get(script)
        (language, confidence) = model.ranking(spoken, 1)[0] if model else ("", 0.0)
        return language if confidence >= SURE else None

    def save(self) -> Saved:
        """Everything that ``load`` needs."""
        arrays: dict[str, NDArray[Any]] = {}
        for script, model in self.models.items():
            arrays |= {f"weigh{script}": model.weigh, f"weights{script}": model.weights}
        told = {script: [list(each.labels), list(each.ngrams)] for script, each in self.models.items()}
        return Saved(arrays, {"languages": list(self.languages), "told": told})

    @classmethod
    def load(cls, saved: Saved) -> LanguageDetector:
        """What ``save`` gave."""
        values, arrays = saved.values, saved.arrays
        models = {
            script: Ngrams(labels, ngrams, arrays[f"weigh{script}"], arrays[f"weights{script}"])
            for script, (labels, ngrams) in values["told"].items()
        }
        return cls(values["languages"], models)


def _letters(words: Sequence[str]) -> list[str]:
    return [word for word in words if word[0].isalpha() and not any(sign.isdigit() for sign in word)]


@lru_cache(maxsize=4_000)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
