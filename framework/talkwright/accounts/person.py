"""Somebody who uses the builder, and what that one may do. Pure."""

from __future__ import annotations

from typing import Final, Literal, get_args

import msgspec

Role = Literal["viewer", "author", "reviewer", "publisher", "admin"]
"""``viewer`` may look; ``author`` drafts and tries; ``reviewer`` also annotates and approves; ``publisher`` also
publishes, trains and switches models; ``admin`` also manages people. Each may do what the one before may."""

ROLES: Final[tuple[Role, ...]] = get_args(Role)


class Person(msgspec.Struct, frozen=True):
    """``name`` is what others see, and under what drafts are kept."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether what takes ``role`` may be done."""
        return ROLES.index(self.role) >= ROLES.index(role)
