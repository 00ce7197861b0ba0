"""Which rules, stories and forms can be flows: those whose meaning is the same.

A message has one meaning in flows, wherever it comes. So an intent becomes a flow when everything that is told of it
is the same, or differs only in what is known, and when nothing that stays tells of it otherwise. A form becomes
questions of a flow when nothing that stays a rule or a story speaks of it. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from talkwright.migrate.form_flows import why_not
from talkwright.migrate.reactions import ACTION, FORM, Atom, Turn, condition, known_atoms, tree, turns_of
from talkwright.migrate.slots import REQUESTED
from talkwright.migrate.told import Bot, Written
from talkwright.project.stories import Does, Knows, Loops, Story


@dataclass(eq=False)
class Item:
    """A rule or story on its way. ``guard`` is what a rule wants to be known; ``why`` is why it stays, with a hint."""

    written: Written
    turns: tuple[Turn, ...]
    guard: str = ""
    why: tuple[str, str] | None = None

    @property
    def intents(self) -> tuple[str, ...]:
        """The intents that it speaks of, each once."""
        return tuple(dict.fromkeys(intent for turn in self.turns for intent in turn.intents))

    def stays(self, why: str, hint: str = "Keep it, or write a flow by hand.") -> bool:
        """Say that it stays; whether that is new."""
        is_new = self.why is None
        self.why = self.why or (why, hint)
        return is_new


@dataclass
class Plan:
    """``ways``: what is done after an intent, in all that is told of it; ``guarded``: rules with a condition.

    ``forms`` are those that become questions, ``left`` why the others stay. ``ends``: the rules that tell what comes
    when a form has ended.
    """

    ways: dict[str, tuple[tuple[Atom, ...], ...]] = field(default_factory=dict)
    guarded: list[Item] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    left: dict[str, tuple[str, str]] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    ends: dict[str, Written] = field(default_factory=dict)


def plan_flows(bot: Bot) -> Plan:
    """What of ``bot`` becomes flows."""
    plan = Plan()
    submits: dict[str, tuple[Atom, ...]] = {}
    others: list[Written] = []
    for written in bot.told:
        form = _ended_form(written.story) if written.section == "rules" else None
        if form is None or form in submits:
            others.append(written)
        else:
            submits[form] = tuple(Atom(ACTION, s.action) for s in _after_end(written.story) if isinstance(s, Does))
            plan.ends[form] = written
    plan.items = [_item(written, bot, submits) for written in others]
    while _something_stays(plan, bot):
        pass
    going = [item for item in plan.items if item.why is None]
    plan.guarded = [item for item in going if item.guard]
    plan.ways = {intent: _ways(intent, going) for item in going if not item.guard for intent in item.intents}
    used = {atom.name for item in going for turn in item.turns for atom in turn.atoms if atom.kind == FORM}
    plan.forms = [name for name in bot.domain.forms if name not in plan.left and name in used]
    for name in bot.domain.forms:
        if name not in used:
            plan.left.setdefault(name, ("no rule or story that becomes a flow begins it", "Begin it in a flow."))
    return plan


def _ended_form(story: Story) -> str | None:
    """The form whose end a rule is about."""
    loops = [step.form for step in story.condition if isinstance(step, Loops)]
    others = [step for step in story.condition if not isinstance(step, Loops) and not _is_unasked(step)]
    steps = [step for step in story.steps if not (isinstance(step, Does) and step.action in loops)]
    ends = bool(steps) and isinstance(steps[0], Loops) and steps[0].form is None
    is_plain = all(isinstance(step, Does) or _is_unasked(step) for step in steps[1:])
    return loops[0] if len(loops) == 1 and loops[0] and not others and ends and is_plain and story.waits else None


def _after_end(story: Story) -> Sequence[object]:
    index = next(index for index, step in enumerate(story.steps) if isinstance(step, Loops))
    return story.steps[index + 1 :]


def _is_unasked(step: object) -> bool:
    return isinstance(step, Knows) and step.slots == ((REQUESTED, None),)


def _item(written: Written, bot: Bot, submits: Mapping[str, tuple[Atom, ...]]) -> Item:
    story = written.story
    item = Item(written, tuple(turns_of(story, bot.domain, submits)))
    for turn in item.turns:
        if turn.why:
            item.stays(turn.why)
        retrieved = bot.domain.retrieval_intents
        if any(intent in retrieved for intent in turn.intents):
            item.stays("retrieval intents are answered by themselves", "Take it out when no other rules are left.")
        if not turn.atoms:
            item.stays("nothing is done after a message")
    if written.section == "rules":
        _rule(item, bot)
    return item


def _rule(item: Item, bot: Bot) -> None:
    """What rules can say besides."""
    story = item.written.story
    if story.at_start:
        item.stays("it holds only at the beginning of a conversation", "See pattern_session_start.")
    if not story.waits:
        item.stays("the assistant does not listen after it")
    if len(item.turns) > 1:
        item.stays("it has several messages of the user")
    if any(turn.has_entities for turn in item.turns):
        item.stays("it asks for entities of the message", "Ask for slots in a flow instead.")
    guards: list[str] = []
    for step in story.condition:
        if isinstance(step, Loops) and step.form is None and len(bot.domain.forms) <= 1:
            continue
        atoms = list(known_atoms(step, bot.domain)) if isinstance(step, Knows) else []
        written = [condition(atom, bot.domain) for atom in atoms]
        if not isinstance(step, Knows) or None in written:
            item.stays("its condition is none for a flow", "Write a flow with 'if' by hand.")
        guards += filter(None, written)
    item.guard = " and ".join(guards)


def _something_stays(plan: Plan, bot: Bot) -> bool:
    """Find what cannot go because of what stays. Whether there was anything new."""
    staying = [item for item in plan.items if item.why is not None]
    going = [item for item in plan.items if item.why is None]
    answered = bot.triggers.union(*(item.intents for item in going))
    is_new = False
    for name, form in bot.domain.forms.items():
        why = why_not(form, bot.domain, frozenset(answered), bot.checks, writes=bot.writes_actions)
        told = next((item for item in staying if name in _forms_of(item.written.story)), None)
        if told is not None:
            why = why or (f"'{told.written.story.name}' stays, which speaks of it", "Write a flow for that, too.")
        if why is not None and name not in plan.left:
            plan.left[name] = why
            is_new = True
    for item in going:
        why = _why_stays(item, staying, going, plan, bot)
        if why is not None:
            is_new = item.stays(*why) or is_new
    return is_new


def _why_stays(
    item: Item, staying: Sequence[Item], going: Sequence[Item], plan: Plan, bot: Bot
) -> tuple[str, str] | None:
    for name in _forms_of(item.written.story):
        if name in plan.left:
            return f"the form '{name}' stays one: {plan.left[name][0]}", plan.left[name][1]
    taken = next((intent for intent in item.intents if intent in bot.triggers), None)
    if taken is not None:
        return f"a flow begins with '{taken}' already", "Take the rule or story out if the flow does it all."
    form = next((name for name in bot.domain.forms if name in plan.left and name in _begun(bot)), None)
    if item.written.section == "rules" and form is not None:
        return f"while the form '{form}' asks, which stays, no flow answers", f"{plan.left[form][0].capitalize()}."
    for other in staying:
        clash = _clash(item, other)
        if clash is not None:
            hint = f"With '{other.written.story.name}' rewritten it could go."
            return f"'{clash}' is told of in '{other.written.story.name}', too, which stays", hint
    forms: dict[str, list[dict[str, object]]] = {name: [] for name in bot.domain.forms}
    for intent in item.intents if not item.guard else ():
        if tree(_ways(intent, going), bot.domain, forms) is None:
            return f"what comes after '{intent}' depends on what was said before", "Ask for a slot, and branch on it."
    return None


def _begun(bot: Bot) -> set[str]:
    """The forms that anything is told of."""
    return {name for written in bot.told for name in _forms_of(written.story)}


def _clash(item: Item, other: Item) -> str | None:
    """An intent that ``other``, which stays, speaks of, too: flows would answer it there."""
    if any(isinstance(step, Loops) and step.form for step in other.written.story.condition):
        return None  # while a form asks, flows do not answer
    return next((intent for intent in item.intents if intent in other.intents), None)


def _forms_of(story: Story) -> Iterator[str]:
    for step in (*story.condition, *story.steps):
        if isinstance(step, Loops) and step.form:
            yield step.form


def _ways(intent: str, items: Sequence[Item]) -> tuple[tuple[Atom, ...], ...]:
    found = (turn.atoms for item in items if not item.guard for turn in item.turns if intent in turn.intents)
    return tuple(dict.fromkeys(found))
