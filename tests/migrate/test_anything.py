"""Whatever is in the files, a migration tells of it and does not fall over; and a second one finds nothing to do."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from talkwright.errors import Problems
from talkwright.migrate.change import applied
from talkwright.migrate.layout import block, flow
from talkwright.migrate.project import Migration, migrate_project, with_flows
from talkwright.yaml import parse

NAMES = ["a", "b", "order", "utter_a", "respond_a", "action_listen", "requested_slot", "unfeaturized"]
KEYS = [
    *(
        "version",
        "intents",
        "entities",
        "slots",
        "forms",
        "actions",
        "responses",
        "templates",
        "session_config",
        "config",
    ),
    *("type", "auto_fill", "mappings", "conditions", "active_loop", "requested_slot", "required_slots", "triggers"),
    *("ignored_intents", "from_entity", "entity", "not_intent", "intent", "text", "pipeline", "policies", "name"),
    *("stories", "rules", "story", "rule", "steps", "action", "slot_was_set", "condition", "or", "checkpoint", "nlu"),
    *("tracker_store", "store_type", "queue", "event_broker", "flows", "nlu_trigger", "examples", "recipe"),
    *("order", "a", "b", "config"),
]
PARTS = ["FormPolicy", "MappingPolicy", "FallbackPolicy", "TwoStageFallbackPolicy", "KerasPolicy", "RulePolicy", "x"]
scalars = (
    st.none()
    | st.booleans()
    | st.integers(0, 3)
    | st.sampled_from(["2.0", "3.1", *NAMES, *PARTS])
    | st.text(max_size=4)
)
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=25,
)
documents = st.dictionaries(st.sampled_from(KEYS), values, max_size=6)
written = st.builds(
    lambda value, is_block: "\n".join(block(value)) if is_block else flow(value), documents, st.booleans()
)
FILES = ["domain.yml", "domain/a.yml", "config.yml", "endpoints.yml", "data/a.yml"]
bots = st.dictionaries(st.sampled_from(FILES), written | st.text(max_size=30), min_size=1)


def migrated(texts: dict[str, str]) -> Migration:
    return with_flows(texts, migrate_project(texts, lambda path: None))


@given(bots)
def test_nothing_is_too_strange(texts: dict[str, str]) -> None:
    migration = migrated(texts)
    for change in migration.changes:
        problems = Problems()
        assert parse(change.after, change.file, problems) is not None, (change, problems.all)
    after = applied(texts, migration.changes)
    again = migrate_project(after, lambda path: None)
    assert [(change.before, change.after) for change in again.changes] == []
