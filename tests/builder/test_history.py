"""What was published can be shown and gone back to: in git, whatever its state, and where there is none."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from talkwright.accounts.machine import own_name
from talkwright.builder.files.git import GitHistory
from talkwright.builder.files.history import OwnHistory, sweep
from talkwright.builder.files.publish import Published
from talkwright.builder.files.restore import restore, shown_version
from talkwright.builder.files.workspace import Workspace
from talkwright.errors import Conflict, NotFound

from .bot import ORDERS, Files, bot, edit, write

__all__ = ["bot"]

GREET = ("flows", "greet", "description")
Git = Callable[..., str]


@pytest.fixture
def git(bot: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """git in the bot's folder, without the habits of this machine."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("HOME", str(bot.parent))

    def run(*arguments: str) -> str:
        who = ("-c", "user.name=Dev", "-c", "user.email=dev@example.com")
        done = subprocess.run(["git", *who, *arguments], cwd=bot, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


def say(bot: Path, words: str, who: str = "ada", message: str = "") -> Published:
    """Somebody changes what a flow says of itself, and publishes it."""
    files = Files(bot)
    edit(files.workspace, who, GREET, words)
    return files.publish(who, message=message or words)


def history(bot: Path) -> GitHistory | OwnHistory:
    found = Files(bot).history()
    assert isinstance(found, GitHistory | OwnHistory)
    return found


@pytest.mark.parametrize("with_git", [False, True], ids=["own", "git"])
def test_versions_are_shown_and_gone_back_to(bot: Path, git: Git, with_git: bool) -> None:
    if with_git:
        git("init", "-q")
        git("add", "-A")
        git("commit", "-q", "-m", "begin")
    before = (bot / ORDERS).read_text()
    ids = [
        say(bot, words, who, why).version
        for words, who, why in (("A.", "ada", "Why A"), ("B.", "Bén <x>", "B\n\nmore"))
    ]
    shown = history(bot).versions()[:2]
    assert [each.id for each in shown] == ids[::-1]
    assert [(each.who, each.message, each.files) for each in shown] == [
        ("Bén x" if with_git else "Bén <x>", "B\n\nmore", (ORDERS,)),
        ("ada", "Why A", (ORDERS,)),
    ]
    assert shown[0].at >= shown[1].at > 1e9
    assert history(bot).versions(ORDERS, 1) == shown[:1]
    assert history(bot).versions("domain.yml", 1)[:1] != shown[:1]
    version, (file,) = shown_version(Workspace(bot), history(bot), ids[0])
    assert version == shown[1]
    assert (file.before, file.after) == (before, before.replace("Say hello.", "A."))
    assert [(each.kind, each.flow, each.before, each.after) for each in file.changes] == [
        ("changed", "greet", "Say hello.", "A.")
    ]

    workspace = Workspace(bot)
    restore(workspace, history(bot), "ada", ids[0])
    assert workspace.read("ada", ORDERS).text == file.after
    assert (bot / ORDERS).read_text() == before.replace("Say hello.", "B.")
    with pytest.raises(Conflict):
        restore(workspace, history(bot), "ada", ids[0])
    with pytest.raises(Conflict):
        restore(workspace, history(bot), "ben", ids[1])
    for unknown in ("0000009", "../1", "HEAD", "--all", "f" * 40):
        with pytest.raises(NotFound):
            history(bot).changes(unknown)


def test_going_back_makes_and_takes_away_files(bot: Path) -> None:
    files = Files(bot)
    workspace = files.workspace
    first = say(bot, "A.").version
    flow = {"description": "Bye.", "nlu_trigger": ["greet"], "steps": [{"action": "utter_greet"}]}
    workspace.put(
        "ada", {"tests/orders.yml": None}, {"tests/orders.yml": workspace.read("ada", "tests/orders.yml").hash}
    )
    edit(workspace, "ada", ("flows", "bye"), flow, "flows/bye.yml", None)
    files.publish("ada")
    assert (bot / "flows/bye.yml").exists()
    assert not (bot / "tests/orders.yml").exists()
    restore(workspace, files.history(), "ada", first)
    files.publish("ada")
    assert not (bot / "flows/bye.yml").exists()
    assert (bot / "tests/orders.yml").exists()


def test_a_commit_has_the_published_paths_and_nothing_else_that_is_staged(bot: Path, git: Git) -> None:
    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "begin")
    (bot / "domain.yml").write_text((bot / "domain.yml").read_text() + "# staged\n")
    git("add", "domain.yml")
    (bot / "config.yml").write_text((bot / "config.yml").read_text() + "# not staged\n")
    hook = bot / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch hooked\nexit 1\n")
    hook.chmod(0o755)
    files = Files(bot)
    write(bot, {"flows/.layout/greet.json": "{}\n", "flows/.layout/other.json": "{}\n"})
    edit(files.workspace, "ada", GREET, "A.")
    files.publish("ada")
    assert git("show", "--name-only", "--format=%an|%s", "HEAD").split("\n\n") == [
        "ada|Why",
        f"flows/.layout/greet.json\n{ORDERS}",
    ]
    assert git("diff", "--cached", "--name-only") == "domain.yml"
    assert git("diff", "--name-only") == "config.yml"
    assert "flows/.layout/other.json" in git("ls-files", "-o")
    assert not (bot / "hooked").exists()


def test_who_sits_at_this_machine_is_whom_git_knows(bot: Path, git: Git) -> None:
    git("init", "-q")
    say(bot, "A.", own_name())
    git("config", "user.name", "Dev")
    git("config", "user.email", "dev@example.com")
    say(bot, "B.", own_name())
    say(bot, "C.", "ada")
    assert git("log", "--format=%an <%ae>").splitlines() == [
        "ada <ada@localhost>",
        "Dev <dev@example.com>",
        f"{own_name()} <{own_name()}@localhost>",
    ]


@pytest.mark.parametrize("state", ["no commit yet", "detached", "in a subfolder", "a lock for a moment"])
def test_git_in_any_state(bot: Path, git: Git, state: str) -> None:
    folder = bot.parent if state == "in a subfolder" else bot
    git("init", "-q", str(folder))
    if state != "no commit yet":
        git("add", "-A")
        git("commit", "-q", "-m", "begin")
    if state == "detached":
        git("checkout", "-q", "--detach")
    if state == "in a subfolder":
        write(bot.parent, {"beside.txt": "x"})
        git("add", "-A", str(bot.parent))
    lock = bot / ".git" / "index.lock"
    if state == "a lock for a moment":
        lock.touch()
        threading.Timer(0.3, lock.unlink).start()
    id = say(bot, "A.").version
    assert git("rev-parse", "HEAD") == id
    assert git("show", "--format=", "--name-only", "--relative", "HEAD").split() == [ORDERS]
    version, changes = history(bot).changes(id)
    assert version.files == (ORDERS,)
    before, after = changes[ORDERS]
    assert b"A." in (after or b"")
    assert (before is None) is (state == "no commit yet")
    assert git("diff", "--cached", "--name-only") == ("beside.txt" if state == "in a subfolder" else "")
    assert say(bot, "B.").version == git("rev-parse", "HEAD")


def test_a_folder_that_git_ignores_has_a_history_of_its_own(bot: Path, git: Git) -> None:
    git("init", "-q", str(bot.parent))
    write(bot.parent, {".gitignore": "/bot/\n"})
    assert say(bot, "A.").version == "000001"
    assert isinstance(history(bot), OwnHistory)


def test_commits_made_by_hand_are_versions(bot: Path, git: Git) -> None:
    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "begin")
    (bot / ORDERS).write_text((bot / ORDERS).read_text().replace("Say hello.", "By hand."))
    git("commit", "-q", "-a", "-m", "by hand")
    by_hand, begin = history(bot).versions()
    assert (by_hand.who, by_hand.message, by_hand.files) == ("Dev", "by hand", (ORDERS,))
    workspace = Workspace(bot)
    restore(workspace, history(bot), "ada", begin.id)
    assert "Say hello." in workspace.read("ada", ORDERS).text


def test_texts_that_nobody_needs_are_forgotten_after_a_while(bot: Path) -> None:
    files = Files(bot)
    workspace = files.workspace
    page = workspace.read("ada", ORDERS).hash
    for words in ("1.", "2.", "3."):
        edit(workspace, "ada", GREET, words)
    version = files.publish("ada").version
    edit(workspace, "ben", GREET, "Ben's.")
    edit(workspace, "ben", GREET, "Ben's own.")
    assert sweep(workspace, time.time()) == 0, "they are new"
    workspace.texts.keep(b"just looked at")
    later = time.time() + 30 * 24 * 3600
    assert sweep(workspace, later) == 4, "1., 2., Ben's and what was looked at"
    assert files.history().changes(version)[1][ORDERS][0] is not None
    assert workspace.read("ben", ORDERS).value["flows"]["greet"]["description"] == "Ben's own."
    edit(workspace, "ada", ("flows", "order_status", "description"), "On the old page.", on=page)
    assert workspace.read("ada", ORDERS).value["flows"]["greet"]["description"] == "3."
