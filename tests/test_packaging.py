"""What is shipped: the wheel carries the starter bot and the page, and the compose file serves this bot."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from talkwright.project.starter import empty_files, starter_files

ROOT = Path(__file__).parents[1]
PAGES = ("talk", "demo", "dist")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_the_starter_the_page_and_both_packages(wheel: set[str]) -> None:
    assert {f"talkwright/starter/{name}" for name in starter_files(ROOT)} <= wheel
    assert {f"talkwright/project/empty/{name}" for name in empty_files()} <= wheel
    ui = ROOT / "builder-ui"
    pages = {file.relative_to(ui).as_posix() for name in PAGES for file in (ui / name).rglob("*") if file.is_file()}
    assert {"talk/index.html", "dist/widget.js", "dist/builder/index.html"} <= pages, "`make ui` builds them"
    assert {f"talkwright/assets/{name}" for name in pages} == {n for n in wheel if n.startswith("talkwright/assets/")}
    assert {"talkwright/py.typed", "talkwright/flows/patterns.yml", "talkwright_connectors/callback.py"} <= wheel


def test_the_wheel_carries_every_source_file_and_nothing_that_git_ignores(wheel: set[str]) -> None:
    for root, package in (("framework", "talkwright"), ("connectors", "talkwright_connectors")):
        sources = {file.relative_to(ROOT / root).as_posix() for file in (ROOT / root / package).rglob("*.py")}
        assert sources <= wheel
    assert not [name for name in wheel if "__pycache__" in name or name.endswith((".pyc", ".db"))]


def test_the_compose_file_serves_this_bot_on_this_machine_only() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    service = compose["services"]["talkwright"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    for mount in service["volumes"]:
        source = mount.split(":")[0]
        assert source in compose["volumes"] or (ROOT / source).exists(), source
    assert "talkwright run" in service["command"]
    assert int(service["stop_grace_period"].removesuffix("s")) > 30, "longer than the server takes to finish its turns"
