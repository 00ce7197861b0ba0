"""``talkwright account role``: let somebody do more, or less."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.accounts import ROLES, endpoints_option, note, with_accounts
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from talkwright.accounts.person import Role
    from talkwright.accounts.store import AccountStore


@click.command(cls=Command)
@click.argument("name")
@click.argument("role", type=ROLES)
@endpoints_option
def account_role(name: str, role: Role, endpoints: Path) -> None:
    """Give NAME another ROLE: viewer, author, reviewer, publisher or admin. It counts at once."""
    from talkwright.accounts.login import read_name
    from talkwright.errors import Conflict, NotFound

    name = read_name(name)

    async def change(store: AccountStore) -> None:
        if await store.find(name) is None:
            raise NotFound(f"there is no account {name!r}", "Who has one: talkwright account list")
        if not await store.set_role(name, role):
            raise Conflict("an admin has to be left", "Make somebody else an admin first.")
        await note(store, "account_role", name, role=role)

    with_accounts(endpoints, change)
    click.echo(f"{name} is {role} now")
