"""``talkwright account remove``: somebody may no longer use the builder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.accounts import endpoints_option, note, with_accounts
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from talkwright.accounts.store import AccountStore


@click.command(cls=Command)
@click.argument("name")
@endpoints_option
def account_remove(name: str, endpoints: Path) -> None:
    """Take the account of NAME away. Their sessions end."""
    from talkwright.accounts.login import read_name
    from talkwright.errors import Conflict, NotFound

    name = read_name(name)

    async def remove(store: AccountStore) -> bool:
        """Whether nobody has an account any more."""
        people = await store.everybody()
        if name not in {each.name for each in people}:
            raise NotFound(f"there is no account {name!r}", "Who has one: talkwright account list")
        if not await store.remove(name, even_last=len(people) == 1):
            raise Conflict("an admin has to be left", "Make somebody else an admin first.")
        await note(store, "account_removed", name)
        return len(people) == 1

    last = with_accounts(endpoints, remove)
    click.echo(f"{name} has no account any more")
    if last:
        click.echo("Nobody has one now: the builder is open to who sits at this machine.")
