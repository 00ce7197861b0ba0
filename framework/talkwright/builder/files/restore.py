"""Going back to a version: the texts it had become a draft, which can be looked at, changed and published."""

from __future__ import annotations

from talkwright.builder.files.diff import FileDiff, diff
from talkwright.builder.files.history import History
from talkwright.builder.files.texts import hash_of
from talkwright.builder.files.version import Version
from talkwright.builder.files.workspace import Edited, Workspace
from talkwright.errors import Conflict


def restore(workspace: Workspace, history: History, person: str, id: str) -> Edited:
    """Have the draft of ``person`` say what the files said as of version ``id``. What was drafted in those files gives
    way; it has to be published or discarded first. Raises ``NotFound`` and ``Conflict``."""
    with workspace.lock:
        texts = {
            file: text
            for file, text in history.texts_at(id).items()
            if workspace.disk.is_editable(file) and text != workspace.disk.read(file)
        }
        if not texts:
            raise Conflict("The files are as they were then.")
        drafted = sorted(set(workspace.settle(person).files) & set(texts))
        if drafted:
            raise Conflict(f"You have drafted changes of {', '.join(drafted)}.", "Publish or discard them first.")
        before = {file: workspace.disk.read(file) for file in texts}
        for text in before.values():
            if text is not None:
                workspace.texts.keep(text)
        based_on = {file: None if text is None else hash_of(text) for file, text in before.items()}
        return workspace.put(person, texts, based_on)


def shown_version(workspace: Workspace, history: History, id: str) -> tuple[Version, tuple[FileDiff, ...]]:
    """A version, and what it changed of the files that the builder edits: what else is in a commit that somebody made
    by hand, such as credentials, is nobody's to read here. Raises ``NotFound``."""
    version, changes = history.changes(id)
    shown = {file: texts for file, texts in sorted(changes.items()) if workspace.disk.is_editable(file)}
    return version, tuple(diff(file, before, after) for file, (before, after) in shown.items())
