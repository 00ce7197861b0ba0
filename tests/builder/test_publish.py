"""A draft becomes the bot's files as a whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from talkwright.builder.files.workspace import Workspace
from talkwright.errors import AuthorError, Conflict

from .bot import ORDERS, Files, bot, edit, said

__all__ = ["bot"]

GREET = ("flows", "greet", "description")
STATUS = ("flows", "order_status", "description")
HELLO = ("responses", "utter_greet", 0, "text")


def files_of(bot: Path) -> dict[str, bytes]:
    paths = (path for path in bot.rglob("*") if path.is_file() and ".talkwright" not in path.parts)
    return {path.relative_to(bot).as_posix(): path.read_bytes() for path in paths}


def test_only_what_was_chosen_is_published(bot: Path) -> None:
    builder = Files(bot)
    edit(builder.workspace, "ada", GREET, "A.")
    edit(builder.workspace, "ada", HELLO, "Hi", "domain.yml")
    assert builder.publish("ada", ORDERS).files == (ORDERS,)
    assert tuple(builder.workspace.settle("ada").files) == ("domain.yml",)
    assert b"A." in (bot / ORDERS).read_bytes()
    assert b"Hi" not in (bot / "domain.yml").read_bytes()
    assert builder.publish("ada").files == ("domain.yml",)
    with pytest.raises(Conflict, match="nothing to publish"):
        builder.publish("ada")
    assert not [name for name in files_of(bot) if "publishing" in name]


def test_what_one_publishes_the_other_has_with_the_own_draft(bot: Path) -> None:
    builder = Files(bot)
    edit(builder.workspace, "ada", GREET, "A.")
    edit(builder.workspace, "ben", STATUS, "B.")
    edit(builder.workspace, "ben", HELLO, "Hi", "domain.yml")
    builder.publish("ada")
    assert (said(builder.workspace, "ben", GREET), said(builder.workspace, "ben", STATUS)) == ("A.", "B.")
    builder.publish("ben")
    text = (bot / ORDERS).read_text()
    assert "A." in text
    assert "B." in text


def test_what_is_not_decided_is_not_published(bot: Path) -> None:
    builder = Files(bot)
    edit(builder.workspace, "ada", GREET, "A.")
    edit(builder.workspace, "ben", GREET, "B.")
    edit(builder.workspace, "ben", HELLO, "Hi", "domain.yml")
    builder.publish("ada")
    with pytest.raises(Conflict, match="changed the same"):
        builder.publish("ben")
    assert builder.publish("ben", "domain.yml").files == ("domain.yml",)
    assert said(builder.workspace, "ben", GREET) == "B."


def test_files_with_errors_are_not_published(bot: Path) -> None:
    builder, before = Files(bot), files_of(bot)
    edit(builder.workspace, "ada", ("flows", "greet", "steps", 0, "action"), "utter_nothing")
    edit(builder.workspace, "ada", HELLO, "Hi", "domain.yml")
    with pytest.raises(AuthorError) as raised:
        builder.publish("ada")
    assert "flow/unknown-response" in {problem.code for problem in raised.value.problems}
    assert files_of(bot) == before
    assert builder.publish("ada", "domain.yml"), "what is chosen has none"


def test_a_file_keeps_its_mode_its_links_and_its_bytes(bot: Path) -> None:
    real = (bot / ORDERS).rename(bot / "orders-real.yml")
    real.write_bytes(b"\xef\xbb\xbf" + real.read_bytes().replace(b"\n", b"\r\n"))
    real.chmod(0o640)
    (bot / ORDERS).symlink_to(real)
    before = real.read_bytes()
    builder = Files(bot)
    edit(builder.workspace, "ada", GREET, "A.")
    builder.publish("ada")
    assert (bot / ORDERS).is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.read_bytes() == before.replace(b"Say hello.", b"A.")


def test_what_cannot_be_written_changes_nothing(bot: Path) -> None:
    builder, before = Files(bot), files_of(bot)
    edit(builder.workspace, "ada", GREET, "A.")
    edit(builder.workspace, "ada", HELLO, "Hi", "domain.yml")
    in_the_way = bot / "flows" / ".orders.yml.publishing"
    in_the_way.mkdir()
    with pytest.raises(OSError, match="directory"):
        builder.publish("ada")
    assert files_of(bot) == before
    in_the_way.rmdir()
    assert builder.publish("ada").files == ("domain.yml", ORDERS)


def test_a_file_that_moves_at_the_last_moment_is_not_overwritten(bot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder, before = Files(bot), files_of(bot)
    edit(builder.workspace, "ada", GREET, "A.")
    edit(builder.workspace, "ada", HELLO, "Hi", "domain.yml")
    replace = Path.replace

    def intrude(self: Path, target: Path) -> Path:
        """Somebody saves the other file right after the first was replaced."""
        done = replace(self, target)
        if target.name == "orders.yml":
            (bot / "domain.yml").write_bytes(before["domain.yml"] + b"# theirs\n")
        return done

    monkeypatch.setattr(Path, "replace", intrude)
    with pytest.raises(Conflict, match="at this moment"):
        builder.publish("ada")
    monkeypatch.undo()
    assert files_of(bot) == {**before, "domain.yml": before["domain.yml"] + b"# theirs\n"}
    assert builder.publish("ada").files == ("domain.yml", ORDERS)
    assert b"Hi" in (bot / "domain.yml").read_bytes()
    assert b"# theirs" in (bot / "domain.yml").read_bytes()


KILLED = """
import os, shutil, signal, sys
from itertools import count
from pathlib import Path
from talkwright.builder.files.history import history_of
from talkwright.builder.files.publish import publish
from talkwright.builder.files.workspace import Workspace

bot, folders = map(Path, sys.argv[1:])

def killed_at(step):
    '''Replace and unlink that take the process with them when they are called for the ``step``-th time.'''
    calls = count(1)
    def counted(do):
        def called(self, *arguments, **options):
            if next(calls) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return do(self, *arguments, **options)
        return called
    Path.replace, Path.unlink = counted(Path.replace), counted(Path.unlink)

for step in count(1):
    folder = shutil.copytree(bot, folders / f"{step:03d}")
    child = os.fork()
    if not child:
        killed_at(step)
        workspace = Workspace(folder)
        publish(workspace, history_of(folder, workspace.keep, workspace.texts), "ada", "Why")
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
"""


def test_a_kill_at_any_step_leaves_all_or_nothing(bot: Path, tmp_path: Path) -> None:
    """At every point between two changes of the disk; each is looked at by a server that begins anew."""
    workspace = Workspace(bot)
    edit(workspace, "ada", GREET, "A.")
    edit(workspace, "ada", HELLO, "Hi", "domain.yml")
    hash = workspace.read("ada", "tests/orders.yml").hash
    workspace.put("ada", {"tests/orders.yml": None}, {"tests/orders.yml": hash})
    (tmp_path / "at").mkdir()
    subprocess.run([sys.executable, "-c", KILLED, bot, tmp_path / "at"], check=True, timeout=120)
    *folders, whole = sorted((tmp_path / "at").iterdir())
    before, after = files_of(bot), files_of(whole)
    assert after.keys() == before.keys() - {"tests/orders.yml"}
    outcomes = []
    for folder in folders:
        again = Files(folder)
        left = {name: text for name, text in files_of(folder).items() if not name.endswith(".publishing")}
        assert left in (before, after), folder.name
        outcomes.append(left == after)
        assert len(again.history().versions()) == (1 if left == after else 0)
        assert bool(again.workspace.settle("ada").files) is (left == before)
        if left == before:
            again.publish("ada")
        assert files_of(folder) == after
    assert outcomes == sorted(outcomes), "once it is certain it stays so"
    assert {True, False} == set(outcomes)
