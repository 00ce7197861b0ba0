"""What is kept of texts that are nearly the same is what a search of all of them finds."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from talkwright.builder.teaching.near_pairs import NearPairs
from talkwright.nlu.review_overlaps import near_pairs

WORDS = ("where", "is", "my", "order", "orders", "please", "now", "pleased")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), unique=True, max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_whatever_comes_and_goes_it_finds_what_a_search_of_all_finds(steps: list[list[str]]) -> None:
    kept = NearPairs()
    for texts in steps:
        assert kept(texts) == list(near_pairs(texts))


def test_more_than_a_few_new_texts_are_searched_at_once() -> None:
    random, kept = Random(7), NearPairs()
    for _ in range(2):
        texts = list(dict.fromkeys(" ".join(random.choices(WORDS, k=7)) for _ in range(120)))
        assert kept(texts) == list(near_pairs(texts)) != []
