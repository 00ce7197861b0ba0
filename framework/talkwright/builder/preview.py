"""How a variation of a response looks on each channel, with that channel's limits. Pure, but for asking which channels
are installed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from talkwright.actions.respond import fill_message, placeholders
from talkwright.channels.channel import Shows
from talkwright.channels.discover import BUILT_IN, shown_by
from talkwright.channels.fit import Loss, fit
from talkwright.channels.platforms import PLATFORMS
from talkwright.conversation.content import BotMessage
from talkwright.errors import Place, Problem, Problems
from talkwright.project.entries import Entry
from talkwright.project.responses import read_responses
from talkwright.yaml import Node

_UNNAMED = ("rest", "web")  # what a bot has that names none


class ChannelRow(msgspec.Struct, frozen=True):
    """A channel. ``connected``: the bot is reached there; else its limits are those of the platform."""

    name: str
    connected: bool
    shows: Shows


class Look(msgspec.Struct, frozen=True):
    """A variation on a channel: the messages as they are shown, and what they lost."""

    messages: tuple[BotMessage, ...]
    losses: tuple[Loss, ...] = ()


class Preview(msgspec.Struct, frozen=True):
    """By channel. ``unfilled`` are the slots that the words ask for and no value was given of; ``problems`` what is
    wrong with the variation."""

    channels: dict[str, Look]
    unfilled: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def channels_of(connected: Sequence[str]) -> tuple[ChannelRow, ...]:
    """Those that credentials name, or that a bot has by itself, then the platforms one could write for."""
    names = list(connected) or list(_UNNAMED)
    shown = shown_by(name for name in names if name in BUILT_IN or "." not in name)
    rows = [ChannelRow(name, True, shows) for name, shows in shown.items()]
    rows += [ChannelRow(name, False, shows) for name, shows in PLATFORMS.items() if name not in shown]
    return tuple(rows)


def preview(
    variation: Any, channels: Sequence[ChannelRow], slots: Mapping[str, Any], language: str | None = None
) -> Preview:
    """``variation`` as it stands in the domain, on each of ``channels``; one that is for another channel is not shown
    there."""
    problems = Problems()
    found = read_responses(Entry("preview", _node([variation]), Place("")), problems)
    if not found:
        return Preview({}, problems=problems.all)
    response = found[0]
    message = response.translations.get(language or "", response.message)
    filled = fill_message(message, slots)
    mine = [each for each in channels if response.channel in (None, each.name)]
    looks = {each.name: fit(filled, each.shows) for each in mine}
    return Preview(
        {name: Look(each.messages, each.losses) for name, each in looks.items()},
        tuple(sorted(placeholders(message) - slots.keys())),
        problems.all,
    )


def _node(value: Any) -> Node:
    """``value`` as if it had been read from a file."""
    if isinstance(value, dict):
        return Node({str(key): _node(each) for key, each in value.items()}, Place(""))
    if isinstance(value, list | tuple):
        return Node(tuple(map(_node, value)), Place(""))
    return Node(value, Place(""))
