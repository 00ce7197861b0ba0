"""Stories in markdown become YAML that is read as the same stories."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwright.errors import Problems
from talkwright.migrate.notes import Notes
from talkwright.migrate.stories import plain_step, write_stories
from talkwright.migrate.story_markdown import Told, read_story_markdown
from talkwright.project.stories import Story, read_stories
from talkwright.yaml import parse

MARKDOWN = """\
## a table for two   <!-- the usual way -->
> came_in{"name": "Ada"}
* book{"people": 2, "city": "Rome"} OR reserve
  - table_form
  - form{"name": "table_form"}
  - slot{"people": 2}
  - slot{"city": null}
  - form{"name": null}
  - respond_faq
* form: inform{"people": 3}
  - form: table_form
* faq/opening_hours
  - utter_hours
  - restart
  - reset_slots
  - slot{"broken"}
what is this
> done
## nothing
"""


def read(text: str) -> tuple[tuple[Told, ...], Notes]:
    notes = Notes()
    return read_story_markdown(text, "stories.md", notes), notes


def told(yaml: str) -> tuple[Story, ...]:
    problems = Problems()
    node = parse(yaml, "stories.yml", problems)
    assert node is not None
    sections = node.value if isinstance(node.value, dict) else {}
    section = sections["stories"].value if "stories" in sections else ()
    stories = read_stories(section if isinstance(section, tuple) else (), (), problems)
    assert not problems.errors
    return stories


def test_each_step_has_its_form_of_today() -> None:
    stories, notes = read(MARKDOWN)
    assert [plain_step(step) for step in stories[0].story.steps] == [
        {"checkpoint": "came_in", "slot_was_set": [{"name": "Ada"}]},
        {"or": [{"intent": "book", "entities": [{"people": 2}, {"city": "Rome"}]}, {"intent": "reserve"}]},
        {"action": "table_form"},
        {"active_loop": "table_form"},
        {"slot_was_set": [{"people": 2}]},
        {"slot_was_set": [{"city": None}]},
        {"active_loop": None},
        {"action": "utter_faq"},
        {"intent": "faq/opening_hours"},
        {"action": "utter_hours"},
        {"action": "action_restart"},
        {"checkpoint": "done"},
    ]
    assert [(note.kind, note.place.line) for note in notes.all] == [
        ("done", 10),
        ("done", 11),
        ("look", 15),
        ("left", 16),
        ("left", 17),
        ("look", 19),
    ]


def test_yaml_says_the_same_and_keeps_comments() -> None:
    stories, _ = read(MARKDOWN)
    yaml = write_stories(stories)
    assert "  # the usual way\n  - story: a table for two\n" in yaml
    again = told(yaml)
    assert [[plain_step(step) for step in story.steps][2:8] for story in again] == [
        [plain_step(step) for step in each.story.steps][2:8] for each in stories
    ]


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("* greet: hello there", {"user": "hello there", "intent": "greet"}),
        ("* book: to [Rome](city:roma)", {"user": 'to [Rome]{"entity": "city", "value": "roma"}', "intent": "book"}),
        ('* book{"a": "b"}: to Rome: now', {"user": "to Rome: now", "intent": "book"}),
        ('* ask: /ask{"a": "b"}', {"user": '/ask{"a": "b"}', "intent": "ask"}),
    ],
)
def test_tests_keep_what_the_user_says(line: str, step: dict[str, str]) -> None:
    (story,), _ = read(f"## a test\n{line}\n  - utter_x\n")
    assert story.is_test
    assert plain_step(story.story.steps[0]) == step


@given(st.text('#*->{}":a \n', max_size=60) | st.text())
def test_no_text_is_too_strange(text: str) -> None:
    stories, _ = read(f"## a\n{text}")
    told(write_stories(stories))


words = st.text("abcxyz_äß", min_size=1, max_size=6).map(lambda name: f"i{name}")
values = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=8)


@given(words, st.dictionaries(words, values, max_size=3), st.lists(words, max_size=3))
def test_stories_go_to_yaml_and_back(intent: str, entities: dict[str, object], actions: list[str]) -> None:
    from json import dumps

    call = f"{intent}{dumps(entities)}" if entities else intent
    markdown = f"## one\n* {call}\n" + "".join(f" - {name}\n" for name in actions)
    stories, notes = read(markdown if "<!--" not in markdown else "## one\n* a\n")
    assert not notes.all
    (again,) = told(write_stories(stories))
    assert list(map(plain_step, again.steps)) == list(map(plain_step, stories[0].story.steps))
