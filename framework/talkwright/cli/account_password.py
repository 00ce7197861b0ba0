"""``talkwright account password``: give somebody another password."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.accounts import ask_password, endpoints_option, note, stdin_option, with_accounts
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from talkwright.accounts.store import AccountStore


@click.command(cls=Command)
@click.argument("name")
@stdin_option
@endpoints_option
def account_password(name: str, password_stdin: bool, endpoints: Path) -> None:
    """Give NAME another password. Their sessions end."""
    from talkwright.accounts.login import read_name
    from talkwright.accounts.passwords import hash_password
    from talkwright.errors import NotFound

    name = read_name(name)
    hashed = hash_password(ask_password(name, password_stdin))

    async def change(store: AccountStore) -> None:
        if not await store.set_password(name, hashed):
            raise NotFound(f"there is no account {name!r}", "Who has one: talkwright account list")
        await note(store, "account_password", name)

    with_accounts(endpoints, change)
    click.echo(f"{name} has another password")
