"""What the commands of accounts share: the open store, a password that nobody sees, and the line of what was done."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from talkwright.accounts.machine import own_name

if TYPE_CHECKING:
    from talkwright.accounts.store import AccountStore

F = TypeVar("F", bound=Callable[..., object])
T = TypeVar("T")

ROLES = click.Choice(["viewer", "author", "reviewer", "publisher", "admin"])


def endpoints_option(command: F) -> F:
    """Where the database is told."""
    place = click.Path(path_type=Path)
    return click.option("--endpoints", type=place, default=Path("endpoints.yml"), show_default=True, help="Services.")(
        command
    )


def stdin_option(command: F) -> F:
    """For programs."""
    return click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")(command)


def with_accounts(endpoints: Path, work: Callable[[AccountStore], Awaitable[T]]) -> T:
    """Do ``work`` with the accounts of the bot in this folder."""
    from talkwright.cli.open import read_endpoints
    from talkwright.runtime.stores import open_accounts
    from talkwright.settings import read_settings

    store = open_accounts(Path.cwd(), read_endpoints(endpoints).tracker_store, read_settings(os.environ))

    async def run() -> T:
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(run())


async def note(store: AccountStore, what: str, name: str, **detail: str) -> None:
    """Write down what was done here, and by which user of the machine."""
    from talkwright.accounts.store import Entry

    await store.note(Entry(at=time.time(), who=own_name(), address="terminal", what=what, target=name, detail=detail))


def ask_password(name: str, from_stdin: bool) -> str:
    """What is to be the password of ``name``, asked twice. Raises ``RequestError`` for one that it should not be."""
    from talkwright.accounts.passwords import check_password

    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    check_password(password, name)
    return password
