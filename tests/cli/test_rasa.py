"""Rasa's words: those that mean the same, those that are taken and left alone, those that are refused."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import talkwright as run

from talkwright.cli.main import COMMANDS, load_command, talkwright
from talkwright.cli.rasa import ALIASES, FLAGS, INSTEAD, Flag, spread

EVERY = [(command, flag) for command, flags in FLAGS.items() for flag in flags]


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(talkwright, list(arguments), prog_name="talkwright")


def names(flag: Flag) -> list[str]:
    return [word for word in flag.written.split() if word.startswith("-")]


def value(flag: Flag) -> list[str]:
    return [] if flag.written.split()[-1].startswith("-") else ["1"]


@pytest.mark.parametrize("alias", ALIASES)
def test_an_alias_is_the_command(alias: str) -> None:
    shown = invoke(*alias.split(), "--help")
    assert shown.output.startswith(f"Usage: talkwright {ALIASES[alias]} ")
    assert ALIASES[alias] in COMMANDS


@pytest.mark.parametrize("command", INSTEAD)
def test_for_a_command_that_is_not_there_one_is_told_what_to_do(command: str) -> None:
    told = invoke(*command.split(), "--anything")
    assert told.exit_code == 2
    assert f"There is no command {command!r}. {INSTEAD[command]}" in told.output


@pytest.mark.parametrize(("command", "flag"), [each for each in EVERY if each[1].refused])
def test_a_refused_flag_says_what_to_do(command: str, flag: Flag) -> None:
    for name in names(flag):
        told = invoke(*command.split(), name, *value(flag))
        assert told.exit_code == 2
        assert f"{names(flag)[-1]} does not exist here. {flag.says}" in told.output


@pytest.mark.parametrize(("command", "flag"), [each for each in EVERY if not each[1].refused])
def test_a_flag_that_does_nothing_is_taken_and_says_so(
    command: str, flag: Flag, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in names(flag):
        parsed = load_command(command).make_context(command, [name, *value(flag)])
        assert not parsed.args
        assert capsys.readouterr().err == f"{names(flag)[-1]} does nothing here. {flag.says}\n"


def test_notes_are_told_and_work_goes_on(small_bot: Path) -> None:
    flags = ["--augmentation", "5", "--num-threads", "2", "-vv"]
    done = run("train", "--dry-run", *flags, cwd=small_bot)
    assert done.returncode == 0, done.stderr
    assert "--augmentation does nothing here. Nothing is learnt from stories." in done.stderr
    assert done.stdout.startswith("Nothing has changed")


def test_several_values_after_one_flag(small_bot: Path) -> None:
    assert run("train", "--dry-run", "--data", "flows", "nlu-data", cwd=small_bot).returncode == 0
    assert run("train", "nlu", "--dry-run", "-u", "flows", "nlu-data", cwd=small_bot).returncode == 0
    assert run("data", "validate", "--data", "flows", "nlu-data", "--fail-on-warnings", cwd=small_bot).returncode == 0
    assert run("train", "--dry-run", "--data", "flows", cwd=small_bot).returncode == 1


def test_dry_run_has_rasas_exit_codes(small_bot: Path) -> None:
    assert run("train", "--dry-run", "--force", cwd=small_bot).returncode == 0b1000
    assert run("train", "--dry-run", "--json", cwd=small_bot).stdout == '{"needed":false}\n'


WORDS = st.text("ab", min_size=1, max_size=3)


@given(st.lists(st.tuples(st.sampled_from(["--data", "-x", "--flag"]), st.lists(WORDS))), st.lists(WORDS))
def test_spreading_keeps_every_word(groups: list[tuple[str, list[str]]], rest: list[str]) -> None:
    args = [word for flag, values in groups for word in (flag, *values)] + ["--", *rest, "--data", "z"]
    done = spread(args, {"--data"})
    behind = len(rest) + 3
    assert done[-behind:] == args[-behind:]
    assert [w for w in done[:-behind] if w != "--data"] == [w for w in args[:-behind] if w != "--data"]
    given_values = [value for flag, values in groups if flag == "--data" for value in values]
    assert [b for a, b in pairwise(done[:-behind]) if a == "--data" and not b.startswith("-")] == given_values
