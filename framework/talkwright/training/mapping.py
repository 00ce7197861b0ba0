"""What each name in ``config.yml`` comes to: theirs, ours, which options count, and what differs.

It says what ``nlu.registry`` and ``training.policies`` do, and does nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from talkwright.dialogue.policies.brought import OWN_POLICY
from talkwright.errors import Problems
from talkwright.nlu import rasa_components as components
from talkwright.nlu.own import OWN_COMPONENT
from talkwright.nlu.registry import Part, is_known, resolve, stand_ins
from talkwright.nlu.spacy_models import COMPONENTS as SPACY
from talkwright.nlu.spacy_models import NLP, is_there, named_model
from talkwright.own import is_own
from talkwright.project import config as written
from talkwright.training import rasa_policies as policies
from talkwright.yaml import did_you_mean


class Mapped(msgspec.Struct, frozen=True):
    """One part of a configuration. ``name`` is empty for what was added because nothing works without it.

    ``counted`` are the options that have an effect, ``idle`` those that have none.
    """

    section: Literal["pipeline", "policies"]
    name: str
    ours: tuple[str, ...]
    counted: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    differs: str = ""
    line: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether the name means here what it says, so that there is hardly anything to tell."""
        is_same = not self.name or self.name in components.SAME or self.ours in ((self.name,), ("flows",))
        return is_same and not self.idle


def mapping(config: written.Config, root: Path) -> tuple[Mapped, ...]:
    """Each part of ``config`` of the bot at ``root``, in order; what is added comes last."""
    parts: list[Part] = [(each.name, each.options, each.place) for each in config.pipeline]
    pipeline = [_component(part, parts, root) for part in parts]
    named = {name for each in pipeline for name in each.ours}
    added = [name for name, _, _ in resolve(parts, Problems(), root=root) if name not in named] if parts else []
    extra = [Mapped("pipeline", "", tuple(added), differs="So that the pipeline is whole.")] if added else []
    return (*pipeline, *extra, *(_policy(part, root) for part in config.policies))


def check_policies(config: written.Config, problems: Problems) -> None:
    """Tell of policies that nobody knows, and of slips in the options of the others, but for those of the bot's own."""
    for part in config.policies:
        if is_own(part.name):
            continue
        if part.name not in policies.OURS:
            message = f"No policy is called '{part.name}'; it is left out."
            hint = did_you_mean(part.name, policies.OURS) or f"Known are {', '.join(policies.OURS)}."
            problems.warning("config/unknown-policy", message, part.place, hint)
            continue
        for option in part.options.keys() - policies.OPTIONS[part.name]:
            near = difflib.get_close_matches(option, policies.OPTIONS[part.name], 1, 0.8)
            if near:
                message = f"{part.name} has no option '{option}'."
                problems.warning("config/unknown-option", message, part.place, f"Did you mean '{near[0]}'?")


def _component(part: Part, parts: Sequence[Part], root: Path) -> Mapped:
    given, options, place = part
    name = components.RENAMED.get(given, given)
    counted, idle = _split(options, components.COUNTED.get(name))
    model = named_model(parts)
    ours: tuple[str, ...]
    if name in (*SPACY, NLP) and model is not None and is_there(model):
        return Mapped("pipeline", given, (name,), tuple(options), line=place.line)
    if name in components.STANDS_FOR:
        ours = stand_ins(name, options, parts) or components.DONE_BY.get(name, ())
    elif is_own(name):
        ours = (name,) if OWN_COMPONENT.check(name, root, place, Problems()) else ()
    else:
        ours = (name,) if is_known(name) else ()
    differs = components.DIFFERS.get(name) or ("" if ours else "Left out.")
    return Mapped("pipeline", given, ours, counted, idle, differs, place.line)


def _policy(part: written.Part, root: Path) -> Mapped:
    if is_own(part.name) and OWN_POLICY.check(part.name, root, part.place, Problems()):
        return Mapped("policies", part.name, (part.name,), tuple(part.options), line=part.place.line)
    ours = policies.OURS.get(part.name, ())
    counted, idle = _split(part.options, policies.COUNTED.get(part.name, frozenset()))
    differs = policies.DIFFERS.get(part.name) or ("" if ours else "Left out.")
    return Mapped("policies", part.name, ours, counted, idle, differs, part.place.line)


def _split(options: Mapping[str, object], known: frozenset[str] | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which of ``options`` count and which do not; without ``known`` all count."""
    counts = {name: known is None or name in known for name in options}
    return tuple(name for name in options if counts[name]), tuple(name for name in options if not counts[name])
