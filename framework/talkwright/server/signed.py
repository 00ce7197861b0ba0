"""Signed tokens (JSON Web Tokens): what a caller says of itself, and whether somebody we trust has signed it.

The rule: the method is the operator's and never the token's, so that a token can neither choose a weaker one nor have
a public key taken for a secret. ``none`` is no method. PyJWT does the cryptography, imported when a secret is set.
"""

from __future__ import annotations

import warnings
from typing import Any

from talkwright import log
from talkwright.errors import NotAllowed, RequestError

METHODS = (
    *("HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512"),
    *("PS256", "PS384", "PS512", "EdDSA"),
)
_SHORTEST_SECRET = 32  # bytes: below it a secret can be guessed from one token
_BEARER = "bearer "


class Signed:
    """Reads tokens signed with ``method``. ``secret`` is the shared one, or the public key of a method that has two.

    Without a public key it is taken from ``private_key``. Raises ``RequestError`` for what cannot work.
    """

    def __init__(self, secret: str, method: str, private_key: str = "") -> None:
        if method not in METHODS:
            raise RequestError(f"{method!r} is no method of signing tokens", f"There are: {', '.join(METHODS)}.")
        import jwt

        if method.startswith("HS") and len(secret.encode()) < _SHORTEST_SECRET:
            log.warning("jwt.short_secret", method=method, at_least_bytes=_SHORTEST_SECRET)
        warnings.filterwarnings("ignore", category=jwt.InsecureKeyLengthWarning)  # said above, once
        self._method = method
        self._key = _key(secret, method, private_key)

    def read(self, token: str) -> dict[str, Any]:
        """What the token says. Raises ``NotAllowed`` when it is not signed as it has to be, or its time is over."""
        import jwt

        try:
            said: dict[str, Any] = jwt.decode(token, self._key, algorithms=[self._method], options=_LOOSE)
        except (jwt.PyJWTError, ValueError, TypeError):
            hint = "Sign it as the server was told, and anew when its time is over."
            raise NotAllowed("The token is not valid.", hint) from None
        return said


_LOOSE: Any = {"verify_aud": False}  # Rasa's tokens may be for any audience


def _key(secret: str, method: str, private_key: str) -> Any:
    from jwt import PyJWTError, get_algorithm_by_name

    try:
        algorithm = get_algorithm_by_name(method)
        if secret or method.startswith("HS"):
            return algorithm.prepare_key(secret)
        key: Any = algorithm.prepare_key(private_key)
        return key.public_key()
    except NotImplementedError:  # what PyJWT says of a method whose library is away
        hint = "Install them: pip install 'talkwright[jwt]'"
        raise RequestError(f"the method {method} needs libraries that are not installed", hint) from None
    except (PyJWTError, ValueError, TypeError, AttributeError):
        hint = "--jwt-secret is the public key in PEM, --jwt-private-key the private one; for HS256 it is neither."
        raise RequestError(f"the key for tokens does not fit the method {method}", hint) from None


def bearer(header: str) -> str:
    """The token in a header ``Authorization``; empty when there is none."""
    return header[len(_BEARER) :].strip() if header[: len(_BEARER)].lower() == _BEARER else ""
