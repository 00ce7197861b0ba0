"""``config.yml``: the language and the parts an assistant is made of, by name.

Which names exist is known to ``nlu`` and ``dialogue``, not here.
"""

from __future__ import annotations

from typing import Any

import msgspec

from talkwright.errors import Place, Problems
from talkwright.yaml import Fields, Node


class Part(msgspec.Struct, frozen=True):
    """One element of the pipeline or one policy, with what its author set."""

    name: str
    options: dict[str, Any] = {}
    place: Place = Place("")


class Config(msgspec.Struct, frozen=True):
    """The whole configuration. An empty ``pipeline`` or ``policies`` asks for the default.

    ``additional_languages`` are those that users may write in besides ``language``.
    """

    language: str | None = None
    additional_languages: tuple[str, ...] = ()
    assistant_id: str | None = None
    recipe: str | None = None
    pipeline: tuple[Part, ...] = ()
    policies: tuple[Part, ...] = ()


def read_config(node: Node, problems: Problems) -> Config:
    """The configuration. What cannot be read is reported and left out."""
    fields = Fields(node, problems, "the configuration")
    recipe = fields.text("recipe")
    config = Config(
        language=fields.text("language"),
        additional_languages=fields.texts("additional_languages"),
        assistant_id=fields.text("assistant_id"),
        recipe=recipe,
        pipeline=_parts(fields, "pipeline", "a part of the pipeline", problems),
        policies=_parts(fields, "policies", "a policy", problems),
    )
    if config.additional_languages and not config.language:
        message = "There are 'additional_languages', and no 'language' that they are additional to."
        problems.error("config/no-language", message, fields.place_of("additional_languages"), "Write 'language: en'.")
    if recipe is not None and recipe != "default.v1":
        message = "Only the recipe 'default.v1' is known; its pipeline and policies are used."
        problems.warning("config/recipe", message, fields.place_of("recipe"), "Write 'recipe: default.v1'.")
    if fields.node("spaces") is not None:
        message = "'spaces' are assistants of Rasa that share a server; the files are read as one assistant."
        problems.warning(
            "config/spaces", message, fields.place_of("spaces"), "Give each assistant a folder of its own."
        )
    if fields.node("importers") is not None:
        message = "'importers' are Python classes of Rasa and are not run; the files are read directly."
        problems.warning("config/importers", message, fields.place_of("importers"), "Take the section out.")
    fields.done(ignore=("version",))
    return config


def _parts(fields: Fields, key: str, what: str, problems: Problems) -> tuple[Part, ...]:
    section = fields.node(key)
    if section is not None and isinstance(section.value, str):
        message = f"'{key}' is the name of a template, as in Rasa 1; the default is used instead."
        problems.warning("config/template", message, section.place, "List the parts, or leave the value empty.")
        return ()
    parts = (_part(node, what, problems) for node in fields.items(key))
    return tuple(part for part in parts if part is not None)


def _part(node: Node, what: str, problems: Problems) -> Part | None:
    if isinstance(node.value, str):
        return Part(_without_module(node.value), place=node.place)
    fields = Fields(node, problems, what)
    name = fields.text("name", required=True)
    if name is None or not isinstance(node.value, dict):
        return None
    return Part(
        _without_module(name), {key: value.plain() for key, value in node.value.items() if key != "name"}, node.place
    )


def _without_module(name: str) -> str:
    """A class of Rasa's that is named with its module is known by its name alone."""
    return name.rpartition(".")[2] if name.startswith("rasa.") else name
