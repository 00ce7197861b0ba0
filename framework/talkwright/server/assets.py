"""Finds the files of the user interface: in the package of a wheel, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGED = Path(__file__).parent.parent / "assets"
_CHECKOUT = Path(__file__).parents[3] / "builder-ui"


def asset_folder(name: str) -> Path | None:
    """The folder ``name`` of the user interface (``talk``), or None when it is not there."""
    return next((root / name for root in (_PACKAGED, _CHECKOUT) if (root / name).is_dir()), None)


def builder_folder() -> Path | None:
    """The folder of the builder's app, or None when it is not built."""
    dist = asset_folder("dist")
    return dist / "builder" if dist is not None and (dist / "builder" / "index.html").is_file() else None


# The style of /docs is part of the page, whose policy names its hash.
REFERENCE_STYLE = """
:root{color-scheme:light dark;--ink:#1c2024;--soft:#5b6470;--line:#d9dde2;--paper:#fff;--card:#f6f7f9;--mark:#0a6b50}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#a3adb8;--line:#343b43;--paper:#14171a;--card:#1c2126;\
--mark:#62cfa9}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
header,main{max-width:52rem;margin:auto;padding:1.5rem}
h1 small{color:var(--soft);font-weight:400;font-size:1rem}
h2{margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
h3{margin:0;font-size:1rem;overflow-wrap:anywhere}
h3 b{color:var(--mark)}
article{background:var(--card);border:1px solid var(--line);border-radius:.5rem;margin:.75rem 0;padding:.75rem 1rem;\
overflow-x:auto}
article:target{border-color:var(--mark)}
p{margin:.25rem 0}
a{color:var(--mark)}
code{font:.9em ui-monospace,monospace}
th{width:6.5rem}
td:nth-of-type(1){width:10rem}
table{table-layout:fixed;border-collapse:collapse;width:100%;margin-top:.5rem;font-size:.9rem}
th,td{text-align:left;overflow-wrap:anywhere;vertical-align:top;padding:.25rem .75rem .25rem 0;font-weight:400;\
border-top:1px solid var(--line)}
"""
