"""Deciding on a clash: whose value it shall be.

A decision is an edit of the text in which the clash was found. So it is merged with what was done to the draft since,
as any edit is, and finds its place also when that has moved.
"""

from __future__ import annotations

from functools import reduce
from typing import Any, Literal

import msgspec

from talkwright.builder.files.drafts import Clash, Draft, Step
from talkwright.builder.files.unite import value_of
from talkwright.builder.files.workspace import Edited, Workspace
from talkwright.errors import Conflict, NotFound
from talkwright.yaml.rewrite import REMOVED, rewrite

Take = Literal["yours", "theirs", "value"]


def decide(workspace: Workspace, person: str, id: str, take: Take, value: Any = None) -> Edited:
    """Settle the clash ``id`` with ``person``'s own value, theirs, or another ``value``. Raises ``NotFound`` when it is
    none any more, ``Conflict`` when it cannot be decided like this."""
    with workspace.lock:
        draft = workspace.settle(person)
        clash = next((each for each in draft.clashes if each.id == id), None)
        if clash is None:
            raise NotFound("There is no such conflict any more.", "Load the conflicts again.")
        if clash.reason == "same":
            return _decide_field(workspace, person, draft, clash, take, value)
        if take == "value":
            raise Conflict("Of a whole file one of the two can be taken.", "Take 'yours' or 'theirs'.")
        theirs = workspace.disk.read(clash.file)
        yours = draft.files[clash.file].text if take == "yours" else None
        draft = draft.without(clash.file)
        if take == "yours":
            draft = draft.put(clash.file, None if theirs is None else workspace.texts.keep(theirs), yours)
        return workspace.keep_draft(person, draft, (clash.file,))


def _decide_field(workspace: Workspace, person: str, draft: Draft, clash: Clash, take: Take, value: Any) -> Edited:
    if take == "yours":
        return workspace.keep_draft(person, draft.drop([clash]), (clash.file,))
    chosen = clash.theirs if take == "theirs" else value
    decided = [clash]
    for other in draft.clashes:
        if other.id != clash.id and (other.file, other.path) == (clash.file, clash.path):
            if other.base != chosen:
                break
            decided.append(other)  # only they have changed what was taken
            chosen = other.theirs
    at = decided[-1]
    before = workspace.texts.get(at.when)
    after = rewrite(before.decode(), *_placing(at, chosen, value_of(before))).encode()
    return workspace.put(person, {at.file: after}, {at.file: at.when}, decided)


def _placing(clash: Clash, chosen: Any, whole: Any) -> tuple[tuple[Step, ...], Any]:
    """Where to write what. An element that was taken away has its place between others, which stay."""
    if chosen is msgspec.UNSET:
        return clash.path, REMOVED
    *around, last = clash.path or (None,)
    if clash.yours is not msgspec.UNSET or not isinstance(last, int):
        return clash.path, chosen
    elements = reduce(lambda value, step: value[step], around, whole)
    return tuple(around), [*elements[:last], chosen, *elements[last:]]
