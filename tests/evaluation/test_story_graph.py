"""Stories as one graph: where they are one path, and where they part and meet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from talkwright.errors import Problems
from talkwright.evaluation.report import page
from talkwright.evaluation.report_stories import story_sections
from talkwright.evaluation.story_graph import START, Graph, graph_of, words_of
from talkwright.flows.compile import compile_program
from talkwright.project.domain import Domain
from talkwright.project.stories import Story, read_stories
from talkwright.yaml import Fields, parse

TOLD = """
stories:
- story: good
  steps:
  - intent: greet
  - action: utter_greet
  - or: [{intent: fine}, {intent: great}]
  - action: utter_bye
- story: bad
  steps:
  - intent: greet
  - action: utter_greet
  - intent: sad
    entities: [{cause: rain}]
  - action: utter_bye
  - checkpoint: end
- story: after
  steps:
  - checkpoint: end
  - slot_was_set: [{name: Ada}]
  - active_loop: form
  - user: "<b>hi</b>"
  - bot: "hello"
rules:
- rule: <i>bye</i>
  conversation_start: true
  condition: [{slot_was_set: [{name: Ada}]}]
  steps: [{intent: bye}, {action: utter_bye}]
  wait_for_user_input: false
"""


def stories() -> tuple[Story, ...]:
    problems = Problems()
    node = parse(TOLD, "data.yml", problems)
    assert node is not None
    fields = Fields(node, problems, "a file")
    return read_stories(fields.items("stories"), fields.items("rules"), problems)


def told(graph: Graph) -> list[tuple[str, str]]:
    return [(graph.spots[begin].words, graph.spots[end].words) for begin, end in graph.lines]


def test_stories_are_one_path_as_long_as_they_are_the_same() -> None:
    graph = graph_of([each for each in stories() if not each.is_rule])
    assert told(graph) == [
        ("start", "greet"),
        ("greet", "utter_greet"),
        ("utter_greet", "fine or great"),
        ("fine or great", "utter_bye"),
        ("utter_greet", "sad (cause=rain)"),
        ("sad (cause=rain)", "utter_bye"),
        ("utter_bye", "end"),
        ("end", "name = Ada"),
        ("name = Ada", "form begins"),
        ("form begins", "'<b>hi</b>'"),
        ("'<b>hi</b>'", "'hello'"),
    ]
    assert [names for name, names in graph.stories.items() if graph.spots[name].words == "greet"] == [("good", "bad")]


def test_less_history_brings_stories_together() -> None:
    ends = [name for name in graph_of(stories()[:2], 0).spots if name.endswith("utter_bye")]
    apart = [name for name in graph_of(stories()[:2], 2).spots if name.endswith("utter_bye")]
    assert (len(ends), len(apart)) == (1, 2)


@given(st.permutations(stories()), st.integers(0, 4))
def test_every_spot_is_reached_from_the_start(each: list[Story], history: int) -> None:
    graph = graph_of(each, history)
    reached = {START}
    for _ in graph.spots:
        reached |= {end for begin, end in graph.lines if begin in reached}
    assert reached == graph.spots.keys()
    assert {graph.spots[name].words for name in graph.stories} == {
        words_of(step) for story in each for step in story.steps
    }


def test_the_page_has_all_of_it_and_escapes_what_authors_wrote() -> None:
    program = compile_program((), Domain(), Problems())
    figures, sections = story_sections(stories(), program, 2)
    html = page("x", "y", figures, sections).decode()
    assert [heading for heading, _ in sections] == ["Stories", "Rules"]
    assert "at the beginning, name = Ada" in html
    assert "<b>hi" not in html
    assert "&lt;i&gt;bye&lt;/i&gt;" in html
    assert "data.yml:3:3" in html
