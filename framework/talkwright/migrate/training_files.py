"""Training data in YAML of Rasa 2: its version, and names that have changed."""

from __future__ import annotations

from talkwright.migrate.domain import VERSION, answering
from talkwright.migrate.layout import scalar
from talkwright.migrate.notes import Notes
from talkwright.migrate.old_domain import is_old_version
from talkwright.migrate.patch import Patch
from talkwright.yaml.parts import Part

SECTIONS = ("nlu", "stories", "rules", "responses", "e2e_tests")


def migrate_training_file(text: str, file: str, notes: Notes) -> str | None:
    """The file as of today, or None when it is."""
    patch = Patch(text, file)
    if not any(patch.root.entry(section) for section in SECTIONS):
        return None
    version = patch.root.entry("version")
    if version is not None and is_old_version(version[1].value):
        patch.replace(version[1], f'"{VERSION}"')
        for section in ("stories", "rules"):
            for _, value in filter(None, (patch.root.entry(section),)):
                _rename_actions(patch, value, notes)
    return patch.result() if patch.is_changed else None


def _rename_actions(patch: Patch, stories: Part, notes: Notes) -> None:
    for key, value in (each for part in stories.all for each in part.entries):
        if key.value == "action" and value.value.startswith("respond_"):
            patch.replace(value, scalar(answering(value.value)))
            notes.done(patch.place(value), f"'{value.value}' is called '{answering(value.value)}' now.")
