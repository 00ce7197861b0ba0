"""A play: something the assistant does in several steps, some of which others have to do.

A play is a generator. It yields a ``Call`` when an action has to run, is sent what that ``Returned``, and ends with
what came of it all. It is pure: whoever plays it does the waiting.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Literal

import msgspec

from talkwright.conversation.events import Event

Outcome = Literal["done", "failed", "refused"]


class Call(msgspec.Struct, frozen=True):
    """Run ``action`` as if the events ``seen`` had been recorded."""

    action: str
    seen: tuple[Event, ...] = ()


class Returned(msgspec.Struct, frozen=True):
    """What an action did: its messages and events, or that it failed or refused to run."""

    events: tuple[Event, ...] = ()
    outcome: Outcome = "done"


Play = Generator[Call, Returned, Returned]
