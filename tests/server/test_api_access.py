"""Who may use the API: the token, signed tokens and roles, by Rasa's rules; and what is not covered by it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from talkwright.errors import NotAllowed, RequestError
from talkwright.server.signed import Signed

from .live import Live

SECRET = "a secret of sixty-four bytes and more, so that no method finds it short"
CONVERSATION = "/conversations/ada/tracker"


def signed(role: str, name: str = "ada", secret: Any = SECRET, method: str = "HS256", **more: Any) -> dict[str, str]:
    token = jwt.encode({"user": {"username": name, "role": role}, **more}, secret, algorithm=method)
    return {"Authorization": f"Bearer {token}"}


def pem(key: Any, *, private: bool = False) -> str:
    encoding = serialization.Encoding.PEM
    if private:
        kind, lock = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        return str(key.private_bytes(encoding, kind, lock).decode())
    return str(key.public_key().public_bytes(encoding, serialization.PublicFormat.SubjectPublicKeyInfo).decode())


@pytest.fixture(scope="module")
def server(small_bot: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    bot = shutil.copytree(small_bot, tmp_path_factory.mktemp("api") / "bot")
    with Live(
        bot, "--enable-api", "--auth-token", "word", "--jwt-secret", SECRET, "--cors", "https://shop.example"
    ) as live:
        yield live


@pytest.mark.parametrize("path", [CONVERSATION, "/status", "/domain"])
def test_nobody_knows_who_asks(server: Live, path: str) -> None:
    for given in ({}, {"params": {"token": "wrong"}}, {"headers": {"Authorization": "Bearer nonsense"}}):
        answer = httpx.get(server.url + path, **given)
        assert (answer.status_code, answer.json()["reason"]) == (401, "NotAuthenticated")


def test_the_word_opens_everything(server: Live) -> None:
    for path in (CONVERSATION, "/status", "/domain"):
        assert httpx.get(server.url + path, params={"token": "word"}).status_code == 200
        assert httpx.get(server.url + path, headers={"Authorization": "Bearer word"}).status_code == 200


def test_an_admin_may_everything_and_a_user_what_is_theirs(server: Live) -> None:
    def status(path: str, headers: dict[str, str]) -> int:
        return httpx.get(server.url + path, headers=headers).status_code

    assert {status(path, signed("admin", "root")) for path in (CONVERSATION, "/status", "/domain")} == {200}
    assert status(CONVERSATION, signed("user")) == 200
    assert status(CONVERSATION, signed("user", "eve")) == 403
    assert status("/conversations/%61da/tracker", signed("user")) == 200
    assert status("/status", signed("user")) == 403
    assert status(CONVERSATION, signed("guest")) == 403


def test_who_may_not_is_told_so(server: Live) -> None:
    failure = httpx.get(server.url + "/status", headers=signed("user")).json()
    assert (failure["code"], failure["reason"]) == (403, "NotAuthorized")


def test_a_token_has_to_be_signed_as_the_server_was_told(server: Live) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    none = jwt.encode({"user": {"username": "ada", "role": "admin"}}, "", algorithm="none")
    for headers in (
        signed("admin", secret=SECRET + "!"),
        signed("admin", method="HS512"),
        signed("admin", secret=key, method="RS256"),
        signed("admin", exp=int(time.time()) - 10),
        {"Authorization": f"Bearer {none}"},
    ):
        assert httpx.get(server.url + CONVERSATION, headers=headers).status_code == 401
    assert httpx.get(server.url + CONVERSATION, headers=signed("admin", exp=int(time.time()) + 60)).status_code == 200


def test_pages_that_are_named_may_ask_and_see_the_name_of_a_file(server: Live) -> None:
    origin = {"Origin": "https://shop.example"}
    seen = httpx.get(server.url + "/status", params={"token": "word"}, headers=origin).headers
    assert seen["access-control-allow-origin"] == "https://shop.example"
    assert "filename" in seen["access-control-expose-headers"]
    asks = {**origin, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "authorization"}
    allowed = httpx.options(server.url + "/model", headers=asks).headers
    assert "PUT" in allowed["access-control-allow-methods"]
    assert "Authorization" in allowed["access-control-allow-headers"]
    other = httpx.get(server.url + "/status", params={"token": "word"}, headers={"Origin": "https://x.example"}).headers
    assert "access-control-allow-origin" not in other


def test_channels_and_the_version_are_for_everybody(server: Live) -> None:
    assert server.texts("hello", "free") == ["Hello <b>there</b>"]
    for path in ("/version", "/health", "/", "/webhooks/rest/"):
        assert httpx.get(server.url + path).status_code == 200


@pytest.mark.parametrize(
    ("method", "key"),
    [
        ("RS256", rsa.generate_private_key(public_exponent=65537, key_size=2048)),
        ("ES256", ec.generate_private_key(ec.SECP256R1())),
    ],
)
def test_methods_with_two_keys(method: str, key: Any) -> None:
    token = jwt.encode({"user": {"role": "admin"}}, key, algorithm=method)
    for reader in (Signed(pem(key), method), Signed("", method, pem(key, private=True))):
        assert reader.read(token) == {"user": {"role": "admin"}}
        with pytest.raises(NotAllowed):
            reader.read(_with_public_key_as_secret(pem(key)))


def _with_public_key_as_secret(public: str) -> str:
    """What confuses a reader that lets the token choose: signed with the key that everybody knows."""
    import base64
    import hashlib
    import hmac

    def part(data: bytes) -> bytes:
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    body = part(b'{"alg":"HS256","typ":"JWT"}') + b"." + part(b'{"user":{"role":"admin"}}')
    return (body + b"." + part(hmac.new(public.encode(), body, hashlib.sha256).digest())).decode()


@pytest.mark.parametrize(
    ("secret", "method"), [("s", "none"), ("s", "HS1"), ("not a key", "RS256"), (None, "HS256"), ("not a key", "ES256")]
)
def test_what_cannot_be_checked_is_refused_at_the_start(secret: str | None, method: str) -> None:
    public = pem(rsa.generate_private_key(public_exponent=65537, key_size=2048))
    with pytest.raises(RequestError):
        Signed(public if secret is None else secret, method)
