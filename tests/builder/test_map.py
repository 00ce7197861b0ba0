"""The map has everything that leads anywhere, and a place for each step of the stories."""

from __future__ import annotations

from pathlib import Path

from tests.builder.bot import write

from talkwright.builder.map import map_of
from talkwright.errors import Problems
from talkwright.evaluation.story_graph import graph_of
from talkwright.project.open import open_project
from talkwright.project.stories import read_stories

FILES = {
    "config.yml": "language: en\n",
    "domain.yml": """
intents: [greet, order]
slots: {size: {type: text}, name: {type: text}}
forms: {order_form: {required_slots: [size, name]}, idle_form: {required_slots: []}}
responses: {utter_hi: [{text: Hi}], utter_bye: [{text: Bye}]}
""",
    "data/stories.yml": """
stories:
- story: short
  steps: [{intent: greet}, {action: utter_hi}]
- story: long
  steps: [{intent: greet}, {action: utter_hi}, {intent: order}, {action: order_form}, {active_loop: order_form}]
rules:
- rule: bye
  conversation_start: true
  condition: [{slot_was_set: [{size: x}]}]
  steps: [{intent: order}, {action: utter_bye}]
flows:
  a: {description: A, nlu_trigger: [{intent: greet}], steps: [{call: b}, {call: b}, {link: c}]}
  b: {description: B, steps: [{action: utter_hi}]}
  c: {description: C, steps: [{link: nowhere}]}
""",
}


def test_flows_lead_to_flows(tmp_path: Path) -> None:
    found = map_of(open_project(write(tmp_path, FILES)))
    assert [(flow.id, flow.triggers) for flow in found.flows] == [("a", ("greet",)), ("b", ()), ("c", ())]
    edges = [(edge.begin, edge.to, edge.kind, edge.steps) for edge in found.edges]
    assert edges == [
        ("a", "b", "call", ("call_b", "call_b_2")),
        ("a", "c", "link", ("link_c",)),
        ("c", "nowhere", "link", ("link_nowhere",)),
    ]


def test_rules_and_forms_are_there(tmp_path: Path) -> None:
    found = map_of(open_project(write(tmp_path, FILES)))
    (rule,) = found.rules
    assert (rule.name, rule.start, rule.file, rule.line) == ("bye", True, "data/stories.yml", 7)
    assert [(step.kind, step.words) for step in (*rule.condition, *rule.steps)] == [
        ("knows", "size = x"),
        ("says", "order"),
        ("does", "utter_bye"),
    ]
    assert [(form.name, form.slots, form.begun_by) for form in found.forms] == [
        ("order_form", ("size", "name"), ("long",)),
        ("idle_form", (), ()),
    ]


def test_stories_are_one_graph_with_places_as_it_is_drawn_elsewhere(tmp_path: Path) -> None:
    project = open_project(write(tmp_path, FILES))
    stories = map_of(project).stories
    assert stories is not None
    told = read_stories(project.stories, (), Problems())
    assert len(stories.spots) == len(graph_of(told).spots)
    words = {spot.id: spot.words for spot in stories.spots}
    assert [(words[line.begin], words[line.to]) for line in stories.lines] == [
        ("start", "greet"),
        ("greet", "utter_hi"),
        ("utter_hi", "order"),
        ("order", "order_form"),
        ("order_form", "order_form begins"),
    ]
    assert next(spot for spot in stories.spots if spot.words == "greet").stories == ("short", "long")
    assert len({(spot.x, spot.y) for spot in stories.spots}) == len(stories.spots)
    assert [story.name for story in stories.stories] == ["short", "long"]


def test_a_bot_of_nothing_has_an_empty_map(tmp_path: Path) -> None:
    found = map_of(open_project(write(tmp_path, {"config.yml": "language: en\n", "domain.yml": "intents: []\n"})))
    assert (found.flows, found.edges, found.rules, found.stories, found.forms) == ((), (), (), None, ())
