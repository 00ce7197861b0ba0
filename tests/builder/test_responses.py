"""Responses as a person sees them: where they stand, who says them, and what is not translated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.small_bot import FILES

from talkwright.builder.files.workspace import Workspace
from talkwright.builder.responses import Responses, missing_languages
from talkwright.errors import NotFound, RequestError

ADA = "ada"
MORE = """\
responses:
  # Said to all.
  utter_order_late:
  - text: It is late.
    translation: {de: Es ist spät.}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    config = FILES["config.yml"].replace("language: en", "language: en\nadditional_languages: [de]")
    domain = {"domain/shop.yml": FILES["domain.yml"], "domain/orders.yml": MORE}
    files = {**{name: text for name, text in FILES.items() if name != "domain.yml"}, **domain, "config.yml": config}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text.lstrip())
    return Workspace(tmp_path)


@pytest.fixture
def responses(workspace: Workspace) -> Responses:
    return Responses(workspace)


def test_responses_have_their_place_and_who_says_them(responses: Responses) -> None:
    rows = {row.name: row for row in responses.all(ADA)}
    asking = rows["utter_ask_order_number"]
    assert (asking.file, asking.path, asking.variations) == (
        "domain/shop.yml",
        ("responses", "utter_ask_order_number"),
        ({"text": "Which order?"},),
    )
    assert [(use.by, use.flow, use.file) for use in asking.used_by] == [("collect", "order_status", "flows/orders.yml")]
    assert [use.flow for use in rows["utter_greet"].used_by] == ["greet"]
    assert rows["utter_order_late"].used_by == ()


def test_what_is_not_translated_is_listed(responses: Responses) -> None:
    rows = {row.name: (row.languages, row.missing) for row in responses.all(ADA)}
    assert rows["utter_order_late"] == (("en", "de"), ())
    assert rows["utter_greet"] == (("en",), ("de",))


@pytest.mark.parametrize(
    ("variations", "missing"),
    [
        (["Hello"], ("de",)),
        ([{"text": "Hello", "translation": {"de": "Hallo"}}], ()),
        ([{"text": "Hello", "translation": {"de": ""}}], ("de",)),
        ([{"text": "?", "translation": {"de": "?"}, "buttons": [{"title": "Yes"}]}], ("de",)),
        ([{"image": "https://a/b.png"}], ()),
        (
            [{"text": "Hello"}, {"text": "Hallo", "condition": [{"type": "slot", "name": "language", "value": "de"}]}],
            (),
        ),
        ([], ("de",)),
    ],
)
def test_a_language_is_missing_where_a_word_of_it_is(variations: list[Any], missing: tuple[str, ...]) -> None:
    assert missing_languages(variations, ("en", "de")) == missing


def test_a_change_touches_its_response_alone(workspace: Workspace, responses: Responses) -> None:
    late = {"text": "It is late.", "translation": {"de": "Es kommt spät."}}
    responses.put(ADA, "utter_order_late", [late])
    assert workspace.read(ADA, "domain/orders.yml").text == MORE.replace("ist spät", "kommt spät")


def test_a_new_response_goes_where_its_like_are(workspace: Workspace, responses: Responses) -> None:
    responses.put(ADA, "utter_order_gone", [{"text": "It is gone."}])
    row = next(row for row in responses.all(ADA) if row.name == "utter_order_gone")
    assert (row.file, row.variations) == ("domain/orders.yml", ({"text": "It is gone."},))
    assert workspace.read(ADA, "domain/orders.yml").text.startswith(MORE)


def test_a_response_is_taken_away(workspace: Workspace, responses: Responses) -> None:
    responses.delete(ADA, "utter_unknown")
    assert "utter_unknown" not in workspace.read(ADA, "domain/shop.yml").text
    with pytest.raises(NotFound):
        responses.delete(ADA, "utter_unknown")
    with pytest.raises(RequestError):
        responses.put(ADA, "utter_greet", [])
