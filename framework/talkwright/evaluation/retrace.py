"""Stories told to a trained model: at each step, does it do what the story tells?

No message is parsed and no action runs: what a story says is what happens, and the policies are asked what comes next.
The stories may be other files' than those that were learned, so that a migrated bot can be held to its old ones. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from talkwright.conversation import events as ev
from talkwright.conversation.state import State, fold, initial
from talkwright.dialogue.decide import Decision, decide
from talkwright.dialogue.policies.prediction import view_of
from talkwright.errors import Place, Problems
from talkwright.project.stories import Says, Story, StoryStep
from talkwright.training.load import Model
from talkwright.training.walks import Walk, walks_of


class Astray(msgspec.Struct, frozen=True):
    """A story that goes otherwise: after the intent ``said`` comes ``got``, and the story tells ``expected``."""

    story: str
    place: Place
    said: str
    expected: str
    got: str


class Retraced(msgspec.Struct, frozen=True):
    """How many ways through the stories there are, and the first step that goes otherwise of each that does."""

    ways: int
    astray: tuple[Astray, ...]

    @property
    def followed(self) -> int:
        """The ways that go as they are told."""
        return self.ways - len(self.astray)


def retrace(stories: Sequence[Story], model: Model) -> Retraced:
    """Tell ``model`` every way through ``stories``.

    Rules are left out, which tell only a part of a conversation, and stories that go by the very words of a user.
    """
    told = [story for story in stories if not story.is_rule and not any(_is_words(step) for step in story.steps)]
    walks = walks_of(told, model.domain, Problems())
    found = (_astray(walk, model) for walk in walks)
    return Retraced(len(walks), tuple(each for each in found if each is not None))


def _is_words(step: StoryStep) -> bool:
    return isinstance(step, Says) and step.intent is None


def _astray(walk: Walk, model: Model) -> Astray | None:
    schema = model.domain.schema
    state = initial(schema)
    said = ""
    for event in walk.events:
        if isinstance(event, ev.UserUttered):
            said = event.parse_data.intent.name or event.text or ""
        elif isinstance(event, ev.ActionExecuted) and said:
            expected = event.name or event.action_text or ""
            state, decision = _asked(state, expected, model)
            if decision.action != expected:
                return Astray(walk.name, walk.place, said, expected, decision.action)
            for before in decision.events:
                state = fold(schema, state, before)
            state = fold(schema, state, replace(event, hide_rule_turn=decision.hidden))
            continue
        state = fold(schema, state, event)
    return None


def _asked(state: State, expected: str, model: Model) -> tuple[State, Decision]:
    """What comes next. A form that would go on where the story does something else does not want to act."""
    assert model.playbook is not None
    decision = decide(model.policies, view_of(state, model.playbook.lens))
    form = state.active_loop.name if state.active_loop else None
    if form is None or decision.action != form or form == expected:
        return state, decision
    refused = ev.ActionExecutionRejected(name=form, policy=decision.policy, confidence=decision.confidence)
    state = fold(model.domain.schema, state, refused)
    return state, decide(model.policies, view_of(state, model.playbook.lens), form)
