"""``talkwright interactive``: talk with the bot, say what is right at each step, and keep that in its files."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.options import open_project_here, project_options
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from talkwright.evaluation.taught import Taught
    from talkwright.project.open import Project
    from talkwright.training.load import Model

_PATH = click.Path(path_type=Path)
_TESTS = Path("tests/test_stories.yml")


@click.command(cls=Command)
@click.argument("model_path", metavar="[MODEL]", type=_PATH, required=False)
@click.option("-m", "--model", type=_PATH, help="Model file, or folder of models.  [default: one is trained]")
@project_options
@click.option("--out", type=_PATH, default=Path("models"), show_default=True, help="Folder for the model.")
@click.option("--force", is_flag=True, help="Train everything anew.")
@click.option("--e2e", is_flag=True, help="Keep in stories what was said, too.")
@click.option("--conversation-id", help="Name of the story.  [default: drawn by lot]")
@click.option("--stories-out", type=_PATH, help="File for the stories.  [default: the first that has some]")
@click.option("--endpoints", type=_PATH, default=Path("endpoints.yml"), show_default=True, help="Services.")
def interactive(
    model_path: Path | None,
    model: Path | None,
    data: tuple[Path, ...],
    config: Path | None,
    domain: Path | None,
    out: Path,
    force: bool,
    e2e: bool,
    conversation_id: str | None,
    stories_out: Path | None,
    endpoints: Path,
) -> None:
    """Talk with the bot, correct what it understands and does, and keep that as stories and examples."""
    from talkwright.cli.open import read_endpoints, warn_of_missing_actions
    from talkwright.cli.teaching import teach
    from talkwright.conversation.stores.memory import MemoryStore
    from talkwright.runtime.assemble import Assistant, open_actions
    from talkwright.settings import Settings
    from talkwright.training.load import load_model

    project = open_project_here(config, domain, data)
    loaded = load_model(model_path or model or _train(project, out, force=force))
    actions = open_actions(Path.cwd(), loaded, read_endpoints(endpoints), Settings())
    assistant = Assistant(loaded, MemoryStore(), actions)
    warn_of_missing_actions(assistant)
    name = conversation_id or f"story {secrets.token_hex(4)}"
    taught = teach(assistant, name, with_words=e2e or not loaded.policies)
    _keep(taught, project, Path.cwd() / (stories_out or _file_of_stories(project, loaded)))


def _train(project: Project, out: Path, *, force: bool) -> Path:
    """The model of the bot's files. Raises ``AuthorError``."""
    import time

    from talkwright.cli.open import show_warnings
    from talkwright.cli.show import progress
    from talkwright.training.train import train

    with progress() as say:
        trained = train(project, out, time.strftime("%Y%m%d-%H%M%S"), force=force, progress=say)
    show_warnings(trained.problems)
    return trained.path


def _file_of_stories(project: Project, model: Model) -> Path:
    """Where stories go. In a bot of flows they teach nothing, and are tests."""
    if not model.policies:
        return _TESTS
    first = next((node.place.file for node in project.stories), None)
    return Path(first) if first else Path("data/stories.yml")


def _keep(taught: Taught, project: Project, stories: Path) -> None:
    """Show what would be written, ask, and write it."""
    from talkwright.cli.results import write_file
    from talkwright.cli.show import console, show_diff
    from talkwright.cli.teaching import agreed
    from talkwright.evaluation.taught import write

    files = write(taught, project, stories, _read)
    out = console()
    if not files:
        out.print("Nothing new was taught.")
        return
    show_diff([(_name(each.file), each.before, each.after) for each in files], out)
    if not agreed("Write this?"):
        out.print("Nothing was written.")
        return
    for each in files:
        write_file(each.file, each.after.encode())
    out.print(f"[green]Kept[/] in {', '.join(_name(each.file) for each in files)}.", soft_wrap=True)


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def _name(path: Path) -> str:
    root = Path.cwd()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
