"""What was taught, and where in the bot's files it goes: texts come in, texts go out.

A story goes behind the others, an example behind those of its intent, a response and the name of a new intent or action
into the domain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from talkwright.conversation import events as ev
from talkwright.conversation.applied import applied
from talkwright.conversation.events import Event
from talkwright.conversation.trail import LISTEN
from talkwright.conversation.utterance import Utterance
from talkwright.dialogue.actions import knows
from talkwright.nlu.mark_up import mark_up
from talkwright.project.files import find_files
from talkwright.project.open import Project
from talkwright.yaml.rewrite import rewrite
from talkwright.yaml.source import source_of

_UNTOLD = frozenset({LISTEN, "action_session_start", "action_extract_slots"})
_UNTOLD_SLOTS = frozenset({"session_started_metadata"})
_VERSION = 'version: "3.1"\n'


class Taught(msgspec.Struct, frozen=True):
    """Stories as plain values, messages with what they mean, and responses by name."""

    stories: tuple[dict[str, Any], ...] = ()
    examples: tuple[Utterance, ...] = ()
    responses: dict[str, str] = {}

    def __add__(self, other: Taught) -> Taught:
        return Taught(
            self.stories + other.stories, self.examples + other.examples, {**self.responses, **other.responses}
        )


class Written(msgspec.Struct, frozen=True):
    """A file as it was, "" when it was not there, and as it is to be."""

    file: Path
    before: str
    after: str


def story_of(name: str, log: Sequence[Event], *, with_words: bool = False) -> dict[str, Any] | None:
    """The last session as a story; None when nobody said anything. ``with_words``: with the very messages."""
    events = applied(log)
    first = next((index for index, event in enumerate(events) if isinstance(event, ev.UserUttered)), None)
    return None if first is None else {"story": name, "steps": list(_steps(events[first:], with_words))}


def _steps(events: Sequence[Event], with_words: bool) -> Iterator[dict[str, Any]]:
    slots: list[dict[str, Any]] = []  # set one after the other: they stand together
    for event in events:
        if isinstance(event, ev.SlotSet):
            if event.name not in _UNTOLD_SLOTS:
                slots.append({event.name: msgspec.to_builtins(event.value)})
            continue
        step = _step(event, with_words)
        if step is not None:
            if slots:
                yield {"slot_was_set": slots}
                slots = []
            yield step
    if slots:
        yield {"slot_was_set": slots}


def _step(event: Event, with_words: bool) -> dict[str, Any] | None:
    if isinstance(event, ev.UserUttered):
        return _user(event.parse_data, event.text or "", with_words)
    if isinstance(event, ev.ActionExecuted):
        if event.action_text:
            return {"bot": event.action_text}
        return {"action": event.name} if event.name not in _UNTOLD else None
    return {"active_loop": event.name} if isinstance(event, ev.ActiveLoop) else None


def _user(meaning: Utterance, text: str, with_words: bool) -> dict[str, Any]:
    intent = meaning.intent.full_retrieval_intent_name or meaning.intent.name
    if with_words:
        return {"user": mark_up(text, meaning.entities), "intent": intent}
    entities = [
        {each.entity: each.value, **{key: v for key in ("role", "group") if isinstance(v := getattr(each, key), str)}}
        for each in meaning.entities
    ]
    return {"intent": intent, **({"entities": entities} if entities else {})}


def write(taught: Taught, project: Project, stories: Path, read: Callable[[Path], str]) -> list[Written]:
    """The files that change. ``stories`` is where stories go; ``read`` gives the text of a file, "" for none.

    What the bot has already is left out.
    """
    texts = _Texts(read)
    for story in taught.stories:
        texts.change(stories, _with_item, "stories", story)
    for example in taught.examples:
        _write_example(example, project, texts)
    domain = project.domain
    for intent in dict.fromkeys(each.intent.name for each in taught.examples if each.intent.name):
        if intent not in domain.intents:
            texts.change(_domain_file(project, "intents", read), _with_item, "intents", intent)
    for name, text in taught.responses.items():
        if name not in domain.responses:
            texts.change(_domain_file(project, "responses", read), _with_entry, "responses", name, [{"text": text}])
    told = (step.get("action") for story in taught.stories for step in story["steps"])
    for action in dict.fromkeys(filter(None, told)):
        if not knows(domain, action) and action not in taught.responses:
            texts.change(_domain_file(project, "actions", read), _with_item, "actions", action)
    return texts.written()


class _Texts:
    """Files on their way to what they are to be."""

    def __init__(self, read: Callable[[Path], str]) -> None:
        self._read = read
        self._before: dict[Path, str] = {}
        self._after: dict[Path, str] = {}

    def change(self, file: Path, how: Callable[..., str], *given: Any) -> None:
        before = self._before.setdefault(file, self._read(file))
        self._after[file] = how(self._after.get(file, before) or _VERSION, *given)

    def written(self) -> list[Written]:
        return [
            Written(file, text, self._after[file]) for file, text in self._before.items() if self._after[file] != text
        ]


def _write_example(example: Utterance, project: Project, texts: _Texts) -> None:
    intent = example.intent.full_retrieval_intent_name or example.intent.name or ""
    line = mark_up(example.text, example.entities)
    known = [each for each in project.data.examples if each.intent == intent.partition("/")[0]]
    if any(mark_up(each.text, each.entities) == line for each in known):
        return
    first = next((each.place.file for each in (*known, *project.data.examples)), None)
    file = project.root / first if first else project.root / "data" / "nlu.yml"
    texts.change(file, _with_example, intent, line)


def _with_example(text: str, intent: str, line: str) -> str:
    """``text`` with a line more among the examples of ``intent``, or with these begun."""
    for index, item in enumerate(_held(text).get("nlu") or ()):
        examples = item.get("examples") if isinstance(item, dict) and item.get("intent") == intent else None
        if isinstance(examples, str):
            return rewrite(text, ("nlu", index, "examples"), f"{examples.rstrip()}\n- {line}\n")
    return _with_item(text, "nlu", {"intent": intent, "examples": f"- {line}\n"})


def _with_item(text: str, section: str, item: Any) -> str:
    """``text`` with one more element in the list ``section``, which is begun when it is not there."""
    held = _held(text).get(section) or []
    return rewrite(text, (section, len(held)), item) if held else rewrite(text, (section,), [item])


def _with_entry(text: str, section: str, name: str, value: Any) -> str:
    """``text`` with one more key in the mapping ``section``, which is begun when it is not there."""
    begun = bool(_held(text).get(section))
    return rewrite(text, (section, name), value) if begun else rewrite(text, (section,), {name: value})


def _held(text: str) -> dict[str, Any]:
    held = source_of(text).plain
    return held if isinstance(held, dict) else {}


def _domain_file(project: Project, section: str, read: Callable[[Path], str]) -> Path:
    """The file of the domain that has ``section``, else its first."""
    domain = project.sources.domain
    files = list(find_files([domain])) if domain.is_dir() else [domain]
    return next((file for file in files if _has(read(file), section)), files[0] if files else domain / "domain.yml")


def _has(text: str, section: str) -> bool:
    try:
        return section in _held(text)
    except yaml.YAMLError:
        return False
