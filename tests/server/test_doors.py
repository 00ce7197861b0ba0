"""HTTPS, time limits, where the log goes, sockets that open too fast, and models of another storage: over the wire."""

from __future__ import annotations

import datetime
import shutil
import socket
import ssl
import threading
from pathlib import Path

import httpx
import pytest
import websockets
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from talkwright.errors import OutsideError, RequestError
from talkwright.training.remote import stored

from .live import Live


@pytest.fixture
def bot(small_bot: Path, tmp_path: Path) -> Path:
    return shutil.copytree(small_bot, tmp_path / "bot")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost that signs itself, and its key, which has a password."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    lock = serialization.BestAvailableEncryption(b"hush")
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(private)
    return folder / "cert.pem", folder / "key.pem"


def test_https_is_spoken(bot: Path, certificate: tuple[Path, Path]) -> None:
    cert, key = map(str, certificate)
    options = ("--ssl-certificate", cert, "--ssl-keyfile", key, "--ssl-password", "hush", "--ssl-ca-file", cert)
    with Live(bot, *options) as live:
        assert "https://localhost" in live.said
        trust = ssl.create_default_context(cafile=cert)
        answer = httpx.post(
            f"https://localhost:{live.port}/webhooks/rest/webhook", json={"message": "hello"}, verify=trust
        )
        assert answer.json()[0]["text"] == "Hello <b>there</b>"
        with pytest.raises(httpx.TransportError):
            httpx.get(f"http://localhost:{live.port}/")


def test_a_key_that_does_not_open_is_told(bot: Path, certificate: tuple[Path, Path]) -> None:
    cert, key = map(str, certificate)
    with pytest.raises(RuntimeError, match="HTTPS cannot be spoken"):
        Live(bot, "--ssl-certificate", cert, "--ssl-keyfile", key, "--ssl-password", "wrong")


def test_the_log_goes_to_a_file_and_to_a_syslog_too_and_there_is_no_api_unasked(bot: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as syslog:
        syslog.bind(("127.0.0.1", 0))
        syslog.settimeout(10)
        options = ("-v", "--log-file", "run.log", "--use-syslog", "--syslog-address", "127.0.0.1")
        with Live(bot, *options, "--syslog-port", str(syslog.getsockname()[1])) as live:
            live.say("hello")
            assert b"turn.done" in syslog.recv(4000)
            for path in ("/conversations/ada/tracker", "/status", "/domain"):  # nobody asked for the API
                assert httpx.get(live.url + path).status_code == 404
    assert "turn.done" in (bot / "run.log").read_text()
    assert "turn.done" in live.said


def test_a_log_that_cannot_be_written_is_told(bot: Path) -> None:
    with pytest.raises(RuntimeError, match="log cannot be written"):
        Live(bot, "--log-file", "nowhere/run.log")


async def test_who_sends_too_slowly_and_sockets_that_open_too_fast(bot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALKWRIGHT_SOCKETS_RATE_PER_ADDRESS", "9")
    head = b"POST /webhooks/rest/webhook HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n"
    with Live(bot, "--request-timeout", "0.3") as live:
        for sent in (head, head + b"\r\n{"):
            with socket.create_connection(("127.0.0.1", live.port), timeout=10) as line:
                line.sendall(sent)
                assert b"408" in line.recv(1000).splitlines()[0]
        codes = []
        for _ in range(4):
            async with websockets.connect(f"ws://127.0.0.1:{live.port}/webhooks/web/socket") as ws:
                try:
                    await ws.send('{"type": "hello"}')
                    await ws.recv()
                    codes.append(None)
                except websockets.ConnectionClosed as closed:
                    codes.append(closed.rcvd.code if closed.rcvd else 0)
    assert codes == [None, None, None, 1013]


STORAGE = """
import shutil

class Storage:
    def retrieve(self, name, path):
        shutil.copyfile(f"elsewhere/{name}", path)
"""


def test_a_model_is_fetched_by_a_class(bot: Path) -> None:
    (bot / "models").rename(bot / "elsewhere")
    (bot / "storage.py").write_text(STORAGE)
    with Live(bot, "-m", "small.tar.gz", "--remote-storage", "storage.Storage", "--enable-api") as live:
        assert live.texts("hello") == ["Hello <b>there</b>"]
        body = {"model_file": "small.tar.gz", "remote_storage": "storage.Storage"}
        assert httpx.put(live.url + "/model", json=body, timeout=30).status_code == 204
        assert httpx.put(live.url + "/model", json={**body, "model_file": "none"}, timeout=30).status_code == 502
    assert [path.name for path in (bot / "models").iterdir()] == ["small.tar.gz"]


@pytest.mark.parametrize("kind", ["attic", "nowhere.Storage"])
def test_a_storage_that_is_none_is_told(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RequestError, match="storage"):
        stored(kind, "small.tar.gz", tmp_path)


def test_a_bucket_of_another_server_that_speaks_s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("boto3", reason="the extra aws is not installed")
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Bucket(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            found = self.path == "/bots/some.tar.gz"
            self.send_response(200 if found else 404)
            self.send_header("content-length", "5" if found else "0")
            self.end_headers()

        def do_GET(self) -> None:
            self.do_HEAD()
            self.wfile.write(b"model")

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Bucket) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name, value in {
            "BUCKET_NAME": "bots",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
            "AWS_ACCESS_KEY_ID": "x",
            "AWS_SECRET_ACCESS_KEY": "y",
            "AWS_DEFAULT_REGION": "eu-west-1",
        }.items():
            monkeypatch.setenv(name, value)
        assert stored("aws", "some.tar.gz", tmp_path).read_bytes() == b"model"
        with pytest.raises(OutsideError):
            stored("aws", "other.tar.gz", tmp_path)
        monkeypatch.delenv("BUCKET_NAME")
        with pytest.raises(RequestError, match="BUCKET_NAME"):
            stored("aws", "some.tar.gz", tmp_path)
        server.shutdown()
    assert [path.name for path in tmp_path.iterdir()] == ["some.tar.gz"]
