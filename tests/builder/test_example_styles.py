"""Examples in every style that people write: a change touches its own lines, and the project reads what was meant."""

from __future__ import annotations

import difflib
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkwright.builder.files.workspace import Workspace
from talkwright.builder.teaching.examples import Examples
from talkwright.builder.teaching.teach import Added, Changed, ExampleChanges, Moved, Standing
from talkwright.builder.training.models import Models
from talkwright.builder.training.reviews import Reviews

ADA = "ada"
STYLES = {
    "block.yml": 'version: "3.1"  # of the format\nnlu:\n# greetings\n- intent: greet\n  examples: |\n    - hello\n'
    "    # rarely\n    -   hi [Bob](name)\n\n    - good day\n- intent: bye\n  examples: |\n    - see you\n    - ciao\n",
    "strip.yml": "nlu:\n    -   intent: greet\n        examples: |-\n            - hello\n            - hey\n"
    "    -   intent: bye   # at last\n        examples: |-\n            - so long\n            - farewell\n",
    "list.yml": "nlu:\n- intent: greet\n  examples:\n  - 'hello'\n  - hi there   # friendly\n"
    '  - "good: day"\n- intent: bye\n  examples:\n  - text: |\n      see you\n    metadata: {by: ada}\n  - text: bye\n'
    "  - text: good night\n",
    "crlf.yml": "\ufeffnlu:\r\n- intent: greet\r\n  examples: |\r\n    - hello\r\n    - hi\r\n    - hey\r\n# end\r\n"
    "- intent: bye\r\n  examples: |\r\n    - bye\r\n    - ciao\r\n",
    "flow.yml": "nlu: [{intent: greet, examples: [hello, hi, 'yo']}, {intent: bye, examples: [bye, ciao, see you]}]\n",
}
WORDS = st.text("abc xyz'", min_size=1, max_size=12).map(str.strip).filter(bool).map("new {}".format)


@pytest.fixture(scope="module", params=STYLES)
def bot(request: pytest.FixtureRequest) -> Iterator[tuple[Examples, Workspace, str]]:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "data").mkdir()
        (root / "config.yml").write_text("language: en\n")
        (root / "domain.yml").write_text("intents: [greet, bye]\n")
        (root / f"data/{request.param}").write_bytes(STYLES[request.param].encode())
        workspace = Workspace(root)
        models = Models(root / "models", workspace.keep / "talked")
        yield Examples(workspace, Reviews(workspace.keep / "reviews"), models), workspace, f"data/{request.param}"


def taught(workspace: Workspace) -> Counter[tuple[str, str | None]]:
    return Counter((each.text, each.intent) for each in workspace.open(ADA).data.examples)


@settings(max_examples=10)
@given(data=st.data())
def test_a_change_is_what_was_meant_and_touches_its_lines(
    bot: tuple[Examples, Workspace, str], data: st.DataObject
) -> None:
    examples, workspace, file = bot
    workspace.discard(ADA)
    before, had = workspace.read(ADA, file).text, taught(workspace)
    rows = [row for intent in ("greet", "bye") for row in examples.intent(ADA, intent).examples]
    row = data.draw(st.sampled_from(rows))
    at, words = Standing(row.file, row.path, row.index, row.text), data.draw(WORDS)
    other = "bye" if row.intent == "greet" else "greet"
    changes, gone, came = data.draw(
        st.sampled_from(
            [
                (ExampleChanges(add=(Added(words, intent=row.intent),)), [], [(words, row.intent)]),
                (
                    ExampleChanges(change=(Changed(words, at=at),)),
                    [(row.plain, row.intent)],
                    [(words, row.intent)],
                ),
                (ExampleChanges(remove=(at,)), [(row.plain, row.intent)], []),
                (ExampleChanges(move=(Moved(at, other),)), [(row.plain, row.intent)], [(row.plain, other)]),
            ]
        )
    )
    examples.change(ADA, changes)
    assert taught(workspace) == had - Counter(gone) + Counter(came)
    lines, now = (text.splitlines(keepends=True) for text in (before, workspace.read(ADA, file).text))
    moved = [line for line in difflib.ndiff(lines, now) if line[0] in "+-"]
    most = 2 if file.endswith("flow.yml") else 2 * len(gone + came) + 2 * file.endswith(("list.yml", "strip.yml"))
    assert len(moved) <= most, "".join(moved)
