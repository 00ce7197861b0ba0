"""``talkwright actions``: the bot's Python actions behind HTTP, by rasa_sdk's own endpoint. Rasa's flags."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from talkwright.cli.rasa import Command

if TYPE_CHECKING:
    from ssl import SSLContext

    from rasa_sdk.executor import ActionExecutor

_PATH = click.Path(path_type=Path)


@click.command(cls=Command)
@click.option("-i", "--interface", default="127.0.0.1", show_default=True, help="Address to listen on (0.0.0.0: all).")
@click.option("-p", "--port", type=click.IntRange(0, 65535), default=5055, show_default=True, help="0: a free one.")
@click.option("--actions", "module", default="actions", show_default=True, help="Module or package of the actions.")
@click.option("--cors", multiple=True, help="Origin of a page that may use them; '*' for all. May be repeated.")
@click.option("--ssl-certificate", type=_PATH, help="Certificate, for HTTPS.")
@click.option("--ssl-keyfile", type=_PATH, help="Its private key.")
@click.option("--ssl-password", help="The password of the key.")
@click.option("--auto-reload", is_flag=True, help="Take in changed files before each call.")
@click.option("--debug", is_flag=True, help="Log everything.")
def actions(
    interface: str,
    port: int,
    module: str,
    cors: tuple[str, ...],
    ssl_certificate: Path | None,
    ssl_keyfile: Path | None,
    ssl_password: str | None,
    auto_reload: bool,
    debug: bool,
) -> None:
    """Serve the bot's Python actions over HTTP, for this server, Rasa's or any other that speaks its protocol."""
    from rasa_sdk.endpoint import create_app_for_serve
    from sanic import Sanic

    from talkwright.server.serve import listen
    from talkwright.settings import Settings

    logging.basicConfig(level=logging.DEBUG if debug else logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    ssl = _certificate(ssl_certificate, ssl_keyfile, ssl_password)
    executor = _executor(module)
    listening = listen(Settings(interface=interface, port=port))
    host, taken = listening.getsockname()[:2]
    app = create_app_for_serve(executor, cors_origins=list(cors), auto_reload=auto_reload)
    names = ", ".join(sorted(each.name for each in executor.list_actions())) or "none yet"

    @app.after_server_start
    async def ready(*_: object) -> None:
        address = f"{'https' if ssl else 'http'}://{f'[{host}]' if ':' in host else host}:{taken}/webhook"
        click.echo(f"{click.style('Actions', fg='green', bold=True)} on {click.style(address, fg='cyan')}", err=True)
        click.echo(f"  {names}\n  Ctrl-C stops it.", err=True)

    app.prepare(sock=listening, ssl=ssl, single_process=True, motd=False, access_log=False)
    Sanic.serve_single(primary=app)


def _executor(module: str) -> ActionExecutor:
    """rasa_sdk's table of the actions in ``module``. Raises ``AuthorError`` with the lines that cannot be imported."""
    from rasa_sdk.executor import ActionExecutor

    from talkwright.actions.find import find_actions
    from talkwright.actions.old_names import actions_of, forms, offer_old_names
    from talkwright.errors import RequestError

    root = Path.cwd()
    sys.path.insert(0, str(root))
    executor = ActionExecutor()
    offer_old_names(root)
    log = logging.getLogger("rasa_sdk.executor")
    log.disabled = True  # it would show a traceback
    try:
        executor.register_package(module)
        for action in (each for form in forms() for each in actions_of(form)):
            if action.name() not in executor.actions:
                executor.register_action(action)
    except (Exception, SystemExit) as fault:
        if module == "actions":
            find_actions(root)  # says which lines
        cause = fault.__context__ if isinstance(fault, SystemExit) else fault
        hint = "Run it in the bot's folder, and name the module as Python would import it."
        raise RequestError(f"the actions in {module!r} cannot be imported: {cause}", hint) from None
    finally:
        log.disabled = False
    return executor


def _certificate(certificate: Path | None, key: Path | None, password: str | None) -> SSLContext | None:
    """What HTTPS is served with; None without a certificate. Raises ``RequestError``."""
    if certificate is None:
        return None
    from ssl import Purpose, create_default_context

    from talkwright.errors import RequestError

    context = create_default_context(Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate, key, password)
    except OSError as fault:
        hint = "Look at --ssl-certificate, --ssl-keyfile and --ssl-password."
        raise RequestError(f"HTTPS cannot be served with {certificate}: {fault.strerror}", hint) from None
    return context
