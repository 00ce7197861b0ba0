"""Components of a bot's own: ``module.Class`` in the pipeline. What such a class has to be."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from talkwright.nlu.component import Component, NoOptions
from talkwright.own import Kind

OWN_COMPONENT = Kind(
    "component",
    "the pipeline",
    methods=("fit", "process", "save", "load"),
    of_rasa=frozenset({"GraphComponent", "EntityExtractor", "EntityExtractorMixin", "IntentClassifier", "Component"}),
    unknown="nlu/unknown-component",
    rasa="nlu/rasa-component",
    broken="nlu/broken-component",
)


def load_own(name: str, root: Path) -> type[Component]:
    """The class ``name`` of the bot at ``root``, imported. Raises ``AuthorError`` when it is no component."""
    return cast("type[Component]", OWN_COMPONENT.load(name, root, {"Options": NoOptions, "prepares": False}))
