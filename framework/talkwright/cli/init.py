"""``talkwright init``: the starter bot in a folder of one's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from talkwright.cli.rasa import Command
from talkwright.errors import RequestError


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--init-dir", type=click.Path(path_type=Path, file_okay=False), help="The same as FOLDER, as in Rasa.")
@click.option("--no-prompt", is_flag=True, help="Accepted for Rasa's sake: nothing is asked.")
def init(folder: Path, init_dir: Path | None, no_prompt: bool) -> None:
    """Start a new assistant in FOLDER (default: here). Files that are there already are never overwritten."""
    from talkwright.cli.show import console
    from talkwright.project.starter import starter_files

    target = init_dir or folder
    files = starter_files()
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
