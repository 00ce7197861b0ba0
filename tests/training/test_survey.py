"""What ``talkwright check`` says beyond what training needs: unused things, missing ones, what channels cannot show."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from talkwright.actions.code import Code, read_code
from talkwright.channels.channel import Shows
from talkwright.channels.discover import shown_by
from talkwright.errors import Problem, Problems
from talkwright.project.open import open_project
from talkwright.training.spoken import check_channels
from talkwright.training.survey import survey

ROOT = Path(__file__).parents[2]
Survey = Callable[..., list[tuple[str, str]]]

FILES = {
    "config.yml": "language: en\n",
    "domain.yml": """\
        intents: [greet, yes]
        entities: [town]
        slots:
          city: {type: text, mappings: [{type: from_entity, entity: town}]}
          agreed: {type: bool, mappings: [{type: from_intent, intent: yes, value: true}]}
        actions: [action_book]
        responses:
          utter_ask_city: [{text: Where to?}]
          utter_ask_agreed: [{text: "To {city}?"}]
        """,
    "nlu-data/all.yml": """\
        nlu:
          - intent: greet
            examples: |
              - hello
              - good day
          - intent: yes
            examples: |
              - yes to [Rome](town)
              - right
        """,
    "flows/book.yml": """\
        flows:
          book:
            description: Books.
            nlu_trigger: [{intent: greet}]
            steps:
              - collect: city
              - collect: agreed
              - action: action_book
        """,
    "actions/__init__.py": """\
        from rasa_sdk import Action

        class Book(Action):
            def name(self):
                return "action_book"

            def run(self, dispatcher, tracker, domain):
                return []
        """,
}


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path, name, text)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), encoding="utf-8")


def add(root: Path, name: str, line: str, after: str) -> None:
    """Put a line into a file, behind the one that begins with ``after``, as deep as that."""
    path = root / name
    lines = path.read_text().splitlines(keepends=True)
    at = next(index for index, each in enumerate(lines) if each.lstrip().startswith(after))
    indentation = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    path.write_text("".join((*lines[: at + 1], f"{indentation}{line}\n", *lines[at + 1 :])))


def told(root: Path) -> list[Problem]:
    return list(survey(open_project(root, environment={}), {}))


def codes(root: Path) -> list[str]:
    return [problem.code for problem in told(root)]


def test_nothing_is_said_of_a_bot_that_uses_everything(bot: Path) -> None:
    assert told(bot) == []


def test_nothing_is_said_of_the_starter() -> None:
    assert told(ROOT) == []


@pytest.mark.parametrize(
    ("line", "after", "code", "place"),
    [
        ("utter_bye: [{text: Bye.}]", "utter_ask_city", "domain/unused-response", "domain.yml:9:3"),
        ("country: {type: text}", "city:", "domain/unused-slot", "domain.yml:5:3"),
        ("utter_bye: [{text: 'Bye, {nmae}.'}]", "utter_ask_city", "domain/unknown-placeholder", "domain.yml:9:15"),
    ],
)
def test_what_the_domain_has_for_nothing(bot: Path, line: str, after: str, code: str, place: str) -> None:
    add(bot, "domain.yml", line, after)
    found = {problem.code: problem for problem in told(bot)}
    assert str(found[code].place) == place
    assert found[code].severity == "warning"


def test_intents_entities_and_actions_for_nothing(bot: Path) -> None:
    domain = (bot / "domain.yml").read_text()
    domain = domain.replace("[greet, yes]", "[greet, yes, bye]").replace("[town]", "[town, day]")
    (bot / "domain.yml").write_text(domain.replace("[action_book]", "[action_book, action_pay]"))
    found = codes(bot)
    assert sorted(found) == [
        "actions/missing",
        "domain/no-examples",
        "domain/unused-action",
        "domain/unused-entity",
        "domain/unused-intent",
    ]


@pytest.mark.parametrize(
    "use",
    [
        'dispatcher.utter_message(response="utter_bye", name=tracker.get_slot("country"))',
        'dispatcher.utter_message(response=f"utter_{word}"); tracker.slots["country"]',
        'x = {"country": "utter_bye"}',
    ],
)
def test_what_the_code_names_is_used(bot: Path, use: str) -> None:
    add(bot, "domain.yml", "utter_bye: [{text: 'Bye, {name}.'}]", "utter_ask_city")
    add(bot, "domain.yml", "country: {type: text}", "city:")
    add(bot, "actions/__init__.py", f"    {use}", "def run")
    assert {"domain/unused-slot", "domain/unused-response"}.isdisjoint(codes(bot))


@pytest.mark.parametrize(
    "data",
    [
        "stories:\n- story: s\n  steps:\n  - intent: bye\n  - action: utter_bye\n  - slot_was_set: [{country: x}]\n",
        "rules:\n- rule: r\n  steps:\n  - intent: bye\n  - action: utter_bye\n  - slot_was_set: [{country: x}]\n",
    ],
)
def test_what_stories_name_is_used(bot: Path, data: str) -> None:
    add(bot, "domain.yml", "utter_bye: [{text: Bye.}]", "utter_ask_city")
    add(bot, "domain.yml", "country: {type: text, mappings: [{type: custom}]}", "city:")
    (bot / "domain.yml").write_text((bot / "domain.yml").read_text().replace("[greet, yes]", "[greet, yes, bye]"))
    write(bot, "nlu-data/bye.yml", "nlu:\n- intent: bye\n  examples: |\n    - bye\n")
    write(bot, "nlu-data/stories.yml", data)
    assert codes(bot) == []


def test_what_a_button_or_a_policy_names_is_used(bot: Path) -> None:
    (bot / "domain.yml").write_text((bot / "domain.yml").read_text().replace("[greet, yes]", "[greet, yes, bye, x]"))
    add(bot, "domain.yml", "utter_menu: [{text: t, buttons: [{title: a, payload: /bye}]}]", "utter_ask_city")
    add(bot, "domain.yml", "utter_low: [{text: t}]", "utter_ask_city")
    (bot / "config.yml").write_text("policies:\n- {name: RulePolicy, core_fallback_action_name: utter_low, y: x}\n")
    assert codes(bot) == ["domain/no-examples", "domain/unused-response"]  # of x, and of utter_menu


def test_actions_that_are_written_elsewhere_may_use_everything(bot: Path) -> None:
    add(bot, "domain.yml", "utter_bye: [{text: 'Bye, {name}.'}]", "utter_ask_city")
    (bot / "actions" / "__init__.py").unlink()
    write(bot, "endpoints.yml", "action_endpoint: {url: 'http://localhost:5055/webhook'}\n")
    assert codes(bot) == []


def test_what_a_broken_file_uses_is_not_called_unused(bot: Path) -> None:
    (bot / "flows" / "book.yml").write_text("flows: [\n")
    assert {code.partition("/")[0] for code in codes(bot)} == {"yaml"}


def test_flows_that_nothing_starts(bot: Path) -> None:
    write(bot, "flows/idle.yml", "flows:\n  idle:\n    description: d\n    steps: [{action: action_book}]\n")
    assert [(problem.code, str(problem.place)) for problem in told(bot)] == [("flow/unused", "flows/idle.yml:2:3")]
    (bot / "config.yml").write_text("pipeline: [{name: CompactLLMCommandGenerator}]\n")
    assert codes(bot) == ["nlu/mapped-component"]
    write(bot, "flows/idle.yml", "flows:\n  idle: {description: d, if: false, steps: [{action: action_book}]}\n")
    assert codes(bot) == ["nlu/mapped-component", "flow/unused"]


def test_what_endpoints_and_credentials_say_is_told_with_names_from_the_folder(bot: Path) -> None:
    write(bot, "endpoints.yml", "action_endpoint: {url: localhost}\n")
    write(bot, "credentials.yml", "rest: {a: b: c}\nweb:\n  token: ${NOT_SET}\n")
    assert [str(problem.place).split(":")[0] for problem in told(bot)] == ["credentials.yml", "endpoints.yml"]


def test_a_secret_that_is_not_set_here_is_no_problem(bot: Path) -> None:
    write(bot, "credentials.yml", "web:\n  token: ${NOT_SET}\n")
    assert codes(bot) == []


def test_an_action_nobody_wrote_and_one_that_is_named_as_the_code_runs(bot: Path) -> None:
    domain = (bot / "domain.yml").read_text()
    (bot / "domain.yml").write_text(domain.replace("[action_book]", "[action_book, action_pay, action_send]"))
    add(bot, "flows/book.yml", "- action: action_pay", "- action: action_book")
    add(bot, "flows/book.yml", "- action: action_send", "- action: action_book")
    write(
        bot,
        "actions/pay.py",
        "from . import Book\nclass Pay(Book):\n    def name(self):\n        return 'action_' + 'pay'\n",
    )
    found = told(bot)
    assert [(problem.code, str(problem.place)) for problem in found] == [("actions/missing", "domain.yml:6:36")]
    assert "action_send" in found[0].message


@pytest.mark.parametrize(
    ("palette", "wrong"),
    [
        ('{"title": {"en": "Pay"}, "with": {"to": {"widget": "slot"}}}', ""),
        ('{"titel": "Pay"}', "titel"),
        ('{"with": {"to": {"widget": "slots"}}}', "slots"),
        ("dict(title=made)", "object"),
    ],
)
def test_what_an_action_says_to_the_builder_has_to_be_usable(bot: Path, palette: str, wrong: str) -> None:
    write(
        bot,
        "actions/pay.py",
        f"class Pay:\n    palette = {palette}\n    def name(self):\n        return 'action_book'\n",
    )
    found = [each for each in told(bot) if each.code == "actions/bad-palette"]
    assert [str(each.place) for each in found] == (["actions/pay.py:2:15"] if wrong else [])
    assert all(wrong in each.message for each in found)


def test_code_that_cannot_be_read_is_told_without_running_it(bot: Path) -> None:
    write(bot, "actions/bad.py", "import os\nos.abort()\ndef broken(:\n")
    (problem,) = (each for each in told(bot) if each.code.startswith("actions/"))
    assert (problem.code, str(problem.place)[:17]) == ("actions/import-failed", "actions/bad.py:3:")


def test_code_is_read_and_not_run(tmp_path: Path) -> None:
    assert read_code(tmp_path) is None
    write(
        tmp_path, "actions/sub/deep.py", "raise SystemExit\nclass A:\n    def name(self):\n        return 'action_a'\n"
    )
    write(tmp_path, "beside.py", "x = call(word=f'utter_{y}')\n")
    write(tmp_path, "actions/latin.py", "def (")
    code = read_code(tmp_path)
    assert isinstance(code, Code)
    assert code.names == {"action_a"}
    assert code.mentions("word")
    assert code.mentions("utter_anything")
    assert not code.mentions("other")
    assert [problem.place.file for problem in code.problems] == ["actions/latin.py"]


NARROW = Shows(text_max=10, buttons_max=1, button_title_max=4, images=False, quick_replies=False, attachments=False)


@pytest.mark.parametrize(
    ("variation", "words"),
    [
        ("text: eleven char", "a text of 11 characters, and 10 are shown"),
        ("text: t, buttons: [{title: a, payload: b}, {title: c, payload: d}]", "2 buttons, and 1 are shown"),
        ("text: t, buttons: [{title: large, payload: b}]", "a button title of 5 characters, and 4 are shown"),
        ("image: i.png", "an image, which cannot be shown"),
        ("attachment: {a: b}", "an attachment, which cannot be shown"),
        ("text: t, quick_replies: [{title: a, payload: b}]", "quick replies, which cannot be shown"),
        ("text: t, buttons: [{title: a, payload: b}]", None),
        ("text: eleven char, channel: wide", None),
        ("text: eleven char, channel: narrow", "a text of 11 characters, and 10 are shown"),
    ],
)
def test_what_a_channel_cannot_show(bot: Path, variation: str, words: str | None) -> None:
    write(bot, "domain.yml", f"responses:\n  utter_a:\n    - {{{variation}}}\n")
    problems = Problems()
    check_channels(open_project(bot, environment={}).domain, {"narrow": NARROW, "wide": Shows()}, problems)
    said = [f"The response 'utter_a' has {words} on the channel 'narrow'."] if words else []
    assert [problem.message for problem in problems.all] == said
    assert {str(problem.place) for problem in problems.all} <= {"domain.yml:3:7"}


def test_what_channels_show_is_known_without_setting_them_up() -> None:
    shown = shown_by(["rest", "callback", "nowhere"])
    assert shown.keys() == {"rest", "callback"}
