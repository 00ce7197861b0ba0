"""Real messages looked at and made into something: an example, a test, or nothing. What was done is remembered."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

import msgspec

from talkwright.builder.files.disk import TESTS
from talkwright.builder.files.workspace import Edited, Workspace
from talkwright.builder.teaching.answered import not_answers
from talkwright.builder.teaching.examples import Examples
from talkwright.builder.teaching.handled import Handled, How, id_of, plainly
from talkwright.builder.teaching.marked import plain_of
from talkwright.builder.teaching.messages import Message, Order, to_annotate
from talkwright.builder.teaching.teach import Added, ExampleChanges, Said, Standing, teach
from talkwright.builder.teaching.written import read_entries
from talkwright.conversation.events import UserUttered
from talkwright.conversation.store import Store
from talkwright.errors import RequestError
from talkwright.nlu.explanation import near
from talkwright.nlu.neighbours import Neighbour
from talkwright.nlu.pipeline import Pipeline

CONVERSATIONS = 300
"""The newest, whose messages are looked at."""
_NEAR = 3

Near = Callable[[str], tuple[Neighbour, ...]]


class Handling(Said, frozen=True, kw_only=True):
    """What becomes of a message: an ``example`` of ``intent``, or a ``test`` that it is understood as that, as its line
    or as plain words with marks; ``ignore`` makes nothing of it."""

    as_: How = msgspec.field(name="as")
    intent: str = ""
    file: str | None = None
    language: str | None = None


class Annotating:
    """Messages of conversations in a store, and the files of ``workspace`` that they go to."""

    def __init__(self, workspace: Workspace, examples: Examples, handled: Handled) -> None:
        self._workspace = workspace
        self._examples = examples
        self._handled = handled

    def worth(self, person: str, said: list[tuple[str, UserUttered]], order: Order) -> list[Message]:
        """Those of ``said`` that are worth looking at."""
        known = {plainly(example.text) for example in self._workspace.open(person).data.examples}
        known |= {plainly(line) for line in self._tests(person)}
        return to_annotate(said, known, self._handled.all().keys(), order)

    def handle(self, person: str, id: str, handling: Handling) -> Edited | None:
        """Make of the message ``id`` what is said; None where no file changes. Raises ``RequestError``."""
        if len(id) != len(id_of("")) or not id.isalnum():
            raise RequestError("This is no id of a message.")
        edited = None
        if handling.as_ != "ignore":
            if not handling.intent.strip():
                raise RequestError("It is not said which intent it is.", 'Send {"intent": "greet"}.')
            added = Added(
                handling.text,
                handling.plain,
                handling.marks,
                intent=handling.intent,
                file=handling.file,
                language=handling.language,
            )
            changes = ExampleChanges(add=(added,))
            is_example = handling.as_ == "example"
            edited = self._examples.change(person, changes) if is_example else self._test(person, added)
        self._handled.put(id, handling.as_)
        return edited

    def again(self, person: str, id: str, made: Handling | None = None) -> Edited | None:
        """Show a message again, and take back what was ``made`` of it; None where no file changes."""
        self._handled.drop(id)
        if made is None or made.as_ == "ignore":
            return None
        is_example = made.as_ == "example"
        values = self._examples.values(person) if is_example else self._test_values(person)
        entries = [each for file in values for each in read_entries(file, values[file])]
        mine = [each for each in entries if (each.kind, each.name) == ("intent", made.intent)]
        said = plain_of(made.line)
        found = [(each, line) for each in mine for line in each.lines if plain_of(line.text) == said]
        if not found:  # somebody was quicker
            return None
        entry, line = found[-1]
        standing = Standing(entry.file, entry.path, line.index, line.text)
        return self._examples.write(person, teach(values, ExampleChanges(remove=(standing,))))

    def _test(self, person: str, added: Added) -> Edited:
        values = self._test_values(person)
        counts = {file: sum(len(each.lines) for each in read_entries(file, value)) for file, value in values.items()}
        file = added.file or (max(counts, key=lambda name: counts[name]) if counts else f"{TESTS}/nlu.yml")
        has = [name for name in values for each in read_entries(name, values[name]) if each.name == added.intent]
        file = added.file or (has[0] if has else file)
        changes = ExampleChanges(add=(msgspec.structs.replace(added, file=file, language=None),))
        return self._examples.write(person, teach(values, changes))

    def _tests(self, person: str) -> list[str]:
        """What is tested already."""
        values = self._test_values(person)
        lines = (line.text for file in values for each in read_entries(file, values[file]) for line in each.lines)
        return list(map(plain_of, lines))

    def _test_values(self, person: str) -> dict[str, Any]:
        """The files of tests that have labelled messages."""
        overlay = self._workspace.overlay(person)
        files = [file for file in self._workspace.disk.editable(overlay) if file.startswith(f"{TESTS}/")]
        seen = (self._workspace.read(person, file) for file in files)
        return {each.file: each.value for each in seen if isinstance(each.value, dict) and "nlu" in each.value}


async def messages_in(store: Store, most: int = CONVERSATIONS) -> list[tuple[str, UserUttered]]:
    """What was said in the newest conversations, with the id of each; what answered a question is left out."""
    found = []
    for known in await store.recent(most):
        events = chain.from_iterable(turn.events for turn in await store.turns(known.key))
        found += [(known.key.id, said) for said in not_answers(events)]
    return found


def with_near(messages: list[Message], pipeline: Pipeline) -> list[Message]:
    """``messages`` with the examples that are nearest to each."""
    return [msgspec.structs.replace(each, near=near(pipeline, each.text, _NEAR)) for each in messages]
