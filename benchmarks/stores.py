"""A server for each store, so that a benchmark can ask them in turn: what the machine does meanwhile hits them alike.

PostgreSQL is the one of the tests, on this machine, with its own defaults: a commit waits for the disk.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.measure import Server, cpu_s
from tests.postgres import PostgresServer, running_postgres

STORES = ("sqlite", "postgresql", "memory")


class Stored:
    """A server on one ``store``."""

    def __init__(self, store: str, server: Server, postgres: PostgresServer | None) -> None:
        self.store = store
        self.server = server
        self._postgres = postgres

    def cpu_s(self) -> tuple[float, float]:
        """What the server and its database process have used so far."""
        return self.server.cpu_s(), cpu_s(self._postgres.process.pid, family=True) if self._postgres else 0.0


@contextmanager
def servers(bot: Path, stores: Sequence[str]) -> Iterator[list[Stored]]:
    """A server of a copy of the trained ``bot`` for each of ``stores``."""
    with ExitStack() as closing:
        started = []
        for store in stores:
            folder = bot.with_name(f"{bot.name}-{store}")
            closing.callback(shutil.rmtree, folder, ignore_errors=True)
            shutil.copytree(bot, folder)
            postgres = closing.enter_context(running_postgres()) if store == "postgresql" else None
            with (folder / "endpoints.yml").open("a") as endpoints:
                endpoints.write(_tracker_store(store, postgres))
            server = Server(folder)
            closing.callback(server.stop)
            started.append(Stored(store, server, postgres))
        yield started


def _tracker_store(store: str, postgres: PostgresServer | None) -> str:
    if postgres is not None:
        return f"\ntracker_store:\n  type: SQL\n  url: {postgres.url(postgres.create())}\n"
    return "\ntracker_store:\n  type: in_memory\n" if store == "memory" else ""
