"""An intent taken away in one step: its examples and its name in the domain. Who uses it is told, and comes first."""

from __future__ import annotations

import msgspec

from talkwright.builder.files.workspace import Edited, Workspace
from talkwright.builder.naming.use import Use
from talkwright.builder.naming.uses import intent_uses
from talkwright.builder.teaching.examples import Examples
from talkwright.builder.teaching.teach import ExampleChanges
from talkwright.errors import Conflict, NotFound

_MOST_NAMED = 5


class Forgotten(msgspec.Struct, frozen=True):
    """What came of it: how many ``examples`` went, and who used it and has to be changed now."""

    edited: Edited
    examples: int
    uses: tuple[Use, ...]


def forget_intent(
    workspace: Workspace, examples: Examples, person: str, name: str, *, force: bool = False
) -> Forgotten:
    """Take ``name`` away in the draft of ``person``. Raises ``NotFound``; and ``Conflict`` while a flow, a rule, a
    story or anything else uses it, unless ``force`` says that this is known."""
    with workspace.lock:
        seen = examples.intent(person, name)
        if "/" in name:
            raise NotFound(f"{name!r} is a key of an intent.", "Name the intent, or take the examples of the key away.")
        uses = intent_uses(workspace, person).get(name, ())
        if uses and not force:
            named = ", ".join(f"{use.file}:{use.line}" for use in uses[:_MOST_NAMED])
            more = f" and {len(uses) - _MOST_NAMED} more" if len(uses) > _MOST_NAMED else ""
            raise Conflict(f"{name!r} is used at {named}{more}.", "Change these first, or ask with force=true.")
        edited = examples.change(person, ExampleChanges(forget=(name,)))
        return Forgotten(edited, len(seen.examples), uses)
