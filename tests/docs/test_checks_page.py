"""docs/checks.md has a section for every problem code that the source can report, and its examples are such."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.docs.pages import DOCS, ROOT, Block, blocks, sections

from talkwright.actions.find import find_actions
from talkwright.channels.discover import discover
from talkwright.errors import AuthorError, Problems
from talkwright.nlu.fit import fit_pipeline
from talkwright.project.open import open_credentials, open_endpoints, open_project
from talkwright.training.survey import survey

PAGE = DOCS / "checks.md"
SOURCES = [*ROOT.glob("framework/talkwright/**/*.py"), *ROOT.glob("connectors/**/*.py")]

_CODE = re.compile(r"[a-z]+/[a-z]+(?:-[a-z]+)*")
_SEVERITIES = {"error": {"Error"}, "Problem": {"Error"}, "warning": {"Warning"}}
_OF_A_KIND = {"unknown": {"Warning"}, "rasa": {"Warning"}, "broken": {"Error"}}
"""What ``own.Kind`` says with the codes that it is given."""


def reported(file: Path) -> Iterator[tuple[str, set[str]]]:
    """The codes that a file reports, each with its severities: the first of at least three arguments of a call."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "Kind":
            given = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg in _OF_A_KIND}
            yield from ((str(ast.literal_eval(code)), _OF_A_KIND[str(use)]) for use, code in given.items())
        if len(node.args) < 3:
            continue
        for code in _texts(node.args[0], tree):
            if _CODE.fullmatch(code):
                yield code, _SEVERITIES.get(name, {"Error", "Warning"})


def _texts(argument: ast.expr, tree: ast.Module) -> Iterator[str]:
    """What an argument can be: a constant, or an f-string filled with what its function is called with."""
    match argument:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=[ast.Constant(value=str() as start), ast.FormattedValue(value=ast.Name(id=name))]):
            if _CODE.fullmatch(start.rstrip("-")):
                yield from (f"{start}{value}" for value in _passed(name, argument, tree))


def _passed(parameter: str, inside: ast.expr, tree: ast.Module) -> Iterator[str]:
    """The constants that are passed as a parameter of the method around an expression."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    around = next(function for function in functions if inside in ast.walk(function) and _position(function, parameter))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == around.name:
            value = node.args[_position(around, parameter) - 1]
            assert isinstance(value, ast.Constant)
            yield str(value.value)


def _position(function: ast.FunctionDef, parameter: str) -> int:
    """Which parameter it is, ``self`` being 0; 0 when there is none."""
    names = [argument.arg for argument in function.args.args]
    return names.index(parameter) if parameter in names else 0


def severities() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for file in SOURCES:
        for code, severity in reported(file):
            found[code] = found.get(code, set()) | severity
    return found


def test_every_code_has_its_section_and_no_section_is_stale() -> None:
    assert sorted(sections(PAGE)) == sorted(severities())


def test_each_section_says_how_bad_it_is() -> None:
    said = re.findall(r"^### `(.+)`\n\*(.+)\.\*", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    written = {code: set(words.title().split(" Or ")) for code, words in said}
    assert written == severities()


# The bot of the page's examples: with it alone nothing is wrong.
BOT = {
    "config.yml": "language: en\n",
    "domain/bot.yml": """\
intents: [greet, order]
entities: [size]
slots:
  name: {type: text}
  size: {type: categorical, values: [small, large]}
  amount: {type: float}
  agreed: {type: bool}
  toppings: {type: list}
actions: [action_pay]
responses:
  utter_ask_name: [{text: Who are you?}]
  utter_ask_size: [{text: Which size?}]
  utter_ask_amount: [{text: How many?}]
  utter_ask_agreed: [{text: Is that right?}]
  utter_done: [{text: Done.}]
""",
    "nlu-data/bot.yml": """\
nlu:
  - intent: greet
    examples: |
      - hello
      - good morning
  - intent: order
    examples: |
      - I want a pizza
      - a [large](size) one
      - a [small](size) pizza, please
""",
    "flows/bot.yml": """\
flows:
  pay:
    description: Takes the money.
    nlu_trigger: [{intent: order}]
    steps:
      - action: action_pay
  sign_up:
    description: Asks for everything.
    nlu_trigger: [{intent: greet}]
    steps:
      - collect: name
      - collect: size
      - collect: amount
      - collect: agreed
        next:
          - if: slots.toppings is not null
            then: [{action: utter_done}]
          - else: END
""",
    "actions/bot.py": """\
from rasa_sdk import Action


class Pay(Action):
    def name(self):
        return "action_pay"

    def run(self, dispatcher, tracker, domain):
        return []
""",
}

FILES = {
    "yaml": "domain/example.yml",
    "env": "endpoints.yml",
    "project": "domain/example.yml",
    "data": "nlu-data/example.yml",
    "nlu": "nlu-data/example.yml",
    "config": "config.yml",
    "endpoints": "endpoints.yml",
    "credentials": "credentials.yml",
    "domain": "domain/example.yml",
    "condition": "flows/example.yml",
    "flow": "flows/example.yml",
    "story": "nlu-data/stories.yml",
    "actions": "actions/example.py",
}
"""Where the examples of a group go unless the sentence before says so."""

BESIDE = {
    "components/spelling.py": ("config.yml", "language: en\npipeline:\n  - name: components.spelling.SpellChecker\n"),
    "policies/patience.py": ("config.yml", "language: en\npolicies:\n  - name: policies.patience.Patience\n"),
}
"""What has to stand in another file for an example to be looked at."""

INSIDE = "flows:\n  example:\n    description: An example.\n"
ENOUGH = "    steps:\n      - action: utter_done\n"


def examples() -> Iterator[tuple[str, Block]]:
    """The examples of the page, each with the code that it is about."""
    text = PAGE.read_text(encoding="utf-8")
    codes = {text.index(f"### `{code}`"): code for code in sections(PAGE)}
    for block in blocks(PAGE):
        before = [place for place in codes if place < block.at]
        if before:
            yield codes[max(before)], block


def content(block: Block) -> str:
    """The file of a block. The inside of a flow gets its name, and steps when it has none."""
    if not block.text.startswith(("if:", "steps:", "nlu_trigger:", "persisted_slots:")):
        return block.text
    inside = "".join(f"    {line}" for line in block.text.splitlines(keepends=True))
    return INSIDE + inside + ("" if "steps:" in block.text else ENOUGH)


def found(folder: Path) -> set[str]:
    """Every code that a bot's files come to, as ``check``, ``train`` and ``run`` would find them."""
    project = open_project(folder, environment={})
    problems = Problems()
    problems.extend(survey(project, {}))
    parts = [(part.name, part.options, part.place) for part in project.config.pipeline]
    config = project.config
    more = config.additional_languages
    fit_pipeline(project.data, parts, config.language, problems, additional_languages=more, root=folder)
    problems.extend(open_endpoints(folder / "endpoints.yml", {})[1])
    credentials, wrong = open_credentials(folder / "credentials.yml", {})
    problems.extend(wrong)
    discover(credentials.channels, "credentials.yml", problems)
    try:
        find_actions(folder)
    except AuthorError as fault:
        problems.extend(fault.problems)
    return {problem.code for problem in problems.all}


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    for name, text in BOT.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_bot_of_the_examples_is_sound(bot: Path) -> None:
    assert found(bot) == set()


@pytest.mark.parametrize(("code", "block"), list(examples()), ids=lambda value: value if isinstance(value, str) else "")
def test_an_example_has_the_problem_that_it_shows(code: str, block: Block, bot: Path) -> None:
    file = bot / (block.file or FILES[code.partition("/")[0]])
    file.parent.mkdir(exist_ok=True)
    file.write_text(content(block), encoding="utf-8")
    if block.file in BESIDE:
        beside, text = BESIDE[block.file]
        (bot / beside).write_text(text, encoding="utf-8")
    assert code in found(bot)
