"""Changes to examples become edits of the lines that have them, and what is new goes where its like are."""

from __future__ import annotations

from typing import Any

import pytest

from talkwright.builder.files.workspace import ValueEdit
from talkwright.builder.teaching.marked import Mark
from talkwright.builder.teaching.teach import Added, Changed, ExampleChanges, Moved, Standing, teach
from talkwright.errors import Conflict, RequestError

ONE = {
    "version": "3.1",
    "nlu": [
        {"intent": "greet", "examples": "- hello\n- hi\n"},
        {"intent": "bye", "examples": "- see you\n"},
    ],
}
GERMAN = {"language": "de", "nlu": [{"intent": "greet", "examples": "- hallo\n"}]}
FILES: dict[str, Any] = {"data/nlu.yml": ONE, "data/de.yml": GERMAN}
HI = Standing("data/nlu.yml", ("nlu", 0, "examples"), 1, "hi")
BYE = Standing("data/nlu.yml", ("nlu", 1, "examples"), 0, "see you")


def made(changes: ExampleChanges, files: dict[str, Any] = FILES) -> list[ValueEdit]:
    return teach(files, changes, "en")


def test_another_text_changes_one_value() -> None:
    assert made(ExampleChanges(change=(Changed("hey", at=HI),))) == [
        ValueEdit("data/nlu.yml", ("nlu", 0, "examples"), "- hello\n- hey\n")
    ]


def test_marks_are_written_as_mark_up() -> None:
    (edit,) = made(ExampleChanges(change=(Changed(plain="hi Rome", marks=(Mark(3, 7, "city"),), at=HI),)))
    assert edit.value == "- hello\n- hi [Rome](city)\n"


def test_an_example_goes_where_its_intent_has_most() -> None:
    (edit,) = made(ExampleChanges(add=(Added("good day", intent="greet"),)))
    assert edit == ValueEdit("data/nlu.yml", ("nlu", 0, "examples"), "- hello\n- hi\n- good day\n")


def test_an_example_goes_to_its_language() -> None:
    (edit,) = made(ExampleChanges(add=(Added("moin", intent="greet", language="de"),)))
    assert edit == ValueEdit("data/de.yml", ("nlu", 0, "examples"), "- hallo\n- moin\n")
    (edit,) = made(ExampleChanges(add=(Added("salut", intent="greet", language="fr"),)))
    assert edit == ValueEdit(
        "data/nlu.fr.yml",
        (),
        {"version": "3.1", "language": "fr", "nlu": [{"intent": "greet", "examples": "- salut\n"}]},
    )


def test_examples_move_and_an_entry_without_any_goes() -> None:
    assert made(ExampleChanges(move=(Moved(BYE, "greet"),))) == [
        ValueEdit("data/nlu.yml", ("nlu",), [{"intent": "greet", "examples": "- hello\n- hi\n- see you\n"}])
    ]


def test_several_changes_count_places_as_they_were() -> None:
    hello = Standing("data/nlu.yml", ("nlu", 0, "examples"), 0, "hello")
    (edit,) = made(ExampleChanges(remove=(hello,), change=(Changed("hey", at=HI),), add=(Added("yo", intent="greet"),)))
    assert edit.value == "- hey\n- yo\n"


def test_a_new_intent_joins_the_others_or_has_a_file_of_its_own() -> None:
    (edit,) = made(ExampleChanges(add=(Added("thanks", intent="thank"),)))
    assert (edit.file, edit.path, edit.value[-1]) == (
        "data/nlu.yml",
        ("nlu",),
        {"intent": "thank", "examples": "- thanks\n"},
    )
    apart = {f"nlu-data/{name}.yml": {"nlu": [{"intent": name, "examples": "- a\n"}]} for name in ("one", "two")}
    (edit,) = made(ExampleChanges(add=(Added("thanks", intent="thank"), Added("ta", intent="thank"))), apart)
    assert edit == ValueEdit("nlu-data/thank.yml", (), {"nlu": [{"intent": "thank", "examples": "- thanks\n- ta\n"}]})


def test_a_bot_without_examples_gets_its_first_file() -> None:
    (edit,) = made(ExampleChanges(add=(Added("hello", intent="greet/first"),)), {})
    assert (edit.file, edit.path) == ("data/greet.yml", ())


def test_an_example_is_found_when_others_before_it_have_gone() -> None:
    moved = Standing("data/nlu.yml", ("nlu", 4, "examples"), 7, "see you")
    (edit,) = made(ExampleChanges(change=(Changed("bye", at=moved),)))
    assert edit.path == ("nlu", 1, "examples")


def test_one_that_says_something_else_now_is_a_conflict() -> None:
    with pytest.raises(Conflict):
        made(ExampleChanges(remove=(Standing("data/nlu.yml", ("nlu", 0), 1, "gone"),)))


@pytest.mark.parametrize("added", [Added("", intent="greet"), Added("hi", intent=" "), Added("[a]{", intent="greet")])
def test_what_cannot_be_an_example_is_refused(added: Added) -> None:
    with pytest.raises(RequestError):
        made(ExampleChanges(add=(added,)))
