"""``talkwright account add``: let somebody use the builder."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.accounts import ROLES, ask_password, endpoints_option, note, stdin_option, with_accounts
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from talkwright.accounts.person import Role
    from talkwright.accounts.store import AccountStore


@click.command(cls=Command)
@click.argument("name")
@click.option("--role", type=ROLES, help="What they may do.  [default: author; the first is an admin]")
@stdin_option
@endpoints_option
def account_add(name: str, role: Role | None, password_stdin: bool, endpoints: Path) -> None:
    """Give NAME an account. From the first one on, everybody logs in to the builder."""
    from talkwright.accounts.login import read_name
    from talkwright.accounts.passwords import hash_password
    from talkwright.accounts.store import Account
    from talkwright.errors import Conflict

    name = read_name(name)

    async def refuse(store: AccountStore) -> bool:
        """Before somebody thinks of a password for nothing. Returns whether it is the first account."""
        if await store.find(name) is not None:
            hint = (
                f"Another password: talkwright account password {name}. Another role: talkwright account role {name}."
            )
            raise Conflict(f"there is an account {name!r} already", hint)
        first = await store.is_empty()
        if first and role not in (None, "admin"):
            raise Conflict(
                "the first account has to be an admin's", "Else nobody could add the others. Leave --role out."
            )
        return first

    first = with_accounts(endpoints, refuse)
    given: Role = role or ("admin" if first else "author")
    hashed = hash_password(ask_password(name, password_stdin))

    async def add(store: AccountStore) -> None:
        if not await store.add(Account(name, given, hashed, time.time())):
            raise Conflict(f"there is an account {name!r} already")
        await note(store, "account_added", name, role=given)

    with_accounts(endpoints, add)
    click.echo(f"{name} has an account, as {given}")
