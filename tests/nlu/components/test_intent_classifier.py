"""Words and meaning together, and what is left when one of them is missing."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from talkwright.errors import Place, Problems
from talkwright.nlu.component import Draft, Lesson
from talkwright.nlu.components.intent_classifier import IntentClassifier, IntentClassifierOptions
from talkwright.nlu.components.word_tokenizer import WordTokenizer
from talkwright.nlu.examples import Example, TrainingData

MEANINGS = {"animal": (1.0, 0.0), "food": (0.0, 1.0)}
ANIMALS = "cat dog horse sheep goat pig duck goose hen cow fox wolf bear deer mouse"
FOOD = "bread soup rice cake pie stew jam ham egg oats corn beans peas cheese salad"
WORDS = {"animal": ANIMALS.split(), "food": FOOD.split()}


class Meaning:
    """An encoder of two dimensions that knows what is eaten, and how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def of(self, text: str) -> NDArray[np.float32]:
        self.asked += 1
        means = np.array([0.1, 0.1], np.float32)
        for label, words in WORDS.items():
            means += np.array(MEANINGS[label], np.float32) * sum(word in words for word in text.split())
        return np.asarray(means / np.linalg.norm(means), np.float32)


def draft(text: str, meaning: Meaning | None) -> Draft:
    made = Draft(text)
    WordTokenizer().process(made)
    if meaning is not None:
        made.vector = lambda: meaning.of(text)
    return made


def lesson(meaning: Meaning | None, taught: int = 12) -> Lesson:
    examples = [Example(f"i saw a {word}", label) for label, words in WORDS.items() for word in words[:taught]]
    drafts = [draft(example.text, meaning) for example in examples]
    return Lesson(TrainingData(tuple(examples)), drafts, Problems(), Place("config.yml"))


def fitted(meaning: Meaning | None, *, cascade: bool = True) -> IntentClassifier:
    return IntentClassifier.fit(lesson(meaning), IntentClassifierOptions(cascade=cascade))


def intent(classifier: IntentClassifier, text: str, meaning: Meaning | None) -> str | None:
    made = draft(text, meaning)
    classifier.process(made)
    return made.ranking[0].name


def test_words_never_seen_are_known_by_what_they_mean() -> None:
    meaning = Meaning()
    classifier = fitted(meaning)
    unseen = [(word, label) for label, words in WORDS.items() for word in words[12:]]
    assert [intent(classifier, f"i saw a {word}", meaning) for word, _ in unseen] == [label for _, label in unseen]


def test_where_words_are_enough_the_message_is_not_encoded() -> None:
    """Greetings are told by their words; which goods somebody means takes more."""
    meaning = Meaning()
    known = ["good morning to you", "good evening to you", "hello to you", "hello good morning"]
    examples = [Example(text, "greet") for text in known] + [
        Example(f"i saw a {word}", label) for label, words in WORDS.items() for word in words
    ]
    drafts = [draft(example.text, meaning) for example in examples]
    taught = Lesson(TrainingData(tuple(examples)), drafts, Problems(), Place("config.yml"))
    classifier = IntentClassifier.fit(taught, IntentClassifierOptions())
    meaning.asked = 0
    assert intent(classifier, "good morning to you", meaning) == "greet"
    asked_for_a_greeting = meaning.asked
    assert intent(classifier, "i saw a hedgehog", meaning) is not None
    assert meaning.asked == asked_for_a_greeting + 1
    meaning.asked = 0
    always = IntentClassifier.fit(taught, IntentClassifierOptions(cascade=False))
    meaning.asked = 0
    assert intent(always, "good morning to you", meaning) == "greet"
    assert meaning.asked == 1


def test_without_vectors_it_goes_by_words() -> None:
    classifier = fitted(None)
    assert intent(classifier, "a cat", None) == "animal"
    assert intent(classifier, "some soup", None) == "food"


def test_a_message_without_a_vector_is_told_by_words() -> None:
    assert intent(fitted(Meaning()), "a cat", None) == "animal"


@pytest.mark.parametrize("cascade", [True, False])
def test_what_is_saved_says_the_same(cascade: bool) -> None:
    meaning = Meaning()
    classifier = fitted(meaning, cascade=cascade)
    again = IntentClassifier.load(classifier.save())
    for text in ("a cat", "i saw a stew", "nothing of that", "cheese and a bear"):
        one, other = draft(text, meaning), draft(text, meaning)
        classifier.process(one)
        again.process(other)
        assert one.ranking == other.ranking
        assert sum(each.confidence for each in one.ranking) <= 1 + 1e-9


def test_few_examples_are_no_ground_to_choose_on_and_still_serve() -> None:
    meaning = Meaning()
    few = IntentClassifier.fit(lesson(meaning, taught=1), IntentClassifierOptions())
    assert intent(few, "i saw a cat", meaning) == "animal"


def two(symbol: str | None, *more: Example) -> IntentClassifier:
    greetings = [Example(text, "greet") for text in ("good morning", "hello", "good evening", "hello there", "hi")]
    orders = [
        Example(text, "track") for text in ("where is my order", "is my parcel here", "track my order", "my parcel")
    ]
    examples = [*greetings, *orders, *more]
    drafts = [draft(example.text, None) for example in examples]
    taught = Lesson(TrainingData(tuple(examples)), drafts, Problems(), Place("config.yml"))
    return IntentClassifier.fit(taught, IntentClassifierOptions(intent_split_symbol=symbol))


def test_two_intents_in_one_message_are_told_to_who_asks_for_them() -> None:
    assert intent(two("+"), "hello there where is my order", None) == "greet+track"
    assert intent(two("+"), "where is my order", None) == "track"
    assert intent(two(None), "hello there where is my order", None) in ("greet", "track")
    again = IntentClassifier.load(two("+").save())
    made = draft("hello there where is my order", None)
    again.process(made)
    assert made.ranking[0].name == "greet+track"
    assert sum(each.confidence for each in made.ranking) <= 1 + 1e-9


def test_joined_intents_with_examples_are_learnt_like_any() -> None:
    joined = [
        Example(f"{hello} {order}", "greet+track") for hello in ("hello", "hi") for order in ("where is my order",)
    ]
    assert intent(two(None, *joined), "hello where is my order", None) == "greet+track"
