"""A project is the same whether its files are written or laid over others."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkwright.errors import Problems
from talkwright.project.files import Documents, Overlay, find_files, read_document
from talkwright.project.open import Project, Sources, open_project
from talkwright.training.survey import survey

DISK = {
    "config.yml": "language: en\n",
    "domain/a.yml": "intents: [greet]\nslots: {x: {type: any}}\n",
    "domain/b.yml": "intents: [bye]\n",
    "data/nlu.yml": "nlu:\n- intent: greet\n  examples: |\n    - hi\n    - hello\n",
    "flows/f.yml": "flows: {f: {description: It., nlu_trigger: [greet], steps: [{set_slots: [{x: 1}]}]}}\n",
}
LATER: dict[str, str | None] = {
    "domain/b.yml": None,
    "domain/more/c.yml": "intents: [thanks]\nresponses: {utter_hi: [{text: Hi}]}\n",
    "data/nlu.yml": "nlu:\n- intent: greet\n  examples: |\n    - hey\n",
    "data/_notes/broken.yml": "nlu: [",
    "nlu-data/b.md": "## intent:greet\n- hello\n",
    "flows/.hidden/g.yml": "flows: [",
    "flows/test_g.yml": "flows: [",
    "flows/g.yml": "flows: {g: {description: G, nlu_trigger: [thanks], steps: [action: utter_hi, {call: nobody}]}}\n",
}


def write(root: Path, files: dict[str, str | None]) -> Path:
    for name, text in files.items():
        path = root / name
        if text is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def laid(root: Path, files: dict[str, str | None]) -> Overlay:
    return Overlay({root / name: None if text is None else text.encode() for name, text in files.items()})


def told(project: Project) -> list[str]:
    return [str(problem) for problem in survey(project, {})]


@pytest.mark.parametrize("before", [{}, DISK], ids=["no files", "files"])
def test_laid_over_is_as_written(tmp_path: Path, before: dict[str, str | None]) -> None:
    after = {**DISK, **LATER}
    if not before:
        after = {name: text for name, text in after.items() if text is not None}
    root = write(tmp_path / "bot", before)
    root.mkdir(exist_ok=True)
    seen = open_project(root, environment={}, overlay=laid(root, after))
    seen_told = told(seen)
    write(root, after)
    written = open_project(root, environment={})
    assert [flow for flow, _, _ in written.flows] == ["f", "g"]
    assert any("nobody" in line for line in told(written))
    assert seen_told == told(written)
    assert seen.sources == written.sources == Sources.of(root)
    assert seen == written


def test_the_files_under_an_overlay_are_not_touched(tmp_path: Path) -> None:
    root = write(tmp_path, DISK)
    open_project(root, environment={}, overlay=laid(root, LATER))
    assert {path.relative_to(root).as_posix() for path in root.rglob("*.yml")} == DISK.keys()


def test_files_are_found_in_the_order_of_the_disk(tmp_path: Path) -> None:
    names = ["b.yml", "a/z.yml", "a.yml", "a-b/c.yml", "a/b/c.yml", "é.yml", "B.yml"]
    overlay = laid(tmp_path / "laid", dict.fromkeys(names, ""))
    found = [path.relative_to(tmp_path / "laid") for path in find_files([tmp_path / "laid"], overlay=overlay)]
    write(tmp_path / "disk", dict.fromkeys(names, ""))
    assert found == [path.relative_to(tmp_path / "disk") for path in find_files([tmp_path / "disk"])]
    assert len(found) == len(names)


def test_kept_documents_tell_the_same_as_files_that_are_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "flows.yml"
    kept = Documents(2)
    for text in ("a: 1\n", "a: 1\na: 2\n", "a: [\n", "a: ${WHO}\n", "a: 1\na: 2\n", "a: [\n", ""):
        file.write_text(text)
        for environment in (None, {"WHO": "ada"}, {"WHO": "bob"}, {}):
            told, anew = Problems(), Problems()
            found = kept.read(file, "flows.yml", told, environment)
            assert found == read_document(file, "flows.yml", anew, environment)
            assert told.all == anew.all


def test_a_kept_document_is_the_same_until_its_text_changes(tmp_path: Path) -> None:
    file = tmp_path / "flows.yml"
    file.write_text("a: 1\n")
    kept = Documents(1)
    one = kept.read(file, "flows.yml", Problems())
    assert kept.read(file, "flows.yml", Problems()) is one
    file.write_text("a: 2\n")
    assert kept.read(file, "flows.yml", Problems()) != one


def test_a_text_that_is_laid_over_is_filled_only_with_what_the_file_names_by_itself(tmp_path: Path) -> None:
    file, new = tmp_path / "a.yml", tmp_path / "new.yml"
    file.write_text("x: ${HOST:-none}\n")
    overlay = Overlay({file: b"x: ${HOST}\ny: ${SECRET}\n", new: b"x: ${HOST}\n"})
    environment = {"HOST": "here", "SECRET": "word"}
    for path, said in ((file, {"x": "here", "y": "${SECRET}"}), (new, {"x": "${HOST}"})):
        document = read_document(path, path.name, Problems(), environment, overlay)
        assert document is not None
        assert document.node.plain() == said
    on_disk = read_document(file, file.name, Problems(), environment)
    assert on_disk is not None
    assert on_disk.node.plain() == {"x": "here"}
