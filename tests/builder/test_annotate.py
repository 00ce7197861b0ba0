"""Real messages: which are worth looking at, in what order, and what is made of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.small_bot import FILES

from talkwright.builder.files.workspace import Workspace
from talkwright.builder.teaching.annotate import Annotating, Handling, messages_in
from talkwright.builder.teaching.examples import Examples
from talkwright.builder.teaching.handled import Handled, How, id_of
from talkwright.builder.teaching.marked import Mark
from talkwright.builder.teaching.messages import doubt_of
from talkwright.builder.training.models import Models
from talkwright.builder.training.reviews import Reviews
from talkwright.conversation.events import UserUttered
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.schema import Schema
from talkwright.conversation.store import Turn
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.conversation.tracker import Tracker
from talkwright.conversation.utterance import Entity, Intent, Utterance
from talkwright.errors import RequestError

ADA = "ada"


def said(text: str, *ranking: tuple[str, float], at: float = 1.0, entities: tuple[Entity, ...] = ()) -> UserUttered:
    intents = tuple(Intent(name, confidence) for name, confidence in ranking)
    heard = Utterance(text, intents[0] if intents else Intent(), entities, intent_ranking=intents)
    return UserUttered(text=text, parse_data=heard, timestamp=at)


SURE = said("where's my stuff", ("check_order", 0.95), ("greet", 0.05), at=1.0)
UNSURE = said("my parcel please", ("check_order", 0.5), ("greet", 0.45), at=2.0)
LOST = said("do you sell boats", ("nlu_fallback", 0.7), ("greet", 0.4), ("check_order", 0.3), at=3.0)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text.lstrip())
    return Workspace(tmp_path)


@pytest.fixture
def annotating(workspace: Workspace) -> Annotating:
    models = Models(workspace.root / "models", workspace.keep / "talked")
    examples = Examples(workspace, Reviews(workspace.keep / "reviews"), models)
    return Annotating(workspace, examples, Handled(workspace.keep / "handled.json"))


def texts(annotating: Annotating, *events: UserUttered, order: str = "uncertain") -> list[str]:
    return [each.text for each in annotating.worth(ADA, [("c", event) for event in events], order)]  # type: ignore[arg-type]


def test_what_was_not_understood_comes_first(annotating: Annotating) -> None:
    assert texts(annotating, SURE, UNSURE, LOST) == [LOST.text, UNSURE.text, SURE.text]
    assert texts(annotating, SURE, UNSURE, LOST, order="new") == [LOST.text, UNSURE.text, SURE.text]
    assert texts(annotating, LOST, SURE, order="new") == [LOST.text, SURE.text]


def test_doubt_is_none_of_what_is_certain_and_all_of_what_is_not() -> None:
    assert doubt_of([Intent("a", 1.0), Intent("b", 0.0)]) == 0.0
    assert doubt_of([]) == 1.0
    assert doubt_of([Intent("a", 0.5), Intent("b", 0.5)]) == 0.75


def test_examples_payloads_and_what_says_nothing_are_left_out(annotating: Annotating) -> None:
    nothing = [said(text) for text in ("Hello!", "/greet", "", "  ", "?!", "x" * 501, "  HI   there. ")]
    assert texts(annotating, *nothing, UNSURE) == [UNSURE.text]


def test_the_same_message_is_shown_once_as_it_was_said_last(annotating: Annotating) -> None:
    again = said("My parcel  please!", ("greet", 0.9), at=5.0)
    (shown,) = annotating.worth(ADA, [("c1", UNSURE), ("c2", again), ("c3", UNSURE)], "uncertain")
    assert (shown.text, shown.times, shown.conversation) == ("My parcel  please!", 3, "c2")
    assert [guess.intent for guess in shown.guesses] == ["greet"]


def test_entities_that_were_found_are_spans(annotating: Annotating) -> None:
    found = Entity("order_number", "TW-9", 9, 13, extractor="RegexEntityExtractor")
    (shown,) = annotating.worth(ADA, [("c", said("  parcel TW-9 ", entities=(found,)))], "new")
    assert (shown.text, shown.entities) == ("parcel TW-9", (Mark(7, 11, "order_number"),))


def test_one_click_makes_an_example(workspace: Workspace, annotating: Annotating) -> None:
    marks = (Mark(10, 14, "order_number"),)
    annotating.handle(
        ADA,
        id_of(UNSURE.text or ""),
        Handling(plain="my parcel TW-7", marks=marks, as_="example", intent="check_order"),
    )
    assert "    - my parcel [TW-7](order_number)\n" in workspace.read(ADA, "nlu-data/nlu.yml").text
    assert texts(annotating, UNSURE, LOST) == [LOST.text]


def test_one_click_makes_a_test(workspace: Workspace, annotating: Annotating) -> None:
    for message, intent in ((UNSURE, "check_order"), (LOST, "buy_boat"), (SURE, "check_order")):
        handling = Handling(message.text, as_="test", intent=intent)
        annotating.handle(ADA, id_of(message.text or ""), handling)
    assert workspace.read(ADA, "tests/nlu.yml").value["nlu"] == [
        {"intent": "check_order", "examples": "- my parcel please\n- where's my stuff\n"},
        {"intent": "buy_boat", "examples": "- do you sell boats\n"},
    ]
    assert len(workspace.open(ADA).data.examples) == 12
    assert texts(annotating, UNSURE, LOST, SURE) == []


def test_what_is_ignored_can_be_had_again_and_nothing_that_was_said_is_kept(
    workspace: Workspace, annotating: Annotating
) -> None:
    id = id_of(LOST.text or "")
    assert annotating.handle(ADA, id, Handling(as_="ignore")) is None
    assert texts(annotating, LOST) == []
    kept = [path.read_text() for path in workspace.keep.rglob("*") if path.is_file()]
    assert kept
    assert not any("boats" in text for text in kept)
    annotating.again(ADA, id)
    assert texts(annotating, LOST) == [LOST.text]


@pytest.mark.parametrize("handling", [Handling("hi you", as_="example"), Handling("", as_="test", intent="greet")])
def test_what_cannot_be_made_is_refused_and_shown_again(annotating: Annotating, handling: Handling) -> None:
    with pytest.raises(RequestError):
        annotating.handle(ADA, id_of(LOST.text or ""), handling)
    assert texts(annotating, LOST) == [LOST.text]
    with pytest.raises(RequestError):
        annotating.handle(ADA, "../../etc", Handling(as_="ignore"))


async def test_messages_are_read_from_stored_conversations() -> None:
    store = MemoryStore()
    for number, event in enumerate((SURE, LOST)):
        tracker = Tracker(ConversationKey(f"c{number}"), Schema())
        tracker.record(event)
        await store.append(Turn(tracker.key, f"t{number}", 0, tuple(tracker.new), tracker.state, float(number)))
    assert [(key, event.text) for key, event in await messages_in(store, 1)] == [("c1", LOST.text)]
    assert len(await messages_in(store)) == 2


@pytest.mark.parametrize("how", ["example", "test"])
def test_what_was_made_of_a_message_is_taken_back(annotating: Annotating, workspace: Workspace, how: How) -> None:
    made = Handling(as_=how, plain="my parcel, please", intent="check_order")
    assert UNSURE.text is not None
    edited = annotating.handle(ADA, id_of(UNSURE.text), made)
    assert edited is not None
    assert texts(annotating, UNSURE) == []
    annotating.again(ADA, id_of(UNSURE.text), made)
    assert texts(annotating, UNSURE) == [UNSURE.text]
    left = workspace.overlay(ADA).texts
    assert all("parcel" not in (text or b"").decode() for text in left.values())
    assert annotating.again(ADA, id_of(UNSURE.text), made) is None, "it is gone already"
