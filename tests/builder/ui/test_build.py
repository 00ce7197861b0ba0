"""What the build of the builder gives: sizes as sent, nothing from elsewhere, and whose code is in it."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

from tests.page.stand_in import UI

APP = UI / "dist" / "builder"
SHELL_LIMIT = 120_000
CANVAS_LIMIT = 200_000


def packed(files: set[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9, mtime=0)) for file in files)


def with_imports(*roots: Path) -> set[Path]:
    """Scripts that are loaded with these: what they import, and what those do, not what is fetched later."""
    found: set[Path] = set()
    waiting = list(roots)
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            text = file.read_text(encoding="utf-8")
            waiting += [file.parent / name for name in re.findall(r"(?:from|import)\s*\"\./([\w.-]+\.js)\"", text)]
    return found


def shell() -> set[Path]:
    page = (APP / "index.html").read_text(encoding="utf-8")
    named = re.findall(r"/builder/(assets/[\w.-]+\.(?:js|css))", page)
    scripts = with_imports(*(APP / name for name in named if name.endswith(".js")))
    return scripts | {APP / name for name in named if name.endswith(".css")}


def styles_of(scripts: set[Path]) -> set[Path]:
    """The style sheets that come with them."""
    return {style for script in scripts for style in APP.glob(f"assets/{script.stem.rpartition('-')[0]}-*.css")}


def test_the_build_is_of_these_sources() -> None:
    newest = max(file.stat().st_mtime for file in (UI / "app").rglob("*.ts*") if ".test." not in file.name)
    assert (APP / "index.html").stat().st_mtime >= newest, "`make ui` builds it again"


def test_the_frame_is_small() -> None:
    assert packed(shell()) < SHELL_LIMIT


def test_the_canvas_is_small() -> None:
    canvas = with_imports(*APP.glob("assets/CanvasScreen-*.js"))
    assert packed(shell() | canvas | styles_of(canvas)) < CANVAS_LIMIT


def test_each_screen_is_fetched_when_somebody_goes_there() -> None:
    screens = {file.stem.partition("-")[0] for file in APP.glob("assets/*Screen-*.js")}
    assert {"CanvasScreen", "FlowsScreen", "SlotsScreen", "DesignScreen"} <= screens
    assert not {file.stem.partition("-")[0] for file in shell()} & (screens - {"Screen"})


def test_the_page_has_no_script_and_no_style_of_its_own() -> None:
    page = (APP / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]* src=)|<style| style=| on\w+=", page) == []
    assert re.findall(r"(?:src|href)=\"(?!/builder/)[^\"]*\"", page) == []


def test_whose_code_is_inside_is_said() -> None:
    licenses = (APP / "licenses.md").read_text(encoding="utf-8")
    for name in ("react", "react-dom", "zustand", "@tanstack/react-query", "cmdk"):
        assert re.search(rf"^#+ .*{re.escape(name)}\b", licenses, re.MULTILINE), name
    named = set(re.findall(r"^## .* - [\d.]+ \((.+)\)$", licenses, re.MULTILINE))
    assert named <= {"MIT", "ISC", "0BSD", "BSD-3-Clause", "EPL-2.0 OR GPL-3.0-or-later"}, named


def test_versions_are_pinned() -> None:
    package = json.loads((UI / "package.json").read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["devDependencies"].values())
