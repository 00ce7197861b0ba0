"""HTTP and WebSocket around an assistant: no thinking here."""

from typing import Any, TypeAlias

from sanic import Sanic

App: TypeAlias = Sanic[Any, Any]
"""The app with whatever configuration and context."""
