"""Sends what waits in the outbox, in order within a conversation, again and again until it is through or hopeless.

At least once: a delivery whose sender died is due again when its lease ends.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from talkwright import log, metrics
from talkwright.conversation.store import Delivery, Outgoing, Store
from talkwright.errors import OutsideError, StoreError

if TYPE_CHECKING:
    import httpx

LEASE_S = 30.0  # longer than an attempt may take
_IDLE_S = 1.0
_FIRST_WAIT_S = 0.5
_LONGEST_WAIT_S = 300.0
_LONGEST_PATIENT_WAIT_S = 30.0
_MOST_ATTEMPTS = 20
_BATCH = 50


class Sender(Protocol):
    """What delivers: a push channel, or the way to an event broker."""

    async def send(self, outgoing: Outgoing, http: httpx.AsyncClient) -> None:
        """Send one message. Raises ``OutsideError``, ``retryable`` when another attempt can help; nothing else."""


class Courier:
    """One loop that delivers for all ``channels``. ``wake`` says that there is something new. What waits for those that
    are ``patient`` is tried until it is through."""

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Sender],
        clock: Callable[[], float],
        patient: frozenset[str] = frozenset(),
    ) -> None:
        self._store = store
        self._channels = channels
        self._clock = clock
        self._patient = patient
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to deliver, if there is a channel to deliver to."""
        if self._channels and self._task is None:
            self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Look into the outbox now."""
        self._news.set()

    async def stop(self) -> None:
        """Stop after the deliveries that are on their way."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        import httpx  # ten megabytes that only bots with push channels need

        async with httpx.AsyncClient(timeout=10, follow_redirects=False) as http:
            while True:
                self._news.clear()
                try:
                    due = await self._store.claim(self._clock(), LEASE_S, _BATCH)
                    sends = [asyncio.create_task(self._send(delivery, http)) for delivery in due]
                    await asyncio.shield(asyncio.gather(*sends))
                except StoreError as fault:
                    log.error("outbox.unreadable", exception=fault)
                    due = ()
                if not due:
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(_IDLE_S):  # wait_for() may lose a cancellation, before Python 3.12
                            await self._news.wait()

    async def _send(self, delivery: Delivery, http: httpx.AsyncClient) -> None:
        channel = self._channels.get(delivery.outgoing.channel)
        try:
            if channel is None:
                raise OutsideError(f"the channel {delivery.outgoing.channel!r} is not set up", retryable=True)
            await channel.send(delivery.outgoing, http)
        except OutsideError as fault:
            await self._failed(delivery, fault)
        else:
            metrics.DELIVERIES.add(delivery.outgoing.channel, "sent")
            await self._store.settle(delivery.id, sent=True)

    async def _failed(self, delivery: Delivery, fault: OutsideError) -> None:
        log.warning("delivery.failed", delivery=delivery.id, attempt=delivery.attempts + 1, reason=fault.message)
        patient = delivery.outgoing.channel in self._patient
        over = not patient and (not fault.retryable or delivery.attempts + 1 >= _MOST_ATTEMPTS)
        metrics.DELIVERIES.add(delivery.outgoing.channel, "given_up" if over else "failed")
        if over:
            await self._store.settle(delivery.id, sent=False)
            return
        longest_s = _LONGEST_PATIENT_WAIT_S if patient else _LONGEST_WAIT_S
        wait_s = min(_FIRST_WAIT_S * 2 ** min(delivery.attempts, 30), longest_s)
        await self._store.postpone(delivery.id, self._clock() + wait_s)
