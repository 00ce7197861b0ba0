"""What a review of examples finds is what was planted in them, and hardly anything else."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from pathlib import Path
from random import Random

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.conversation.utterance import Entity
from talkwright.errors import Place, Problems
from talkwright.nlu.examples import Example, Lookup, TrainingData
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.held_out import HeldOut
from talkwright.nlu.learnt import Learnt
from talkwright.nlu.registry import Part
from talkwright.nlu.review import Review, review
from talkwright.nlu.review_overlaps import NEAR, find_overlaps, near_pairs, overlap, runs
from talkwright.nlu.review_suspects import find_suspects, suspicious
from talkwright.nlu.review_wishes import find_wishes
from talkwright.nlu.words import split
from talkwright.project.open import open_project

ROOT = Path(__file__).parents[2]
PARTS: list[Part] = [(name, {}, Place("config.yml")) for name in ("WordTokenizer", "IntentClassifier")]

# A bank: what somebody may want, and with what. Every intent has words of its own and words of others.
WANTED = {
    "block": ("block {}", "freeze {} now", "please stop {} from working", "somebody stole {}, shut it down"),
    "order": ("order {}", "can i get {}", "i would like to have {}", "how do i apply for {}"),
    "fees": ("what does {} cost", "is there a charge for {}", "why was i charged for {}", "how high is the fee of {}"),
    "limit": ("what is the limit of {}", "raise the limit of {}", "how much may i spend with {}", "is {} limited"),
    "late": ("where is {}", "{} has not arrived", "when will {} come", "still waiting for {}"),
}
THINGS = {
    "card": ("my card", "the bank card", "a debit card", "this plastic card"),
    "transfer": ("a transfer", "my bank transfer", "the transfer abroad", "that wire"),
    "cash": ("cash", "money from the machine", "a withdrawal", "notes at the counter"),
    "account": ("my account", "the savings account", "a joint account", "that current account"),
}


def bank() -> list[Example]:
    """Twenty intents with sixteen examples each."""
    found: list[Example] = []
    for wanted, thing in product(WANTED, THINGS):
        for way, name in product(WANTED[wanted], THINGS[thing]):
            place = Place("nlu-data/bank.yml", len(found) + 2, 9)
            found.append(Example(way.format(name), f"{wanted}_{thing}", place=place))
    return found


def learnt(examples: Iterable[Example], data: TrainingData | None = None) -> Learnt:
    """Examples as a pipeline would hand them on, without opinions."""
    every = list(examples)
    return Learnt(data or TrainingData(tuple(every)), every, [split(each.text)[1] for each in every])


def fitted(examples: Iterable[Example]) -> Learnt:
    pipeline = fit_pipeline(TrainingData(tuple(examples)), PARTS, "en", Problems())
    assert pipeline.learnt is not None
    return pipeline.learnt


def swapped(examples: list[Example], share: float, seed: int) -> tuple[list[Example], set[Place]]:
    """The examples, of which a share stands under another intent, and the places of these."""
    random = Random(seed)
    names = sorted({each.intent or "" for each in examples})
    chosen = set(random.sample(range(len(examples)), round(share * len(examples))))
    made = [
        msgspec.structs.replace(each, intent=random.choice([name for name in names if name != each.intent]))
        if number in chosen
        else each
        for number, each in enumerate(examples)
    ]
    return made, {examples[number].place for number in chosen}


def recall_and_precision(examples: list[Example]) -> tuple[float, float]:
    """Of finding the twentieth that is swapped."""
    made, planted = swapped(examples, 0.05, seed=3)
    found, count = find_suspects(fitted(made), most=10_000)
    assert count == len(found)
    hits = sum(each.example.place in planted for each in found)
    return hits / len(planted), hits / max(1, len(found))


def test_swapped_labels_are_found_in_a_bank() -> None:
    recall, precision = recall_and_precision(bank())
    assert recall >= 0.8
    assert precision >= 0.5


def test_swapped_labels_are_found_in_the_starter() -> None:
    """In a third of it, every fourteenth sentence of which could be meant otherwise from the beginning."""
    data = open_project(ROOT, environment={}).data
    mine = [each for each in data.examples if each.intent and not each.response_key][::3]
    recall, precision = recall_and_precision(mine)
    assert recall >= 0.8
    assert precision >= 0.4


def test_what_is_clean_has_few_suspects() -> None:
    _, count = find_suspects(fitted(bank()), most=50)
    assert count <= 0.03 * len(bank())


def test_what_is_least_likely_comes_first() -> None:
    said = np.array([[0.9, 0.1, 0.0], [0.1, 0.89, 0.01], [0.02, 0.9, 0.08], [0.1, 0.5, 0.4]])
    assert suspicious(said, np.array([0, 2, 0, 2])) == [(1, 1), (2, 1)]


def test_planted_duplicates_are_found_and_nothing_else() -> None:
    examples = bank()
    again = [
        Example("Block my card!", "block_card", place=Place("more.yml", 1, 1)),
        Example("where is  CASH?", "late_cash", place=Place("more.yml", 2, 1)),
        Example("can i get the savings acount", "order_account", place=Place("more.yml", 3, 1)),
    ]
    nothing, before = find_overlaps(learnt(examples))
    conflicts, duplicates = find_overlaps(learnt([*examples, *again]))
    planted = [each for each in duplicates if each not in before]
    assert [[str(example.place) for example in each.examples] for each in planted if each.similarity == 1] == [
        ["nlu-data/bank.yml:2:9", "more.yml:1:1"],
        [str(next(e.place for e in examples if e.text == "where is cash")), "more.yml:2:1"],
    ]
    near = [each.examples for each in planted if each.similarity < 1]
    assert [(one.text, str(two.place)) for one, two in near] == [("can i get the savings account", "more.yml:3:1")]
    assert conflicts == nothing


def test_conflicts_tell_in_what_they_differ() -> None:
    city = Entity("city", "Rome", 3, 7)
    conflicts, duplicates = find_overlaps(
        learnt(
            [
                Example("good day", "greet", place=Place("a.yml", 1, 1)),
                Example("Good day!", "leave", place=Place("b.yml", 2, 3)),
                Example("to Rome", "book", (city,)),
                Example("to rome", "book"),
                Example("when", "faq", response_key="hours"),
                Example("when", "faq", response_key="delivery"),
            ]
        )
    )
    assert [each.differ for each in conflicts] == ["intent", "entities", "intent"]
    assert [str(each.place) for each in conflicts[0].examples] == ["a.yml:1:1", "b.yml:2:3"]
    assert {each.intent for each in conflicts[2].examples} == {"faq/hours", "faq/delivery"}
    assert duplicates == []


@given(st.lists(st.text(alphabet="abc d", min_size=1, max_size=14), unique=True, max_size=25))
def test_near_pairs_are_those_of_a_search_through_all(texts: list[str]) -> None:
    sets = [runs(text) for text in texts]
    expected = {(one, two) for two in range(len(texts)) for one in range(two) if overlap(sets[one], sets[two]) >= NEAR}
    assert {(one, two) for one, two, _ in near_pairs(texts)} == expected


def test_an_intent_that_is_two_is_found_with_what_they_share() -> None:
    """The examples of one intent, dealt to two names: nothing can tell them apart."""
    examples = [
        msgspec.structs.replace(each, intent=f"{each.intent}_{(number + number // 4) % 2}")
        if each.intent == "late_card"
        else each
        for number, each in enumerate(bank())
    ]
    found = review(fitted(examples)).confused
    worst = found[0]
    assert (worst.one, worst.other, worst.same) == ("late_card_0", "late_card_1", True)
    assert not any(each.same for each in found[1:])
    assert "card" in " ".join(worst.shared)
    assert len(worst.nearest) == 3
    assert all((near.one.intent, near.other.intent) == (worst.one, worst.other) for near in worst.nearest)


def test_what_would_help_is_said_in_words() -> None:
    city = Entity("city", "Rome", 3, 7)
    uniform = [Example(f"please tell me the weather in town {n}", "weather") for n in range(6)]
    every = [
        *bank(),
        *uniform,
        Example("to Rome", "travel", (city,), place=Place("nlu.yml", 7, 3)),
        Example("on Oslo", "travel", (Entity("city", "Oslo", 3, 7),)),
    ]
    wishes = {(each.kind, each.about): each for each in find_wishes(learnt(every))}
    assert set(wishes) == {("few", "travel"), ("uniform", "weather"), ("values", "city")}
    assert wishes["few", "travel"].says == "'travel' has 2 examples. Write 8 more, in other words than these."
    assert str(wishes["few", "travel"].examples[0].place) == "nlu.yml:7:3"
    assert "'rome', 'oslo'" in wishes["values", "city"].says
    listed = TrainingData(tuple(every), lookups=(Lookup("city", ("Rome", "Oslo")),))
    assert not any(each.kind == "values" for each in find_wishes(learnt(every, listed)))


def test_intents_that_are_guessed_at_are_told_with_their_rival() -> None:
    examples = [Example(f"{word} {number}", word) for word in ("one", "two") for number in range(8)]
    rows = np.arange(16)
    said = np.array([[0.9, 0.1]] * 8 + [[0.7, 0.3]] * 8)
    judged = learnt(examples)._replace(held_out=HeldOut(["one", "two"], said, rows))
    (wish,) = (each for each in find_wishes(judged) if each.kind == "unsure")
    assert wish.about == "two"
    assert "30% likely" in wish.says
    assert "'one'" in wish.says


@pytest.mark.parametrize("examples", [[], [Example("hello", "greet")], [Example("hello", "greet")] * 2])
def test_there_is_a_review_of_next_to_nothing(examples: list[Example]) -> None:
    found = review(fitted(examples))
    assert (found.examples, found.judged, found.accuracy) == (len(examples), 0, None)
    assert msgspec.json.decode(msgspec.json.encode(found), type=Review) == found


def test_the_same_examples_give_the_same_review() -> None:
    made, _ = swapped(bank(), 0.05, seed=1)
    assert review(fitted(made)) == review(fitted(made))
