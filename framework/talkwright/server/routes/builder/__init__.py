"""The builder's routes, below ``/builder/api``: one file a group. Each says by ``role`` who may ask."""

from __future__ import annotations

from talkwright.server.route import Route
from talkwright.server.routes.builder import app, people, session

GROUPS = (app, session, people)
ROUTES: tuple[Route, ...] = tuple(route for group in GROUPS for route in group.ROUTES)
