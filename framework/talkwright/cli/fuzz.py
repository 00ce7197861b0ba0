"""``talkwright fuzz``: talk nonsense with the assistant and see whether it stays sound."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import json_option, model_option, open_project_here, project_options
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from talkwright.evaluation.fuzz import Fault
    from talkwright.nlu.examples import TrainingData
    from talkwright.training.load import Model

MOST_FAULTS = 10  # that are shortened and shown


@click.command(cls=Command)
@model_option
@project_options
@click.option("-n", "--conversations", type=click.IntRange(1), default=1000, show_default=True, help="How many.")
@click.option("--turns", type=click.IntRange(1), default=20, show_default=True, help="Messages in each.")
@click.option("--seed", type=int, default=0, show_default=True, help="The first conversation's; the next has the next.")
@json_option
def fuzz(
    model: Path,
    data: tuple[Path, ...],
    config: Path | None,
    domain: Path | None,
    conversations: int,
    turns: int,
    seed: int,
    as_json: bool,
) -> None:
    """Talk nonsense with a trained model and see whether it stays sound. Custom actions are made up, none is run."""
    import logging

    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.cli.show import console
    from talkwright.training.load import load_model

    loaded = load_model(model)
    words = open_project_here(config, domain, data).data
    logging.getLogger("talkwright").setLevel(logging.CRITICAL)  # made-up actions fail on purpose
    faults, flows = asyncio.run(_fuzz(loaded, words, conversations, turns, seed, quiet=as_json))
    if as_json:
        import msgspec

        report = {"conversations": conversations, "turns": turns, "seed": seed, "flows": sorted(flows)}
        click.echo(msgspec.json.encode({**report, "faults": faults}).decode())
    else:
        out = console()
        for fault in faults:
            _show(fault)
        count = f"{conversations:,} conversations of {turns} messages"
        if not faults:
            out.print(f"[green]No faults[/] in {count}; {len(flows)} flows and patterns ran.")
        else:
            out.print(f"[red]{len(faults)} kinds of faults[/] in {count}.")
    if faults:
        raise click.exceptions.Exit(EXIT_PROBLEMS)


async def _fuzz(
    model: Model, words: TrainingData, conversations: int, turns: int, seed: int, *, quiet: bool
) -> tuple[list[Fault], set[str]]:
    from contextlib import nullcontext

    from talkwright.cli.show import progress
    from talkwright.evaluation.fuzz import shorten, talk

    faults: dict[str, Fault] = {}
    flows: set[str] = set()
    with nullcontext(lambda what, done: None) if quiet else progress() as say:
        for number in range(conversations):
            say("Talking", number / conversations)
            talked = await talk(model, words, seed + number, turns)
            flows |= talked.flows
            if talked.what is not None and talked.what not in faults and len(faults) < MOST_FAULTS:
                faults[talked.what] = await shorten(model, words, seed + number, talked)
        say("Talking", 1.0)
    return list(faults.values()), flows


def _show(fault: Fault) -> None:
    click.secho(fault.what, fg="red", bold=True)
    click.echo(f"  seed {fault.seed}; of {fault.turns} messages it takes {len(fault.messages)}:")
    for message in fault.messages:
        shown = message if len(message) <= 70 else f"{message[:67]}..."
        click.echo(f"    > {shown!r}" if not shown.isprintable() else f"    > {shown}")
    click.echo()
