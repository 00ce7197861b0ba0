"""The schema's history, with Alembic: ``versions/`` holds one step a file, numbered from 0001.

A new step is a new file in ``versions/`` and its number in ``HEAD``; the tests compare what the steps make with what
the rooms' tables say. A step imports no room and shares nothing with another, alike as they look: it says for ever what
it did to databases that went through it. ``HEAD`` stands here so that a database that is up to date costs no import of
Alembic.
"""

from __future__ import annotations

HEAD = "0003"
VERSION_TABLE = "talkwright_version"
