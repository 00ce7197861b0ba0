"""A draft becomes the bot's files: checked, written, recorded. All files or none, also when the process is killed.

    draft -> no clash, no error -> order kept -> each file compared once more and replaced -> version -> order forgotten

What is to be written is kept first, as an order. Who starts after a crash carries it out to its end.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from talkwright.builder.files.drafts import Draft, Drafted
from talkwright.builder.files.history import History, sweep
from talkwright.builder.files.layout import forget_gone, layout_file
from talkwright.builder.files.steps import steps_by_flow
from talkwright.builder.files.texts import hash_of, write_whole
from talkwright.builder.files.unite import Apart, value_of
from talkwright.builder.files.workspace import Workspace
from talkwright.errors import AuthorError, Conflict, Problem, Problems
from talkwright.training.survey import survey
from talkwright.yaml import parse

_ORDER = "publishing.json"


class Order(msgspec.Struct, frozen=True):
    """What is being published: each file with the hash of what it is to replace, and of what it will be."""

    person: str
    message: str
    files: dict[str, Drafted]


class Published(msgspec.Struct, frozen=True):
    """The id of the version in the history, and its files."""

    version: str
    files: tuple[str, ...]


_decoder = msgspec.json.Decoder(Order)


def publish(
    workspace: Workspace, history: History, person: str, message: str, files: Sequence[str] | None = None
) -> Published:
    """Put what ``person`` drafted, of ``files`` or of all, into the bot's files. Nothing is done when it raises:
    ``AuthorError`` when the files would have errors, ``Conflict`` when something is not decided or a file moves at this
    moment."""
    with workspace.lock:
        carry_out(workspace, history)
        draft = workspace.settle(person)
        chosen = {file: each for file, each in draft.files.items() if files is None or file in files}
        if not chosen:
            raise Conflict("There is nothing to publish.")
        _require_decided(draft, chosen)
        _require_sound(workspace, person, tuple(chosen))
        order = Order(person, message.strip() or f"Change {', '.join(sorted(chosen))}", chosen)
        try:
            _stage(workspace, order)
            write_whole(workspace.keep / _ORDER, msgspec.json.encode(order))
            _replace(workspace, order)
        except BaseException:
            _take_back(workspace, order)
            raise
        return _record(workspace, history, order)


def is_broken_off(workspace: Workspace) -> bool:
    """Whether a crash broke something off."""
    return (workspace.keep / _ORDER).exists()


def carry_out(workspace: Workspace, history: History) -> Published | None:
    """Finish what a crash broke off. A file that was changed since stays as it is: the draft still has ours."""
    with workspace.lock:
        try:
            order = _decoder.decode((workspace.keep / _ORDER).read_bytes())
        except FileNotFoundError:
            return None
        for file, drafted in order.files.items():
            if workspace.disk.hash(file) == drafted.base:
                _stage(workspace, msgspec.structs.replace(order, files={file: drafted}))
                _put(workspace, file, drafted)
        return _record(workspace, history, order)


def _require_decided(draft: Draft, chosen: dict[str, Drafted]) -> None:
    files = sorted({clash.file for clash in draft.clashes if clash.file in chosen})
    if files:
        message = f"Others have changed the same in {', '.join(files)}."
        raise Conflict(message, "Decide first which of the two it shall be.")


def _require_sound(workspace: Workspace, person: str, files: Sequence[str]) -> None:
    found = survey(workspace.opened(workspace.overlay(person, files)), os.environ)
    if any(problem.severity == "error" for problem in found):
        raise AuthorError(found)


def sound_rest(
    workspace: Workspace, person: str, problems: Sequence[Problem], files: Sequence[str] | None = None
) -> tuple[str, ...]:
    """Of the drafted files those that can be published without the ones that ``problems`` are errors of; none when
    these need what is left out."""
    with workspace.lock:
        faulty = {problem.place.file for problem in problems if problem.severity == "error"}
        drafted = [file for file in workspace.settle(person).files if files is None or file in files]
        rest = tuple(sorted(file for file in drafted if file not in faulty))
        try:
            _require_sound(workspace, person, rest)
        except AuthorError:
            return ()
        return rest


def _stage(workspace: Workspace, order: Order) -> None:
    """Write every text beside its file: what cannot be written is found before anything is replaced."""
    for file, drafted in order.files.items():
        if drafted.text is None:
            continue
        path, partial = _paths(workspace, file)
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as stream:
            stream.write(workspace.texts.get(drafted.text))
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            partial.chmod(path.stat().st_mode & 0o7777)


def _replace(workspace: Workspace, order: Order) -> None:
    for file, drafted in order.files.items():
        _put(workspace, file, drafted)


def _put(workspace: Workspace, file: str, drafted: Drafted) -> None:
    """Raises ``Conflict`` when the file is not any more what is to be replaced."""
    path, partial = _paths(workspace, file)
    if _hash(path) != drafted.base:
        raise Conflict(f"{file!r} was changed at this moment.", "Look at it and publish again.")
    if drafted.text is None:
        path.unlink()
    else:
        partial.replace(path)


def _take_back(workspace: Workspace, order: Order) -> None:
    """Undo what was replaced, and forget the order."""
    for file, drafted in order.files.items():
        path, partial = _paths(workspace, file)
        if _hash(path) == drafted.text:
            if drafted.base is None:
                path.unlink()
            else:
                write_whole(path, workspace.texts.get(drafted.base))
        with suppress(OSError):
            partial.unlink()
    (workspace.keep / _ORDER).unlink(missing_ok=True)


def _record(workspace: Workspace, history: History, order: Order) -> Published:
    def text(hash: str | None) -> bytes | None:
        return None if hash is None else workspace.texts.get(hash)

    done = {file: each for file, each in order.files.items() if workspace.disk.hash(file) == each.text}
    changes = {file: (text(each.base), text(each.text)) for file, each in done.items()}
    for name, (_, after) in changes.items():
        _forget_gone(workspace, order.person, name, after)
    beside = [file for name, (_, after) in changes.items() for file in _layouts(workspace, name, after)]
    id = history.record(order.person, order.message, changes, beside) if changes else ""
    workspace.settle(order.person)  # what is on disk is no draft any more
    (workspace.keep / _ORDER).unlink(missing_ok=True)
    sweep(workspace, time.time())
    return Published(id, tuple(sorted(done)))


def _layouts(workspace: Workspace, file: str, text: bytes | None) -> list[str]:
    """The side files of the flows in ``text``, that of ``file``."""
    try:
        value = None if text is None else value_of(text)
    except Apart:
        return []
    flows = value.get("flows") if isinstance(value, dict) else None
    named = [layout_file(flow, file) for flow in flows] if isinstance(flows, dict) else []
    return [each for each in named if workspace.disk.hash(each) is not None]


def _forget_gone(workspace: Workspace, person: str, file: str, text: bytes | None) -> None:
    """Of steps that are in no flow of ``file`` any more no place is kept, unless the draft of another may have them."""
    drafts = workspace.drafts
    others = any(file in drafts.read(other).files for other in drafts.people() if other != person)
    node = None if text is None or others else parse(text, "", Problems())
    for flow, steps in steps_by_flow(node).items() if node is not None else ():
        forget_gone(workspace, flow, file, {step.id for step in steps})


def _paths(workspace: Workspace, file: str) -> tuple[Path, Path]:
    """Where a file is, links followed, and where its new text waits."""
    path = workspace.disk.path(file).resolve()
    return path, path.with_name(f".{path.name}.publishing")


def _hash(path: Path) -> str | None:
    with suppress(FileNotFoundError, NotADirectoryError):
        return hash_of(path.read_bytes())
    return None
