"""``talkwright data split``: examples or stories in two parts, to learn from and to measure with. Rasa's flags."""

from __future__ import annotations

from pathlib import Path

import click

from talkwright.cli.rasa import Command
from talkwright.errors import RequestError

_PATH = click.Path(path_type=Path, exists=True)


@click.command("data split", cls=Command)
@click.argument("kind", type=click.Choice(("nlu", "stories")))
@click.option(
    "-u", "--nlu", "data", type=_PATH, multiple=True, help="Files or folders to read.  [default: data/ and nlu-data/]"
)
@click.option("-s", "--stories", "stories", type=_PATH, multiple=True, help="The same, for stories.")
@click.option(
    "--training-fraction",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.8,
    show_default=True,
    help="How much is to learn from.",
)
@click.option("--random-seed", type=int, default=0, show_default=True, help="Another number, other parts.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("train_test_split"),
    show_default=True,
    help="Folder to write to.",
)
def data_split(
    kind: str, data: tuple[Path, ...], stories: tuple[Path, ...], training_fraction: float, random_seed: int, out: Path
) -> None:
    """Split examples (nlu) or stories in two parts."""
    from talkwright.cli.options import read_training_data
    from talkwright.migrate.folder import read
    from talkwright.migrate.nlu import VERSION_LINE, write_nlu
    from talkwright.migrate.split import split_nlu, split_stories
    from talkwright.project.files import find_files
    from talkwright.project.open import Sources

    files: dict[str, str] = {}
    if kind == "nlu":
        parts = split_nlu(read_training_data(data or stories), training_fraction, random_seed)
        files = {
            name: write_nlu(part)
            for name, part in zip(("training_data.yml", "test_data.yml"), parts, strict=True)
            if part
        }
    else:
        found = [read(path) for path in find_files(stories or data or Sources.of(Path()).data)]
        texts = [text for text in found if text is not None]
        for name, part in zip(
            ("training_stories.yml", "test_stories.yml"),
            split_stories(texts, training_fraction, random_seed),
            strict=True,
        ):
            if part:
                files[name] = "\n".join((VERSION_LINE, "", "stories:", *part))
    if not files:
        raise RequestError(
            f"there are no {'examples' if kind == 'nlu' else 'stories'} to split", "Name files with --nlu or --stories."
        )
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (out / name).write_text(text, encoding="utf-8", newline="")
        click.echo(f"Written: {out / name}")
