"""A project opened: all its files read and compared, with everything an author should know about them.

It never raises for what an author wrote, and a file that cannot be read does not hide the others.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from talkwright.errors import Place, Problem, Problems
from talkwright.nlu.examples import TrainingData
from talkwright.project.check import check_languages, check_project
from talkwright.project.config import Config, read_config
from talkwright.project.credentials import open_credentials
from talkwright.project.data import read_data
from talkwright.project.domain import Domain, with_languages, with_retrieval_intents
from talkwright.project.endpoints import open_endpoints
from talkwright.project.files import DISK, SUFFIXES, Document, Documents, Overlay, find_files, read_text
from talkwright.project.merge import read_domain
from talkwright.yaml import Node

__all__ = ["Project", "Sources", "open_credentials", "open_endpoints", "open_project"]

DATA_FOLDERS = ("data", "nlu-data", "flows")


class Sources(msgspec.Struct, frozen=True):
    """Where the files of a project are. ``domain`` and each of ``data`` is a file or a folder."""

    config: Path
    domain: Path
    data: tuple[Path, ...]
    endpoints: Path
    credentials: Path

    @classmethod
    def of(cls, root: Path, overlay: Overlay = DISK) -> Sources:
        """The usual places below ``root``; of the data folders those that exist."""
        domain, file = root / "domain", _yml(root / "domain", overlay)
        return cls(
            config=_yml(root / "config", overlay),
            domain=domain if overlay.is_dir(domain) and not overlay.exists(file) else file,
            data=tuple(root / name for name in DATA_FOLDERS if overlay.is_dir(root / name)),
            endpoints=_yml(root / "endpoints", overlay),
            credentials=_yml(root / "credentials", overlay),
        )


def _yml(path: Path, overlay: Overlay) -> Path:
    """``path`` with the suffix under which it exists."""
    long = path.with_name(path.name + ".yaml")
    return long if overlay.exists(long) else path.with_name(path.name + ".yml")


@dataclass(frozen=True)
class Project:
    """A project as its files say it.

    ``flows`` are (id, node, place of the id). ``left_out`` are files of training data that could not be read.
    """

    root: Path
    sources: Sources
    config: Config
    domain: Domain
    data: TrainingData
    flows: tuple[tuple[str, Node, Place], ...]
    stories: tuple[Node, ...]
    rules: tuple[Node, ...]
    problems: tuple[Problem, ...]
    left_out: frozenset[str] = frozenset()

    @cached_property
    def fingerprints(self) -> dict[str, str]:
        """The SHA-256 of what config, domain, nlu, flows and stories say: comments and places do not count."""
        return {name: _digest(value) for name, value in _said(self).items()}


def open_project(
    root: Path,
    sources: Sources | None = None,
    environment: Mapping[str, str] | None = None,
    overlay: Overlay = DISK,
    documents: Documents | None = None,
) -> Project:
    """The project at ``root``, as it is with ``overlay`` over its files. Variables are filled from ``environment``, by
    default the process's own. Who opens it often keeps ``documents``."""
    sources = sources or Sources.of(root, overlay)
    problems = Problems()
    environment = os.environ if environment is None else environment
    reading = _Reading(root, problems, environment, overlay, documents or Documents(0))
    config_file = reading.config(sources)
    config = read_config(config_file.node, problems) if config_file else Config()
    domain_files = reading.domain(sources.domain)
    data = read_data(reading.data(sources), problems)
    domain = read_domain([each.node for each in domain_files], problems, data.responses)
    domain = with_languages(with_retrieval_intents(domain, data.training), config)
    if reading.is_complete:  # else every name of the missing file would be called unknown
        check_project(domain, data, problems)
        check_languages(config, data, problems)
    return Project(
        root=root,
        sources=sources,
        config=config,
        domain=domain,
        data=data.training,
        flows=tuple((flow.name, flow.node, flow.place) for flow in data.flows),
        stories=data.stories,
        rules=data.rules,
        problems=problems.all,
        left_out=frozenset(reading.left_out),
    )


class _Reading:
    """The files of one project. In places they are named from its root."""

    def __init__(
        self, root: Path, problems: Problems, environment: Mapping[str, str], overlay: Overlay, documents: Documents
    ) -> None:
        self._root = root
        self._problems = problems
        self._environment = environment
        self._overlay = overlay
        self._kept = documents
        self.is_complete = True
        self.left_out: set[str] = set()

    def config(self, sources: Sources) -> Document | None:
        """The configuration. A bot that has none in the usual place, but a domain, has the default."""
        path = sources.config
        exists = self._overlay.exists
        if exists(path) or path != Sources.of(self._root, self._overlay).config or not exists(sources.domain):
            return self.document(path)
        others = sorted(each.name for each in (*self._root.glob("*config*.yml"), *self._root.glob("*config*.yaml")))
        message = "There is no config.yml; the default pipeline and policies are used, for no language in particular."
        hint = f"Name one with --config: {', '.join(others)}." if others else "Create one, with 'language: en'."
        self._problems.warning("project/no-config", message, Place(self._name(path)), hint)
        return None

    def document(self, path: Path) -> Document | None:
        return self._kept.read(path, self._name(path), self._problems, self._environment, self._overlay)

    def domain(self, path: Path) -> list[Document]:
        paths = list(self._files([path])) if self._overlay.is_dir(path) else [path]
        if not paths:
            message = "There is no file in this folder, so that there is no domain."
            self._problems.error("project/no-domain", message, Place(self._name(path)), "Put a domain.yml here.")
        return self._documents(paths)

    def data(self, sources: Sources) -> list[Document]:
        if not sources.data:
            message = f"There is no training data: none of the folders {', '.join(DATA_FOLDERS)} exists."
            self._problems.error("project/no-data", message, Place(str(self._root)), "Create data/ with an nlu.yml.")
        for path in sources.data:
            if not self._overlay.exists(path):
                message = "This file or folder of training data does not exist."
                self._problems.error("project/missing-file", message, Place(self._name(path)), "Name another.")
        of_the_domain = set(self._files([sources.domain])) | {sources.domain}
        paths = [path for path in self._files(sources.data) if path not in of_the_domain]
        found = self._documents(paths)
        read = {document.file for document in found}
        self.left_out.update(name for name in map(self._name, paths) if name not in read)
        for path in self._files(sources.data, (".md", ".json")):
            self._refuse_old_format(path, is_all=not any(map(_is_training_data, found)))
        return found

    def _documents(self, paths: Sequence[Path]) -> list[Document]:
        found = [self.document(path) for path in paths]
        self.is_complete = self.is_complete and None not in found
        return [document for document in found if document is not None]

    def _refuse_old_format(self, path: Path, *, is_all: bool) -> None:
        """Markdown and JSON were training data before Rasa 2. Any other such file is none of our business.

        Beside training data of today such a file is passed over, as Rasa does; where it ``is_all``, nothing is learnt.
        """
        text = read_text(path, self._name(path), self._problems, self._overlay)
        if text is None:
            return
        sign = (_MARKDOWN if path.suffix == ".md" else _JSON).search(text)
        if sign:
            message = "This is training data in a format of Rasa 1, which is not read."
            place = Place(self._name(path), text.count(b"\n", 0, sign.start()) + 1, 1)
            tell = self._problems.error if is_all else self._problems.warning
            tell("data/old-format", message, place, "`talkwright migrate` makes YAML of it.")

    def _files(self, folders: Sequence[Path], suffixes: tuple[str, ...] = SUFFIXES) -> Iterator[Path]:
        return find_files(folders, suffixes, self._overlay)

    def _name(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else str(path)


def _is_training_data(document: Document) -> bool:
    value = document.node.value
    return isinstance(value, dict) and not value.keys().isdisjoint({"nlu", "stories", "rules", "flows"})


_MARKDOWN = re.compile(
    rb"^##[ \t]*(?:intent|synonym|regex|lookup)[ \t]*:|^##[^\n]*\n(?:[ \t]*\r?\n)*\*[ \t]", re.MULTILINE
)
_JSON = re.compile(rb'"rasa_nlu_data"')


def _said(project: Project) -> dict[str, Any]:
    """All that a project says, by part, as plain data."""
    config, training = project.config, project.data
    return {
        "config": [
            config.language,
            config.additional_languages,
            config.recipe,
            *([[part.name, part.options] for part in parts] for parts in (config.pipeline, config.policies)),
        ],
        "domain": project.domain.plain(),
        "nlu": [
            [
                [each.text, each.intent, each.response_key, each.entities, each.metadata, each.language]
                for each in training.examples
            ],
            training.synonyms,
            [[each.name, each.pattern] for each in training.regexes],
            [[each.name, each.values] for each in training.lookups],
        ],
        "flows": {id: node.plain() for id, node, _ in project.flows},
        "stories": [[node.plain() for node in nodes] for nodes in (project.stories, project.rules)],
    }


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(msgspec.to_builtins(value)).encode()).hexdigest()
