"""DynamoDB as moto plays it, behind a socket of this machine: asked and answered as the real one is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from threading import Lock, Thread
from typing import Any
from uuid import uuid4

import pytest

from talkwright.project.dynamo_client import connect
from talkwright.project.endpoints import Endpoint

REGION = "eu-west-1"


class DynamoServer:
    """A server that is up. Its tables last as long as it does."""

    def __init__(self, address: str) -> None:
        self.address = address

    def options(self, **options: Any) -> dict[str, Any]:
        """What ``endpoints.yml`` says of it."""
        return {"region": REGION, "endpoint_url": self.address, **options}

    def client(self) -> Any:
        """A client of its own, which takes and gives plain values."""
        return connect(Endpoint(type="dynamo", options=self.options())).meta.client

    def name(self) -> str:
        """A name that no table has."""
        return f"bots-{uuid4().hex}"

    def table_of_rasa(self, conversations: Mapping[str, Sequence[dict[str, Any]]]) -> str:
        """The name of a table in which a Rasa keeps the events of conversations."""
        client, name = self.client(), self.name()
        client.create_table(
            TableName=name,
            KeySchema=[{"AttributeName": "sender_id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "sender_id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        for sender, events in conversations.items():
            item = json.loads(json.dumps({"sender_id": sender, "events": events}), parse_float=Decimal)
            client.put_item(TableName=name, Item=item)
        client.close()
        return name


@pytest.fixture(scope="session")
def dynamo_server() -> Iterator[DynamoServer]:
    """One request after the other: moto's transactions are none when several run at once, and DynamoDB's are."""
    from moto.moto_server.werkzeug_app import create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Handler(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"  # a connection is kept
        disable_nagle_algorithm = True

        def log_request(self, *_: Any) -> None: ...

    moto, one_at_a_time = create_backend_app("dynamodb"), Lock()

    def serve(environ: Any, start: Any) -> Any:
        with one_at_a_time:
            return list(moto(environ, start))

    server = make_server("127.0.0.1", 0, serve, threaded=True, request_handler=Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "somebody")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "geheim")
        yield DynamoServer(f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()
