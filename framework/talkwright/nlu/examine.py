"""What a classifier of intents has to say of its examples: contradictions, and what it cannot learn."""

from __future__ import annotations

from collections.abc import Sequence

from talkwright.errors import Place
from talkwright.nlu.component import Draft, Lesson
from talkwright.nlu.examples import Example


def learnable(examples: Sequence[Example], drafts: Sequence[Draft]) -> list[tuple[Example, Draft]]:
    """The examples that a classifier of intents learns from, each with its draft."""
    return [(example, draft) for example, draft in zip(examples, drafts, strict=True) if example.intent and draft.words]


def examine(texts: Sequence[Sequence[str]], labels: Sequence[str], given: Sequence[str], lesson: Lesson) -> None:
    """Compare ``labels`` with those that the classifier has ``given`` its own examples: one that was fitted well knows
    nearly all that do not contradict."""
    meant: dict[str, dict[str, Place]] = {}
    for example, draft in zip(lesson.data.examples, lesson.drafts, strict=True):
        if example.intent and draft.words:
            meant.setdefault(" ".join(draft.words), {}).setdefault(example.intent, example.place)
    for text, places in meant.items():
        if len(places) > 1:
            (first, _), (other, place) = list(places.items())[:2]
            message = f"'{text}' is an example of '{other}' here and of '{first}' at {places[first]}."
            lesson.problems.warning("nlu/contradiction", message, place, "Keep it in one of the two.")
    known = right = 0
    for words, label, found in zip(texts, labels, given, strict=True):
        if len(meant[" ".join(words)]) == 1:
            known += 1
            right += found == label
    if right < 0.9 * known:
        message = f"The intent classifier knows only {right} of its own {known} examples again."
        hint = "Look for examples that are under the wrong intent, or for intents that say the same."
        lesson.problems.warning("nlu/poor-fit", message, lesson.place, hint)


def report_no_choice(labels: Sequence[str], lesson: Lesson) -> None:
    """Tell that ``labels`` are of one intent, or none."""
    if labels:
        message = f"There are examples of one intent only, '{labels[0]}': there is nothing to tell it from."
        place = next(example.place for example in lesson.data.examples if example.intent)
        lesson.problems.warning("nlu/one-intent", message, place, "Add examples of another intent.")
    else:
        message = "No intent has an example: every message will be understood as nothing."
        lesson.problems.warning("nlu/nothing-to-learn", message, lesson.place, "Add examples under 'nlu:'.")
