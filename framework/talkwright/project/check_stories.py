"""Whether stories and rules name what is there. Each is a warning: the rest of the story is learned all the same."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from talkwright.errors import Place, Problems
from talkwright.project.check import UTTER
from talkwright.project.domain import Domain
from talkwright.project.stories import Does, Either, Knows, Loops, Passes, Says, Story, StoryStep
from talkwright.yaml import did_you_mean


def check_stories(stories: Sequence[Story], domain: Domain, built_in: Container[str], problems: Problems) -> None:
    """Report every name that ``domain`` does not have. ``built_in`` are the actions that every bot has."""
    for story in stories:
        what = f"The {'rule' if story.is_rule else 'story'} '{story.name}'"
        _Check(what, domain, built_in, problems).steps((*story.condition, *story.steps))


class _Check:
    def __init__(self, what: str, domain: Domain, built_in: Container[str], problems: Problems) -> None:
        self._what = what
        self._domain = domain
        self._built_in = built_in
        self._problems = problems

    def steps(self, steps: Iterable[StoryStep]) -> None:
        """Each name once a step, where it stands."""
        for step in steps:
            if isinstance(step, Says):
                self._says(step)
            elif isinstance(step, Does) and not step.is_text:
                self._does(step)
            elif isinstance(step, (Knows, Passes)):
                for name, _ in step.slots:
                    self._known("slot", name, self._domain.schema.slots, step.place)
            elif isinstance(step, Loops) and step.form and step.form not in self._built_in:
                self._known("form", step.form, self._domain.forms, step.place)
            elif isinstance(step, Either):
                self.steps(step.choices)

    def _says(self, step: Says) -> None:
        if step.intent is not None:
            self._known("intent", step.intent, self._domain.intents, step.place)
        for each in step.entities:
            self._known("entity", each.entity, self._domain.entities, step.place)

    def _does(self, step: Does) -> None:
        domain, name = self._domain, step.action
        if name in self._built_in or name in domain.forms or name.removeprefix(UTTER) in domain.retrieval_intents:
            return
        self._known("action", name, {*domain.actions, *domain.responses}, step.place)

    def _known(self, kind: str, name: str, known: Iterable[str], place: Place) -> None:
        if name in known:
            return
        message = f"{self._what} names the {kind} '{name}', which is not in the domain."
        hint = did_you_mean(name, known) or "Add it to the domain, or name another."
        self._problems.warning(f"story/unknown-{kind}", message, place, hint)
