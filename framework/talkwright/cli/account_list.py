"""``talkwright account list``: who may use the builder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from talkwright.cli.accounts import endpoints_option, with_accounts
from talkwright.cli.options import json_option
from talkwright.cli.rasa import Command


@click.command(cls=Command)
@endpoints_option
@json_option
def account_list(endpoints: Path, as_json: bool) -> None:
    """List who has an account, with role, since when, and when they were here last."""
    import msgspec

    people = with_accounts(endpoints, lambda store: store.everybody())
    if as_json:
        click.echo(msgspec.json.encode(people).decode())
        return
    if not people:
        click.echo("Nobody has an account: the builder is open to who sits at this machine.")
        click.echo("  → Give somebody one: talkwright account add NAME")
        return
    from rich.table import Table

    from talkwright.cli.show import console

    table = Table("Name", "Role", "Since", "Last here", box=None, header_style="dim", pad_edge=False)
    for each in people:
        table.add_row(each.name, each.role, _day(each.created_at), _day(each.seen_at))
    console().print(table)


def _day(at: float | None) -> str:
    return "" if at is None else f"{datetime.fromtimestamp(at):%Y-%m-%d %H:%M}"
