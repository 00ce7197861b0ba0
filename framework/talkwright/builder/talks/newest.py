"""All conversations of a store that went on since a time, the newest first, a page at a time."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator

from talkwright.conversation.ids import ConversationKey
from talkwright.conversation.store import Known, Store

PAGE = 1000


async def newest(store: Store, since: float, page: int = PAGE) -> AsyncIterator[Known]:
    """Those whose last turn was at ``since`` or later. Who goes on meanwhile may be missed: it is newer than what is
    read by then."""
    before: float | None = None
    told: set[ConversationKey] = set()  # at the time that the last page ended with: there may be more at that time
    while True:
        known = await store.recent(page + len(told), before=before)
        for each in known:
            if each.at < since:
                return
            if each.key not in told:
                yield each
        if len(known) < page + len(told):
            return
        last = known[-1].at
        told = {each.key for each in known if each.at == last}
        before = math.nextafter(last, math.inf)
