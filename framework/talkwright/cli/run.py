"""``talkwright run``: serve a trained model. Rasa's flags."""

from __future__ import annotations

import os
from pathlib import Path

import click

from talkwright.cli.options import configure_log, log_options, model_option

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("model_path", type=_FILE, required=False)
@model_option
@click.option("-i", "--interface", default="127.0.0.1", show_default=True, help="Address to listen on (0.0.0.0: all).")
@click.option(
    "-p", "--port", default=5005, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option(
    "--endpoints", type=_FILE, default=Path("endpoints.yml"), show_default=True, help="Services to work with."
)
@click.option("--credentials", type=_FILE, help="Channels to serve.  [default: credentials.yml]")
@click.option("--connector", help="Serve this channel only.")
@click.option("--cors", multiple=True, help="Origin of a page that may use the server; '*' for all. May be repeated.")
@click.option(
    "--durable",
    type=click.Choice(["kill", "power"]),
    default="kill",
    show_default=True,
    help="What stored messages survive.",
)
@click.option("--enable-api", is_flag=True, hidden=True, help="Accepted for Rasa's sake.")
@log_options
def run(
    model_path: Path | None,
    model: Path,
    interface: str,
    port: int,
    endpoints: Path,
    credentials: Path | None,
    connector: str | None,
    cors: tuple[str, ...],
    durable: str,
    enable_api: bool,
    verbose: int,
    debug: bool,
    quiet: bool,
    log_json: bool,
) -> None:
    """Serve a trained model: chat page, REST, WebSocket."""
    from talkwright.channels.discover import discover, push_channels
    from talkwright.cli.open import read_endpoints, show_warnings, warn_of_missing_actions
    from talkwright.errors import Problems
    from talkwright.project.open import open_credentials
    from talkwright.runtime.assemble import assemble
    from talkwright.server.serve import serve
    from talkwright.settings import Settings
    from talkwright.training.load import load_model

    configure_log(verbose, debug, quiet, log_json)
    root = Path.cwd()
    settings = Settings(
        interface=interface,
        port=port,
        cors=cors,
        synchronous="FULL" if durable == "power" else "NORMAL",
    )
    problems = Problems()
    file = credentials or Path("credentials.yml")
    known, found = open_credentials(file, os.environ)
    problems.extend(found)
    channels = discover(known.channels, str(file), problems, only=connector)
    problems.raise_errors()
    show_warnings(problems.all)
    loaded = load_model(model_path or model)
    assistant = assemble(root, loaded, read_endpoints(endpoints), settings, push_channels(channels))
    warn_of_missing_actions(assistant)

    def ready(address: str) -> None:
        """Say where the server is. Without rich: a server that runs for weeks need not carry it."""
        click.echo(f"{click.style('Talkwright', fg='green', bold=True)} serves {loaded.path}", err=True)
        addresses = {"Chat page": f"{address}/"} if "web" in channels else {}
        addresses |= {name: f"{address}/webhooks/{name}/webhook" for name in channels if name != "web"}
        for name, shown in addresses.items():
            click.echo(f"  {name:<10} {click.style(shown, fg='cyan')}", err=True)
        click.echo("  Ctrl-C stops it.", err=True)

    serve(assistant, channels, settings, ready)
