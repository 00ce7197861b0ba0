"""Stories and rules -> a playbook, by the policies that ``config.yml`` names.

A bot with rules has a policy for rules, and one with stories remembers them, whether or not its configuration says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from talkwright.dialogue.moments import UNLIKELY, Lens, lens_of
from talkwright.dialogue.policies.learned import NAME as LEARNED
from talkwright.dialogue.policies.learned import Learned
from talkwright.dialogue.policies.memory import AUGMENTED, PLAIN, Memory
from talkwright.dialogue.policies.playbook import Part as Made
from talkwright.dialogue.policies.playbook import Playbook
from talkwright.dialogue.policies.rules import NAME as RULES
from talkwright.dialogue.policies.rules import RuleBook, RuleSettings
from talkwright.dialogue.policies.unlikely import NAME as UNEXPECTED
from talkwright.dialogue.policies.unlikely import Expected
from talkwright.errors import Problems
from talkwright.own import is_own
from talkwright.project.config import Part
from talkwright.project.domain import Domain
from talkwright.project.stories import Does, Story
from talkwright.training.conflicts import tell_conflicts
from talkwright.training.learned import learn
from talkwright.training.lessons import Lesson, lessons, spoken
from talkwright.training.memory import remember
from talkwright.training.own_policies import teach_own
from talkwright.training.rasa_policies import OURS
from talkwright.training.rules import rule
from talkwright.training.unlikely import expect
from talkwright.training.walks import Walk, walks_of

USUAL = (Part(LEARNED),)
"""The policies of a bot whose configuration names none, besides those that it cannot do without."""


class Taught(msgspec.Struct, frozen=True):
    """What rules and stories come to, before anything is learned: the lessons that stories told, and those of rules.

    ``parts`` are the policies that are to be made, ``texts`` what the assistant says word for word. ``root`` is the
    bot's folder, which may have policies of its own.
    """

    domain: Domain
    parts: Sequence[Part]
    lens: Lens
    book: RuleBook
    told: Sequence[Lesson]
    by_rules: Sequence[Lesson]
    texts: tuple[str, ...]
    root: Path | None = None


def teach(stories: Sequence[Story], domain: Domain, policies: Sequence[Part], problems: Problems) -> Playbook | None:
    """The playbook of ``stories``, which may be rules; None when there are none."""
    taught = take_in(stories, domain, policies, problems)
    return playbook_of(taught, problems) if taught is not None else None


def take_in(
    stories: Sequence[Story],
    domain: Domain,
    policies: Sequence[Part],
    problems: Problems,
    root: Path | None = None,
) -> Taught | None:
    """What there is to learn of ``stories``, and what is wrong with them. Fits nothing.

    Policies of the bot's own need its folder, ``root``, and are left out without.
    """
    if not stories:
        return None
    known = [part for part in policies if root is not None or not is_own(part.name)]
    parts = _with_needed(known, stories, domain)
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
    found = [lesson for walk in walks for lesson in lessons(walk, domain.schema, ruled.lens)]
    told = [lesson for lesson in found if not lesson.walk.is_rule]
    by_rules = [lesson for lesson in found if lesson.walk.is_rule]
    lens = replace(ruled.lens, tells_unlikely=any(lesson.action == UNLIKELY for lesson in told))
    texts = {step.action for story in stories for step in story.steps if isinstance(step, Does) and step.is_text}
    return Taught(domain, parts, lens, ruled.book, told, by_rules, tuple(sorted(texts)), root)


def playbook_of(taught: Taught, problems: Problems) -> Playbook:
    """Each policy with what it makes of what was ``taught``. Raises ``AuthorError`` when one of the bot's own fails."""
    return Playbook(taught.lens, tuple(_made(part, taught, problems) for part in taught.parts), taught.texts)


def _made(part: Part, taught: Taught, problems: Problems) -> Made:
    if taught.root is not None and is_own(part.name):
        return teach_own(part, taught.told, taught.by_rules, taught.domain, taught.root, problems)
    return _MADE[part.name](part.options, taught)


def _with_needed(policies: Sequence[Part], stories: Sequence[Story], domain: Domain) -> list[Part]:
    """The policies that are known here, once each, and those that a bot cannot do without.

    A bot that has chosen to go by stories alone, without forms, has no rules and no fallback, as in Rasa.
    """
    has_stories = any(not story.is_rule for story in stories)
    named = (Part(LEARNED, part.options) if OURS.get(part.name) == (LEARNED,) else part for part in policies)
    parts = list({part.name: part for part in named if part.name in _MADE or is_own(part.name)}.values())
    parts = [part for part in parts if part.name not in (LEARNED, UNEXPECTED) or has_stories]
    by_stories = bool(parts) and not any(story.is_rule for story in stories) and not domain.forms
    if not any(part.name in (PLAIN, AUGMENTED) for part in parts) and has_stories:
        parts.insert(0, Part(PLAIN))
    old_rules = any(OURS.get(part.name) == (RULES,) for part in policies)
    if not any(part.name == RULES for part in parts) and (old_rules or not by_stories):
        parts.append(Part(RULES))
    return parts


def _rule_settings(options: Mapping[str, Any]) -> RuleSettings:
    return RuleSettings(
        fallback_threshold=float(options.get("core_fallback_threshold", 0.3)),
        fallback_action=str(options.get("core_fallback_action_name", "action_default_fallback")),
        falls_back=bool(options.get("enable_fallback_prediction", True)),
        nlu_confidence=bool(options.get("use_nlu_confidence_as_score", False)),
    )


def _memory(options: Mapping[str, Any], taught: Taught, *, augmented: bool) -> Memory:
    most = options.get("max_history")
    by_confidence = bool(options.get("use_nlu_confidence_as_score", False))
    return remember(taught.told, int(most) if most else None, augmented=augmented, nlu_confidence=by_confidence)


def _learned(options: Mapping[str, Any], taught: Taught) -> Learned:
    most = options.get("max_history")
    return learn(taught.told, taught.by_rules, taught.domain, int(most) if most else None)


def _expected(options: Mapping[str, Any], taught: Taught) -> Expected:
    most, ignored = options.get("max_history"), options.get("ignore_intents_list") or ()
    tolerance = float(options.get("tolerance", 0.0))
    return expect(taught.told, int(most) if most else None, tolerance, tuple(map(str, ignored)))


# How each policy of a configuration is made.
_MADE: dict[str, Callable[[Mapping[str, Any], Taught], Made]] = {
    RULES: lambda options, taught: taught.book,
    PLAIN: lambda options, taught: _memory(options, taught, augmented=False),
    AUGMENTED: lambda options, taught: _memory(options, taught, augmented=True),
    LEARNED: _learned,
    UNEXPECTED: _expected,
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
