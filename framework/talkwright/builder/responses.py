"""The responses of a bot as a person sees them: variations as written, who uses them, and what is not translated.

A bot that speaks several languages has the others under ``translation``, or variations of their own with a condition on
the slot ``language``; both count. They are changed as any value, and a new one goes where its like are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from talkwright.builder.files.workspace import Edited, ValueEdit, Workspace
from talkwright.builder.naming.use import Use
from talkwright.builder.naming.uses import response_uses
from talkwright.errors import NotFound, RequestError
from talkwright.nlu.locale import code_of
from talkwright.project.config import Config
from talkwright.project.domain import LANGUAGE

_PREFIX = "utter_"


class ResponseRow(msgspec.Struct, frozen=True):
    """A response. ``variations`` are as the file has them, at ``path`` in ``file``; ``missing`` are the languages of
    the bot that some of it is not in."""

    name: str
    file: str
    path: tuple[str, str]
    hash: str
    line: int
    variations: tuple[Any, ...]
    used_by: tuple[Use, ...]
    languages: tuple[str, ...]
    missing: tuple[str, ...]


class Responses:
    """Those of the bot in ``workspace``. Everything may be called from any thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def all(self, person: str) -> tuple[ResponseRow, ...]:
        """Every response that the bot's own files have, in their order."""
        project = self._workspace.open(person)
        uses, languages = response_uses(self._workspace, person), languages_of(project.config)
        seen = {}
        found = []
        for name in project.domain.responses:
            place = project.domain.places.get(f"response:{name}")
            if place is None or not place.file:
                continue
            if place.file not in seen:
                seen[place.file] = self._workspace.read(person, place.file)
            file = seen[place.file]
            written = (file.value.get("responses") or {}).get(name) if isinstance(file.value, dict) else None
            said = variations_of(written)
            missing = missing_languages(said, languages)
            has = tuple(language for language in languages if language not in missing)
            path = ("responses", name)
            found.append(
                ResponseRow(name, file.file, path, file.hash, place.line, said, uses.get(name, ()), has, missing)
            )
        return tuple(found)

    def put(self, person: str, name: str, variations: Sequence[Any]) -> Edited:
        """Give the response ``name`` these variations; one that is not there is made. Raises ``RequestError``."""
        if not name.strip() or not variations:
            raise RequestError("A response has a name and at least one variation.", "Send {'variations': [...]}.")
        project = self._workspace.open(person)
        place = project.domain.places.get(f"response:{name}")
        file = place.file if place is not None and place.file else self._file_for(person, name)
        return self._edit(person, file, name, list(variations))

    def delete(self, person: str, name: str) -> Edited:
        """Take a response away. Raises ``NotFound``."""
        place = self._workspace.open(person).domain.places.get(f"response:{name}")
        if place is None or not place.file:
            raise NotFound(f"There is no response {name!r}.")
        hashes = {place.file: self._workspace.read(person, place.file).hash}
        return self._workspace.edit(person, [ValueEdit(place.file, ("responses", name), remove=True)], hashes)

    def _edit(self, person: str, file: str, name: str, variations: list[Any]) -> Edited:
        try:
            seen = self._workspace.read(person, file)
        except NotFound:
            return self._workspace.edit(person, [ValueEdit(file, (), {"responses": {name: variations}})], {file: None})
        has = isinstance(seen.value, dict) and isinstance(seen.value.get("responses"), dict)
        edit = ValueEdit(file, ("responses", name), variations)
        if not has:
            edit = ValueEdit(file, ("responses",), {name: variations})
        return self._workspace.edit(person, [edit], {file: seen.hash})

    def _file_for(self, person: str, name: str) -> str:
        """The file that has most of those whose names begin alike, or most of all."""
        project = self._workspace.open(person)
        files = {
            key.partition(":")[2]: place.file
            for key, place in project.domain.places.items()
            if key.startswith("response:") and place.file
        }
        if not files:
            domain, root = project.sources.domain, self._workspace.root
            file = domain if domain.suffix else domain / "responses.yml"
            return file.relative_to(root).as_posix()
        alike = {each: _alike(name, each) for each in files}
        most = max(alike.values())
        return Counter(files[each] for each, how in alike.items() if how == most).most_common(1)[0][0]


def languages_of(config: Config) -> tuple[str, ...]:
    """The codes of the languages that a bot speaks, its default first."""
    return tuple(dict.fromkeys(map(code_of, filter(None, (config.language, *config.additional_languages)))))


def variations_of(written: Any) -> tuple[Any, ...]:
    """The variations of a response as written: a text alone is one."""
    if isinstance(written, str):
        return (written,)
    return tuple(written) if isinstance(written, list | tuple) else ()


def missing_languages(variations: Sequence[Any], languages: Sequence[str]) -> tuple[str, ...]:
    """Those of ``languages``, the default first, that a variation is not in. One that is for a single language, by a
    condition on the slot, is not asked for others."""
    only = {language for each in variations if (language := _only_in(each)) is not None}
    common = [each for each in variations if _only_in(each) is None]
    return tuple(
        language
        for language in languages[1:]
        if language not in only and (not common or any(_lacks(each, language) for each in common))
    )


def _only_in(variation: Any) -> str | None:
    conditions = variation.get("condition") if isinstance(variation, dict) else None
    for each in conditions if isinstance(conditions, list) else ():
        if isinstance(each, dict) and each.get("name") == LANGUAGE and isinstance(each.get("value"), str):
            return code_of(each["value"])
    return None


def _lacks(variation: Any, language: str) -> bool:
    """Whether words of ``variation``, or the title of a button, are not in ``language``."""
    if not isinstance(variation, dict):
        return bool(variation)
    buttons = [button for key in ("buttons", "quick_replies") for button in variation.get(key) or ()]
    worded = [variation] if variation.get("text") else []
    return any(
        not (each.get("translation") or {}).get(language) for each in (*worded, *buttons) if isinstance(each, dict)
    )


def _alike(one: str, other: str) -> int:
    """How many words the names begin with alike."""
    count = 0
    for mine, theirs in zip(one.removeprefix(_PREFIX).split("_"), other.removeprefix(_PREFIX).split("_"), strict=False):
        if mine != theirs:
            break
        count += 1
    return count
