"""Rules, forms and stories of a current bot as flows, where their meaning is the same; the rest is told, and stays.

Texts by path come in, changes go out, as in ``project``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from talkwright.errors import Place
from talkwright.migrate.change import Change
from talkwright.migrate.form_checks import with_actions
from talkwright.migrate.form_flows import checked_slots, questions
from talkwright.migrate.layout import comments, entry
from talkwright.migrate.notes import Notes
from talkwright.migrate.patch import Patch
from talkwright.migrate.plan_flows import Item, Plan, plan_flows
from talkwright.migrate.reactions import FORM, Atom, tree
from talkwright.migrate.slots import Plain
from talkwright.migrate.told import Bot, Written, is_domain, read_bot
from talkwright.yaml.parts import Part

FILE = "flows/from_rules.yml"


def to_flows(texts: Mapping[str, str], notes: Notes, *, actions: bool = False) -> tuple[Change, ...]:
    """The files that change, and the one with the flows. With ``actions``, those of Python that check forms, too."""
    bot = read_bot(texts, writes_actions=actions)
    plan = plan_flows(bot)
    writing = _Writing(bot, plan)
    _tell(plan, notes)
    if not writing.flows:
        return ()
    changed = [_without(file, text, writing.gone) for file, text in texts.items()]
    changed += [_domain(file, text, bot, plan, writing.flow_of) for file, text in texts.items() if is_domain(file)]
    changed += [_python(file, text, bot, plan, notes) for file, text in texts.items() if file.endswith(".py")]
    changes = [Change(file, file, texts[file], after) for file, after in changed if after != texts[file]]
    name = next(name for name in _names(FILE) if name not in texts)
    return (*changes, Change("", name, "", writing.text))


class _Writing:
    """The flows, and what they take the place of."""

    def __init__(self, bot: Bot, plan: Plan) -> None:
        self._bot = bot
        self._plan = plan
        self._taken = set(bot.flows)
        self.flow_of: dict[str, str] = {}  # the flow in which a form asks
        self.flows: dict[str, tuple[Plain, tuple[str, ...]]] = {}
        self._write()

    @property
    def gone(self) -> list[Written]:
        """The rules and stories that are flows now."""
        ends = [written for form, written in self._plan.ends.items() if form in self._plan.forms]
        return [item.written for item in self._plan.items if item.why is None] + ends

    @property
    def text(self) -> str:
        """The file of flows."""
        lines = ["flows:"]
        for number, (name, (plain, said)) in enumerate(self.flows.items()):
            lines += [""] * bool(number) + comments(said, 2) + entry(name, plain, 2)
        return "\n".join(lines) + "\n"

    def _write(self) -> None:
        groups: dict[tuple[tuple[Atom, ...], ...], list[str]] = {}
        for intent, ways in self._plan.ways.items():
            groups.setdefault(ways, []).append(intent)
        wanted = [*groups, *((item.turns[0].atoms,) for item in self._plan.guarded)]
        uses = [{atom.name for way in ways for atom in way if atom.kind == FORM} for ways in wanted]
        shared = [form for form in self._plan.forms if sum(form in used for used in uses) > 1]
        for form in shared:
            self._shared_form(form)
        for item in self._plan.guarded:  # of flows with one intent the first that may begins
            turn = item.turns[0]
            self._flow(item.written.story.name, turn.intents, (turn.atoms,), [item], item.guard)
        for ways, intents in groups.items():
            told = [item for item in self._plan.items if item.why is None and not {*item.intents}.isdisjoint(intents)]
            rules = [item for item in told if item.written.section == "rules" and not item.guard]
            title = rules[0].written.story.name if len(rules) == 1 else " or ".join(intents).replace("_", " ")
            self._flow(title, intents, ways, told)

    def _shared_form(self, form: str) -> None:
        name = self.flow_of[form] = self._free(form)
        settings = self._bot.domain.forms[form]
        plain: Plain = {"description": f"Asks what the form {form} asked for.", "if": False}
        plain["persisted_slots"] = list(settings.required_slots)
        plain["steps"] = list(questions(settings, self._bot.domain))
        self.flows[name] = (plain, ())

    def _flow(
        self,
        title: str,
        intents: Sequence[str],
        ways: Sequence[tuple[Atom, ...]],
        told: Sequence[Item],
        guard: str = "",
    ) -> None:
        name = self._free(title)
        forms = dict.fromkeys(atom.name for way in ways for atom in way if atom.kind == FORM)
        steps_of: dict[str, list[Plain]] = {}
        for form in forms:
            is_shared = form in self.flow_of
            settings = self._bot.domain.forms[form]
            called: list[Plain] = [{"call": self.flow_of[form]}] if is_shared else []
            steps_of[form] = called or list(questions(settings, self._bot.domain))
            self.flow_of.setdefault(form, name)
        plain: Plain = {"description": title}
        if guard:
            plain["if"] = guard
        plain["nlu_trigger"] = [{"intent": intent} for intent in intents]
        slots = [slot for form in forms for slot in self._bot.domain.forms[form].required_slots]
        if slots:
            plain["persisted_slots"] = list(dict.fromkeys(slots))
        plain["run_pattern_completed"] = False
        plain["steps"] = tree(ways, self._bot.domain, steps_of)
        kinds = {"rules": "the rule", "stories": "the story"}
        said = list(dict.fromkeys(f"{kinds[item.written.section]} '{item.written.story.name}'" for item in told))
        was = f"Was {', '.join(said[:3])}{' and others' if len(said) > 3 else ''}."
        notes = [comment for item in told for comment in item.written.comments]
        self.flows[name] = (plain, (*notes, was))

    def _free(self, title: str) -> str:
        wanted = re.sub(r"[^A-Za-z0-9]+", "_", title).strip("_").lower() or "flow"
        name = next(name for name in _numbered(wanted) if name not in self._taken)
        self._taken.add(name)
        return name


def _tell(plan: Plan, notes: Notes) -> None:
    for item in plan.items:
        kind = "rule" if item.written.section == "rules" else "story"
        what = f"The {kind} '{item.written.story.name}'"
        if item.why is not None:
            notes.left(item.written.story.place, f"{what} stays: {item.why[0]}.", item.why[1])
        elif kind == "story":
            hint = "Flows answer wherever a message comes, and a story only where it is told."
            notes.look(item.written.story.place, f"{what} is told by flows.", hint)
        else:
            notes.done(item.written.story.place, f"{what} is a flow.")
    for name in plan.forms:
        hint = "A text slot takes a whole answer when nothing else fills it; a value of another type is not taken."
        notes.look(Place("domain.yml"), f"The form '{name}' is questions of a flow.", hint)
    for name, (why, hint) in plan.left.items():
        notes.left(Place("domain.yml"), f"The form '{name}' stays: {why}.", hint)


def _without(file: str, text: str, gone: Sequence[Written]) -> tuple[str, str]:
    """A file without what is flows now."""
    here = [written for written in gone if written.file == file]
    if not here:
        return file, text
    patch = Patch(text, file)
    for section in ("rules", "stories"):
        found = patch.root.entry(section)
        indexes = {written.index for written in here if written.section == section}
        if found is None or not indexes:
            continue
        if len(indexes) == len(found[1].parts) or found[1].in_flow_style:
            kept = [part for index, part in enumerate(found[1].parts) if index not in indexes]
            written = ", ".join(text[part.start : part.end] for part in kept)
            patch.rewrite_text(*found, f"[{written}]")
            continue
        for index in indexes:
            patch.drop_element(found[1].parts[index])
    return file, patch.result()


def _python(file: str, text: str, bot: Bot, plan: Plan, notes: Notes) -> tuple[str, str]:
    """A file of Python in which what forms checked are actions."""
    checks = [
        (each, slot)
        for name in plan.forms
        if (each := bot.checks.get(name)) is not None and each.place.file == file
        for slot in checked_slots(bot.domain.forms[name], each)
        if f"validate_{name}" in bot.domain.actions
    ]
    for each in dict.fromkeys(each for each, _ in checks):
        hint = f"Look through {file}; the class stays, as these actions ask it."
        notes.look(each.place, f"What '{each.kind}' checks are actions of each slot.", hint)
    return file, with_actions(text, checks) if checks else text


def _actions(patch: Patch, bot: Bot, plan: Plan) -> None:
    """In the list of actions, what checks slots where there was what checked a form."""
    found = patch.root.entry("actions")
    if found is None:
        return
    slots_of = {f"validate_{form}": checked_slots(bot.domain.forms[form], bot.checks.get(form)) for form in plan.forms}
    for part in found[1].parts:
        slots = slots_of.get(str(part.value), ())
        if slots:
            patch.replace(part, f"validate_{slots[0]}")
        if slots[1:]:
            patch.add_elements(*found, [f"validate_{slot}" for slot in slots[1:]])


def _domain(file: str, text: str, bot: Bot, plan: Plan, flow_of: Mapping[str, str]) -> tuple[str, str]:
    """A file of the domain in which mappings look at flows where they looked at forms."""
    patch = Patch(text, file)
    _actions(patch, bot, plan)
    forms = patch.root.entry("forms")
    if forms is not None and plan.forms:
        going = [each for each in forms[1].entries if each[0].value in plan.forms]
        if len(going) == len(list(forms[1].entries)):
            patch.rewrite(*forms, {})
        else:
            for key, value in going:
                patch.drop(key, value)
    slots = patch.root.entry("slots")
    for _, settings in slots[1].entries if slots is not None else ():
        mappings = settings.entry("mappings")
        for mapping in mappings[1].parts if mappings is not None else ():
            found = {value.value for part in mapping.all for key, value in part.entries if key.value == "active_loop"}
            for key, value in (pair for part in mapping.all for pair in part.entries):
                if key.value == "active_loop" and value.value in plan.forms:
                    patch.replace(key, "active_flow")
                    patch.replace(value, flow_of[value.value])
            ignored = [i for form in found & set(plan.forms) for i in bot.domain.forms[form].ignored_intents]
            if ignored:
                _ignore(patch, mapping, list(dict.fromkeys(ignored)))
    return file, patch.result()


def _ignore(patch: Patch, mapping: Part, intents: list[str]) -> None:
    found = mapping.entry("not_intent")
    if mapping.entry("intent") is not None:
        return  # it takes other intents alone
    if found is None:
        patch.add(mapping, {"not_intent": intents})
        return
    before = [part.value for part in found[1].parts] or [found[1].value]
    patch.rewrite(*found, list(dict.fromkeys([*before, *intents])))


def _numbered(wanted: str) -> Iterator[str]:
    yield wanted
    number = 1
    while True:
        number += 1
        yield f"{wanted}_{number}"


def _names(file: str) -> Iterator[str]:
    stem, _, suffix = file.rpartition(".")
    return (f"{name}.{suffix}" for name in _numbered(stem))
