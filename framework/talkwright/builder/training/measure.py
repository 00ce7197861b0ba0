"""Jobs of training and measuring: what a person sees is trained, evaluated or compared. What comes of it is kept."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec

from talkwright.builder.files.workspace import Workspace
from talkwright.builder.jobs import Job, Jobs, Said
from talkwright.builder.threads import in_thread
from talkwright.builder.training.errand import Errand, Errands, Kind
from talkwright.builder.training.measured import Talked, Trained, Understood, trained
from talkwright.builder.training.models import Models
from talkwright.builder.training.reviews import Reviews
from talkwright.errors import RequestError
from talkwright.training.bundle import SUFFIX
from talkwright.training.train import keeps_pipeline, train

FOLDS = 5


class Measuring:
    """Begins the jobs. ``serve`` puts a model in the place of the one that runs; None where that cannot be."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        models: Models,
        reviews: Reviews,
        serve: Callable[[Path], Awaitable[None]] | None = None,
    ) -> None:
        self._workspace = workspace
        self._jobs = jobs
        self._models = models
        self._reviews = reviews
        self.serve = serve
        self._errands = Errands()
        self._begun: list[str] = []

    async def train(self, person: str, *, serves: bool = False, name: str = "") -> Job:
        """Train what ``person`` sees. With ``serves`` the model runs when it is done. Raises ``RequestError``."""
        if serves and self.serve is None:
            raise RequestError("This server cannot load another model.")
        errand = await self._errand("train", person, f"{name or self._new_name()}{SUFFIX}")

        async def work(said: Said) -> Any:
            made = await in_thread(self._trained_here, person, errand.models[0])
            if made is None:
                made = msgspec.convert(await self._errands.run(errand, said), Trained)
            if serves and self.serve is not None:
                said(1.0, "Loading")
                await self.serve(self._models.path(made.file))
            return msgspec.to_builtins(made)

        return self._jobs.begin("training", work, person)

    def _trained_here(self, person: str, file: str) -> Trained | None:
        """The model of what ``person`` sees, when its pipeline stands: that takes a moment, and no process of its own.
        Raises ``AuthorError``."""
        project = self._workspace.open(person)
        if not keeps_pipeline(project, self._models.folder):
            return None
        return trained(train(project, self._models.folder, file.removesuffix(SUFFIX)))

    async def understanding(self, person: str, folds: int = FOLDS) -> Job:
        """Cross-validate the examples that ``person`` sees; their review is kept."""
        if not 2 <= folds <= 20:
            raise RequestError("'folds' is a number from 2 to 20.")
        project = await in_thread(self._workspace.open, person)
        errand = msgspec.structs.replace(await self._errand("understanding", person), folds=folds)

        async def work(said: Said) -> Any:
            result = await self._errands.run(errand, said)
            found = msgspec.convert(result, Understood)
            await in_thread(self._reviews.keep, project, found, time.time())
            return result

        return self._jobs.begin("evaluation", work, person)

    async def conversations(self, person: str, file: str) -> Job:
        """Have the test conversations that ``person`` sees with the model ``file``. Raises ``NotFound``."""
        model_id = await in_thread(self._models.id, file)
        errand = await self._errand("conversations", person, file)

        async def work(said: Said) -> Any:
            result = await self._errands.run(errand, said)
            await in_thread(self._models.keep_talked, model_id, msgspec.convert(result, Talked))
            return result

        return self._jobs.begin("evaluation", work, person)

    async def comparison(self, person: str, one: str, other: str) -> Job:
        """Compare two models. Raises ``NotFound``, ``RequestError``."""
        ids = [await in_thread(self._models.id, file) for file in (one, other)]
        if ids[0] == ids[1]:
            raise RequestError("Both are the same model.", "Name two that differ.")
        errand = await self._errand("comparison", person, one, other)
        return self._jobs.begin("comparison", lambda said: self._errands.run(errand, said), person)

    def _new_name(self) -> str:
        """That of a model: the time, with a number behind it when another was begun in this second."""
        now = time.strftime("%Y%m%d-%H%M%S")
        self._begun = [*(each for each in self._begun if each == now), now]
        return now if len(self._begun) == 1 else f"{now}-{len(self._begun)}"

    async def _errand(self, kind: Kind, person: str, *models: str) -> Errand:
        root = self._workspace.root.resolve()
        overlay = (await in_thread(self._workspace.overlay, person)).texts
        texts = {
            path.relative_to(self._workspace.root).as_posix(): None if text is None else text.decode()
            for path, text in overlay.items()
        }
        return Errand(kind, str(root), str(self._models.folder.resolve()), models, texts)
