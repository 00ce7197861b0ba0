"""``talkwright record``: a stored conversation as a test."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import model_option
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from talkwright.conversation.store import StoredTurn
    from talkwright.evaluation.conversations import Result
    from talkwright.project.endpoints import Endpoints
    from talkwright.training.load import Model

_PATH = click.Path(path_type=Path)


@click.command(cls=Command)
@click.argument("conversation_id", metavar="ID")
@click.option("--out", type=_PATH, help="Write the test to this file.  [default: standard output]")
@click.option("--name", help="Name of the test case.  [default: the first message]")
@model_option
@click.option("--endpoints", type=_PATH, default=Path("endpoints.yml"), show_default=True, help="Where the store is.")
def record(conversation_id: str, out: Path | None, name: str | None, model: Path, endpoints: Path) -> None:
    """Write the stored conversation ID as a test case that expects the same again."""
    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.cli.open import read_endpoints
    from talkwright.cli.results import write_file
    from talkwright.cli.show import error_console
    from talkwright.cli.transcript import show_lines
    from talkwright.errors import RequestError
    from talkwright.evaluation.record import record as record_case
    from talkwright.evaluation.record import secrets_of
    from talkwright.evaluation.transcript import until_first_difference
    from talkwright.training.load import load_model

    loaded = load_model(model)
    turns = asyncio.run(_turns(read_endpoints(endpoints), conversation_id))
    recording = record_case(turns, loaded.domain, name, secrets_of(os.environ))
    if out is not None and out.exists():
        raise RequestError(f"{out} is there already", "Name another file, or remove it.")
    if out is None:
        click.echo(recording.text, nl=False)
    else:
        write_file(out, recording.text.encode())
    screen = error_console()
    for each in recording.left_out:
        screen.print(f"[yellow]Left out[/] {each}.", soft_wrap=True)
    result = asyncio.run(_try(loaded, recording.text))
    if result.differences:
        screen.print("[bold red]The model goes otherwise now[/] than it did in this conversation:")
        show_lines(until_first_difference(result.told), screen)
        raise click.exceptions.Exit(EXIT_PROBLEMS)


async def _turns(endpoints: Endpoints, id: str) -> tuple[StoredTurn, ...]:
    from talkwright.conversation.ids import ConversationKey
    from talkwright.errors import NotFound
    from talkwright.runtime.stores import open_store
    from talkwright.settings import Settings

    store = open_store(Path.cwd(), endpoints.tracker_store, Settings())
    try:
        turns = await store.turns(ConversationKey(id))
    finally:
        await store.close()
    if not any(turn.events for turn in turns):
        raise NotFound(f"there is no conversation {id!r} in the store", "Its id is what Rasa calls the sender.")
    return turns


async def _try(model: Model, text: str) -> Result:
    """Talk the recorded case through the model. Only its stubs act."""
    from talkwright.errors import Problems
    from talkwright.evaluation.conversations import talk_through
    from talkwright.evaluation.read import read_text
    from talkwright.evaluation.recorded import Recorded

    problems = Problems()
    (case,) = read_text(text, "the recorded case", problems)
    problems.raise_errors()
    return await talk_through(model, Recorded(model.domain), case)
