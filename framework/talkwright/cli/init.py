"""``talkwright init``: the starter bot, or an empty one, in a folder of one's own."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from talkwright.cli.rasa import Command
from talkwright.errors import RequestError


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--init-dir", type=click.Path(path_type=Path, file_okay=False), help="The same as FOLDER, as in Rasa.")
@click.option(
    "--template", type=click.Choice(("starter", "empty")), help="A whole shop to learn from, or nearly nothing."
)
@click.option("--no-prompt", is_flag=True, help="Ask nothing, as in Rasa: it is the starter.")
def init(folder: Path, init_dir: Path | None, template: str | None, no_prompt: bool) -> None:
    """Start a new assistant in FOLDER (default: here). Files that are there already are never overwritten."""
    from talkwright.cli.show import console
    from talkwright.project.starter import TEMPLATES

    target = init_dir or folder
    _, files_of = TEMPLATES[template or _choose(no_prompt=no_prompt)]
    files = files_of()
    if not files:
        raise RequestError("this installation has no starter bot", "Install Talkwright again.")
    in_the_way = sorted(name for name in files if (target / name).exists())
    if in_the_way:
        raise RequestError(
            f"{target.resolve()} already has {', '.join(in_the_way[:3])}{' and more' if len(in_the_way) > 3 else ''}",
            "Name an empty folder: talkwright init my-assistant",
        )
    try:
        for name, origin in files.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(origin, target / name)
        ignored = target / ".gitignore"
        if not ignored.exists():
            ignored.write_text(".talkwright/\nmodels/\nresults/\n__pycache__/\n", encoding="utf-8")
    except OSError as fault:
        raise RequestError(f"cannot write to {target}: {fault.strerror}", "Choose a folder that is yours.") from None
    out = console()
    out.print(f"[green]A new assistant[/] in [bold]{target.resolve()}[/]", soft_wrap=True)
    steps = ([] if target.resolve() == Path.cwd() else [f"cd {target}"]) + ["talkwright train", "talkwright run"]
    out.print(f"Next: [cyan]{' && '.join(steps)}[/]", soft_wrap=True)


def _choose(*, no_prompt: bool) -> str:
    """The name of a template: asked for in a terminal, else the first."""
    from talkwright.project.starter import TEMPLATES

    names = list(TEMPLATES)
    if no_prompt or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return names[0]
    for number, (name, (what, _)) in enumerate(TEMPLATES.items(), 1):
        click.echo(f"{number}: {click.style(name, bold=True)}, {what}")
    chosen: str = click.prompt("Which one", type=click.Choice(["1", "2", *names]), default="1", show_choices=False)
    return names[int(chosen) - 1] if chosen.isdigit() else chosen
