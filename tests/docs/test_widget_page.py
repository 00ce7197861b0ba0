"""docs/widget.md has every attribute, word, method and event of the widget, and no more."""

from __future__ import annotations

import re

import pytest
from tests.docs.pages import DOCS, ROOT

SOURCES = ROOT / "builder-ui" / "widget"
CODE = "\n".join(file.read_text(encoding="utf-8") for file in sorted(SOURCES.glob("*.ts")))
LOADER = (SOURCES / "loader.ts").read_text(encoding="utf-8")
STYLE = "\n".join(file.read_text(encoding="utf-8") for file in sorted(SOURCES.glob("*.css")))
PAGE = (DOCS / "widget.md").read_text(encoding="utf-8")


def table(title: str) -> dict[str, str]:
    """The first two columns of the tables below a heading."""
    section = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \|([^|\n]*)\|", section, re.MULTILINE)
    assert len(rows) == len(dict(rows))
    return {name: told.strip() for name, told in rows}


def words() -> dict[str, str]:
    """Every word that an attribute can change, in English."""
    english = (SOURCES / "english.ts").read_text(encoding="utf-8")
    launcher = re.search(r"^  en: \{ (.*) \},$", LOADER, re.MULTILINE)
    assert launcher
    found = re.findall(r'^  "?([\w-]+)"?: "(.*)",$', english, re.MULTILINE)
    return dict(found + re.findall(r'(\w+): "(.*?)"', launcher.group(1)))


def test_every_attribute_is_told() -> None:
    read = set(re.findall(r'(?:chat|this)\.(?:get|has)Attribute\("([\w]+)"\)', CODE))
    styled = set(re.findall(r":host\(\[(\w+)", STYLE))
    observed = re.search(r"observedAttributes = \[(.*)\]", CODE)
    assert observed
    watched = set(re.findall(r'"(\w+)"', observed.group(1)))
    told = {name for name in table("Attributes") if not name.startswith("text-")}
    assert told == read | styled | watched


def test_every_word_is_told_as_it_is() -> None:
    told = table("Attributes")
    assert {name.removeprefix("text-"): said for name, said in told.items() if name.startswith("text-")} == words()


def test_every_event_and_method_is_told() -> None:
    told = set(re.findall(r'(?<!\w)(?:#?tell)\("(\w+)"', CODE))
    methods = set(re.findall(r"^  (?:async )?([a-z]\w*\([\w]*)[^\n]*\{$", LOADER, re.MULTILINE))
    assert {name for name in table("From the page's scripts") if "(" not in name} == {f"talkwright-{e}" for e in told}
    theirs = {"constructor(", "connectedCallback(", "disconnectedCallback(", "attributeChangedCallback(name"}
    assert {f"{method})" for method in methods - theirs} == {
        name for name in table("From the page's scripts") if "(" in name
    }


@pytest.mark.parametrize("name", ["english", "german"])
def test_words_have_the_same_places_in_every_language(name: str) -> None:
    text = (SOURCES / f"{name}.ts").read_text(encoding="utf-8")
    for key, said in re.findall(r'^  "?([\w-]+)"?: "(.*)",$', text, re.MULTILINE):
        assert re.findall(r"\{\w+\}", said) == re.findall(r"\{\w+\}", words()[key]), key
