"""A database is opened from its URL; what cannot be opened is said in words."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from talkwright.errors import StoreError
from talkwright.storage.engine import open_database


def visit(url: str) -> None:
    """Open a database and close it."""
    asyncio.run(open_database(url).close())


def test_a_file_is_created_with_its_folders(tmp_path: Path) -> None:
    place = tmp_path / "new" / "folder" / "shop.db"
    visit(f"sqlite:///{place}")
    assert place.read_bytes().startswith(b"SQLite format 3")


def test_a_relative_path_starts_at_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    visit("sqlite:///shop.db")
    assert (tmp_path / "shop.db").is_file()


def test_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for url in ("sqlite:///:memory:", "sqlite://"):
        visit(url)
    assert list(tmp_path.iterdir()) == []


def test_closing_leaves_one_file(tmp_path: Path) -> None:
    visit(f"sqlite:///{tmp_path}/shop.db")
    assert [path.name for path in tmp_path.iterdir()] == ["shop.db"]


@pytest.mark.parametrize(("synchronous", "level"), [("NORMAL", 1), ("FULL", 2)])
async def test_synchronous_is_a_setting(tmp_path: Path, synchronous: str, level: int) -> None:
    database = open_database(f"sqlite:///{tmp_path}/shop.db", synchronous=synchronous)
    assert await database.run(lambda c: c.execute("PRAGMA synchronous").fetchall()) == [(level,)]
    await database.close()


@pytest.mark.parametrize("url", ["", "shop.db", "/var/lib/shop.db"])
def test_what_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="not a URL") as caught:
        open_database(url)
    assert "sqlite:///" in caught.value.hint


def test_a_driver_we_do_not_have_is_named_and_the_password_is_not() -> None:
    with pytest.raises(StoreError, match="'mysql'") as caught:
        open_database("mysql://shop:geheim@localhost/shop")
    assert "geheim" not in str(caught.value) + caught.value.hint


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened or created"):
        open_database(f"sqlite:///{tmp_path}")


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be created"):
        open_database(f"sqlite:///{tmp_path}/file/shop.db")


def test_another_kind_of_file_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "notes.txt"
    place.write_text("These are my notes. " * 100)
    with pytest.raises(StoreError, match="is not a SQLite database"):
        open_database(f"sqlite:///{place}")
    assert place.read_text().startswith("These are my notes.")


def test_a_damaged_file_is_called_damaged(tmp_path: Path) -> None:
    place = tmp_path / "shop.db"
    visit(f"sqlite:///{place}")
    content = bytearray(place.read_bytes())
    content[200:4096] = b"\xff" * 3896  # the schema's own page
    place.write_bytes(content)
    with pytest.raises(StoreError, match="is damaged") as caught:
        open_database(f"sqlite:///{place}")
    assert "backup" in caught.value.hint


def test_a_file_that_another_process_holds_is_busy_not_broken(tmp_path: Path) -> None:
    place = tmp_path / "shop.db"
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="held by another process"):
        open_database(f"sqlite:///{place}", busy_timeout_s=0.01)
    other.close()
    visit(f"sqlite:///{place}")
