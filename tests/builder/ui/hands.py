"""What somebody else does to the same files meanwhile, by the builder's own door."""

from __future__ import annotations

from typing import Any

from tests.server.desk import Desk


def edit(desk: Desk, file: str, path: list[str | int], value: Any) -> None:
    """Give what stands at ``path`` of the file another value."""
    seen = desk.call("GET", "values", params={"file": file, "path": "[]"}).json()
    desk.post("edits", {"edits": [{"file": file, "path": path, "value": value}], "based_on": {file: seen["hash"]}})
