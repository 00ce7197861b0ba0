"""Actions that a domain lists and that nobody has written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from talkwright.actions.builtin import BUILT_IN
from talkwright.actions.code import Code
from talkwright.actions.find import find_actions
from talkwright.errors import AuthorError, Place, Problem, Problems
from talkwright.project.domain import Domain


def custom_actions(domain: Domain) -> tuple[str, ...]:
    """The actions that the domain lists and that somebody has to write."""
    known = domain.responses.keys() | domain.forms.keys() | BUILT_IN.keys()
    known |= {f"utter_{intent}" for intent in domain.retrieval_intents}
    return tuple(name for name in domain.actions if name not in known)


def served_actions(domain: Domain) -> tuple[str, ...]:
    """The actions that an action server is asked for in a bot of rules and stories, as Rasa asks: all that the domain
    lists, also those that take the place of a built-in action or a form, and those that fill slots."""
    mapped = (mapping.action for found in domain.mappings.values() for mapping in found if mapping.action)
    names = dict.fromkeys((*domain.actions, *mapped))
    return tuple(name for name in names if name not in domain.responses and not name.startswith("utter_"))


def check_actions(root: Path, domain: Domain, code: Code | None) -> tuple[Problem, ...]:
    """The problems of the actions of the bot at ``root``. Its code is run only when reading it leaves a doubt."""
    code = code or Code()
    doubtful = [name for name in custom_actions(domain) if name not in code.names]
    if not doubtful or code.problems:
        return code.problems
    try:
        found = find_actions(root)
    except AuthorError as fault:
        return fault.problems
    return missing((name for name in doubtful if name not in found), domain)


def missing(names: Iterable[str], domain: Domain) -> tuple[Problem, ...]:
    """A warning for each of ``names``."""
    problems = Problems()
    for name in names:
        problems.warning(
            "actions/missing",
            f"The domain lists the action '{name}', and no class in actions/ has that name.",
            domain.places.get(f"action:{name}", Place("domain.yml")),
            "Write a class in actions/ whose name() returns it, or take it out of the domain.",
        )
    return problems.all
