"""The starter bot's actions pass the suite for actions, whatever values their slots have been filled with."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest

from talkwright.actions.find import find_actions
from talkwright.conversation.schema import Slot
from talkwright.project.open import open_project
from talkwright.testing.action_contract import ActionContract

ROOT = Path(__file__).parents[2]
DOMAIN = open_project(ROOT, environment={}).domain
ACTIONS = find_actions(ROOT)


def value(slot: Slot) -> Any:
    """A value of the slot's type: text is an order's number, which is text as any other."""
    typical = {"text": "TW-1042", "float": 1.0, "bool": True, "list": [], "any": None}
    return slot.values[0] if slot.type == "categorical" else typical[slot.type]


class StarterAction(ActionContract):
    """One of them, with all slots filled."""

    domain: ClassVar = DOMAIN.plain()
    slots: ClassVar = {name: value(slot) for name, slot in DOMAIN.schema.slots.items()}


@pytest.mark.parametrize("name", ACTIONS)
async def test_an_action_of_the_starter_passes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_DB", str(tmp_path / "shop.db"))

    class Suite(StarterAction):
        action = type(ACTIONS[name])

    suite = Suite()
    suite.test_it_has_a_name()
    await suite.test_what_it_gives_back_can_be_stored()
    await suite.test_it_sets_slots_and_says_responses_of_the_domain()
    await suite.test_it_leaves_the_domain_alone()
