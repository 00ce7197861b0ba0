"""What a cross-validation came to, kept by what it was made of, so that nobody waits for it twice.

Kept as files, a few of them. A review of examples that have changed since still tells of those that have not.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from talkwright.builder.measured import Understood
from talkwright.builder.texts import write_whole
from talkwright.project.open import Project

_MOST = 20
_OF = ("config", "nlu")


class Reviewed(msgspec.Struct, frozen=True):
    """``understood`` at the time ``at``, seconds since 1970. ``stale``: examples or the pipeline are others now."""

    understood: Understood
    at: float
    stale: bool = False


class Reviews:
    """Those in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, project: Project, understood: Understood, at: float) -> None:
        """Keep what came of ``project``, and forget the oldest."""
        write_whole(self._path(project), msgspec.json.encode(Reviewed(understood, at)))
        for old in self._newest()[_MOST:]:
            old.unlink(missing_ok=True)

    def latest(self, project: Project) -> Reviewed | None:
        """The one of ``project``; where there is none, the newest of all, as stale."""
        exact = self._path(project)
        for path in (exact, *self._newest()):
            try:
                found = msgspec.json.decode(path.read_bytes(), type=Reviewed)
            except (OSError, msgspec.MsgspecError):  # none there, or by another version
                continue
            return msgspec.structs.replace(found, stale=path != exact)
        return None

    def _path(self, project: Project) -> Path:
        print_ = hashlib.sha256("".join(project.fingerprints[part] for part in _OF).encode()).hexdigest()[:16]
        return self._folder / f"{print_}.json"

    def _newest(self) -> list[Path]:
        dated = [(path.stat().st_mtime_ns, path) for path in self._folder.glob("[!.]*.json")]
        return [path for _, path in sorted(dated, reverse=True)]
