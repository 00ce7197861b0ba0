"""``talkwright run``: serve a trained model. Rasa's flags."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from talkwright.cli.api import api_options
from talkwright.cli.log_places import LogPlaces, log_places_options
from talkwright.cli.options import configure_log, log_options, log_privacy_options, model_option
from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from talkwright.runtime.pull import ModelServer
    from talkwright.training.load import Model

MODELS = Path("models")
_FILE = click.Path(path_type=Path)


@click.command(cls=Command)
@click.argument("model_path", type=_FILE, required=False)
@model_option
@click.option("-i", "--interface", show_default="127.0.0.1", help="Address to listen on (0.0.0.0: all).")
@click.option("-p", "--port", show_default="5005", type=click.IntRange(0, 65535), help="Port; 0 takes a free one.")
@click.option(
    "--endpoints", type=_FILE, default=Path("endpoints.yml"), show_default=True, help="Services to work with."
)
@click.option("--credentials", type=_FILE, help="Channels to serve.  [default: credentials.yml]")
@click.option("--connector", help="Serve this channel only.")
@click.option("--cors", multiple=True, help="Origin of a page that may use the server; '*' for all. May be repeated.")
@click.option(
    "--durable",
    type=click.Choice(["kill", "power"]),
    show_default="kill",
    help="What stored messages survive.",
)
@api_options
@click.option("--remote-storage", help="Fetch the model from aws, gcs, azure, or by a class (module.Class).")
@click.option("--watch", is_flag=True, help="Serve a newer model as soon as there is one.")
@log_options
@log_privacy_options
@log_places_options
def run(
    model_path: Path | None,
    model: Path,
    interface: str | None,
    port: int | None,
    endpoints: Path,
    credentials: Path | None,
    connector: str | None,
    cors: tuple[str, ...],
    durable: str | None,
    api: dict[str, object],
    remote_storage: str | None,
    watch: bool,
    verbose: int,
    debug: bool,
    quiet: bool,
    log_json: bool,
    log_faults: Literal["places", "full"],
    log_ids: str,
    log_places: LogPlaces,
) -> None:
    """Serve a trained model: chat page, REST, WebSocket."""
    from talkwright.channels.discover import discover, entrance, push_channels
    from talkwright.cli.main import EXIT_OUTSIDE
    from talkwright.cli.open import read_endpoints, show_warnings, warn_of_missing_actions
    from talkwright.errors import Problems
    from talkwright.project.open import open_credentials
    from talkwright.runtime.assemble import assemble, open_actions
    from talkwright.runtime.pull import ModelServer
    from talkwright.runtime.reload import Reloader
    from talkwright.runtime.stores import open_accounts
    from talkwright.server.assets import builder_folder
    from talkwright.server.custom.adapt import load
    from talkwright.server.serve import serve
    from talkwright.settings import read_settings
    from talkwright.training.load import load_model
    from talkwright.training.remote import stored

    configure_log(verbose, debug, quiet, log_json, log_faults, log_ids, log_places.handlers())
    root = Path.cwd()
    options = {
        "interface": interface,
        "port": port,
        "cors": cors or None,
        **api,
        "synchronous": durable and {"kill": "NORMAL", "power": "FULL"}[durable],
    }
    settings = read_settings(os.environ, **{name: value for name, value in options.items() if value is not None})
    problems = Problems()
    file = credentials or Path("credentials.yml")
    known, found = open_credentials(file, os.environ)
    problems.extend(found)
    channels = discover(known.channels, str(file), problems, only=connector, custom=load)
    problems.raise_errors()
    show_warnings(problems.all)
    path = model_path or model
    if remote_storage is not None:
        path = stored(remote_storage, str(path), MODELS)
    services = read_endpoints(endpoints)
    server = ModelServer(services.models, MODELS) if services.models is not None and services.models.url else None
    loaded = _pulled(server) or load_model(path)
    assistant = assemble(root, loaded, services, settings, push_channels(channels))
    warn_of_missing_actions(assistant)

    def ready(address: str) -> None:
        """Say where the server is. Without rich: a server that runs for weeks need not carry it."""
        click.echo(f"{click.style('Talkwright', fg='green', bold=True)} serves {loaded.path}", err=True)
        pages = (("Chat page", "/", "web" in channels), ("Builder", "/builder", builder_folder() is not None))
        addresses = {name: address + path for name, path, there in pages if there}
        addresses |= {name: address + entrance(channel) for name, channel in channels.items() if name != "web"}
        for name, shown in addresses.items():
            click.echo(f"  {name:<10} {click.style(shown, fg='cyan')}", err=True)
        click.echo("  Ctrl-C stops it.", err=True)

    def swapped(newer: Model) -> None:
        click.echo(f"{click.style('Talkwright', fg='green', bold=True)} serves {newer.path}", err=True)
        warn_of_missing_actions(assistant)

    reloader = Reloader(
        assistant,
        path,
        lambda newer: open_actions(root, newer, services, settings),
        settings.watch_s if watch else None,
        swapped,
        server,
    )
    if not serve(
        assistant,
        channels,
        settings,
        ready,
        reloader,
        root,
        path if path.is_dir() else path.parent,
        partial(open_accounts, root, services.tracker_store, settings),
    ):
        sys.stderr.flush()
        os._exit(EXIT_OUTSIDE)  # actions that still run would hold the process up for as long as they like


def _pulled(server: ModelServer | None) -> Model | None:
    """The model that ``server`` has; None, with a line in the log, when it has none that can be used."""
    import asyncio

    from talkwright import log
    from talkwright.errors import TalkwrightError
    from talkwright.training.load import load_model

    if server is None:
        return None
    try:
        path = asyncio.run(server.newest())
        return load_model(path) if path is not None else None
    except TalkwrightError as fault:
        log.warning("models.failed", reason=fault.message)
        return None
