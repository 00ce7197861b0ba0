"""``config.yml`` of Rasa 1 or 2 as one of Rasa 3, by changing what has to change in it.

Policies that RulePolicy took over become one; what they were told of fallbacks becomes a component, options and a rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from talkwright.errors import Place, Problems
from talkwright.migrate.components import (
    COMPONENTS,
    INTO_RULES,
    KEPT_OPTIONS,
    LEARNS_NO_ENTITIES,
    POLICIES,
    TEMPLATES,
    Part,
)
from talkwright.migrate.notes import Notes
from talkwright.migrate.patch import Patch
from talkwright.migrate.stories import rule
from talkwright.migrate.story_markdown import Told
from talkwright.project.stories import Does, Loops, Says
from talkwright.yaml import parse

FALLBACK = "action_default_fallback"
_TWO_STAGE = "action_two_stage_fallback"
_FALLBACK_INTENT = "nlu_fallback"


@dataclass
class MigratedConfig:
    """The new text, or None when nothing changes, and the rules that go with it.

    ``maps_intents``: that an intent triggers an action had an effect.
    """

    text: str | None = None
    rules: list[Told] = field(default_factory=list)
    maps_intents: bool = False


def migrate_config(text: str, file: str, notes: Notes) -> MigratedConfig:
    """The configuration with names of today."""
    node = parse(text, file, Problems())
    plain = node.plain() if node is not None else None
    if not isinstance(plain, dict):
        return MigratedConfig()
    patch = Patch(text, file)
    migration = _Migration(file, notes)
    pipeline = migration.pipeline(plain.get("pipeline"))
    policies = migration.policies(plain.get("policies"))
    if migration.fallback is not None and isinstance(pipeline, list):
        names = [each.get("name") for each in pipeline if isinstance(each, dict)]
        if "FallbackClassifier" not in names:
            pipeline = [*pipeline, migration.fallback]
    for key, new in (("pipeline", pipeline), ("policies", policies)):
        found = patch.root.entry(key)
        if found is not None and new != plain.get(key):
            patch.rewrite(*found, new)
    if patch.is_changed and "recipe" not in plain:
        patch.put_first("recipe", "default.v1")
    return MigratedConfig(patch.result() if patch.is_changed else None, migration.rules, migration.maps_intents)


class _Migration:
    def __init__(self, file: str, notes: Notes) -> None:
        self._place = Place(file)
        self._notes = notes
        self.rules: list[Told] = []
        self.fallback: Part | None = None
        self.maps_intents = False

    def pipeline(self, written: Any) -> Any:
        if isinstance(written, str):
            template = TEMPLATES.get(written)
            if template is None:
                message = f"The pipeline '{written}' is not known."
                self._notes.left(
                    self._place, message, "List the components, or leave 'pipeline' empty for the default."
                )
                return written
            self._notes.done(self._place, f"The pipeline '{written}' is written out.")
            return template
        return [self._component(each) for each in written] if isinstance(written, list) else written

    def _component(self, written: Any) -> Any:
        part: Part = {"name": written} if isinstance(written, str) else written
        name = part.get("name") if isinstance(part, dict) else None
        new = COMPONENTS.get(str(name))
        if new is None:
            return written
        self._notes.done(self._place, f"{name} is {new} now.")
        more = {"entity_recognition": False} if name in LEARNS_NO_ENTITIES else {}
        return {**part, "name": new, **more}

    def policies(self, written: Any) -> Any:
        if not isinstance(written, list):
            return written
        parts = [self._named(each) for each in written]
        if not any(part.get("name") in (*INTO_RULES, *POLICIES) for part in parts):
            return written
        done: list[Part] = []
        taken_over: list[Part] = []
        for part in parts:
            name = part.get("name")
            if name in INTO_RULES:
                taken_over.append(part)
            elif name in POLICIES:
                self._notes.done(self._place, f"{name} is {POLICIES[name]} now; it is trained anew.")
                kept = {key: part[key] for key in KEPT_OPTIONS if key in part}
                done.append({"name": POLICIES[name], **kept})
            else:
                done.append(part)
        if taken_over:
            self._take_over(taken_over, done)
        return list({str(part): part for part in done}.values())

    def _named(self, written: Any) -> Part:
        """A policy with its bare name: ``rasa.core.policies.keras_policy.KerasPolicy`` is one of Rasa's."""
        part: Part = {"name": written} if isinstance(written, str) else written if isinstance(written, dict) else {}
        name = str(part.get("name"))
        is_rasas = name.startswith(("rasa.core.", "rasa_core."))
        return {**part, "name": name.rpartition(".")[2]} if is_rasas else part

    def _take_over(self, old: list[Part], policies: list[Part]) -> None:
        """RulePolicy in the place of ``old``."""
        names = [each["name"] for each in old]
        self.maps_intents = "MappingPolicy" in names
        rules = next((each for each in policies if each.get("name") == "RulePolicy"), None)
        if rules is None:
            rules = {"name": "RulePolicy"}
            policies.append(rules)
            falling_back = [each for each in old if "Fallback" in each["name"]]
            rules |= self._options(falling_back[0]) if falling_back else {"enable_fallback_prediction": False}
        self._notes.done(self._place, f"RulePolicy does the work of {', '.join(names)}.")

    def _options(self, policy: Part) -> Part:
        """What a policy of fallbacks says, as options of RulePolicy, a component and a rule."""
        threshold = {"threshold": policy.get("nlu_threshold", 0.3)}
        self.fallback = {
            "name": "FallbackClassifier",
            **threshold,
            "ambiguity_threshold": policy.get("ambiguity_threshold", 0.1),
        }
        place = self._place
        says = Says(_FALLBACK_INTENT, place=place)
        if policy["name"] == "FallbackPolicy":
            action = str(policy.get("fallback_action_name", FALLBACK))
            self.rules.append(rule("what is not understood", says, Does(action, place=place)))
        else:
            action = str(policy.get("fallback_core_action_name", FALLBACK))
            asked = (Does(_TWO_STAGE, place=place), Loops(_TWO_STAGE, place))
            self.rules.append(rule("what is not understood is asked for again", says, *asked))
            self._two_stage(policy)
        options: Part = {"core_fallback_threshold": policy.get("core_threshold", 0.3)}
        return options | ({"core_fallback_action_name": action} if action != FALLBACK else {})

    def _two_stage(self, policy: Part) -> None:
        denying = policy.get("deny_suggestion_intent_name", "out_of_scope")
        last = policy.get("fallback_nlu_action_name", FALLBACK)
        if denying != "out_of_scope":
            message = f"The intent that denies what was suggested was '{denying}'; it is always 'out_of_scope' now."
            self._notes.left(self._place, message, f"Rename '{denying}' in examples, domain and stories.")
        if last != FALLBACK:
            message = f"In the end '{last}' was run; now it is always '{FALLBACK}'."
            self._notes.left(self._place, message, f"Write an action of your own called '{FALLBACK}'.")
