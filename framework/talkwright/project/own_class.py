"""A class of the bot's own that ``endpoints.yml`` names: ``module.Class``, found from the bot's folder.

Modules that were written for Rasa find the names of it that they need for a broker or a generator of responses, where
no Rasa is installed.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from talkwright.errors import RequestError
from talkwright.offered import Names, offer, there
from talkwright.project.endpoints import Endpoint


class EndpointConfig:
    """A service as Rasa hands it to a class: what stands in endpoints.yml, ``kwargs`` what is left over."""

    def __init__(self, url: str | None = None, type: str | None = None, **kwargs: Any) -> None:
        self.url = url
        self.type = type
        self.params: dict[str, Any] = kwargs.pop("params", None) or {}
        self.headers: dict[str, str] = kwargs.pop("headers", None) or {}
        self.basic_auth: dict[str, str] = kwargs.pop("basic_auth", None) or {}
        self.token: str | None = kwargs.pop("token", None)
        self.token_name: str = kwargs.pop("token_name", "token")
        self.cafile: str | None = kwargs.pop("cafile", None)
        self.kwargs = kwargs

    @classmethod
    def of(cls, endpoint: Endpoint) -> Self:
        """The same service."""
        return cls(
            endpoint.url,
            endpoint.type,
            params=dict(endpoint.params),
            headers=dict(endpoint.headers),
            basic_auth=dict(endpoint.basic_auth),
            token=endpoint.token,
            token_name=endpoint.token_name,
            cafile=endpoint.cafile,
            **endpoint.options,
        )


class EventBroker:
    """What a broker of a bot's own is a subclass of."""

    @classmethod
    async def from_endpoint_config(cls, broker_config: EndpointConfig, event_loop: Any = None) -> Any:
        """The broker that endpoints.yml describes."""
        return cls()

    def publish(self, event: dict[str, Any]) -> None:
        """Send one event. Not abstract, as in Rasa: a class without it can be made, and each sending says so."""
        raise NotImplementedError(f"{type(self).__name__} has no publish().")

    def is_ready(self) -> bool:
        """Whether it can send."""
        return True

    async def close(self) -> None:
        """Let go of what it holds."""


class NaturalLanguageGenerator:
    """What a generator of responses of a bot's own is a subclass of."""


_OFFERED: Mapping[str, Names] = {
    "rasa.core.brokers.broker": {"EventBroker": EventBroker},
    "rasa.core.nlg": {"NaturalLanguageGenerator": NaturalLanguageGenerator},
    "rasa.core.nlg.generator": {"NaturalLanguageGenerator": NaturalLanguageGenerator},
    "rasa.utils.endpoints": {"EndpointConfig": EndpointConfig},
}
"""What there is of Rasa, by module."""


def own_class(name: str, folder: Path, service: str) -> Any:
    """The class ``name`` (``module.Class``), for ``service``. Raises ``RequestError`` when it cannot be had."""
    module, _, kind = name.rpartition(".")
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    offer(_OFFERED)
    try:
        return getattr(import_module(module), kind)
    except Exception as fault:  # whatever a module of somebody else's does
        message = f"the {service} {name!r} cannot be loaded: {type(fault).__name__}: {fault}"
        raise RequestError(message, f"Write module.Class of the bot's folder. Of rasa there is {there()}.") from fault
