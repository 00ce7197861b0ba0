"""What is found for some words, in which order, and where it is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkwright.builder.files.layout import Moved, Note
from talkwright.builder.search.search import Hit, Search

from .bot import Files, bot, edit

__all__ = ["bot"]

STORIES = """
stories:
- story: somebody asks and goes
  steps: [{intent: greet}, {action: utter_greet}]
rules:
- rule: greet whoever greets
  steps: [{intent: greet}, {action: utter_greet}]
"""


@pytest.fixture
def files(bot: Path) -> Files:
    (bot / "nlu-data" / "stories.yml").write_text(STORIES)
    return Files(bot)


@pytest.fixture
def search(files: Files) -> Search:
    return Search(files.workspace, files.layouts)


def found(search: Search, words: str, who: str = "ada") -> list[tuple[str, str, str, str]]:
    """Kind, name, key and the match itself."""
    return [(hit.kind, hit.name, hit.key, hit.text[hit.start : hit.end]) for hit in search.find(who, words, 50)]


def test_a_name_comes_before_its_beginning_and_that_before_what_has_it_inside(search: Search) -> None:
    assert [hit[:3] for hit in found(search, "Order status")] == [("flow", "order_status", "name")]
    names = [name for kind, name, key, _ in found(search, "order") if key == "name" and kind in ("flow", "slot")]
    assert names == ["order_status", "order_number", "order_state"]
    texts = [hit.text for hit in search.find("ada", "or", 50) if hit.kind == "example"]
    assert texts[0] == "where is my order"
    assert texts[-1] == "good morning"


def test_words_that_stand_together_come_first(files: Files, search: Search) -> None:
    edit(files.workspace, "ada", ("flows", "greet", "description"), "An order may have been.")
    assert [hit.text for hit in search.find("ada", "order been", 9)] == [
        "has my order been sent",
        "An order may have been.",
    ]


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ('order_state is "sent"', ("step", "action_action_look_up_order", "if", 'order_state is "sent"')),
        ("which ORDER?", ("step", "collect_order_number", "text", "Which order?")),
        ("do not know", ("step", "action_utter_unknown", "text", "do not know")),
        ("my order", ("step", "action_utter_greet", "title", "My order")),
        ("say where", ("flow", "order_status", "description", "Say where")),
        ("evening", ("example", "greet", "text", "evening")),
        ("number order", ("slot", "order_number", "name", "order")),
        ("utter_unkn", ("response", "utter_unknown", "name", "utter_unkn")),
        ("look_up_order", ("action", "action_look_up_order", "name", "look_up_order")),
        ("whoever", ("rule", "greet whoever greets", "name", "whoever")),
        ("asks and goes", ("story", "somebody asks and goes", "name", "asks")),
    ],
)
def test_it_is_found_by_what_one_remembers_of_it(search: Search, words: str, where: tuple[str, str, str, str]) -> None:
    assert where in found(search, words)


def test_every_word_has_to_be_there(search: Search) -> None:
    assert found(search, "order giraffe") == found(search, "  ") == found(search, "(((") == []


def test_a_hit_says_where_it_is(search: Search) -> None:
    hits = {hit.kind: hit for hit in search.find("ada", "I do not know", 10)}
    assert hits["step"] == Hit(
        kind="step",
        name="action_utter_unknown",
        file="flows/orders.yml",
        line=19,
        key="text",
        text="I do not know that order.",
        start=0,
        end=13,
        flow="order_status",
        step="action_utter_unknown",
    )
    assert (hits["response"].file, hits["response"].line, hits["response"].flow) == ("domain.yml", 17, None)


def test_of_a_long_text_the_piece_with_the_match_is_told(files: Files, search: Search) -> None:
    text = "word " * 100 + "a giraffe\nat\tlast " + "word " * 100
    edit(files.workspace, "ada", ("flows", "greet", "description"), text)
    (hit,) = search.find("ada", "giraffe at", 10)
    assert hit.text[hit.start : hit.end] == "giraffe at"
    assert len(hit.text) == 160


def test_each_finds_their_own_draft(files: Files, search: Search) -> None:
    edit(files.workspace, "ada", ("flows", "greet", "description"), "A giraffe.")
    assert found(search, "giraffe") == [("flow", "greet", "description", "giraffe")]
    assert found(search, "giraffe", "ben") == []
    files.workspace.discard("ada")
    assert found(search, "giraffe") == []


def test_notes_are_found_when_they_are_written(files: Files, search: Search) -> None:
    assert found(search, "giraffe") == []
    files.layouts.move("ben", "greet", Moved(notes=(Note("n", "Mind the giraffe", (0, 0)),)))
    assert [(hit.kind, hit.flow, hit.text) for hit in search.find("ada", "giraffe", 9)] == [
        ("note", "greet", "Mind the giraffe")
    ]


def test_nobody_finds_out_what_a_variable_holds(files: Files, search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_KEY", "giraffe")
    edit(files.workspace, "ada", ("responses", "utter_greet"), [{"text": "It is ${SHOP_KEY}"}], "domain.yml")
    assert found(search, "giraffe") == []
    assert [hit.text for hit in search.find("ada", "SHOP_KEY", 1)] == ["It is ${SHOP_KEY}"]
