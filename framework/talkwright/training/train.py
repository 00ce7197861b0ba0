"""One training run: project -> checks -> pipeline -> program -> bundle. No step looks back.

All problems of all parts are found before anything is fitted. A part whose fingerprint stands is taken from the model
before; when nothing changed there is nothing to do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from talkwright import __version__
from talkwright.encoders.shelf import Shelf
from talkwright.encoders.source import encoder_for
from talkwright.errors import Place, Problem, Problems, RequestError
from talkwright.nlu.fit import fit_pipeline
from talkwright.nlu.locale import code_of
from talkwright.nlu.registry import Part, resolve
from talkwright.nlu.review import Review, review
from talkwright.nlu.review_places import with_places_of
from talkwright.nlu.spacy_models import COMPONENTS as SPACY
from talkwright.own import print_of
from talkwright.project.domain import Domain
from talkwright.project.open import Project
from talkwright.training.bundle import (
    METADATA,
    SUFFIX,
    Metadata,
    digest,
    latest_model,
    read_bundle,
    read_metadata,
    write_bundle,
)
from talkwright.training.check import check
from talkwright.training.load import DOMAIN, FLOWS, NLU, PLAYBOOK, REVIEW, find_model
from talkwright.training.policies import playbook_of

CACHE = ".talkwright/cache"
"""Where a bot keeps what can be made again."""

GROWN_FROM = "grown_from"
"""Among the fingerprints of a model that went on from another: that one's id. What is trained as a whole has none."""

_OF_PIPELINE = ("pipeline", "nlu", "names", "components", "encoders", "talkwright")

Progress = Callable[[str, float], None]
"""Called with what is being done and how much of it is done, 0..1."""


class Trained(msgspec.Struct, frozen=True):
    """``path`` is the model file. ``reused``: the parts taken from the model before; all of them when ``unchanged``.
    ``grown_from`` is the model that the pipeline went on from. ``review`` is what is worth knowing of the examples."""

    path: Path
    metadata: Metadata
    problems: tuple[Problem, ...]
    reused: tuple[str, ...] = ()
    unchanged: bool = False
    grown_from: Path | None = None
    review: Review = Review()


def needs_training(project: Project, out: Path) -> bool:
    """Whether the newest model in ``out`` is not what training ``project`` would give."""
    before = _before(out)
    return before is None or before[1].fingerprints != _prints(project)


def keeps_pipeline(project: Project, out: Path) -> bool:
    """Whether training ``project`` would take the pipeline from the newest model in ``out``, and so take a moment."""
    before = _before(out)
    if before is None or GROWN_FROM in before[1].fingerprints:
        return False
    prints = _prints(project)
    return all(before[1].fingerprints.get(part) == prints[part] for part in _OF_PIPELINE)


def train(
    project: Project,
    out: Path,
    name: str,
    *,
    force: bool = False,
    finetune: Path | None = None,
    like: Path | None = None,
    progress: Progress | None = None,
) -> Trained:
    """Train ``project`` into ``out/<name>.tar.gz``. Raises ``AuthorError`` with every problem when one is an error.

    A file of training data that cannot be read is no reason to raise: what the others say is trained, if that is
    anything. With ``finetune``, a model or a folder of them, the pipeline goes on from what it was there, where it can.
    Raises ``RequestError`` when none is there, but for ``out``, which may have none yet. ``like`` is a model whose
    pipeline is taken if it would be the same; a model is written whatever it is like.
    """
    if finetune not in (None, out):
        finetune = find_model(finetune)
    say = progress or (lambda what, done: None)
    say("Checking", 0.0)
    checked = check(project)
    problems = Problems()
    problems.extend(checked.problems)
    _raise_errors(problems, project)
    _report_missing_encoder(project, problems)
    say("Checking", 1.0)
    before = _before(finetune or like or out) if not force else None
    prints = _prints(project)
    if before is not None and like is None and finetune in (None, out) and _as_trained(before[1], finetune) == prints:
        path, metadata, files = before
        parts, known = tuple(sorted(prints)), _review(files, project)
        return Trained(path, metadata, (*problems.all, *metadata.problems), parts, unchanged=True, review=known)
    nlu, found, looked, how = _nlu(project, checked.domain, prints, before, say, grows=finetune is not None)
    if before is not None and (how == "grown" or (how == "kept" and GROWN_FROM in before[1].fingerprints)):
        prints = {**prints, GROWN_FROM: before[1].model_id}
    problems.extend(found)
    _raise_errors(problems, project)
    say("Packing", 0.0)
    playbook = playbook_of(checked.taught, problems) if checked.taught is not None else None
    _raise_errors(problems, project)
    files = {
        DOMAIN: msgspec.json.encode(checked.domain),
        FLOWS: msgspec.json.encode(checked.flows),
        REVIEW: msgspec.json.encode(looked),
        **({PLAYBOOK: msgspec.json.encode(playbook)} if playbook is not None else {}),
        **{NLU + file: data for file, data in nlu.items()},
    }
    metadata = Metadata(
        model_id=digest(files),
        talkwright_version=__version__,
        assistant_id=project.config.assistant_id,
        language=project.config.language,
        fingerprints=prints,
        problems=found,
    )
    files[METADATA] = msgspec.json.format(msgspec.json.encode(metadata), indent=2)
    path = out / f"{name}{SUFFIX}"
    write_bundle(path, files)
    say("Packing", 1.0)
    grown_from = before[0] if before is not None and how == "grown" else None
    return Trained(
        path, metadata, problems.all, ("nlu",) if how == "kept" else (), grown_from=grown_from, review=looked
    )


def _as_trained(metadata: Metadata, finetune: Path | None) -> dict[str, str]:
    """The fingerprints of a model; what it went on from counts for those who want it trained as a whole."""
    return {part: mark for part, mark in metadata.fingerprints.items() if part != GROWN_FROM or finetune is None}


def _raise_errors(problems: Problems, project: Project) -> None:
    is_empty = not (project.data.examples or project.flows or project.stories or project.rules)
    if is_empty or any(problem.place.file not in project.left_out for problem in problems.errors):
        problems.raise_errors()


def _prints(project: Project) -> dict[str, str]:
    config = project.config
    names = [sorted(project.domain.intents), sorted(project.domain.entities)]
    written = [[part.name, part.options] for part in config.pipeline]
    components, policies = ((part.name for part in parts) for parts in (config.pipeline, config.policies))
    return {
        **project.fingerprints,
        "names": _digest(names),
        "pipeline": _digest([config.language, config.additional_languages, written]),
        "components": print_of(components, project.root),
        "policies": print_of(policies, project.root),
        "encoders": _encoders(project),
        "talkwright": __version__,
    }


def _digest(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()


def _encoder_parts(project: Project) -> Iterator[tuple[str, bool, Place]]:
    """The encoders of the pipeline, whether the author has named them, and where."""
    config = project.config
    languages = map(code_of, filter(None, (config.language, *config.additional_languages)))
    usual = encoder_for(languages)
    for name, options, place in resolve(_parts(project), Problems(), root=project.root):
        if name == "SentenceEncoder":
            named = options.get("encoder")
            yield str(named or usual), named is not None, place


def _report_missing_encoder(project: Project, problems: Problems) -> None:
    """Tell of the encoder that is used where it is there: what the author named is for the component to tell."""
    for name, is_named, place in _encoder_parts(project):
        if not is_named and Shelf().label(name) is None:
            message = f"The encoder {name!r} is not on this machine: messages are understood by their words alone."
            problems.warning("nlu/no-encoder", message, place, f"Get it: talkwright encoder fetch {name}")


def _encoders(project: Project) -> str:
    """What the encoders of the pipeline are on this machine, and whether spaCy is at work: what was fetched since makes
    another model."""
    labels = (Shelf().label(name) for name, _, _ in _encoder_parts(project))
    spacy = (name for name, _, _ in resolve(_parts(project), Problems(), root=project.root) if name in SPACY)
    return " ".join([*(label.fingerprint if label else "none" for label in labels), *spacy])


def _nlu(
    project: Project,
    domain: Domain,
    prints: Mapping[str, str],
    before: tuple[Path, Metadata, dict[str, bytes]] | None,
    say: Progress,
    *,
    grows: bool,
) -> tuple[dict[str, bytes], tuple[Problem, ...], Review, Literal["kept", "grown", "new"]]:
    """The files of the pipeline, the problems found in fitting it, the review of its examples, and whether it is the
    one from before, or went on from that."""
    start: dict[str, bytes] | None = None
    if before is not None and (grows or GROWN_FROM not in before[1].fingerprints):
        _, metadata, files = before
        changed = {part for part in _OF_PIPELINE if metadata.fingerprints.get(part) != prints.get(part)}
        kept = {n.removeprefix(NLU): d for n, d in files.items() if n.startswith(NLU)}
        if not changed:
            return kept, metadata.problems, _review(files, project), "kept"
        if grows and changed <= {"nlu", "names"}:
            start = kept
    problems = Problems()
    pipeline = fit_pipeline(
        project.data,
        _parts(project),
        project.config.language,
        problems,
        say,
        domain_intents=frozenset(domain.intents),
        domain_entities=frozenset(domain.entities),
        additional_languages=project.config.additional_languages,
        cache=project.root / CACHE,
        root=project.root,
        before=start,
    )
    if pipeline.is_grown and before is not None:
        return pipeline.save(), problems.all, _review(before[2], project), "grown"
    looked = review(pipeline.learnt) if pipeline.learnt else Review()
    return pipeline.save(), problems.all, looked, "new"


def _review(files: Mapping[str, bytes], project: Project) -> Review:
    """That of a model, its examples where they stand now; an older model has none."""
    known = msgspec.json.decode(files[REVIEW], type=Review) if REVIEW in files else Review()
    return with_places_of(known, project.data.examples)


def _parts(project: Project) -> list[Part]:
    return [(part.name, part.options, part.place) for part in project.config.pipeline]


def _before(out: Path) -> tuple[Path, Metadata, dict[str, bytes]] | None:
    path = latest_model(out)
    if path is None:
        return None
    try:
        files = read_bundle(path)
    except RequestError:
        return None
    return path, read_metadata(files), files
