"""Everybody sees the files with a draft of their own over them, and no change is ever lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from talkwright.builder.files.decide import decide
from talkwright.builder.files.workspace import NOBODY, ValueEdit, Workspace
from talkwright.errors import Conflict, Forbidden, NotFound, RequestError

from .bot import ORDERS, bot, edit, said, write

__all__ = ["bot"]

GREET = ("flows", "greet", "description")
STATUS = ("flows", "order_status", "description")


def on_disk(bot: Path, old: str, new: str, file: str = ORDERS) -> None:
    """Somebody works with a text editor."""
    text = (bot / file).read_text()
    assert old in text
    (bot / file).write_text(text.replace(old, new))


def test_an_edit_is_a_draft_of_one_person_and_changes_one_line_there(bot: Path) -> None:
    workspace = Workspace(bot)
    before, revision = (bot / ORDERS).read_text(), workspace.revision("ben")
    assert edit(workspace, "ada", GREET, "Greet.").merged is False
    assert (bot / ORDERS).read_text() == before
    assert workspace.read("ada", ORDERS).text == before.replace("Say hello.", "Greet.")
    assert workspace.read("ada", ORDERS).drafted
    assert workspace.read("ben", ORDERS).text == before
    assert not workspace.read("ben", ORDERS).drafted
    assert workspace.revision("ben") == revision != workspace.revision("ada")


def test_the_project_is_as_the_person_sees_it(bot: Path) -> None:
    workspace = Workspace(bot)
    edit(workspace, "ada", ("flows", "greet", "steps", 0, "action"), "utter_nothing")
    new = {"description": "Say bye.", "nlu_trigger": ["greet"], "steps": [{"action": "utter_greet"}]}
    workspace.edit("ada", [ValueEdit("flows/bye.yml", ("flows", "bye"), new)], {"flows/bye.yml": None})
    assert {id for id, _, _ in workspace.open("ada").flows} == {"greet", "order_status", "bye"}
    assert {id for id, _, _ in workspace.open("ben").flows} == {"greet", "order_status"}
    assert "flow/unknown-response" in {problem.code for problem in workspace.problems("ada")}
    assert not [problem for problem in workspace.problems("ben") if problem.severity == "error"]
    assert workspace.open(NOBODY) is workspace.open("ben"), "what is the same is opened once"


def test_edits_are_made_in_order_and_all_or_none(bot: Path) -> None:
    workspace = Workspace(bot)
    hash = workspace.read("ada", ORDERS).hash
    first = ValueEdit(ORDERS, ("flows", "bye"), {"description": "Bye.", "steps": [{"action": "utter_greet"}]})
    second = ValueEdit(ORDERS, ("flows", "bye", "steps", 1), {"action": "utter_unknown"})
    workspace.edit("ada", [first, second], {ORDERS: hash})
    assert said(workspace, "ada", ("flows", "bye", "steps", 1)) == {"action": "utter_unknown"}
    before = workspace.read("ada", ORDERS)
    with pytest.raises(RequestError):
        workspace.edit(
            "ada",
            [ValueEdit(ORDERS, GREET, "Not this."), ValueEdit(ORDERS, ("flows", "greet", "steps", 9), {})],
            {ORDERS: before.hash},
        )
    assert workspace.read("ada", ORDERS) == before


def test_a_draft_that_says_what_the_file_says_is_none(bot: Path) -> None:
    workspace = Workspace(bot)
    edit(workspace, "ada", GREET, "Greet.")
    edit(workspace, "ada", GREET, "Say hello.")
    assert workspace.drafts.people() == ()


def test_a_draft_survives_its_process(bot: Path) -> None:
    edit(Workspace(bot), "../ada/ö", GREET, "Greet.")
    assert said(Workspace(bot), "../ada/ö", GREET) == "Greet."
    assert Workspace(bot).drafts.people() == ("../ada/ö",)
    assert not list(bot.parent.glob("*.json"))


def test_two_windows_that_change_different_things_have_both(bot: Path) -> None:
    workspace = Workspace(bot)
    hash = workspace.read("ada", ORDERS).hash
    edit(workspace, "ada", GREET, "Greet.", on=hash)
    found = edit(workspace, "ada", STATUS, "Tell.", on=hash)
    assert found.merged
    assert not found.clashes
    assert (said(workspace, "ada", GREET), said(workspace, "ada", STATUS)) == ("Greet.", "Tell.")


def test_what_was_changed_on_disk_meanwhile_is_in_the_draft(bot: Path) -> None:
    workspace = Workspace(bot)
    edit(workspace, "ada", GREET, "Greet.")
    on_disk(bot, "flows:\n", "# by hand\nflows:\n")
    on_disk(bot, "Say where an order is.", "Tell where it is.")
    text = (bot / ORDERS).read_text()
    assert workspace.read("ada", ORDERS).text == text.replace("Say hello.", "Greet.")
    assert workspace.settle("ada").clashes == ()


def test_the_same_field_is_asked_about_and_yours_is_kept_until_then(bot: Path) -> None:
    workspace = Workspace(bot)
    edit(workspace, "ada", GREET, "Yours.")
    on_disk(bot, "Say hello.", "Theirs.")
    on_disk(bot, "Say where an order is.", "Tell where it is.")
    (clash,) = workspace.settle("ada").clashes
    assert (clash.file, clash.path, clash.reason) == (ORDERS, GREET, "same")
    assert (clash.base, clash.theirs, clash.yours) == ("Say hello.", "Theirs.", "Yours.")
    assert said(workspace, "ada", GREET) == "Yours."
    assert said(workspace, "ada", STATUS) == "Tell where it is."
    assert workspace.settle("ada").clashes == (clash,), "it is asked once"


@pytest.mark.parametrize(
    ("take", "value", "expected"), [("yours", None, "Yours."), ("theirs", None, "Theirs."), ("value", "New.", "New.")]
)
def test_a_clash_is_decided_also_when_the_draft_went_on(bot: Path, take: Any, value: Any, expected: str) -> None:
    workspace = Workspace(bot)
    steps = ("flows", "order_status", "steps", 0)
    edit(workspace, "ada", (*steps, "description"), "Yours.")
    on_disk(bot, "- collect: order_number\n", "- collect: order_number\n      description: Theirs.\n")
    (clash,) = workspace.settle("ada").clashes
    order = [{"action": "utter_greet"}, *said(workspace, "ada", steps[:-1])]
    edit(workspace, "ada", steps[:-1], order)
    decide(workspace, "ada", clash.id, take, value)
    assert workspace.settle("ada").clashes == ()
    assert said(workspace, "ada", (*steps[:-1], 0)) == {"action": "utter_greet"}
    assert said(workspace, "ada", (*steps[:-1], 1, "description")) == expected
    with pytest.raises(NotFound):
        decide(workspace, "ada", clash.id, take, value)


def test_a_second_clash_waits_behind_the_first(bot: Path) -> None:
    workspace = Workspace(bot)
    edit(workspace, "ada", GREET, "Yours.")
    on_disk(bot, "Say hello.", "First.")
    workspace.settle("ada")
    on_disk(bot, "First.", "Second.")
    first, second = workspace.settle("ada").clashes
    assert (first.theirs, second.base, second.theirs) == ("First.", "First.", "Second.")
    decide(workspace, "ada", first.id, "yours")
    assert said(workspace, "ada", GREET) == "Yours."
    decide(workspace, "ada", second.id, "theirs")
    assert workspace.drafts.people() == (), "the draft is what is on disk"


def test_taking_theirs_takes_what_they_made_of_it_since(bot: Path) -> None:
    workspace = Workspace(bot)
    edit(workspace, "ada", GREET, "Yours.")
    on_disk(bot, "Say hello.", "First.")
    workspace.settle("ada")
    on_disk(bot, "First.", "Second.")
    first, _ = workspace.settle("ada").clashes
    decide(workspace, "ada", first.id, "theirs")
    assert said(workspace, "ada", GREET) == "Second."
    assert workspace.settle("ada").clashes == ()


def test_a_clash_that_cannot_be_decided_like_this_waits_on(bot: Path) -> None:
    workspace = Workspace(bot)
    edit(workspace, "ada", GREET, "Yours.")
    on_disk(bot, "Say hello.", "Theirs.")
    (clash,) = workspace.settle("ada").clashes
    seen = workspace.read("ada", ORDERS)
    workspace.edit("ada", [ValueEdit(ORDERS, (), remove=True)], {ORDERS: seen.hash})
    with pytest.raises(Conflict):
        decide(workspace, "ada", clash.id, "theirs")
    assert workspace.settle("ada").clashes == (clash,)
    decide(workspace, "ada", clash.id, "yours")
    assert workspace.settle("ada").clashes == ()


def test_a_step_that_was_removed_here_and_changed_there_comes_back_where_it_was(bot: Path) -> None:
    workspace = Workspace(bot)
    steps = ("flows", "order_status", "steps")
    rest = said(workspace, "ada", steps)[1:]
    edit(workspace, "ada", steps, rest)
    on_disk(bot, "- collect: order_number\n", "- collect: order_number\n      description: Theirs.\n")
    (clash,) = workspace.settle("ada").clashes
    assert clash.yours is msgspec.UNSET
    assert said(workspace, "ada", steps) == rest
    decide(workspace, "ada", clash.id, "theirs")
    assert said(workspace, "ada", steps) == [{"collect": "order_number", "description": "Theirs."}, *rest]


@pytest.mark.parametrize("take", ["yours", "theirs"])
@pytest.mark.parametrize("spoil", ["gone", "unreadable"])
def test_a_file_that_cannot_be_merged_is_told_and_nothing_of_it_lost(bot: Path, spoil: str, take: Any) -> None:
    workspace = Workspace(bot)
    edit(workspace, "ada", GREET, "Yours.")
    drafted = workspace.read("ada", ORDERS).text
    before = (bot / ORDERS).read_text()
    if spoil == "gone":
        (bot / ORDERS).unlink()
    else:
        (bot / ORDERS).write_text("flows: [")
    (clash,) = workspace.settle("ada").clashes
    assert clash.reason == spoil
    assert (clash.theirs == "flows: [") is (spoil == "unreadable")
    assert workspace.read("ada", ORDERS).text == drafted
    (bot / ORDERS).write_text(before + "# mended\n")
    assert workspace.settle("ada").clashes == ()
    assert workspace.read("ada", ORDERS).text == drafted + "# mended\n"
    (bot / ORDERS).unlink()
    (clash,) = workspace.settle("ada").clashes
    with pytest.raises(Conflict):
        decide(workspace, "ada", clash.id, "value", {})
    decide(workspace, "ada", clash.id, take)
    assert workspace.settle("ada").clashes == ()
    assert (ORDERS in workspace.settle("ada").files) is (take == "yours")


def test_two_files_of_one_name_are_one_with_both_contents(bot: Path) -> None:
    workspace = Workspace(bot)
    flow = {"description": "Bye.", "steps": [{"action": "utter_greet"}]}
    workspace.edit("ada", [ValueEdit("flows/new.yml", ("flows", "bye"), flow)], {"flows/new.yml": None})
    write(bot, {"flows/new.yml": "flows:\n  ciao: {steps: [action: utter_greet]}  # mine\n"})
    assert set(workspace.read("ada", "flows/new.yml").value["flows"]) == {"ciao", "bye"}
    assert "# mine" in workspace.read("ada", "flows/new.yml").text


def test_a_draft_is_forgotten_when_its_person_wants_that(bot: Path) -> None:
    workspace = Workspace(bot)
    edit(workspace, "ada", GREET, "Yours.")
    edit(workspace, "ben", GREET, "His.")
    edit(workspace, "ada", ("intents", 0), "hi", "domain.yml")
    workspace.discard("ada", [ORDERS])
    assert tuple(workspace.settle("ada").files) == ("domain.yml",)
    workspace.discard("ada")
    assert workspace.drafts.people() == ("ben",)
    assert said(workspace, "ben", GREET) == "His."


@pytest.mark.parametrize(
    "file",
    [
        "../elsewhere.yml",
        "/etc/hosts.yml",
        "flows/../endpoints.yml",
        "flows//orders.yml",
        "./flows/orders.yml",
        "flows/a\0.yml",
        "endpoints.yml",
        "credentials.yml",
        "actions/__init__.py",
        "flows/orders.txt",
        "flows/.hidden.yml",
        "flows/test_it.yml",
        ".talkwright/builder/x.yml",
        "models/x.yml",
        "flows/link.yml",
        "flows/away/x.yml",
        "flows/orders.yml/inside.yml",
        f"flows/{'long' * 100}.yml",
        f"flows/{'deep/' * 100}x.yml",
        "flows/circle.yml",
        "flows",
        "",
        ".",
    ],
)
def test_only_what_the_project_reads_can_be_read_or_edited(bot: Path, file: str) -> None:
    outside = write(bot.parent / "outside", {"secret.yml": "password: 1\n"})
    (bot / "flows" / "link.yml").symlink_to(outside / "secret.yml")
    (bot / "flows" / "away").symlink_to(outside)
    (bot / "flows" / "circle.yml").symlink_to("circle.yml")
    workspace = Workspace(bot)
    with pytest.raises(Forbidden):
        workspace.read("ada", file)
    with pytest.raises(Forbidden):
        workspace.edit("ada", [ValueEdit(file, ("x",), 1)], {file: None})
    assert (outside / "secret.yml").read_text() == "password: 1\n"
    assert not (bot / ".talkwright").exists()


def test_an_edit_says_what_it_was_made_on(bot: Path) -> None:
    workspace = Workspace(bot)
    with pytest.raises(RequestError, match="not said which text"):
        workspace.edit("ada", [ValueEdit(ORDERS, GREET, "x")], {})
    for hash in ("0" * 16, "../../domain", "x"):
        with pytest.raises(NotFound):
            workspace.edit("ada", [ValueEdit(ORDERS, GREET, "x")], {ORDERS: hash})


def test_what_is_no_yaml_can_be_read_and_is_not_edited(bot: Path) -> None:
    write(bot, {ORDERS: "flows: ["})
    workspace = Workspace(bot)
    seen = workspace.read("ada", ORDERS)
    assert (seen.text, seen.value) == ("flows: [", None)
    with pytest.raises(RequestError):
        edit(workspace, "ada", GREET, "x")


def test_where_nothing_can_be_written_one_may_still_look(bot: Path) -> None:
    (bot / ".talkwright").write_text("in the way")
    workspace = Workspace(bot)
    seen = workspace.read("ada", ORDERS)
    assert seen.value["flows"]["greet"]["description"] == "Say hello."
    assert workspace.open("ada").flows
    with pytest.raises((OSError, RequestError)):
        edit(workspace, "ada", GREET, "x", on=seen.hash)


def test_after_any_number_of_edits_the_problems_are_those_of_files_that_are_read_anew(bot: Path) -> None:
    workspace = Workspace(bot)
    action = bot / "actions" / "more.py"
    action.parent.mkdir(exist_ok=True)
    for number in range(4):
        edit(workspace, "ada", ("flows", "order_status", "steps", 0, "collect"), f"number_{number % 2}")
        action.write_text(
            "def broken(:\n" if number % 2 else "class A:\n    def name(self):\n        return 'action_a'\n"
        )
        assert workspace.problems("ada") == Workspace(bot).problems("ada")
        assert workspace.open("ada").fingerprints == Workspace(bot).open("ada").fingerprints


def test_no_draft_reads_the_secrets_of_the_process(bot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "a secret")
    workspace = Workspace(bot)
    edit(workspace, "ada", ("responses", "utter_greet"), [{"text": "${SOME_API_KEY}"}], "domain.yml")
    assert "a secret" not in str(workspace.open("ada").domain.plain())
    assert "env/undefined" in {problem.code for problem in workspace.problems("ada")}


def test_who_writes_on_without_what_was_merged_in_is_in_nobodys_way(bot: Path) -> None:
    workspace = Workspace(bot)
    hash = workspace.read("ada", ORDERS).hash
    on_disk(bot, "Say where an order is.", "Where is it?")
    first = workspace.edit("ada", [ValueEdit(ORDERS, GREET, "He")], {ORDERS: hash})
    assert first.merged
    second = workspace.edit("ada", [ValueEdit(ORDERS, GREET, "Hello")], first.own)
    assert second.clashes == ()
    assert said(workspace, "ada", GREET) == "Hello"
    assert said(workspace, "ada", STATUS) == "Where is it?"


def test_a_file_that_is_empty_while_somebody_writes_it_leaves_nothing_to_decide(bot: Path) -> None:
    workspace = Workspace(bot)
    edit(workspace, "ada", ("flows", "greet", "description"), "Mine.")
    text = (bot / ORDERS).read_text()
    (bot / ORDERS).write_text("")
    assert [clash.reason for clash in workspace.settle("ada").clashes] == ["gone"]
    (bot / ORDERS).write_text(text.replace("Say where", "Tell where"))
    assert workspace.settle("ada").clashes == ()
    assert said(workspace, "ada", ("flows", "greet", "description")) == "Mine."
    assert said(workspace, "ada", ("flows", "order_status", "description")) == "Tell where an order is."


def test_what_is_undone_is_as_it_was_and_what_an_editor_wrote_meanwhile_stays(bot: Path) -> None:
    on_disk(bot, "    - action: utter_greet\n", "    - {action: utter_greet}   # kindly\n")
    workspace = Workspace(bot)
    seen = workspace.read("ada", ORDERS)
    steps = ("flows", "greet", "steps")
    value = said(workspace, "ada", steps)
    gone = workspace.edit("ada", [ValueEdit(ORDERS, steps, [])], {ORDERS: seen.hash})
    back = workspace.edit("ada", [ValueEdit(ORDERS, steps, value)], gone.own)
    assert workspace.read("ada", ORDERS).text == seen.text
    workspace.edit("ada", [ValueEdit(ORDERS, steps, [])], back.own)
    on_disk(bot, "flows:\n", "# all of them\nflows:\n")
    gone = workspace.edit("ada", [ValueEdit(ORDERS, steps, value)], {ORDERS: workspace.read("ada", ORDERS).hash})
    assert workspace.read("ada", ORDERS).text.startswith("# all of them")
