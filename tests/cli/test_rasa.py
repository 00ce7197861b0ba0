"""Rasa's words: those that mean the same, those that are taken and left alone, those that are refused."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import talkwright as run

from talkwright.cli.main import COMMANDS, load_command, talkwright
from talkwright.cli.rasa import ALIASES, FLAGS, INSTEAD, NEEDLESS, Flag, spread

EVERY = [(command, flag) for command, flags in FLAGS.items() for flag in flags]


_PROJECT = "-c x -d x --domain x"
_TRAINING = "--out x --augmentation 5 --debug-plots --fixed-model-name x --finetune --epoch-fraction 0.5"
_DOOR = "-i x --interface x -p 5005 --port 5005 -t x --auth-token x --enable-api --connector x --credentials x"
_SIGNED = "--jwt-secret x --jwt-method HS256 --jwt-private-key x"
_LOGGED = "--log-file x --use-syslog --syslog-address x --syslog-port 514 --syslog-protocol UDP"
_SSL = "--ssl-certificate x --ssl-keyfile x --ssl-ca-file x --ssl-password x"
_WAITS = "--response-timeout 5 --request-timeout 5 --remote-storage x"
_RUN = f"-m x --model x --endpoints x --cors x y {_DOOR} {_SIGNED} {_LOGGED} {_SSL} {_WAITS}"
_RESULTS = "--no-plot --successes --no-errors --no-warnings --out x"
_STORIES = (
    "-s x --stories x --max-stories 5 --endpoints x --fail-on-prediction-errors --url x --evaluate-model-directory"
)
RASAS_FLAGS = {
    "init": "--no-prompt --init-dir new",
    "train": f"--data x y {_PROJECT} {_TRAINING} --config x --dry-run --skip-validation --force --endpoints x "
    "--fail-on-validation-warnings --validation-max-history 5 --num-threads 2 --persist-nlu-data --finetune x",
    "train nlu": f"-u x y --nlu x {_PROJECT} --out x --num-threads 2 --fixed-model-name x --persist-nlu-data "
    "--finetune x",
    "train core": f"-s x y --stories x {_PROJECT} -c x y {_TRAINING} --force --percentages 0 25 --runs 3",
    "run": _RUN,
    "run actions": f"-p 5055 --port 5055 --cors x y --actions x --auto-reload {_SSL}",
    "shell": f"{_RUN} --conversation-id x",
    "shell nlu": "-m x --model x",
    "interactive": f"{_PROJECT} --out x --augmentation 5 --debug-plots --finetune --epoch-fraction 0.5 --e2e -p 5005 "
    "--port 5005 -m x --data x y --skip-visualization --conversation-id x --endpoints x --force --persist-nlu-data",
    "interactive core": "-m x -s x --stories x --e2e --skip-visualization --conversation-id x",
    "test": f"-m x --model x -u x y --nlu x {_PROJECT} -c x y {_STORIES} {_RESULTS}",
    "test core": f"-m x y --e2e --end-to-end {_STORIES} {_RESULTS}",
    "test nlu": f"-m x -u x --nlu x y {_PROJECT} -c x y --cross-validation -f 5 --folds 5 -r 3 --runs 3 -p 0 25 "
    f"--percentages 0 25 {_RESULTS}",
    "data validate": f"{_PROJECT} --max-history 5 --fail-on-warnings --data x y",
    "data validate stories": f"{_PROJECT} --max-history 5 --fail-on-warnings --data x y",
    "data split nlu": "-u x --nlu x --training-fraction 0.8 --random-seed 5 --out x",
    "data split stories": "--training-fraction 0.8 --random-seed 5 --out x",
    "data convert nlu": "-f yaml --format json --data x --out x -l en --language en",
    "data migrate": "-d x --domain x --out x",
    "export": "--endpoints x --minimum-timestamp 1 --maximum-timestamp 2 --offset-timestamps-by-seconds 1 "
    "--conversation-ids a,b",
    "evaluate markers all": "--config x --no-stats --stats-file-prefix x --endpoints x -d x --domain x",
    "evaluate markers sample_n": "--seed 5",
    "visualize": f"{_PROJECT} -s x y --stories x --out x --max-history 3 -u x --nlu x",
}
"""What Rasa's commands take. A file that is needed is called ``x``."""
LOGGING = "-v --verbose -vv --debug --quiet --logging-config-file x"


def said(command: str) -> list[list[str]]:
    """Each flag of a command with its values."""
    groups: list[list[str]] = []
    for word in f"{RASAS_FLAGS[command]} {LOGGING}".split():
        if word.startswith("-"):
            groups.append([])
        groups[-1].append(word)
    return groups


@pytest.mark.parametrize("command", RASAS_FLAGS)
def test_every_flag_of_rasas_is_taken_or_says_why_not(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x").touch()
    needed = ["1", "out.csv"] if command.endswith("sample_n") else ["out.csv"] if command.startswith("evaluate") else []
    for flag in said(command):
        with talkwright.make_context("talkwright", [*command.split(), *needed, *flag]) as context:
            name, found, rest = talkwright.resolve_command(context, [*command.split(), *needed, *flag])
            assert found is not None
            try:
                found.make_context(name, rest, parent=context)
            except click.UsageError as fault:
                told = fault.format_message()
                assert f"{flag[0]} does not exist here. " in told, told


def test_nothing_is_reported_to_anybody_and_scripts_go_on() -> None:
    for words in (["telemetry", "disable"], ["telemetry", "enable", "-v"], ["telemetry"]):
        told = invoke(*words)
        assert (told.exit_code, told.output) == (0, f"{NEEDLESS['telemetry']}\n")


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
    assert (
        "--augmentation does nothing here. Stories are learnt as they are told: they are not glued together."
        in done.stderr
    )
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
