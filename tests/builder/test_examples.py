"""Training data as a person sees it: where each example stands, what is worth knowing of it, and drafts of changes."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from tests.small_bot import FILES

from talkwright.builder.files.workspace import Workspace
from talkwright.builder.teaching.examples import Examples
from talkwright.builder.teaching.marked import Mark
from talkwright.builder.teaching.teach import Added, Changed, ExampleChanges, Moved, Standing
from talkwright.builder.teaching.word_lists import WordLists
from talkwright.builder.training.measured import Understood
from talkwright.builder.training.models import Models
from talkwright.builder.training.reviews import Reviews
from talkwright.errors import Conflict, NotFound, Place, RequestError
from talkwright.nlu.cited import Cited
from talkwright.nlu.review import Review
from talkwright.nlu.review_confusions import Confused, Near
from talkwright.nlu.review_suspects import Suspect

ADA, BOB = "ada", "bob"
NLU = "nlu-data/nlu.yml"
GERMAN = """\
# Auf Deutsch.
language: de
nlu:
  - intent: greet
    examples: |
      - hallo    # nicht mehr
      # Norden
      - moin
"""


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    for name, text in {**FILES, "nlu-data/de.yml": GERMAN}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text.lstrip())
    return tmp_path


@pytest.fixture
def reviews(bot: Path) -> Reviews:
    return Reviews(bot / ".talkwright/builder/reviews")


@pytest.fixture
def workspace(bot: Path) -> Workspace:
    return Workspace(bot)


@pytest.fixture
def examples(workspace: Workspace, reviews: Reviews) -> Examples:
    return Examples(workspace, reviews, Models(workspace.root / "models", workspace.keep / "talked"))


def standing(examples: Examples, intent: str, text: str, person: str = ADA) -> Standing:
    row = next(each for each in examples.intent(person, intent).examples if each.text == text)
    return Standing(row.file, row.path, row.index, row.text)


def test_intents_are_listed_with_what_is_known_of_them(examples: Examples) -> None:
    rows = {row.name: row for row in examples.intents(ADA)}
    assert set(rows) == {"greet", "check_order"}
    assert (rows["greet"].examples, rows["greet"].languages) == (8, {"en": 6, "de": 2})
    assert (rows["check_order"].uses, rows["check_order"].known) == (2, True)


def test_an_intent_has_its_uses_and_examples_with_their_spans(examples: Examples) -> None:
    seen = examples.intent(ADA, "check_order")
    assert {(use.by, use.flow, use.inside, use.file) for use in seen.uses} == {
        ("nlu_trigger", "order_status", None, "flows/orders.yml"),
        ("payload", None, "utter_greet", "domain.yml"),
    }
    row = seen.examples[1]
    assert (row.file, row.path, row.index, row.line) == (NLU, ("nlu", 1, "examples"), 1, 13)
    assert (row.plain, row.entities) == ("where is my order TW-1042", (Mark(18, 25, "order_number"),))
    with pytest.raises(NotFound):
        examples.intent(ADA, "no_such")


def test_what_says_the_same_is_noted_at_once(examples: Examples) -> None:
    examples.change(ADA, ExampleChanges(add=(Added("Hello!", intent="greet"), Added("hi there", intent="check_order"))))
    greet = {row.text: row.notes for row in examples.intent(ADA, "greet").examples}
    assert [(note.kind, note.other and note.other.text) for note in greet["hello"]] == [("duplicate", "Hello!")]
    assert [(note.kind, note.intent) for note in greet["hi there"]] == [("conflict", "check_order")]
    assert not any(row.notes for row in examples.intent(BOB, "greet").examples)


def test_a_change_is_a_draft_that_touches_its_line_alone(bot: Path, workspace: Workspace, examples: Examples) -> None:
    at = standing(examples, "greet", "moin")
    examples.change(ADA, ExampleChanges(change=(Changed(plain="moin moin", marks=(Mark(0, 4, "hail"),), at=at),)))
    assert (bot / "nlu-data/de.yml").read_text() == GERMAN
    text = workspace.read(ADA, "nlu-data/de.yml").text
    assert text == GERMAN.replace("- moin", "- [moin](hail) moin")
    assert workspace.read(BOB, "nlu-data/de.yml").text == GERMAN


def test_one_example_added_is_one_line_added(workspace: Workspace, examples: Examples) -> None:
    examples.change(ADA, ExampleChanges(add=(Added("guten Tag", intent="greet", language="de"),)))
    assert workspace.read(ADA, "nlu-data/de.yml").text == GERMAN + "      - guten Tag\n"


def test_an_example_moves_to_another_file_and_language(workspace: Workspace, examples: Examples) -> None:
    at = standing(examples, "greet", "good morning")
    examples.change(ADA, ExampleChanges(move=(Moved(at, "greet", language="de"),)))
    assert workspace.read(ADA, "nlu-data/de.yml").text == GERMAN + "      - good morning\n"
    assert workspace.read(ADA, NLU).text == FILES[NLU].lstrip().replace("    - good morning\n", "")


def test_a_new_intent_is_named_in_the_domain(workspace: Workspace, examples: Examples) -> None:
    examples.change(ADA, ExampleChanges(add=(Added("thank you", intent="thank"), Added("thanks", intent="thank"))))
    row = next(row for row in examples.intents(ADA) if row.name == "thank")
    assert (row.examples, row.known) == (2, True)
    assert "intents: [greet, check_order, thank]" in workspace.read(ADA, "domain.yml").text
    assert not [problem for problem in workspace.open(ADA).problems if "thank" in problem.message]


def test_what_is_not_there_any_more_is_a_conflict(examples: Examples) -> None:
    at = standing(examples, "greet", "hello")
    examples.change(ADA, ExampleChanges(remove=(at,)))
    with pytest.raises(Conflict):
        examples.change(ADA, ExampleChanges(remove=(at,)))


def test_a_review_is_told_beside_the_examples_and_gets_stale(
    workspace: Workspace, reviews: Reviews, examples: Examples
) -> None:
    hi, sent = (Cited(text, intent, Place("")) for text, intent in (("hi", "greet"), ("track my order", "check_order")))
    review = Review(
        suspects=(Suspect(hi, "check_order", 0.9, 0.1, sent),),
        confused=(Confused("check_order", "greet", 12, 1, 1, False, (), (Near(sent, hi, 0.4),)),),
    )
    assert examples.review(ADA) is None
    reviews.keep(workspace.open(ADA), Understood(5, 12, 0.9, 0.9, review=review), 1.0)
    seen = examples.intent(ADA, "greet")
    notes = next(row.notes for row in seen.examples if row.text == "hi")
    assert [(note.kind, note.intent, note.likeness) for note in notes] == [
        ("mislabelled", "check_order", 0.9),
        ("confused", "check_order", 0.4),
    ]
    assert [pair.other for pair in seen.confused] == ["greet"]
    examples.change(ADA, ExampleChanges(add=(Added("hey", intent="greet"),)))
    mine, theirs = examples.review(ADA), examples.review(BOB)
    assert mine is not None
    assert theirs is not None
    assert (mine.stale, theirs.stale) == (True, False)


def test_word_lists_change_line_by_line(workspace: Workspace, examples: Examples) -> None:
    lists = WordLists(examples)
    assert [(each.kind, each.name, each.lines) for each in lists.all(ADA)] == [("regex", "order_number", (r"TW-\d+",))]
    lists.put(ADA, "regex", "order_number", [r"TW-\d{1,4}", r"tw\d+"])
    assert workspace.read(ADA, NLU).text == FILES[NLU].lstrip().replace(
        "    - TW-\\d+\n", "    - TW-\\d{1,4}\n    - tw\\d+\n"
    )
    lists.put(ADA, "synonym", "TW-1042", ["the first order", "my first"])
    lists.put(ADA, "synonym", "TW-1042", ["my first"])
    assert workspace.open(ADA).data.synonyms == {"my first": "TW-1042"}
    lists.delete(ADA, "synonym", "TW-1042")
    lists.delete(ADA, "regex", "order_number")
    assert lists.all(ADA) == ()
    assert workspace.read(ADA, NLU).text == FILES[NLU].lstrip().partition("- regex")[0]


def test_a_word_list_says_something(examples: Examples) -> None:
    with pytest.raises(RequestError):
        WordLists(examples).put(ADA, "lookup", "city", ["Rome", " "])
    with pytest.raises(NotFound):
        WordLists(examples).delete(ADA, "lookup", "city")


@pytest.mark.parametrize("file", ["domain.yml", "flows/orders.yml", "config.yml", "tests/orders.yml"])
def test_a_file_of_something_else_is_not_written_over(workspace: Workspace, examples: Examples, file: str) -> None:
    before = workspace.read(ADA, file).text
    with contextlib.suppress(Conflict):
        examples.change(ADA, ExampleChanges(add=(Added("hello you", intent="greet", file=file),)))
    lost = [line for line in before.splitlines() if line not in workspace.read(ADA, file).text.splitlines()]
    assert lost == []


def test_an_entity_that_is_new_is_named_in_the_domain(examples: Examples, workspace: Workspace) -> None:
    examples.change(ADA, ExampleChanges(add=(Added(plain="hi Bob", marks=(Mark(3, 6, "name"),), intent="greet"),)))
    assert "name" in workspace.open(ADA).domain.entities
    assert "entities: [order_number, name]" in workspace.read(ADA, "domain.yml").text


def test_an_intent_is_forgotten_with_its_examples_and_its_name(examples: Examples, workspace: Workspace) -> None:
    examples.change(ADA, ExampleChanges(forget=("greet",)))
    assert "intents: [check_order]" in workspace.read(ADA, "domain.yml").text
    assert [row.name for row in examples.intents(ADA)] == ["check_order"]
    assert [row.name for row in examples.intents(BOB)] == ["check_order", "greet"]
