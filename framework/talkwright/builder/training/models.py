"""The models of a bot: which there are, what each was trained on, how well it does, and which one runs.

A model is a file; what was measured of one is kept by its id, so that a copy under another name has it too. It loads
none of them: what runs is another's to say.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from talkwright.builder.files.texts import write_whole
from talkwright.builder.training.measured import Talked
from talkwright.builder.training.reviews import REVIEWED, Reviewed, best_of
from talkwright.errors import Conflict, NotFound, RequestError
from talkwright.nlu.review import Review
from talkwright.project.open import Project
from talkwright.training.bundle import SUFFIX, Metadata, read_bundle, read_metadata
from talkwright.training.load import REVIEW
from talkwright.training.train import GROWN_FROM

_Signature = tuple[int, int]
_PARTS = ("config", "domain", "nlu", "flows", "stories")


class ModelRow(msgspec.Struct, frozen=True):
    """A model in the folder. ``at``: when it was written, seconds since 1970.

    ``differs`` are the parts of the project, as who asks sees it, that are not what it was trained on. ``accuracy`` is
    that of ``judged`` of its examples, held out while it was trained. ``fault`` says why it cannot be used.
    """

    file: str
    at: float
    bytes: int
    runs: bool = False
    model_id: str = ""
    language: str | None = None
    version: str = ""
    differs: tuple[str, ...] = ()
    grown_from: str | None = None
    examples: int = 0
    intents: int = 0
    judged: int = 0
    accuracy: float | None = None
    talked: Talked | None = None
    fault: str = ""


class _Read(msgspec.Struct, frozen=True):
    """What a file says of itself."""

    metadata: Metadata | None
    review: Review = Review()
    fault: str = ""


class Models:
    """Those in ``folder``. What is measured is kept in ``keep``."""

    def __init__(self, folder: Path, keep: Path) -> None:
        self.folder = folder
        self._keep = keep
        self._known: dict[str, tuple[_Signature, _Read]] = {}

    def all(self, project: Project, runs: str | None) -> tuple[ModelRow, ...]:
        """Every model, the newest first. ``runs`` is the id of the one that is served."""
        found = sorted(self._files(), key=lambda each: (each[1].st_mtime_ns, each[0]), reverse=True)
        return tuple(self._row(path, status, project, runs) for path, status in found)

    def path(self, file: str) -> Path:
        """Where the model called ``file`` is. Raises ``NotFound``."""
        path = self.folder / file
        if Path(file).name != file or not file.endswith(SUFFIX) or file.startswith(".") or not path.is_file():
            raise NotFound(f"There is no model {file!r}.")
        return path

    def id(self, file: str) -> str:
        """The id of what is in it. Raises ``NotFound``, and ``RequestError`` for one that cannot be read."""
        path = self.path(file)
        read = self._read(path, path.stat())
        if read.metadata is None:
            raise RequestError(read.fault)
        return read.metadata.model_id

    def delete(self, file: str, runs: str | None) -> None:
        """Delete a model. Raises ``NotFound``, and ``Conflict`` for the one that ``runs``."""
        path = self.path(file)
        read = self._read(path, path.stat())
        if read.metadata is not None and read.metadata.model_id == runs:
            raise Conflict("This is the model that runs.", "Let another one run first.")
        path.unlink(missing_ok=True)
        self._known.pop(file, None)

    def keep_talked(self, model_id: str, talked: Talked) -> None:
        """Keep what came of test conversations with a model."""
        write_whole(self._path(model_id), msgspec.json.encode(talked))

    def talked(self, model_id: str) -> Talked | None:
        """What came of the last test conversations with a model."""
        try:
            return msgspec.json.decode(self._path(model_id).read_bytes(), type=Talked)
        except (OSError, msgspec.MsgspecError):  # there were none, or by another version
            return None

    def review(self, project: Project) -> Reviewed | None:
        """The review of the newest model that was trained on just the examples of ``project``; where there is none,
        that of the newest, as stale. A model that went on from another has none of its own."""
        found = []
        for path, status in self._files():
            read = self._read(path, status)
            if read.metadata is not None and read.review.examples and GROWN_FROM not in read.metadata.fingerprints:
                prints = read.metadata.fingerprints
                stale = any(prints.get(part) != project.fingerprints[part] for part in REVIEWED)
                found.append(Reviewed(read.review, status.st_mtime, stale, model=path.name))
        return best_of(found)

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """The models that are there; another request may delete one of them meanwhile."""
        for path in self.folder.glob(f"*{SUFFIX}") if self.folder.is_dir() else ():
            with suppress(FileNotFoundError):
                if not path.name.startswith("."):
                    yield path, path.stat()

    def _row(self, path: Path, status: os.stat_result, project: Project, runs: str | None) -> ModelRow:
        read = self._read(path, status)
        row = ModelRow(path.name, status.st_mtime, status.st_size, fault=read.fault)
        metadata, review = read.metadata, read.review
        if metadata is None:
            return row
        prints = metadata.fingerprints
        talked = self.talked(metadata.model_id)
        return msgspec.structs.replace(
            row,
            runs=metadata.model_id == runs,
            model_id=metadata.model_id,
            language=metadata.language,
            version=metadata.talkwright_version,
            differs=tuple(part for part in _PARTS if prints.get(part) != project.fingerprints[part]),
            grown_from=prints.get(GROWN_FROM),
            examples=review.examples,
            intents=review.intents,
            judged=review.judged,
            accuracy=review.accuracy,
            talked=msgspec.structs.replace(talked, conversations=()) if talked is not None else None,
        )

    def _read(self, path: Path, status: os.stat_result) -> _Read:
        """What it says of itself, read once."""
        signature = status.st_mtime_ns, status.st_size
        before, read = self._known.get(path.name, (None, None))
        if read is None or before != signature:
            read = _said_by(path)
            self._known[path.name] = signature, read
        return read

    def _path(self, id: str) -> Path:
        return self._keep / f"{id}.json"


def _said_by(path: Path) -> _Read:
    try:
        files = read_bundle(path)
        review = msgspec.json.decode(files[REVIEW], type=Review) if REVIEW in files else Review()
        return _Read(read_metadata(files), review)
    except (RequestError, msgspec.MsgspecError) as fault:
        return _Read(None, fault=getattr(fault, "message", str(fault)))
