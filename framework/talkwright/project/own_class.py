"""A class of the bot's own that ``endpoints.yml`` names: ``module.Class``, found from the bot's folder.

Modules that were written for Rasa find the names of it that they need for a broker or a generator of responses, where
no Rasa is installed.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, Self

from talkwright.errors import RequestError
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
        """Send one event."""
        raise NotImplementedError(f"{type(self).__name__} has no publish().")

    def is_ready(self) -> bool:
        """Whether it can send."""
        return True

    async def close(self) -> None:
        """Let go of what it holds."""


class NaturalLanguageGenerator:
    """What a generator of responses of a bot's own is a subclass of."""


OFFERED: Mapping[str, Mapping[str, Any]] = {
    "rasa": {},
    "rasa.core": {},
    "rasa.core.brokers": {},
    "rasa.core.brokers.broker": {"EventBroker": EventBroker},
    "rasa.core.nlg": {"NaturalLanguageGenerator": NaturalLanguageGenerator},
    "rasa.core.nlg.generator": {"NaturalLanguageGenerator": NaturalLanguageGenerator},
    "rasa.utils": {},
    "rasa.utils.endpoints": {"EndpointConfig": EndpointConfig},
}
"""What there is of Rasa, by module."""


class _Offer(MetaPathFinder, Loader):
    """Asked last, so only for what nobody else has."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if fullname in OFFERED else None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None  # a plain one

    def exec_module(self, module: ModuleType) -> None:
        vars(module).update(OFFERED[module.__name__])


_offer = _Offer()


def own_class(name: str, folder: Path, service: str) -> Any:
    """The class ``name`` (``module.Class``), for ``service``. Raises ``RequestError`` when it cannot be had."""
    module, _, kind = name.rpartition(".")
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    if _offer not in sys.meta_path:
        sys.meta_path.append(_offer)
    try:
        return getattr(import_module(module), kind)
    except Exception as fault:  # whatever a module of somebody else's does
        message = f"the {service} {name!r} cannot be loaded: {type(fault).__name__}: {fault}"
        offered = ", ".join(each for each, names in OFFERED.items() if names)
        raise RequestError(message, f"Write module.Class of the bot's folder. Of rasa there is {offered}.") from fault
