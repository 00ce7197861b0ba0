"""Stories and rules as YAML: values in, text out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from talkwright.migrate.layout import block, comments, printable, scalar
from talkwright.migrate.nlu import VERSION_LINE, current_mark_up
from talkwright.migrate.story_markdown import Told
from talkwright.project.stories import Does, Either, Knows, Loops, Mentioned, Passes, Says, Story, StoryStep


def write_stories(told: Iterable[Told]) -> str:
    """A file of stories and rules, rules last."""
    lines = [VERSION_LINE]
    for section, kind in (("stories", "story"), ("rules", "rule")):
        of_kind = [each for each in told if each.story.is_rule == (kind == "rule")]
        if of_kind:
            lines += ["", f"{section}:"]
        for number, each in enumerate(of_kind):
            lines += [""] * bool(number) + _story(kind, each)
    return "\n".join(lines) + "\n"


def _story(kind: str, told: Told) -> list[str]:
    story = told.story
    plain: dict[str, Any] = {}
    if story.condition:
        plain["condition"] = [plain_step(step) for step in story.condition]
    if story.at_start:
        plain["conversation_start"] = True
    if not story.waits:
        plain["wait_for_user_input"] = False
    plain["steps"] = [plain_step(step) for step in story.steps]
    name = scalar(printable(story.name).replace("\n", " "))
    return [*comments(told.comments, 2), f"  - {kind}: {name}", *block(plain, 4)]


def plain_step(step: StoryStep) -> dict[str, Any]:
    """A step as YAML has it."""
    match step:
        case Says():
            return _says(step)
        case Does(action, is_text):
            return {"bot" if is_text else "action": action}
        case Knows(slots, valued):
            return {"slot_was_set": [{name: value} if name in valued else name for name, value in slots]}
        case Loops(form):
            return {"active_loop": form}
        case Passes(checkpoint, slots):
            return {"checkpoint": checkpoint} | ({"slot_was_set": [{n: v} for n, v in slots]} if slots else {})
        case Either(choices):
            return {"or": [plain_step(each) for each in choices]}
    raise AssertionError(step)


def _says(step: Says) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    if step.text:
        plain["user"] = current_mark_up(step.text)
    if step.intent:
        plain["intent"] = step.intent
    if step.entities:
        plain["entities"] = [_mentioned(each) for each in step.entities]
    return plain


def _mentioned(entity: Mentioned) -> Any:
    parts = {key: value for key in ("role", "group") if (value := getattr(entity, key)) is not None}
    if entity.value == "" and not parts:
        return entity.entity
    return {entity.entity: entity.value, **parts}


def rule(name: str, *steps: StoryStep) -> Told:
    """A rule."""
    return Told(Story(name, steps, steps[0].place, is_rule=True))
