"""The builder's routes, below ``/builder/api``: one file a group. Each says by ``role`` who may ask."""

from __future__ import annotations

from talkwright.server.route import Route
from talkwright.server.routes.builder import (
    app,
    changes,
    conditions,
    conflicts,
    edits,
    examples,
    history,
    jobs,
    kinds,
    layout,
    map,
    messages,
    models,
    people,
    problems,
    project_view,
    publishing,
    rehearsals,
    rename,
    responses,
    session,
    slots,
    stored,
    traffic,
)

GROUPS = (
    app,
    session,
    people,
    project_view,
    kinds,
    problems,
    slots,
    rename,
    conditions,
    map,
    edits,
    conflicts,
    layout,
    publishing,
    history,
    changes,
    examples,
    messages,
    responses,
    models,
    jobs,
    rehearsals,
    stored,
    traffic,
)
ROUTES: tuple[Route, ...] = tuple(route for group in GROUPS for route in group.ROUTES)
