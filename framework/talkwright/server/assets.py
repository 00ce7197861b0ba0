"""Finds the files of the user interface: in the package of a wheel, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGED = Path(__file__).parent.parent / "assets"
_CHECKOUT = Path(__file__).parents[3] / "builder-ui"


def asset_folder(name: str) -> Path | None:
    """The folder ``name`` of the user interface (``talk``), or None when it is not there."""
    return next((root / name for root in (_PACKAGED, _CHECKOUT) if (root / name).is_dir()), None)
