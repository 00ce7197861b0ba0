"""``schema``: what the readers take is valid, what they report as a slip is not, and no key is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from tests.conftest import talkwright
from tests.docs.pages import DOCS, blocks

from talkwright.cli.file_schemas import SCHEMAS
from talkwright.cli.schema import FILES
from talkwright.evaluation.assertions import ASSERTIONS
from talkwright.evaluation.read import STEPS
from talkwright.flows.kinds import KINDS
from talkwright.nlu.registry import BUILT_IN

ROOT = Path(__file__).parents[2]
STARTER = [
    ("flows", "flows/*.yml"),
    ("domain", "domain*/*.yml"),
    ("nlu", "nlu-data/*.yml"),
    ("tests", "tests/conversations/*.yml"),
    ("config", "config.yml"),
    ("endpoints", "endpoints.yml"),
    ("credentials", "credentials.yml"),
]


def faults(kind: str, text: str) -> list[str]:
    return [each.message for each in Draft202012Validator(SCHEMAS[kind]()).iter_errors(yaml.safe_load(text))]


@pytest.mark.parametrize("kind", FILES)
def test_every_schema_is_one_and_is_printed(kind: str, tmp_path: Path) -> None:
    printed = json.loads(talkwright("schema", kind, cwd=tmp_path).stdout)
    Draft202012Validator.check_schema(printed)
    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert tuple(SCHEMAS) == FILES
    references = {each for each in json.dumps(printed).split('"') if each.startswith("#/$defs/")}
    assert {each.removeprefix("#/$defs/") for each in references} == set(printed.get("$defs", {}))


@pytest.mark.parametrize(("kind", "files"), STARTER)
def test_the_starter_is_valid(kind: str, files: str) -> None:
    found = sorted(ROOT.glob(files))
    assert found
    for file in found:
        assert faults(kind, file.read_text()) == [], file


@pytest.mark.parametrize("page", ["flows.md", "testing.md", "conditions.md"])
def test_the_examples_of_the_docs_are_valid(page: str) -> None:
    for block in blocks(DOCS / page):
        if block.language != "yaml":
            continue
        said = yaml.safe_load(block.text)
        if not isinstance(said, dict):  # steps without their flow
            continue
        kind = "tests" if {"test_cases", "stories"} & said.keys() else "flows" if "flows" in said else None
        if kind is not None:
            assert faults(kind, block.text) == [], block.text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("flows", "flows: {a: {steps: [{colect: name}]}}"),
        ("flows", "flows: {a: {steps: [{collect: name, ask_before_fillin: true}]}}"),
        ("flows", "flows: {a: {steps: [{collect: name, next: [{if: x, thn: END}]}]}}"),
        ("flows", "flows: {a: {description: x}}"),
        ("domain", "slots: {a: {type: txt, mappings: []}}"),
        ("domain", "slots: {a: {type: text, mappings: [{type: from_entitty}]}}"),
        ("domain", "responses: {utter_a: [{txt: hello}]}"),
        ("domain", "intentz: [a]"),
        ("nlu", "nlu: [{intent: a, exampels: '- b'}]"),
        ("tests", "test_cases: [{test_case: a, steps: [{usr: hello}]}]"),
        ("tests", "test_cases: [{test_case: a, steps: [{user: hello, assertions: [{flow_startd: a}]}]}]"),
        ("endpoints", "action_endpont: {url: http://x}"),
        ("endpoints", "action_endpoint: {url: 3}"),
        ("credentials", "rest: here"),
        ("config", "pipeline: [{name: NgramClassifier, no_such_option: 3}]"),
    ],
)
def test_a_slip_is_not_valid(kind: str, text: str) -> None:
    assert faults(kind, text)


def test_names_come_from_where_they_are_read() -> None:
    steps = json.dumps(SCHEMAS["flows"]()["$defs"]["steps"])
    assert all(f'"required": ["{kind}"]' in steps for kind in KINDS)
    tests = json.dumps(SCHEMAS["tests"]())
    assert all(f'"{name}"' in tests for name in (*ASSERTIONS, *STEPS))
    assert all(f'{{"const": "{name}"}}' in json.dumps(SCHEMAS["config"]()) for name in BUILT_IN)


def test_all_are_written_into_a_folder(tmp_path: Path) -> None:
    done = talkwright("schema", "--out", ".schemas", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    for kind in FILES:
        assert (tmp_path / ".schemas" / f"{kind}.json").read_text() == talkwright("schema", kind, cwd=tmp_path).stdout[
            :-1
        ]
    assert talkwright("schema", cwd=tmp_path).returncode == 2
    assert talkwright("schema", "flows", "--out", "x", cwd=tmp_path).returncode == 2
