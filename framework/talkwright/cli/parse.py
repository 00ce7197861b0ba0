"""``talkwright parse``: how a message is understood."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import json_option, model_option
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from talkwright.conversation.utterance import Utterance

_BAR = 20


@click.command(cls=Command)
@click.argument("text", nargs=-1)
@click.option("--explain", is_flag=True, help="Tell why: what decided, and which examples are near.")
@model_option
@json_option
def parse(text: tuple[str, ...], explain: bool, model: Path, as_json: bool) -> None:
    """Show how TEXT is understood; without TEXT, each line of standard input."""
    import sys

    import msgspec

    from talkwright.cli.explanation import show_explanation
    from talkwright.conversation.utterance import encode_utterance
    from talkwright.nlu.explanation import explain as explain_text
    from talkwright.training.load import load_model

    pipeline = load_model(model).pipeline
    if not text and sys.stdin.isatty():
        click.echo("Type a message; Ctrl-D leaves.", err=True)
    lines = [" ".join(text)] if text else (line.rstrip("\n") for line in sys.stdin)
    for line in lines:
        if explain:
            why = explain_text(pipeline, line)
            if as_json:
                click.echo(msgspec.json.encode(why))
            else:
                _show(why.utterance)
                show_explanation(why)
            continue
        utterance = pipeline.parse(line)
        if as_json:
            click.echo(encode_utterance(utterance))
        else:
            _show(utterance)


def _show(utterance: Utterance) -> None:
    from rich.table import Table
    from rich.text import Text

    from talkwright.cli.show import console

    out = console()
    out.print(Text(utterance.text, style="bold"))
    intents = Table("Intent", "Confidence", "", box=None, header_style="dim", pad_edge=False)
    for intent in utterance.intent_ranking[:5] or (utterance.intent,):
        style = "green" if intent.name == utterance.intent.name else ""
        bar = "█" * round(intent.confidence * _BAR)
        name = intent.full_retrieval_intent_name or intent.name or "none"
        intents.add_row(Text(name, style=style), f"{intent.confidence:.3f}", Text(bar, style=style or "dim"))
    out.print(intents)
    if utterance.entities:
        entities = Table("Entity", "Value", "At", "Found by", box=None, header_style="dim", pad_edge=False)
        for entity in utterance.entities:
            parts = ", ".join(part for part in (entity.role, entity.group) if part)
            name = f"{entity.entity} ({parts})" if parts else entity.entity
            entities.add_row(name, str(entity.value), f"{entity.start}-{entity.end}", entity.extractor or "")
        out.print(entities)
    if utterance.language:
        out.print(Text(f"Language: {utterance.language}", style="dim"))
    out.print()
