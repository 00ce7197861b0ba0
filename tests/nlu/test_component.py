"""The draft that components add to."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from talkwright.conversation.utterance import Entity
from talkwright.nlu.component import Draft


def colours(*found: Entity) -> list[Entity]:
    draft = Draft("from green to blue")
    for entity in found:
        draft.add_entity(entity)
    return draft.entities


def blue(**more: Any) -> Entity:
    return Entity("colour", "blue", 14, 18, **more)


def test_of_entities_of_one_name_in_one_place_the_first_counts() -> None:
    assert colours(blue(extractor="A"), blue(extractor="B")) == [blue(extractor="A")]
    assert colours(blue(), Entity("size", "blue", 14, 18)) == [blue(), Entity("size", "blue", 14, 18)]


@pytest.mark.parametrize("more", [{"role": "to"}, {"group": "1"}, {"role": "to", "group": "1"}])
def test_a_value_from_a_list_takes_the_role_that_was_found_for_it(more: dict[str, str]) -> None:
    assert colours(blue(extractor="A"), blue(extractor="B", **more)) == [blue(extractor="A", **more)]


def test_a_role_that_is_there_stays() -> None:
    assert colours(blue(role="from"), blue(role="to")) == [blue(role="from")]
    assert colours(blue(role="from"), blue(group="1")) == [blue(role="from")]
    (found,) = colours(blue(), blue())
    assert found.role is msgspec.UNSET
