"""Two changes that cannot both be had: how they are told, and how one is decided on.

A decision is an edit of the text in which the clash was found. So it is merged with what was done to the draft since,
as any edit is, and finds its place also when that has moved.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from talkwright.builder.files.drafts import Clash, Draft, Step
from talkwright.builder.files.texts import hash_of
from talkwright.builder.files.unite import Apart, value_of
from talkwright.errors import Conflict, NotFound
from talkwright.yaml.merge import Differs
from talkwright.yaml.rewrite import REMOVED, rewrite

if TYPE_CHECKING:
    from talkwright.builder.files.workspace import Edited, Workspace

Take = Literal["yours", "theirs", "value"]


def clashes_of(file: str, differ: Sequence[Differs], when: str) -> list[Clash]:
    """One for each place where both have changed the same; their paths are in the text whose hash is ``when``."""
    return [
        Clash(
            secrets.token_hex(8), file, "same", each.path, _told(each.base), _told(each.theirs), _told(each.yours), when
        )
        for each in differ
    ]


def whole_clash(file: str, fault: Apart, base: bytes | None, theirs: bytes | None, yours: bytes | None) -> Clash:
    """That of a file as a whole. Its id tells which versions clash."""
    id = hash_of(b"\0".join((file.encode(), *(b"" if text is None else b"+" + text for text in (base, theirs, yours)))))
    return Clash(id, file, fault.reason, (), _shown(base), _shown(theirs), _shown(yours))


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
    chosen = {"yours": clash.yours, "theirs": clash.theirs, "value": value}[take]
    draft = draft.drop([clash])
    workspace.drafts.write(person, draft)
    following = next((each for each in draft.clashes if (each.file, each.path) == (clash.file, clash.path)), None)
    if take != "yours" and following is not None and following.base == chosen:
        return decide(workspace, person, following.id, "theirs")  # only they have changed what was taken
    if take == "yours":
        return workspace.keep_draft(person, draft, (clash.file,))
    before = workspace.texts.get(clash.when)
    after = rewrite(before.decode(), *_placing(clash, chosen, value_of(before))).encode()
    return workspace.put(person, {clash.file: after}, {clash.file: clash.when})


def _placing(clash: Clash, chosen: Any, whole: Any) -> tuple[tuple[Step, ...], Any]:
    """Where to write what. An element that was taken away has its place between others, which stay."""
    if chosen is msgspec.UNSET:
        return clash.path, REMOVED
    *around, last = clash.path or (None,)
    if clash.yours is not msgspec.UNSET or not isinstance(last, int):
        return clash.path, chosen
    elements = reduce(lambda value, step: value[step], around, whole)
    return tuple(around), [*elements[:last], chosen, *elements[last:]]


def _told(value: Any) -> Any:
    return msgspec.UNSET if value is REMOVED else value


def _shown(text: bytes | None) -> Any:
    """The value of a text, or the text when it has none."""
    if text is None:
        return msgspec.UNSET
    try:
        return value_of(text)
    except Apart:
        return text.decode(errors="replace")
