"""``talkwright data migrate``: the domain of Rasa 2 as one of Rasa 3, as Rasa's command of that name does it."""

from __future__ import annotations

from pathlib import Path

import click

from talkwright.cli.rasa import Command
from talkwright.errors import RequestError


@click.command("data migrate", cls=Command)
@click.option(
    "-d",
    "--domain",
    type=click.Path(path_type=Path, exists=True),
    help="Domain file or folder.  [default: domain.yml or domain/]",
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="File or folder to write to.  [default: the domain itself]"
)
def data_migrate(domain: Path | None, out: Path | None) -> None:
    """Bring a domain to the form of Rasa 3. Without --out the old one is kept beside it, as original_domain."""
    from talkwright.cli.migrated import show_notes
    from talkwright.cli.show import console
    from talkwright.migrate.domain import migrate_domain
    from talkwright.migrate.folder import find, read
    from talkwright.migrate.notes import Notes
    from talkwright.migrate.old_domain import read_old_domain
    from talkwright.project.open import Sources

    source = domain or Sources.of(Path()).domain
    is_folder = source.is_dir()
    texts = find(source) if is_folder else {source.name: text} if (text := read(source)) is not None else {}
    if not texts:
        raise RequestError(f"{source} cannot be read", "Name the domain with -d.")
    notes = Notes()
    changed = migrate_domain(texts, read_old_domain(texts), (), notes)
    if not changed and out is None:
        click.echo("Nothing to migrate: this is a current domain.")
        return
    if out is None:
        kept = source.with_name("original_domain" if is_folder else f"original_{source.name}")
        if kept.exists():
            raise RequestError(f"{kept} is there already", "Name another file with --out, or move the old one away.")
        source.rename(kept)
    target = out or source
    for name, text in (texts | changed).items():
        file = target / name if is_folder else target
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
        click.echo(f"Written: {file}")
    show_notes(notes.all, console())
