"""Who answers in a bot that has flows as well as rules and stories. Pure.

A form that is active goes on, and so does a flow. Then flows are asked whether the message starts one; what starts
none is answered by rules and stories.
"""

from __future__ import annotations

from collections.abc import Iterable

from talkwright.conversation.commands import Command, StartFlow
from talkwright.conversation.state import State
from talkwright.dialogue.buttons import read_payload
from talkwright.flows.flow import PATTERN
from talkwright.flows.patterns import ANSWER


def flows_answer(state: State, commands: Iterable[Command]) -> bool:
    """Whether the last message, which comes to ``commands``, is for the flows."""
    if state.active_loop is not None:
        return False
    if any(not frame.flow.startswith(PATTERN) for frame in state.stack) or read_payload(state.latest_message.text):
        return True
    started = (command.flow for command in commands if isinstance(command, StartFlow))
    return any(not flow.startswith(ANSWER) for flow in started)
