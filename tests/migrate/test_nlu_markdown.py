"""Examples in markdown become YAML that is read as the same examples."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from talkwright.errors import Problems
from talkwright.migrate.nlu import Entry, write_nlu
from talkwright.migrate.nlu_markdown import read_nlu_markdown
from talkwright.migrate.notes import Notes
from talkwright.nlu.examples import TrainingData
from talkwright.project.data import read_data
from talkwright.project.files import Document
from talkwright.yaml import parse

MARKDOWN = """\
<!-- Made by hand,
     with care. -->
## intent:book <!-- the main one -->
- to [Rome](city)
* to the [Big Apple](city:New York)
- from [Bonn]{"entity": "city", "role": "from"}

## intent: faq/opening_hours
<!-- in winter, too -->
- when are you open?
this is no example

## synonym:New York
- NYC

## regex:zip
- [0-9]{5}

## lookup:city
  data/cities.txt

## lookup:colour
- red
- blue

## lookup:lost
data/lost.txt

## something else
- x
"""


def words(path: str) -> tuple[str, ...] | None:
    return ("Rome", "Bonn") if path == "data/cities.txt" else None


def read(text: str) -> tuple[tuple[Entry, ...], Notes]:
    notes = Notes()
    return read_nlu_markdown(text, "data/nlu.md", words, notes), notes


def learnt(yaml: str) -> TrainingData:
    problems = Problems()
    node = parse(yaml, "nlu.yml", problems)
    assert node is not None
    data = read_data([Document("nlu.yml", yaml, node)], problems)
    assert not problems.errors
    return data.training


def test_everything_is_brought_along() -> None:
    entries, notes = read(MARKDOWN)
    data = learnt(write_nlu(entries))
    assert [(each.text, each.intent, each.response_key) for each in data.examples] == [
        ("to Rome", "book", None),
        ("to the Big Apple", "book", None),
        ("from Bonn", "book", None),
        ("when are you open?", "faq", "opening_hours"),
    ]
    assert [(each.entity, each.value) for example in data.examples for each in example.entities] == [
        ("city", "Rome"),
        ("city", "New York"),
        ("city", "Bonn"),
    ]
    assert data.examples[2].entities[0].role == "from"
    assert data.synonyms == {"nyc": "New York"}
    assert [(each.name, each.pattern) for each in data.regexes] == [("zip", "[0-9]{5}")]
    assert [(each.name, each.values) for each in data.lookups] == [
        ("city", ("Rome", "Bonn")),
        ("colour", ("red", "blue")),
        ("lost", ()),
    ]
    assert [(note.kind, note.place.line) for note in notes.all] == [
        ("left", 11),
        ("done", 20),
        ("left", 27),
        ("left", 29),
    ]


def test_comments_are_kept_and_values_are_written_as_today() -> None:
    yaml = write_nlu(read(MARKDOWN)[0])
    assert yaml.startswith(
        'version: "3.1"\n\nnlu:\n  # Made by hand,\n  # with care.\n  # the main one\n'
        "  - intent: book\n    examples: |\n"
        "      - to [Rome](city)\n"
        '      - to the [Big Apple]{"entity": "city", "value": "New York"}\n'
    )
    assert "  # in winter, too\n  - intent: faq/opening_hours\n" in yaml


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    learnt(write_nlu(read(f"## intent:a\n{text}\n- b")[0]))


names = st.text("abcdefgh_/äß", min_size=1, max_size=8).map(lambda name: f"i{name}")
lines = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Cn", "Zl", "Zp")), min_size=1, max_size=20)
examples = lines.map(str.strip).filter(lambda line: line and not set("<[]#").intersection(line))


@given(st.dictionaries(names, st.lists(examples, min_size=1, max_size=4), min_size=1, max_size=4))
def test_examples_go_to_yaml_and_back(written: dict[str, list[str]]) -> None:
    markdown = "".join(
        f"## intent:{name}\n" + "".join(f"- {line}\n" for line in lines) for name, lines in written.items()
    )
    entries, notes = read(markdown)
    assert not notes.all
    assert {each.name: list(each.lines) for each in entries} == written
    told = [(each.intent, each.text) for each in learnt(write_nlu(entries)).examples]
    assert len(told) == sum(map(len, written.values()))
