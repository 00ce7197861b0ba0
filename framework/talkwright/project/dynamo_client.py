"""The DynamoDB that ``endpoints.yml`` names, in Rasa's words. Nothing is connected yet.

Who asks is found as boto3 finds it: in the environment, in a profile, in the role of the machine. No key stands in the
file.
"""

from __future__ import annotations

from typing import Any

from talkwright.errors import RequestError
from talkwright.project.endpoints import Endpoint

_REGION = "us-east-1"
_WAITS = {"connect_timeout": 5, "read_timeout": 20, "max_pool_connections": 16}


def connect(endpoint: Endpoint) -> Any:
    """What boto3 calls a resource; its ``meta.client`` takes and gives plain values, in any thread.

    Raises ``RequestError`` without the library, or for an address that is none.
    """
    try:
        import boto3
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError
    except ImportError:
        hint = "Install it: pip install 'talkwright[dynamo]'"
        raise RequestError("the library for DynamoDB is not installed", hint) from None
    options = endpoint.options
    try:
        return boto3.resource(
            "dynamodb",
            region_name=str(options.get("region") or _REGION),
            endpoint_url=options.get("endpoint_url") or None,
            config=Config(retries={"mode": "standard", "total_max_attempts": 3}, **_WAITS),
        )
    except (BotoCoreError, ValueError):
        hint = "Look at region and endpoint_url."
        raise RequestError("the DynamoDB of endpoints.yml has no address that is one", hint) from None
