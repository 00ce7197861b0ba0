"""Understanding a message from within an event loop: at once, or in a thread when it may take long."""

from __future__ import annotations

import asyncio

from talkwright.conversation.utterance import Utterance
from talkwright.nlu.pipeline import Pipeline


async def parse(pipeline: Pipeline, text: str, at: float) -> Utterance:
    """What ``text`` means, which was sent ``at``, in seconds since 1970. The loop goes on meanwhile."""
    if pipeline.blocks:
        return await asyncio.to_thread(pipeline.parse, text, at=at)
    return pipeline.parse(text, at=at)
