"""``endpoints.yml`` of Rasa 1 with the keys of today."""

from __future__ import annotations

from talkwright.migrate.notes import Notes
from talkwright.migrate.patch import Patch

_STORES = ("tracker_store", "lock_store", "event_broker")


def migrate_endpoints(text: str, file: str, notes: Notes) -> str | None:
    """The file with ``type`` for ``store_type`` and ``queues`` for ``queue``, or None when it has neither."""
    patch = Patch(text, file)
    for section, settings in patch.root.entries:
        for key, value in settings.entries if section.value in _STORES else ():
            if key.value == "store_type" and settings.entry("type") is None:
                patch.replace(key, "type")
                notes.done(patch.place(key), f"'store_type' of '{section.value}' is called 'type'.")
            elif key.value == "queue" and value.kind == "scalar" and settings.entry("queues") is None:
                patch.replace(key, "queues")
                patch.replace(value, f"[{text[value.start : value.end].strip()}]")
                notes.done(patch.place(key), f"'queue' of '{section.value}' is a list, 'queues'.")
    return patch.result() if patch.is_changed else None
