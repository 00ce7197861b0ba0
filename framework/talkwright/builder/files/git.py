"""The history of a bot that is in a git work tree: a version is a commit.

A commit is made beside the index, of the published paths alone: what else is staged stays staged and uncommitted. It is
made with git's plumbing, which runs no hooks, needs no branch and no configured name.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from talkwright.accounts.machine import own_name
from talkwright.builder.files.version import Change, Version
from talkwright.errors import NotFound, Unavailable

_TIMEOUT_S = 30
_TRIES = 10
_WAIT_S = 0.1  # for another git to let go of the index
_COMMITTER = ("Talkwright builder", "builder@localhost")
_FORMAT = "%x1e%H%x1f%at%x1f%an%x1f%B%x1f"
_ID = re.compile(r"[0-9a-f]{7,64}")
_NONE = "0" * 40


class _Failed(Exception):
    """git said no."""


class GitHistory:
    """``root`` is the bot's folder, somewhere in a work tree."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @classmethod
    def at(cls, root: Path) -> Self | None:
        """None when there is no git, ``root`` is in no work tree, or that tree ignores it."""
        history = cls(root)
        try:
            if history._git("rev-parse", "--is-inside-work-tree").strip() != b"true":
                return None
            return None if history._succeeds("check-ignore", "-q", ".") else history
        except (_Failed, OSError):
            return None

    def record(self, who: str, message: str, changes: Mapping[str, Change], beside: Sequence[str] = ()) -> str:
        """Raises ``Unavailable`` when git does not do it."""
        reason, files = "", (*changes, *beside)
        for _ in range(_TRIES):
            try:
                self._git("update-index", "--add", "--remove", "-z", "--stdin", said=_listed(files))
                return self._commit(who, message, files)
            except _Failed as fault:  # somebody else commits, or has the index
                reason = str(fault)
                time.sleep(_WAIT_S)
        raise Unavailable(
            f"The files are written, but git cannot commit them: {reason}", "Publishing again tries again."
        )

    def versions(self, file: str | None = None, limit: int = 50) -> tuple[Version, ...]:
        if self._head() is None:
            return ()
        return self._log(f"--max-count={limit}", "HEAD", "--", file or ".")

    def changes(self, id: str) -> tuple[Version, dict[str, Change]]:
        found = self._log("--max-count=1", self._known(id), "--")
        if not found:
            raise NotFound(f"There is no version {id!r}.")
        version = found[0]
        return version, {file: (self._text(f"{id}^", file), self._text(id, file)) for file in version.files}

    def texts_at(self, id: str) -> dict[str, bytes | None]:
        found = self._git("diff", "--name-only", "-z", "--relative", "--no-renames", self._known(id), "--", ".")
        return {file: self._text(id, file) for file in _names(found)}

    def _commit(self, who: str, message: str, files: tuple[str, ...]) -> str:
        """The commit of ``files`` as they are on disk on top of ``HEAD``; ``HEAD`` itself when it has them so."""
        head = self._head()
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            if head is not None:
                self._git("read-tree", head, more=index)
            self._git("update-index", "--add", "--remove", "-z", "--stdin", said=_listed(files), more=index)
            tree = self._git("write-tree", more=index).decode().strip()
        if head is not None and self._git("rev-parse", f"{head}^{{tree}}").decode().strip() == tree:
            return head
        parent = () if head is None else ("-p", head)
        names = _names_of(who, self._own_name(who))
        made = self._git("commit-tree", tree, *parent, "-F", "-", said=message.encode(), more=names)
        id = made.decode().strip()
        self._git("update-ref", "-m", "builder: publish", "HEAD", id, head or _NONE[: len(id)].ljust(len(id), "0"))
        return id

    def _own_name(self, who: str) -> tuple[str, str] | None:
        """What git calls ``who`` is the one at this machine, where nobody has to log in."""
        if who != own_name():
            return None
        try:
            name, address = (self._git("config", f"user.{part}").decode().strip() for part in ("name", "email"))
        except _Failed:
            return None
        return name, address

    def _head(self) -> str | None:
        try:
            return self._git("rev-parse", "-q", "--verify", "HEAD").decode().strip()
        except _Failed:
            return None

    def _known(self, id: str) -> str:
        if not _ID.fullmatch(id) or not self._succeeds("cat-file", "-e", f"{id}^{{commit}}"):
            raise NotFound(f"There is no version {id!r}.")
        return id

    def _log(self, *arguments: str) -> tuple[Version, ...]:
        how = ("--first-parent", "-m", "--root", "--no-renames", "--relative", "--name-only", "-z")
        said = self._git("log", *how, f"--format={_FORMAT}", *arguments)
        found = []
        for entry in said.decode(errors="replace").split("\x1e")[1:]:
            parts = entry.split("\x1f")
            if len(parts) == 5:
                id, at, who, message, files = parts
                found.append(Version(id, float(at), who, message.strip(), tuple(_names(files.encode()))))
        return tuple(found)

    def _text(self, id: str, file: str) -> bytes | None:
        try:
            return self._git("cat-file", "blob", f"{id}:./{file}")
        except _Failed:
            return None

    def _succeeds(self, *arguments: str) -> bool:
        try:
            self._git(*arguments)
        except _Failed:
            return False
        return True

    def _git(self, *arguments: str, said: bytes = b"", more: Mapping[str, str] | None = None) -> bytes:
        own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        command = ("git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", *arguments)
        try:
            done = subprocess.run(  # noqa: S603 - no shell
                command,
                cwd=self._root,
                input=said,
                capture_output=True,
                check=False,
                timeout=_TIMEOUT_S,
                env={**own, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", **(more or {})},
            )
        except subprocess.TimeoutExpired:
            raise _Failed("it took too long") from None
        if done.returncode:
            raise _Failed(done.stderr.decode(errors="replace").strip() or f"exit code {done.returncode}")
        return done.stdout


def _names_of(who: str, known: tuple[str, str] | None) -> dict[str, str]:
    """Who wrote, whom git may have ``known``, and who committed, as git wants it: no line ends, no angle brackets."""
    plain = re.sub(r"[\x00-\x1f<>]", "", who).strip() or "somebody"
    address = f"{re.sub(r'[^A-Za-z0-9._-]+', '.', plain).strip('.') or 'somebody'}@localhost"
    names = {"AUTHOR": known or (plain, address), "COMMITTER": _COMMITTER}
    return {
        f"GIT_{role}_{part}": value
        for role, pair in names.items()
        for part, value in zip(("NAME", "EMAIL"), pair, strict=True)
    }


def _listed(files: tuple[str, ...]) -> bytes:
    return b"".join(os.fsencode(file) + b"\0" for file in files)


def _names(listed: bytes) -> list[str]:
    return [os.fsdecode(name) for name in listed.strip(b"\n\0").split(b"\0") if name]
