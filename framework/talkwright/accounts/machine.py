"""Who sits at this machine, by its own name: that one needs no account, and writes as such from a terminal."""

from __future__ import annotations

import getpass


def own_name() -> str:
    """The name of the user whose process this is."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        return "you"
