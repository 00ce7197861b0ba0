"""A client of the builder: it keeps the session's cookie, and sends the token with what changes something."""

from __future__ import annotations

from typing import Any, Self

import httpx

API = "/builder/api/"


class Desk:
    """``url`` is the server's. ``call("PUT", "layout/return", json=...)`` is a request below ``/builder/api/``."""

    def __init__(self, url: str, name: str = "", password: str = "") -> None:
        self.http = httpx.Client(base_url=url, timeout=60, trust_env=False)
        self.csrf = ""
        try:
            if name:
                self.post("login", {"name": name, "password": password})
            self.begin()
        except BaseException:
            self.http.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def begin(self) -> dict[str, Any]:
        """Ask who one is; from then on requests carry the token."""
        session: dict[str, Any] = self.get("session")
        self.csrf = session["csrf"]
        return session

    def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        """The answer, whatever it is."""
        headers = {"X-CSRF-Token": self.csrf, **more.pop("headers", {})}
        return self.http.request(method, API + path, headers=headers, **more)

    def get(self, path: str, **params: Any) -> Any:
        """What is there, which has to be."""
        answer = self.call("GET", path, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any = None) -> Any:
        """What came of it, which has to be done."""
        answer = self.call("POST", path, json=body)
        assert answer.status_code in (200, 202, 204), answer.text
        return answer.json() if answer.content else None
