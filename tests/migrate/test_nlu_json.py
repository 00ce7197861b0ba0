"""Examples in the JSON of Rasa 1 become entries with mark-up; what cannot be read is told."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from talkwright.migrate.nlu import Entry
from talkwright.migrate.nlu_json import read_nlu_json
from talkwright.migrate.notes import Notes

DATA = {
    "common_examples": [
        {"text": "from Rome to Bonn", "intent": "book", "entities": [
            {"start": 13, "end": 17, "value": "Bonn", "entity": "city", "role": "to"},
            {"start": 5, "end": 9, "value": "roma", "entity": "city"},
            {"start": 6, "end": 8, "value": "om", "entity": "inside"},
            {"start": 90, "end": 99, "value": "x", "entity": "beyond"},
        ]},
        {"text": "hi\nthere", "intent": "greet"},
        {"text": "to nobody"},
        "no example",
    ],
    "entity_examples": [{"text": "in Rome", "intent": "book", "entities": [{"start": 3, "end": 7, "entity": "city"}]}],
    "entity_synonyms": [{"value": "roma", "synonyms": ["Rome", "the eternal city"]}],
    "regex_features": [{"name": "zip", "pattern": "[0-9]{5}"}, {"name": "zip", "pattern": "x"}],
    "lookup_tables": [
        {"name": "city", "elements": ["Rome"]},
        {"name": "more", "elements": "w.txt"},
        {"name": "no", "elements": "?"},
    ],
}  # fmt: skip


def read(data: Any) -> tuple[tuple[Entry, ...], Notes]:
    notes = Notes()
    words = {"w.txt": ("one", "two")}
    return read_nlu_json(json.dumps({"rasa_nlu_data": data}), "nlu.json", words.get, notes), notes


def test_everything_is_brought_along() -> None:
    entries, notes = read(DATA)
    assert [(each.kind, each.name, each.lines) for each in entries] == [
        (
            "intent",
            "book",
            (
                'from [Rome]{"entity": "city", "value": "roma"} to [Bonn]{"entity": "city", "role": "to"}',
                "in [Rome](city)",
            ),
        ),
        ("intent", "greet", ("hi there",)),
        ("synonym", "roma", ("Rome", "the eternal city")),
        ("regex", "zip", ("[0-9]{5}", "x")),
        ("lookup", "city", ("Rome",)),
        ("lookup", "more", ("one", "two")),
        ("lookup", "no", ()),
    ]
    assert [note.message.split("'")[1] for note in notes.all] == ["to nobody", "?"]


keys = st.sampled_from([*DATA, "text", "intent", "entities", "start", "end", "value", "entity", "name", "elements"])
scalars = st.none() | st.booleans() | st.integers(-2, 9) | st.text(max_size=9)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5), max_leaves=20
)


@given(values)
def test_no_data_is_too_strange(data: Any) -> None:
    read(data)


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    assert read_nlu_json(text, "nlu.json", lambda path: None, Notes()) == ()
