"""Paging through a store misses nobody and tells nobody twice, also where many were heard of at the same moment."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from talkwright.builder.talks.newest import newest
from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.stores.memory import MemoryStore
from talkwright.testing.turns import turn


@settings(max_examples=80, deadline=None)
@given(times=st.lists(st.integers(0, 4), max_size=14), since=st.integers(0, 5), page=st.integers(1, 4))
async def test_it_is_the_list_page_by_page(times: Sequence[int], since: int, page: int) -> None:
    store = MemoryStore()
    for number, at in enumerate(times):
        await store.append(replace(turn(ConversationKey(f"c{number}")), at=float(at)))
    found = [each async for each in newest(store, float(since), page)]
    assert found == [each for each in await store.recent(99) if each.at >= since]
