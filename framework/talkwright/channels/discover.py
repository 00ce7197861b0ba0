"""Which channels a bot has: from the names in its credentials to channels that are set up.

The rule: the framework's own channels are named here; every other is a connector, found by the entry points of the
group ``talkwright.channels`` and imported only when a bot names it. A channel that cannot be had is a problem and never
hides the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from msgspec.structs import replace

from talkwright.channels.channel import Channel, PushChannel, Shows
from talkwright.channels.rasachat import RasaChannel
from talkwright.channels.rest import RestChannel
from talkwright.channels.socketio import SocketIOChannel
from talkwright.channels.web import WebChannel
from talkwright.errors import AuthorError, Place, Problems
from talkwright.yaml import did_you_mean

GROUP = "talkwright.channels"

BUILT_IN: dict[str, type[Channel]] = {
    kind.name: kind for kind in (RestChannel, WebChannel, SocketIOChannel, RasaChannel)
}
_UNNAMED = ("rest", "web")  # what a bot has that names none
_TERMINAL = "cmdline"  # Rasa's name for what `talkwright shell` is; it serves nothing
_OF_RASA = frozenset(
    {"botframework", "facebook", "hangouts", "mattermost", "rocketchat", "slack"}
    | {"telegram", "twilio", "twilio_voice", "webexteams"}
    | {"audiocodes", "audiocodes_stream", "browser_audio", "genesys", "jambonz", "jambonz_stream"}
    | {"twilio_media_streams"}
)  # a bot that comes from Rasa may name them: it runs without


Custom: TypeAlias = Callable[[str, Mapping[str, Any], str, Problems], Channel | None]
"""From the name of a class, its settings and the file they stand in to a channel; None with a problem."""


def discover(
    credentials: Mapping[str, Mapping[str, Any]],
    file: str,
    problems: Problems,
    *,
    only: str | None = None,
    custom: Custom | None = None,
) -> dict[str, Channel]:
    """The channels that ``credentials`` (settings by name, read from ``file``) ask for, by name.

    ``only`` names the one channel to have, set up or not. A bot that asks for none has the REST channel and the chat
    page. ``custom`` loads those that are classes of the bot's own. What cannot be had is reported and left out.
    """
    names = [only] if only else list(credentials) or list(_UNNAMED)
    found: dict[str, Channel] = {}
    for name in (each for each in names if each != _TERMINAL):
        options = credentials.get(name) or {}
        if "." in name and custom is not None:
            channel = custom(name, options, file, problems)
        else:
            channel = _set_up(name, options, Place(file), problems)
        if channel is not None and channel.name in found:
            message = f"The channel {name!r} calls itself {channel.name!r}, as another does."
            problems.error("credentials/broken-channel", message, Place(file), "Let name() give another word.")
        elif channel is not None:
            found[channel.name] = channel
    return found


def shown_by(names: Iterable[str]) -> dict[str, Shows]:
    """What each of the channels ``names`` can show, those that there are. None of them is set up."""
    kinds = {name: BUILT_IN.get(name) or _connector(name, Place(""), Problems()) for name in names}
    return {name: kind.shows for name, kind in kinds.items() if kind is not None}


def entrance(channel: Channel) -> str:
    """The path that ``channel`` is reached at."""
    own = channel.settings.socketio_path if isinstance(channel, SocketIOChannel) else None
    return own or f"/webhooks/{channel.name}/webhook"


def push_channels(channels: Mapping[str, Channel]) -> dict[str, PushChannel]:
    """Those of ``channels`` whose answers go out from the outbox."""
    return {name: each for name, each in channels.items() if not each.replies_inline and isinstance(each, PushChannel)}


def _set_up(name: str, options: Mapping[str, Any], place: Place, problems: Problems) -> Channel | None:
    kind = BUILT_IN.get(name) or _connector(name, place, problems)
    if kind is None:
        return None
    try:
        return kind.from_credentials(options)
    except AuthorError as error:
        problems.extend(replace(problem, place=place) for problem in error.problems)
        return None


def _connector(name: str, place: Place, problems: Problems) -> type[Channel] | None:
    from importlib.metadata import entry_points  # 10 ms that only bots with connectors pay

    connectors = {point.name: point for point in entry_points(group=GROUP)}
    if name not in connectors:
        _report_unknown(name, [*BUILT_IN, *connectors], place, problems)
        return None
    try:
        return connectors[name].load()  # type: ignore[no-any-return]
    except Exception as error:  # whatever a third party's module does
        message = f"The connector of the channel {name!r} cannot be loaded: {type(error).__name__}: {error}."
        problems.error("credentials/broken-channel", message, place, "Install it again, or take the channel out.")
        return None


def _report_unknown(name: str, known: list[str], place: Place, problems: Problems) -> None:
    if name in _OF_RASA or "." in name:
        message = f"No connector for the channel {name!r} is installed; the assistant is not reached there."
        hint = "Install one, or write one as docs/channels.md tells; take the channel out if it is not needed."
        problems.warning("credentials/no-connector", message, place, hint)
        return
    hint = did_you_mean(name, known) or f"There are: {', '.join(sorted(known))}."
    problems.error("credentials/unknown-channel", f"There is no channel {name!r}.", place, hint)
