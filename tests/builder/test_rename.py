"""A rename changes every spot of a name and nothing else, and renaming back gives the same bytes."""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest

from talkwright.builder.naming.names import Names, names_in
from talkwright.builder.naming.rename import Plan, Wish, plan
from talkwright.builder.naming.spots import NameKind
from talkwright.errors import Conflict, NotFound, Problem, RequestError
from talkwright.project.files import Overlay, find_files
from talkwright.project.open import Project, Sources, open_project
from talkwright.training.check import check
from talkwright.training.survey import survey

ROOT = Path(__file__).parents[2]
FLOWS = """\
# Pizza.
flows:
  order_pizza:
    description: Orders.   # size: a comment stays
    if: slots.size != 'slots.size' and "slots.size" != slots.size
    persisted_slots: [size,   'topping']
    nlu_trigger:
      - intent: {name: order, confidence_threshold: 0.5}
      - intent: order
    steps:
    - collect: "size"
      rejections: [{if: not (slots.size matches "^size$"), utter: utter_bad}]
      next:
      - if: 'slots.size = ''large'' and slots.topping is null'
        then: ask_topping
      - if: >-
          slots.size = 'small'
          or slots.size is null
        then: [{set_slots: {size: null, topping: cheese}, next: END}]
      - else: [{call: pay, next: ask_topping}]
    - id: ask_topping
      collect: topping
      utter: utter_ask_size
    - action: action_order
      with: {size: a text}
    - link: pay
  pay:
    description: Pays.
    steps: [{action: utter_bye}]
"""
DOMAIN = """\
version: "3.1"
intents: [order, faq, {greet: {use_entities: [size]}}]
entities: [size, {dish: {roles: [size]}}]
slots:
  size:   # asked
    type: text
    mappings:
    - {type: from_entity, entity: size, intent: [order, greet]}
    - type: from_intent
      intent: greet
      value: size
      conditions: [{active_flow: order_pizza, requested_slot: size}]
    validation: {rejections: [{if: slots.size = '', utter: utter_bad}], refill_utter: utter_ask_size}
  topping: {type: text, mappings: [{type: custom, action: action_order}]}
  count: {type: float}
forms: {pizza_form: {required_slots: [size, count], ignored_intents: [greet]}}
actions: [action_order, validate_size, validate_pizza_form]
responses:
  utter_ask_size:
  - text: "Which {size}? {{size}} \\"{topping}\\""
    buttons:
    - {title: "{size}", payload: '/SetSlots(size=small, topping=size)'}
    - {title: order, payload: '/order{{"size": "{size}", "dish": {{"size": 1}}}}'}
    - {title: go, payload: /StartFlow(order_pizza)}
    condition: [{type: slot, name: size, value: size}]
  - text: |
      {size}
      size
    condition: slots.size is not null
  utter_ask_pizza_form_count: [{text: How many?}]
  utter_bad: [{text: bad}]
  utter_bye: [{text: bye}]
  utter_faq/hours: [{text: 9 to 5}]
"""
DATA = """\
nlu:
- intent: order
  examples: |
    - a [small](size) pizza, size
    - [big]{"entity": "size", "value": "size"} one
    - two [smalls](size:small) [x][{"entity": "size"}]
- intent: faq/hours
  examples: "- when do you open?"
- lookup: size
  examples: "- [not](size)"
stories:
- story: size
  steps:
  - intent: order
    entities: [size, {size: small, role: size}]
  - slot_was_set: [size, {size: small}]
  - action: pizza_form
  - active_loop: pizza_form
  - slot_was_set: {size: small}
  - user: a [small](size)
  - or: [{intent: greet}, {slot_was_set: [{size: x}]}]
  - action: utter_faq
rules:
- rule: order
  condition: [{slot_was_set: [{size: null}]}]
  steps: [{intent: faq}, {action: utter_faq}]
"""
TESTS = """\
fixtures: [{hungry: [{size: small}, {name: size}]}]
stub_custom_actions: {action_order: {events: [{event: slot, name: size, value: size}]}, "case::action_order": {}}
test_cases:
- test_case: size
  steps:
  - user: '/order{"size": "size"}'
    assertions:
    - flow_started: order_pizza
    - flow_started: {operator: any, flow_ids: [order_pizza, pay]}
    - flow_completed: {flow_id: order_pizza, flow_step_id: ask_topping}
    - slot_was_set: [{name: size, value: size}, topping]
    - bot_uttered: {utter_name: utter_ask_size}
    - action_executed: action_order
  - user: size
  - utter: utter_bad
  - slot_was_set: [{size: size}]
"""
CONFIG = """\
language: en
pipeline: [{name: FallbackClassifier}]
policies: [{name: RulePolicy, core_fallback_action_name: action_order}]
"""
CODE = """\
class Order:
    def name(self):
        return "action_order"
    def run(self, dispatcher, tracker, domain):
        return tracker.get_slot("size") or "sizes"
"""
FILES = {
    "flows/pizza.yml": FLOWS,
    "domain.yml": DOMAIN,
    "data/data.yml": DATA,
    "tests/pizza.yml": TESTS,
    "config.yml": CONFIG,
}


class Bot:
    """A bot whose files are ``texts``."""

    def __init__(self, root: Path, texts: dict[str, str]) -> None:
        self.root = root
        self.texts = texts
        self.overlay = Overlay({root / file: text.encode() for file, text in texts.items()})
        self.project: Project = open_project(root, Sources.of(root, self.overlay), {}, self.overlay)
        self.names: Names = names_in(texts, self.project)

    def plan(self, kind: NameKind, old: str, new: str, flow: str | None = None) -> Plan:
        return plan(Wish(kind, old, new, flow), self.names, self.project)

    def after(self, plan: Plan) -> Bot:
        return Bot(self.root, {**self.texts, **plan.texts})


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    (tmp_path / "actions.py").write_text(CODE)
    for each in ("flows", "data"):
        (tmp_path / each).mkdir()
    return Bot(tmp_path, FILES)


def changed(before: str, after: str) -> list[str]:
    """The lines of ``after`` that were others before."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    return [new.strip() for old, new in pairs if old != new]


def test_a_slot_is_renamed_wherever_it_is_meant_and_nowhere_else(bot: Bot) -> None:
    made = bot.plan("slot", "size", "how_big")
    flows = changed(FLOWS, made.texts["flows/pizza.yml"])
    assert flows == [
        "if: slots.how_big != 'slots.size' and \"slots.size\" != slots.how_big",
        "persisted_slots: [how_big,   'topping']",
        '- collect: "how_big"',
        'rejections: [{if: not (slots.how_big matches "^size$"), utter: utter_bad}]',
        "- if: 'slots.how_big = ''large'' and slots.topping is null'",
        "slots.how_big = 'small'",
        "or slots.how_big is null",
        "then: [{set_slots: {how_big: null, topping: cheese}, next: END}]",
        "utter: utter_ask_how_big",
    ]
    domain = changed(DOMAIN, made.texts["domain.yml"])
    assert domain == [
        "how_big:   # asked",
        "conditions: [{active_flow: order_pizza, requested_slot: how_big}]",
        "validation: {rejections: [{if: slots.how_big = '', utter: utter_bad}], refill_utter: utter_ask_how_big}",
        "forms: {pizza_form: {required_slots: [how_big, count], ignored_intents: [greet]}}",
        "actions: [action_order, validate_how_big, validate_pizza_form]",
        "utter_ask_how_big:",
        '- text: "Which {how_big}? {{size}} \\"{topping}\\""',
        "- {title: \"{how_big}\", payload: '/SetSlots(how_big=small, topping=size)'}",
        """- {title: order, payload: '/order{{"size": "{how_big}", "dish": {{"size": 1}}}}'}""",
        "condition: [{type: slot, name: how_big, value: size}]",
        "{how_big}",
        "condition: slots.how_big is not null",
    ]
    assert changed(DATA, made.texts["data/data.yml"]) == [
        "- slot_was_set: [how_big, {how_big: small}]",
        "- slot_was_set: {how_big: small}",
        "- or: [{intent: greet}, {slot_was_set: [{how_big: x}]}]",
        "condition: [{slot_was_set: [{how_big: null}]}]",
    ]
    assert changed(TESTS, made.texts["tests/pizza.yml"]) == [
        "fixtures: [{hungry: [{how_big: small}, {name: size}]}]",
        "stub_custom_actions: {action_order: {events: [{event: slot, name: how_big, value: size}]}, "
        '"case::action_order": {}}',
        "- slot_was_set: [{name: how_big, value: size}, topping]",
        "- bot_uttered: {utter_name: utter_ask_how_big}",
        "- slot_was_set: [{how_big: size}]",
    ]
    assert made.along == {
        "size": "how_big",
        "utter_ask_size": "utter_ask_how_big",
        "validate_size": "validate_how_big",
    }
    assert [(use.file, use.line) for use in made.by_hand] == [("actions.py", 5)]


@pytest.mark.parametrize(
    ("kind", "old", "new", "lines"),
    [
        ("entity", "size", "extent", 11),
        ("intent", "order", "buy", 8),
        ("intent", "greet", "grüßen", 5),
        ("intent", "faq", "question", 5),
        ("flow", "order_pizza", "order_food", 6),
        ("action", "action_order", "action_buy", 6),
        ("action", "pizza_form", "food_form", 5),
        ("response", "utter_bad", "utter_no", 4),
    ],
)
def test_every_kind_of_name(bot: Bot, kind: NameKind, old: str, new: str, lines: int) -> None:
    made = bot.plan(kind, old, new)
    found = [line for file in made.files for line in file.lines]
    assert len(found) == lines, "\n".join(line.after for line in found)
    after = bot.after(made)
    assert not after.names.of(kind, old)
    assert len(after.names.of(kind, new)) == len(bot.names.of(kind, old))
    missing = "actions/missing"  # an action of a new name is, until somebody changes its code
    told = [each for each in modulo(after, made) if each[0] != missing]
    assert told == sorted((each.code, each.message) for each in problems(bot) if each.code != missing)
    back = after.plan(kind, new, old)
    assert after.after(back).texts == FILES


def test_a_step_is_renamed_in_its_flow(bot: Bot) -> None:
    made = bot.plan("step", "ask_topping", "top", "order_pizza")
    assert changed(FLOWS, made.texts["flows/pizza.yml"]) == [
        "then: top",
        "- else: [{call: pay, next: top}]",
        "- id: top",
    ]
    assert changed(TESTS, made.texts["tests/pizza.yml"]) == [
        "- flow_completed: {flow_id: order_pizza, flow_step_id: top}"
    ]


def test_what_else_names_a_step_follows_when_its_flow_has_another_id_for_it(bot: Bot) -> None:
    drawn = FLOWS.replace("ask_topping", "top")
    after = Bot(bot.root, {**FILES, "flows/pizza.yml": drawn})
    made = plan(Wish("step", "ask_topping", "top", "order_pizza", follow=True), after.names, after.project)
    assert {*made.texts} == {"tests/pizza.yml"}
    assert "flow_step_id: top}" in made.texts["tests/pizza.yml"]
    for old, new in (("ask_topping", "nowhere"), ("collect_size", "top")):
        with pytest.raises(NotFound):
            plan(Wish("step", old, new, "order_pizza", follow=True), after.names, after.project)
    with pytest.raises(RequestError):
        plan(Wish("slot", "size", "extent", follow=True), after.names, after.project)


@pytest.mark.parametrize(
    ("kind", "old", "new", "error"),
    [
        ("slot", "size", "topping", Conflict),
        ("slot", "size", "size", RequestError),
        ("slot", "size", "how big", RequestError),
        ("slot", "size", "null", RequestError),
        ("slot", "size", "5", RequestError),
        ("slot", "nothing", "something", NotFound),
        ("slot", "session_started_metadata", "x", NotFound),
        ("response", "utter_bad", "say_no", RequestError),
        ("response", "utter_ask_size", "utter_which", Conflict),
        ("response", "utter_faq/hours", "utter_open", Conflict),
        ("slot", "size", "größe", RequestError),
        ("response", "utter_ask_pizza_form_count", "utter_which", Conflict),
        ("action", "validate_size", "validate_x", Conflict),
        ("action", "action_order", "utter_order", RequestError),
        ("action", "action_order", "action_restart", Conflict),
        ("flow", "pay", "pattern_pay", RequestError),
        ("intent", "order", "greet", Conflict),
        ("intent", "order", "restart", Conflict),
        ("entity", "size", "dish", Conflict),
    ],
)
def test_what_cannot_be_is_refused(bot: Bot, kind: NameKind, old: str, new: str, error: type[RequestError]) -> None:
    with pytest.raises(error) as refused:
        bot.plan(kind, old, new)
    assert type(refused.value) is error
    assert refused.value.hint


def test_a_file_that_cannot_be_read_is_not_left_behind(tmp_path: Path) -> None:
    with pytest.raises(Conflict) as refused:
        Bot(tmp_path, {**FILES, "data/broken.yml": "nlu: [\n  size"}).plan("slot", "size", "how_big")
    assert "data/broken.yml" in refused.value.message
    Bot(tmp_path, {**FILES, "data/broken.yml": "nlu: [\n  sizes"}).plan("slot", "size", "how_big")


def test_a_slot_whose_question_would_take_a_name_is_not_renamed(tmp_path: Path) -> None:
    taken = DOMAIN.replace("utter_bye:", "utter_ask_how_big:")
    with pytest.raises(Conflict):
        Bot(tmp_path, {**FILES, "domain.yml": taken}).plan("slot", "size", "how_big")


@pytest.mark.parametrize(
    ("old", "new"), [("ask_topping", "END"), ("ask_topping", "collect_size"), ("collect_size", "first")]
)
def test_an_id_of_a_step_is_free_and_its_own(bot: Bot, old: str, new: str) -> None:
    with pytest.raises(RequestError):
        bot.plan("step", old, new, "order_pizza")


def starter() -> Bot:
    files = [
        ROOT / "config.yml",
        *find_files([ROOT / "domain", ROOT / "flows", ROOT / "nlu-data"]),
        *sorted((ROOT / "tests" / "conversations").rglob("*.yml")),
    ]
    return Bot(ROOT, {path.relative_to(ROOT).as_posix(): path.read_bytes().decode() for path in files})


def problems(bot: Bot) -> tuple[Problem, ...]:
    return survey(bot.project, {})


def modulo(bot: Bot, made: Plan) -> list[tuple[str, str]]:
    """The problems of ``bot`` with the new names as the old ones."""
    told = []
    for each in problems(bot):
        message = each.message
        for old, new in made.along.items():
            message = message.replace(f"'{new}'", f"'{old}'").replace(new, old)
        told.append((each.code, message))
    return sorted(told)


def test_the_starter_comes_back_byte_by_byte_whatever_is_renamed() -> None:
    bot = starter()
    names = sorted({(spot.kind, spot.name, spot.flow if spot.kind == "step" else None) for spot in bot.names.spots})
    random.Random(7).shuffle(names)
    made = 0
    for kind, old, flow in names[:36]:
        new = f"utter_renamed_{old}" if kind == "response" else f"renamed_{old}"
        try:
            there = bot.plan(kind, old, new, flow)
        except (Conflict, NotFound, RequestError):
            continue
        made += 1
        for file, text in there.texts.items():
            assert text.replace(f"renamed_{old}" if kind != "response" else new, old) == bot.texts[file]
        if made % 6 == 0:
            after = bot.after(there)
            assert after.after(after.plan(kind, new, old, flow)).texts == bot.texts
    assert made > 18


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("slot", "order_number", "number_of_order"),
        ("slot", "lead_consent", "may_write"),
        ("intent", "deny", "refuse"),
        ("flow", "return_item", "send_back"),
        ("response", "utter_invalid_order_number", "utter_no_number"),
    ],
)
def test_the_check_of_the_starter_says_what_it_said(kind: NameKind, old: str, new: str) -> None:
    bot = starter()
    made = bot.plan(kind, old, new)
    by_hand = {("actions/missing", old) for old in made.along}
    before = sorted((each.code, each.message) for each in problems(bot))
    after = [
        each for each in modulo(bot.after(made), made) if not any(n in each[1] and c == each[0] for c, n in by_hand)
    ]
    assert after == before


@pytest.mark.skipif("TALKWRIGHT_DATA" not in os.environ, reason="TALKWRIGHT_DATA names no folder with bots/")
def test_bots_of_others_come_back_byte_by_byte_and_have_the_same_problems() -> None:
    configs = sorted(Path(os.environ["TALKWRIGHT_DATA"], "bots").rglob("config.yml"))
    chance, made = random.Random(11), 0
    for root in {path.parent for path in chance.sample(configs, min(12, len(configs)))}:
        sources = Sources.of(root)
        files = [sources.config, *find_files([sources.domain, *sources.data]), *(root / "tests").rglob("*.yml")]
        texts = {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in dict.fromkeys(files)}
        bot = Bot(root, texts)
        names = sorted({(spot.kind, spot.name) for spot in bot.names.spots if spot.kind != "step"})
        for kind, old in chance.sample(names, min(3, len(names))):
            new = f"utter_renamed_{old}" if kind == "response" else f"renamed_{old}"
            try:
                there = bot.plan(kind, old, new)
            except (Conflict, NotFound):
                continue
            after = bot.after(there)
            assert after.after(after.plan(kind, new, old)).texts == texts
            codes, before = (
                Counter(each.code for each in check(each_bot.project).problems) for each_bot in (after, bot)
            )
            assert codes == before
            made += 1
    assert made
