"""Model files: the same content gives the same bytes, and what is not a model is refused in words."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import msgspec
import pytest

from talkwright.errors import RequestError
from talkwright.training.bundle import METADATA, digest, latest_model, read_bundle, write_bundle
from talkwright.training.load import find_model, load_model

METADATA_JSON = (
    b'{"model_id":"m","talkwright_version":"0","assistant_id":null,"language":null,"fingerprints":{},"format":1}'
)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    files = {METADATA: METADATA_JSON, "nlu/a.bin": b"\x00\xff" * 1000, "empty": b""}
    write_bundle(tmp_path / "deep" / "m.tar.gz", files)
    assert read_bundle(tmp_path / "deep" / "m.tar.gz") == files
    assert [file.name for file in (tmp_path / "deep").iterdir()] == ["m.tar.gz"], "nothing is left behind"


def test_the_same_content_gives_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    files = {METADATA: METADATA_JSON, "b": b"2", "a": b"1"}
    write_bundle(tmp_path / "one.tar.gz", files)
    write_bundle(tmp_path / "two.tar.gz", dict(reversed(files.items())))
    assert (tmp_path / "one.tar.gz").read_bytes() == (tmp_path / "two.tar.gz").read_bytes()


def test_the_newest_model_of_a_folder_is_meant(tmp_path: Path) -> None:
    import os

    for age, name in enumerate(("b", "a", "c")):
        write_bundle(tmp_path / f"{name}.tar.gz", {METADATA: METADATA_JSON})
        os.utime(tmp_path / f"{name}.tar.gz", ns=(0, 1_000_000_000 * (10 - age)))
    (tmp_path / "notes.txt").write_text("")
    assert latest_model(tmp_path) == tmp_path / "b.tar.gz"
    assert latest_model(tmp_path / "c.tar.gz") == tmp_path / "c.tar.gz"
    assert latest_model(tmp_path / "nowhere") is None
    with pytest.raises(RequestError, match="no model"):
        find_model(tmp_path / "nowhere")


def test_a_model_of_rasa_is_recognised(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "rasa.tar.gz", "w:gz") as archive:
        content = b'{"rasa_open_source_version": "3.6.21", "model_id": "x"}'
        entry = tarfile.TarInfo("./metadata.json")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    with pytest.raises(RequestError) as refused:
        read_bundle(tmp_path / "rasa.tar.gz")
    assert "Rasa" in refused.value.hint


@pytest.mark.parametrize("missing", ["domain.json", "flows.json", "nlu/"])
def test_a_model_with_a_part_missing_is_refused(missing: str, starter: Path, tmp_path: Path) -> None:
    files = {n: d for n, d in read_bundle(find_model(starter / "models")).items() if not n.startswith(missing)}
    write_bundle(tmp_path / "m.tar.gz", files)
    with pytest.raises(RequestError, match="is damaged"):
        load_model(tmp_path)
    told = msgspec.json.decode(files[METADATA]) | {"model_id": digest(files)}
    write_bundle(tmp_path / "m.tar.gz", {**files, METADATA: msgspec.json.encode(told)})
    with pytest.raises(RequestError, match="cannot be loaded"):
        load_model(tmp_path)


def test_a_truncated_model_is_refused(starter: Path, tmp_path: Path) -> None:
    whole = find_model(starter / "models").read_bytes()
    for share in (0.1, 0.5, 0.9):
        (tmp_path / "m.tar.gz").write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(RequestError):
            load_model(tmp_path)
