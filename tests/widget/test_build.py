"""What the build gives: small files, made from these sources, with nothing of others in them."""

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

from tests.page.stand_in import UI

DIST = UI / "dist"
FILES = [DIST / "widget.js", *(DIST / "widget").glob("*.js")]
PAGE = (UI.parent / "docs" / "widget.md").read_text(encoding="utf-8")


def test_the_build_is_of_these_sources() -> None:
    newest = max(file.stat().st_mtime for file in (UI / "widget").iterdir())
    assert (DIST / "widget.js").stat().st_mtime >= newest, "`make ui` builds it again"


def test_every_file_is_as_small_as_the_docs_say() -> None:
    limits = re.findall(
        r"^\| `([\w/-]+?)(?:-….js`|\.js`)(?: or `([\w-]+)-….js`)? \| ([\d,]+) bytes", PAGE, re.MULTILINE
    )
    allowed = {
        name.removeprefix("widget/"): int(most.replace(",", ""))
        for first, second, most in limits
        for name in (first, second)
        if name
    }
    sizes = {file.stem.partition("-")[0]: len(gzip.compress(file.read_bytes(), 9, mtime=0)) for file in FILES}
    assert set(sizes) == set(allowed) == {"widget", "core", "english", "german", "extras"}
    assert {name: size for name, size in sizes.items() if size > allowed[name]} == {}
    assert (allowed["widget"], allowed["core"]) == (3000, 8000)


def test_the_loader_is_one_script_that_leaves_nothing_behind() -> None:
    loader = (DIST / "widget.js").read_text(encoding="utf-8")
    assert re.fullmatch(r'"use strict";\(\(\)=>\{.*\}\)\(\);\n?', loader, re.DOTALL)
    assert {host for file in FILES for host in re.findall(r"//[\w.]+\.\w+", file.read_text())} == {"//www.w3.org"}
    for part in re.findall(r"widget/[\w.-]+\.js", "".join(file.read_text() for file in FILES)):
        assert (DIST / part).is_file()


def test_no_markup_is_ever_made_from_text() -> None:
    makers = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|new Function|srcdoc"
    )
    assert [file.name for file in FILES if makers.search(file.read_text(encoding="utf-8"))] == []


def test_without_node_make_says_so_and_goes_on(tmp_path: Path) -> None:
    shutil.copy(UI.parent / "Makefile", tmp_path)
    shutil.copytree(UI, tmp_path / "builder-ui", ignore=shutil.ignore_patterns("node_modules", "dist"))
    make = shutil.which("make")
    assert make
    done = subprocess.run(
        [make, "builder-ui/dist/widget.js"],
        cwd=tmp_path,
        env={"PATH": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "The chat page is not built: that needs Node 20 or newer, with npm. All else works." in done.stderr


def test_nobody_elses_code_is_shipped_and_the_lock_names_no_host() -> None:
    imported = {
        name
        for file in (UI / "widget").glob("*.ts")
        for name in re.findall(r"(?:from|import\() ?\"([^\"]+)\"", file.read_text(encoding="utf-8"))
    }
    assert imported
    assert {name for name in imported if not name.startswith("./")} == set()
    package = json.loads((UI / "package.json").read_text())
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["devDependencies"].values())
    lock = json.loads((UI / "package-lock.json").read_text())
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert [name for name, entry in lock["packages"].items() if name and "integrity" not in entry] == []
