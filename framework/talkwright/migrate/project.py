"""All files of a bot, old to new: what is changed, what is written anew, and what is told of it.

Pure: texts by path come in, changes go out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

import msgspec
from msgspec.structs import replace

from talkwright.errors import Place, Problem, Problems
from talkwright.migrate.change import Change, applied, composed
from talkwright.migrate.config import migrate_config
from talkwright.migrate.domain import migrate_domain
from talkwright.migrate.endpoints import migrate_endpoints
from talkwright.migrate.form_actions import FormAction, read_form_actions, skeleton
from talkwright.migrate.notes import Note, Notes
from talkwright.migrate.old_domain import Domain, read_old_domain
from talkwright.migrate.old_files import OldFile, read_old
from talkwright.migrate.patch import Patch
from talkwright.migrate.stories import rule, write_stories
from talkwright.migrate.story_markdown import Told
from talkwright.migrate.to_flows import to_flows
from talkwright.migrate.told import is_domain
from talkwright.migrate.training_files import migrate_training_file
from talkwright.project.stories import Does, Loops, Says, StoryStep
from talkwright.yaml import parse

_DATA = re.compile(
    r"(?:^|/)(?:(?:nlu-)?data|tests?|test_[^/]*)/|(?:nlu|stor(?:y|ies)|core|training)[^/]*$", re.IGNORECASE
)
"""Where training data of Rasa 1 is. Elsewhere a list below a heading is just that."""

_MERGE_MARK = re.compile(r"^(?:<{7}|>{7}|={7})(?: |$)", re.MULTILINE)


class Migration(msgspec.Struct, frozen=True):
    """What is to be written, what is told of it, and the files that cannot be read as they are.

    ``stories`` are those of Rasa 1 as they were told, of all files.
    """

    changes: tuple[Change, ...]
    notes: tuple[Note, ...]
    broken: tuple[Problem, ...]
    stories: tuple[Told, ...] = ()
    forms: tuple[FormAction, ...] = ()


def migrate_project(texts: Mapping[str, str], read: Callable[[str], str | None], *, actions: bool = False) -> Migration:
    """The migration of a bot whose files are ``texts``; ``read`` gets any other file by its path.

    With ``actions``, classes are written that do what forms of Python did.
    """
    return _Project(texts, read, actions=actions).migrate()


def with_flows(texts: Mapping[str, str], migration: Migration, *, actions: bool = False) -> Migration:
    """The migration of ``texts`` with what can be flows as flows. With ``actions``, what checked forms checks flows."""
    notes = Notes()
    changes = composed(migration.changes, to_flows(applied(texts, migration.changes), notes, actions=actions))
    return replace(migration, changes=changes, notes=(*migration.notes, *notes.all))


class _Project:
    def __init__(self, texts: Mapping[str, str], read: Callable[[str], str | None], *, actions: bool) -> None:
        self._notes = Notes()
        self._broken = Problems()
        self._read = read
        self._writes_actions = actions
        self._texts = texts
        self._yaml = {file: text for file, text in texts.items() if _is_yaml(file) and self._is_whole(file, text)}
        self._changes: list[Change] = []
        self._stories: list[Told] = []
        self._maps_intents = False

    def migrate(self) -> Migration:
        forms = self._forms()
        domain_files = {file: text for file, text in self._yaml.items() if is_domain(file)}
        domain = read_old_domain(domain_files, has_flows=self._has_flows())
        used = tuple(form for form in forms if form.name in domain.forms)
        new = migrate_domain(domain_files, domain, [form.slots for form in used], self._notes)
        new |= self._with_actions(new or domain_files, domain, used) if new else {}
        rules = self._config()
        rules += self._triggers(domain) if domain.is_old else []
        for file, text in self._yaml.items():
            if file in domain_files:
                self._change(file, text, new.get(file))
            elif PurePosixPath(file).name.startswith("endpoints"):
                self._change(file, text, migrate_endpoints(text, file, self._notes))
            else:
                self._change(file, text, migrate_training_file(text, file, self._notes))
        after = {form.name: form.after for form in used}
        for file, text in self._texts.items():
            self._old_format(file, text, after)
        if rules:
            self._add("data/rules.yml", write_stories(rules))
        self._python(used)
        changes = tuple(sorted(self._changes, key=lambda change: change.file))
        return Migration(changes, self._notes.all, self._broken.all, tuple(self._stories), used)

    def _is_whole(self, file: str, text: str) -> bool:
        """Whether a file of YAML can be read. What is wrong with one is told, and it stays as it is."""
        problems = Problems()
        if parse(text, file, problems) is not None:
            return True
        mark = _MERGE_MARK.search(text)
        if mark:
            place = Place(file, text.count("\n", 0, mark.start()) + 1, 1)
            message = "Here two versions of the file are not merged yet; the file is left as it is."
            self._notes.left(place, message, "Choose one of the two, and migrate again.")
        else:
            self._broken.extend(problems.errors)
        return False

    def _has_flows(self) -> bool:
        return any(re.search(r"^flows:", text, re.MULTILINE) for text in self._yaml.values())

    def _forms(self) -> tuple[FormAction, ...]:
        found: dict[str, FormAction] = {}
        for file, text in self._texts.items():
            if file.endswith(".py") and "FormAction" in text:
                found |= {form.name: form for form in read_form_actions(text, file, self._notes)}
        return tuple(found.values())

    def _with_actions(self, texts: Mapping[str, str], domain: Domain, forms: Iterable[FormAction]) -> dict[str, str]:
        """The domain with the actions that take over what forms of Python did."""
        wanted: list[str] = []
        for form in forms:
            if self._writes_actions and (form.validates or form.dynamic):
                wanted.append(f"validate_{form.name}")
            wanted += [name for name in form.after if not name.startswith("utter_")]
        missing = [name for name in wanted if name not in domain.actions]
        return add_to_list(texts, "actions", missing) if missing else {}

    def _config(self) -> list[Told]:
        rules: list[Told] = []
        for file, text in self._yaml.items():
            if "/" not in file and file.startswith("config"):
                migrated = migrate_config(text, file, self._notes)
                self._change(file, text, migrated.text)
                self._maps_intents = self._maps_intents or migrated.maps_intents
                rules += migrated.rules
        return rules

    def _triggers(self, domain: Domain) -> list[Told]:
        """A rule for each intent that triggers an action, where there was a policy for that."""
        rules = []
        for intent, (action, place) in domain.triggers.items():
            if self._maps_intents:
                rules.append(rule(f"{intent} triggers {action}", Says(intent, place=place), Does(action, place=place)))
                self._notes.done(place, f"'{intent}' triggers '{action}' by a rule now.")
            else:
                message = (
                    f"That '{intent}' triggers '{action}' had no effect without a MappingPolicy, and is taken out."
                )
                self._notes.look(place, message, "Write a rule if it was meant.")
        return rules

    def _old_format(self, file: str, text: str, after: Mapping[str, tuple[str, ...]]) -> None:
        """A file of markdown or JSON, when it holds training data."""
        old = read_old(file, text, self._read, self._notes) if _DATA.search(file) else None
        if old is not None:
            told = tuple(_with_ends(each, after) for each in old.stories)
            self._stories += told
            self._write(file, text, replace(old, stories=told))

    def _python(self, forms: Iterable[FormAction]) -> None:
        by_file: dict[str, list[FormAction]] = {}
        for form in forms:
            by_file.setdefault(form.place.file, []).append(form)
        for file, of_file in by_file.items():
            needed = tuple(form for form in of_file if form.validates or form.dynamic or form.submits is None)
            written = str(PurePosixPath(file).with_name(f"{PurePosixPath(file).stem}_forms.py"))
            if self._writes_actions and needed and written not in self._texts:
                self._changes.append(Change("", written, "", skeleton(self._texts[file], needed)))
            for form in of_file:
                self._tell_python(form, written if self._writes_actions and form in needed else "")

    def _tell_python(self, form: FormAction, written: str) -> None:
        message = f"The form '{form.name}' is a form of the domain now; rasa_sdk has no FormAction any more."
        if written:
            self._notes.look(form.place, message, f"Look through {written}, and delete the old class.")
            return
        todo = []
        if form.validates:
            todo.append(f"move {', '.join(form.validates)} to a FormValidationAction called 'validate_{form.name}'")
        if form.submits is None:
            todo.append(f"move 'submit' to an action called '{form.after[0]}'")
        if todo:
            self._notes.left(form.place, message, f"{' and '.join(todo).capitalize()}; --actions writes both.")
        else:
            self._notes.done(form.place, message)

    def _write(self, file: str, before: str, old: OldFile) -> None:
        """A file in YAML for one in another format."""
        path = PurePosixPath(file).with_suffix(".yml")
        if old.is_test and not path.name.startswith("test_"):
            path = path.with_name(f"test_{path.name}")
        taken = {*self._texts, *(change.file for change in self._changes)}
        if str(path) in taken:
            path = path.with_name(f"{path.stem}_{PurePosixPath(file).suffix[1:]}.yml")
        self._changes.append(Change(file, str(path), before, old.yaml))

    def _change(self, file: str, before: str, after: str | None) -> None:
        if after is not None and after != before:
            self._changes.append(Change(file, file, before, after))

    def _add(self, file: str, text: str) -> None:
        """A file that is new, under a name that is free."""
        path = PurePosixPath(file)
        while str(path) in self._texts or any(change.file == str(path) for change in self._changes):
            path = path.with_name(f"{path.stem}_migrated.yml")
        self._changes.append(Change("", str(path), "", text))


def add_to_list(texts: Mapping[str, str], section: str, names: Iterable[str]) -> dict[str, str]:
    """The file that gets ``names`` in a section of its domain: the one that has it, or the first."""
    patches = [Patch(text, file) for file, text in texts.items()]
    patch = next((each for each in patches if each.root.entry(section)), patches[0])
    found = patch.root.entry(section)
    if found is None:
        patch.put_last(section, list(names))
    else:
        patch.add_elements(*found, list(names))
    return {patch.file: patch.result()}


def _with_ends(told: Told, after: Mapping[str, tuple[str, ...]]) -> Told:
    """A story in which what a form of Python did at its end follows the end of the form."""
    steps: list[StoryStep] = []
    form: str | None = None
    for step in told.story.steps:
        steps.append(step)
        if isinstance(step, Loops):
            if step.form is None and form is not None:
                steps += (Does(action, place=step.place) for action in after.get(form, ()))
            form = step.form
    return replace(told, story=replace(told.story, steps=tuple(steps)))


def _is_yaml(file: str) -> bool:
    return file.endswith((".yml", ".yaml"))
