"""Stories and rules -> a playbook, by the policies that ``config.yml`` names.

A bot with rules has a policy for rules, and one with stories remembers them, whether or not its configuration says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from talkwright.dialogue.moments import lens_of
from talkwright.dialogue.policies.memory import AUGMENTED, PLAIN, Memory
from talkwright.dialogue.policies.playbook import Playbook
from talkwright.dialogue.policies.rules import NAME as RULES
from talkwright.dialogue.policies.rules import RuleBook, RuleSettings
from talkwright.errors import Problems
from talkwright.project.config import Part
from talkwright.project.domain import Domain
from talkwright.project.stories import Story
from talkwright.training.conflicts import tell_conflicts
from talkwright.training.lessons import Lesson, lessons, spoken
from talkwright.training.memory import remember
from talkwright.training.rules import Ruled, rule
from talkwright.training.walks import Walk, walks_of


def teach(stories: Sequence[Story], domain: Domain, policies: Sequence[Part], problems: Problems) -> Playbook | None:
    """The playbook of ``stories``, which may be rules; None when there are none."""
    if not stories:
        return None
    parts = _with_needed(policies, stories)
    walks = walks_of(stories, domain, problems)
    settings = next((part.options for part in parts if part.name == RULES), {})
    _check_length(walks, settings, problems)
    ruled = rule(
        walks,
        domain.schema,
        lens_of(domain),
        domain.forms,
        _rule_settings(settings),
        compare=bool(settings.get("check_for_contradictions", True)),
    )
    tell_conflicts(ruled.conflicts, problems)
    told = [lesson for walk in walks if not walk.is_rule for lesson in lessons(walk, domain.schema, ruled.lens)]
    return Playbook(ruled.lens, tuple(_MADE[part.name](part.options, ruled, told) for part in parts))


def _with_needed(policies: Sequence[Part], stories: Sequence[Story]) -> list[Part]:
    """The policies that are known here, once each, and those that a bot cannot do without."""
    parts = list({part.name: part for part in policies if part.name in _MADE}.values())
    if not any(part.name in (PLAIN, AUGMENTED) for part in parts) and any(not story.is_rule for story in stories):
        parts.insert(0, Part(PLAIN))
    if not any(part.name == RULES for part in parts):
        parts.append(Part(RULES))
    return parts


def _rule_settings(options: Mapping[str, Any]) -> RuleSettings:
    return RuleSettings(
        fallback_threshold=float(options.get("core_fallback_threshold", 0.3)),
        fallback_action=str(options.get("core_fallback_action_name", "action_default_fallback")),
        falls_back=bool(options.get("enable_fallback_prediction", True)),
        nlu_confidence=bool(options.get("use_nlu_confidence_as_score", False)),
    )


def _memory(options: Mapping[str, Any], told: Sequence[Lesson], *, augmented: bool) -> Memory:
    most = options.get("max_history")
    by_confidence = bool(options.get("use_nlu_confidence_as_score", False))
    return remember(told, int(most) if most else None, augmented=augmented, nlu_confidence=by_confidence)


# How each policy of a configuration is made. One that learns from stories gets the same lessons.
_MADE: dict[str, Callable[[Mapping[str, Any], Ruled, Sequence[Lesson]], RuleBook | Memory]] = {
    RULES: lambda options, ruled, told: ruled.book,
    PLAIN: lambda options, ruled, told: _memory(options, told, augmented=False),
    AUGMENTED: lambda options, ruled, told: _memory(options, told, augmented=True),
}


def _check_length(walks: Sequence[Walk], options: Mapping[str, Any], problems: Problems) -> None:
    """Rules of more than one message, which Rasa does not take unless it is told to."""
    if not options.get("restrict_rules", True):
        return
    for walk in dict.fromkeys(walk.name for walk in walks if walk.is_rule and spoken(walk) > 1):
        place = next(each.place for each in walks if each.name == walk and each.is_rule)
        message = f"The rule '{walk}' has more than one message of the user."
        hint = "A rule is one message and what follows it. Write a story, or 'restrict_rules: false' at RulePolicy."
        problems.warning("story/long-rule", message, place, hint)
