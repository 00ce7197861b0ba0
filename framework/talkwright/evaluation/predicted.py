"""Test stories of a bot of rules and stories, as Rasa tests them: before each step the policies say what comes.

Nothing runs. Whatever was said, the story goes on as it is written, so that one mistake does not hide what comes after
it: a message means what the story says, an action sets the slots that stand below it. Pure.
"""

from __future__ import annotations

from msgspec.structs import replace

from talkwright.actions.builtin import start_session
from talkwright.conversation import events as ev
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.tracker import Tracker
from talkwright.conversation.trail import LISTEN
from talkwright.conversation.utterance import Intent, Utterance
from talkwright.dialogue.decide import Decision, decide
from talkwright.dialogue.moments import UNLIKELY
from talkwright.dialogue.policies.prediction import view_of
from talkwright.errors import Place
from talkwright.evaluation.cases import Case, Exchange, StoryStep
from talkwright.evaluation.compare import Difference, compare
from talkwright.evaluation.conversations import Result
from talkwright.evaluation.transcript import Line, Told
from talkwright.evaluation.understood import EntitiesAre, IntentIs
from talkwright.flows.patterns import FILE
from talkwright.training.load import Model


def goes_by_policies(model: Model) -> bool:
    """Whether rules and stories alone decide what this bot does."""
    return bool(model.policies) and all(each.flow.place.file == FILE for each in model.program.routines.values())


def predict_through(model: Model, case: Case) -> Result:
    """Ask the policies before each step of a test story and compare."""
    reading = _Reading(model, case)
    for step in case.steps:
        reading.take(step)
    return reading.result()


class _Reading:
    """A test story on its way to its result."""

    def __init__(self, model: Model, case: Case) -> None:
        self._model = model
        self._case = case
        schema = model.domain.schema
        self._tracker = Tracker(ConversationKey("test"), schema)
        self._tracker.history = ()
        self._tracker.record(*start_session(schema, self._tracker.state))
        self._told: list[Told] = []
        self._lines: list[Line] = []
        self._differences: list[Difference] = []
        self._followed: list[tuple[str, str]] = []
        self._chosen: list[tuple[str | None, float | None]] = []
        self._words = ""
        self._place = case.place  # of the last step

    def take(self, step: StoryStep) -> None:
        """Take in the next step."""
        if step.kind == "user":
            self._end_turn()
            self._hear(self._case.exchanges[step.value])
        elif step.kind in ("action", "bot"):
            self._expect(step.value, step.place)
            by_name = step.kind == "action"
            self._tracker.record(self._executed(step.value if by_name else None, None if by_name else step.value))
            self._lines.append(Line("action", step.value))
        elif step.kind == "slots":
            self._tracker.record(*(ev.SlotSet(name=name, value=value) for name, value in step.value.items()))
        else:
            self._tracker.record(ev.ActiveLoop(name=step.value))
        self._place = step.place

    def result(self) -> Result:
        """All of it. A story that ends with the user leaves open what comes then."""
        self._end_turn()
        return Result(self._case, tuple(self._told))

    def _hear(self, exchange: Exchange) -> None:
        self._words = exchange.text
        heard = self._model.pipeline.parse(exchange.text)
        event = ev.UserUttered(text=exchange.text, parse_data=heard)
        how = tuple(each for each in exchange.expected if isinstance(each, (IntentIs, EntitiesAre)))
        self._differences += compare(replace(exchange, expected=how, follows=None), (event,))
        self._tracker.record(replace(event, parse_data=_meant(heard, exchange)))

    def _expect(self, wanted: str, place: Place) -> None:
        """Ask what comes next, which should be ``wanted``."""
        decision = self._decide()
        if decision.action == UNLIKELY != wanted:
            self._lines.append(Line("action", UNLIKELY))
            self._tracker.record(*decision.events, self._executed(UNLIKELY))
            decision = self._decide()
        loop = self._tracker.state.active_loop
        if loop is not None and decision.action == loop.name != wanted:  # the form may refuse; nothing runs here
            self._tracker.record(ev.ActionExecutionRejected(name=decision.action))
            decision = self._decide(refused=decision.action)
        self._tracker.record(*decision.events)
        self._decision = decision
        self._followed.append((wanted, decision.action))
        self._chosen.append((decision.policy, decision.confidence))
        if decision.action != wanted:
            is_over = wanted == LISTEN  # which no story names
            expected, came = ("nothing more", "then ") if is_over else (f"action {wanted}", "")
            self._differences.append(Difference(place, self._words, expected, f"{came}{decision.action}"))

    def _decide(self, refused: str | None = None) -> Decision:
        playbook, state = self._model.playbook, self._tracker.state
        assert playbook is not None
        if state.followup_action and state.followup_action != refused:
            return Decision(state.followup_action, confidence=1.0)
        return decide(self._model.policies, view_of(state, playbook.lens), refused)

    def _executed(self, name: str | None, text: str | None = None) -> ev.ActionExecuted:
        decision = self._decision
        is_right = decision.action in (name, text)
        return ev.ActionExecuted(name=name, action_text=text, hide_rule_turn=is_right and decision.hidden)

    _decision = Decision(LISTEN)

    def _end_turn(self) -> None:
        """After what was done, the assistant has to listen."""
        acted = any(line.text != UNLIKELY for line in self._lines)
        if acted and self._tracker.state.latest_action != LISTEN:
            self._expect(LISTEN, self._place)
            self._tracker.record(self._executed(LISTEN))
        elif self._words and self._tracker.state.latest_action != LISTEN:
            self._tracker.record(ev.ActionExecuted(name=LISTEN))
        if self._words or self._lines:
            followed, chosen = tuple(self._followed), tuple(self._chosen)
            self._told.append(Told(self._words, tuple(self._lines), tuple(self._differences), followed, chosen))
        self._lines, self._differences, self._followed, self._chosen, self._words = [], [], [], [], ""


def _meant(heard: Utterance, exchange: Exchange) -> Utterance:
    """What the message means, as the story says; where it says nothing, as it was understood."""
    intent = next((each.name for each in exchange.expected if isinstance(each, IntentIs)), None)
    marked = next((each.entities for each in exchange.expected if isinstance(each, EntitiesAre)), None)
    if intent is not None:
        base, slash, _ = intent.partition("/")
        said = Intent(base, 1.0, intent) if slash else Intent(intent, 1.0)
        heard = replace(heard, intent=said, intent_ranking=(said,))
    return heard if marked is None else replace(heard, entities=marked)
