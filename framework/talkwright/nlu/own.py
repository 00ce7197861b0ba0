"""Components of a bot's own: ``module.Class`` in the pipeline. What such a class has to be, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import msgspec

from talkwright.errors import AuthorError, Place, Problem, Problems
from talkwright.nlu.component import Component
from talkwright.own import Flaw, blamed, flaw_of, load_class

METHODS = ("fit", "process", "save", "load")
"""What a class needs to be a component."""

_OF_RASA = frozenset({"GraphComponent", "EntityExtractor", "EntityExtractorMixin", "IntentClassifier", "Component"})
_HINT = "docs/components.md tells method by method how one of Rasa's becomes one of ours."


def check_own(name: str, root: Path, place: Place, problems: Problems) -> bool:
    """Whether the component ``name`` of the bot at ``root`` looks as if it could be used. It is not run."""
    flaw = flaw_of(name, root, METHODS, _OF_RASA)
    if flaw is None:
        return True
    if flaw.kind == "missing":
        message, hint = f"{flaw.says}; '{name}' is left out.", "Put it there, or take it out of the pipeline."
        problems.warning("nlu/unknown-component", message, place, hint)
    elif flaw.kind == "rasa":
        problems.warning("nlu/rasa-component", f"{flaw.says} and is left out.", flaw.place, _HINT)
    else:
        problems.error("nlu/broken-component", flaw.says, flaw.place, "Mend the line.")
    return False


def load_own(name: str, root: Path) -> type[Component]:
    """The class ``name`` of the bot at ``root``, imported. Raises ``AuthorError`` when it is no component."""
    found = load_class(name, root, "component", METHODS)
    if isinstance(found, Flaw):
        raise AuthorError([_problem(found)])
    for attribute, default in (("Options", msgspec.defstruct("NoOptions", (), frozen=True)), ("prepares", False)):
        if not hasattr(found, attribute):
            setattr(found, attribute, default)
    return cast("type[Component]", found)


def blame(fault: Exception, name: str, root: Path, what: str) -> Problem:
    """The problem that the component ``name`` of the bot at ``root`` raised ``fault``, at the line that is to blame."""
    return _problem(blamed(fault, name, root, f"The component '{name}' {what}"))


def _problem(flaw: Flaw) -> Problem:
    mend = "Mend the line, or take the component out of the pipeline." if flaw.kind == "failed" else _HINT
    return Problem("nlu/broken-component", flaw.says, flaw.place, flaw.hint or mend)
