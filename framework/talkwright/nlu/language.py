"""Which of a bot's languages a message is in. It tells no others, and says nothing where it cannot know.

The script decides first. Among languages of one script ``nlu.ngrams`` does, which learns from the words that tell each
language and from the bot's own examples: those whose file says its language, and of the others those whose words do.
Words are learnt with their accents and without. A language that nothing else is known of is told by its examples.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from numpy.typing import NDArray

from talkwright.nlu.component import Saved
from talkwright.nlu.folding import fold
from talkwright.nlu.language_words import LATIN, SCRIPTS, WORDS
from talkwright.nlu.ngram_training import fit_ngrams
from talkwright.nlu.ngrams import Ngrams
from talkwright.nlu.words import plain, spans

SURE = 0.7
"""The confidence from which on a language is told. Below it a message could be in another as well."""

_CLEAR = 2  # words that an example must have more of its language than of any other to be learnt from
_USED = 0.1  # of the words of a language's examples, from which on their script is one of the language


class LanguageDetector:
    """Tells languages apart."""

    def __init__(self, scripts: Mapping[str, Sequence[str]], models: Mapping[str, Ngrams]) -> None:
        """``scripts`` by language, as codes; ``models`` by script, for those that several languages share."""
        self.scripts, self.models = scripts, models

    @classmethod
    def fit(cls, languages: Sequence[str], texts: Iterable[tuple[str, str | None]]) -> LanguageDetector:
        """Learn to tell ``languages`` apart, from ``texts`` with the language of each where it is known."""
        said = [(words_of(text), language) for text, language in texts]
        detector = cls({each: _scripts_of(each, said) for each in languages}, {})
        shown = [*_known(languages), *_labelled(languages, said)]
        models: dict[str, Ngrams] = {}
        for script in dict.fromkeys(script for each in detector.scripts.values() for script in each):
            lessons = [lesson for lesson in shown if script in detector.scripts[lesson[1]]]
            if len({language for _, language in lessons}) > 1:
                models[script], _ = fit_ngrams([words for words, _ in lessons], [language for _, language in lessons])
        return cls(detector.scripts, models)

    def detect(self, text: str) -> str | None:
        """The language of a message, None when it is not sure."""
        words = words_of(text)
        spoken = _letters(words)
        if not spoken or (len(spoken) == 1 and len(words) > 1 and any(map(str.isdigit, "".join(words)))):
            return None  # "TW-1042" is a word of no language
        used = Counter(_script(word[0]) for word in spoken)
        # Words in Latin letters stand in texts of every script, so where there are as many the other one counts.
        read = {
            language: (sum(used[script] for script in scripts), LATIN[0] not in scripts)
            for language, scripts in self.scripts.items()
        }
        best = max(read.values())
        candidates = [language for language, each in read.items() if each == best and best[0]]
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        script = max(self.scripts[candidates[0]], key=lambda each: used[each])
        model = self.models.get(script)
        (language, confidence) = model.ranking(spoken, 1)[0] if model else ("", 0.0)
        return language if confidence >= SURE else None

    def lacks(self, language: str) -> bool:
        """Whether nothing tells ``language`` from another one."""
        return language not in WORDS and any(
            (script not in self.models or language not in self.models[script].labels)
            and any(script in other for each, other in self.scripts.items() if each != language)
            for script in self.scripts[language]
        )

    def save(self) -> Saved:
        """Everything that ``load`` needs."""
        arrays: dict[str, NDArray[Any]] = {}
        for script, model in self.models.items():
            arrays |= {f"weigh{script}": model.weigh, f"weights{script}": model.weights}
        told = {script: [list(each.labels), list(each.ngrams)] for script, each in self.models.items()}
        return Saved(arrays, {"scripts": {each: list(of) for each, of in self.scripts.items()}, "told": told})

    @classmethod
    def load(cls, saved: Saved) -> LanguageDetector:
        """What ``save`` gave."""
        values, arrays = saved.values, saved.arrays
        models = {
            script: Ngrams(labels, ngrams, arrays[f"weigh{script}"], arrays[f"weights{script}"])
            for script, (labels, ngrams) in values["told"].items()
        }
        return cls(values["scripts"], models)


def words_of(text: str) -> list[str]:
    """The words of ``text`` with their accents, which tell much of a language."""
    return [plain(text[start:end]) for start, end in spans(text)]


def _known(languages: Sequence[str]) -> list[tuple[list[str], str]]:
    """The words that tell each language, as they are and as they are typed in a hurry."""
    return [
        (words_of(form), language)
        for language in languages
        for word in WORDS.get(language, "").split()
        for form in dict.fromkeys((word, fold(word)))
    ]


def _labelled(
    languages: Sequence[str], said: Sequence[tuple[list[str], str | None]]
) -> Iterator[tuple[list[str], str]]:
    """The examples whose language is known, or clear from their words."""
    known = {language: frozenset(WORDS.get(language, "").split()) for language in languages}
    for words, told in said:
        language = told
        if told is None:
            counted = sorted(((sum(word in known[each] for word in words), each) for each in languages), reverse=True)
            if len(counted) > 1 and counted[0][0] >= counted[1][0] + _CLEAR:
                language = counted[0][1]
        spoken = _letters(words)
        if language in known and spoken:
            yield spoken, language
            folded = [*map(fold, spoken)]
            if folded != spoken:
                yield folded, language


def _scripts_of(language: str, said: Sequence[tuple[list[str], str | None]]) -> tuple[str, ...]:
    """The scripts that ``language`` is written in: known, or those of its examples."""
    if language in SCRIPTS or language in WORDS:
        return SCRIPTS.get(language, LATIN)
    used = Counter(_script(word[0]) for words, each in said if each == language for word in _letters(words))
    return tuple(script for script, times in used.items() if times >= _USED * used.total()) or LATIN


def _letters(words: Sequence[str]) -> list[str]:
    return [word for word in words if word[0].isalpha() and not any(sign.isdigit() for sign in word)]


@lru_cache(maxsize=4_000)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
