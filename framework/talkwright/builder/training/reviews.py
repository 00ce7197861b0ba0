"""What a cross-validation came to, kept by what it was made of, so that nobody waits for it twice.

Kept as files, a few of them. A review of examples that have changed since still tells of those that have not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from talkwright.builder.files.texts import write_whole
from talkwright.builder.training.measured import Understood
from talkwright.nlu.review import Review
from talkwright.project.open import Project

_MOST = 20
REVIEWED = ("config", "nlu")
"""The parts of a project that a review is of."""


class Reviewed(msgspec.Struct, frozen=True):
    """A ``review`` made at the time ``at``, seconds since 1970: by a cross-validation that ``understood`` so much, or,
    without that, in training ``model``. ``stale``: examples or the pipeline are others now."""

    review: Review
    at: float
    stale: bool = False
    understood: Understood | None = None
    model: str = ""


class _Kept(msgspec.Struct, frozen=True):
    understood: Understood
    at: float


class Reviews:
    """Those in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, project: Project, understood: Understood, at: float) -> None:
        """Keep what came of ``project``, and forget the oldest."""
        write_whole(self._path(project), msgspec.json.encode(_Kept(understood, at)))
        for old in self._newest()[_MOST:]:
            old.unlink(missing_ok=True)

    def latest(self, project: Project) -> Reviewed | None:
        """The one of ``project``; where there is none, the newest of all, as stale."""
        exact = self._path(project)
        for path in (exact, *self._newest()):
            try:
                kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
            except (OSError, msgspec.MsgspecError):  # none there, or by another version
                continue
            understood = msgspec.structs.replace(kept.understood, review=Review())
            return Reviewed(kept.understood.review, kept.at, path != exact, understood)
        return None

    def _path(self, project: Project) -> Path:
        print_ = hashlib.sha256("".join(project.fingerprints[part] for part in REVIEWED).encode()).hexdigest()[:16]
        return self._folder / f"{print_}.json"

    def _newest(self) -> list[Path]:
        dated = [(path.stat().st_mtime_ns, path) for path in self._folder.glob("[!.]*.json")]
        return [path for _, path in sorted(dated, reverse=True)]


def best_of(found: Iterable[Reviewed | None]) -> Reviewed | None:
    """One of the examples as they are, a cross-validation first; else the newest."""
    reviewed = [each for each in found if each is not None]
    return max(reviewed, key=lambda each: (not each.stale, not each.stale and not each.model, each.at), default=None)
