"""The keys of one mapping, asked for by type: the one way files are read.

What does not fit is reported at its place and answered with the default, so that a reader goes on and finds the rest.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from talkwright.errors import Place, Problems, Rewrite
from talkwright.yaml.node import Node, Scalar, resolve


class Fields:
    """The keys of one mapping, asked for by type. What does not fit is reported and answered with the default.

    ``what`` names the mapping in sentences: "a slot", "the form 'order'". A node that is not a mapping is reported and
    then has no keys; an empty value has none either. A ``required`` key that is missing is reported, unless there is
    no mapping at all.
    """

    def __init__(self, node: Node, problems: Problems, what: str) -> None:
        self.place = node.place
        self.problems = problems
        self._what = what
        self._keys = node.keys
        self._entries: dict[str, Node] = {}
        self._asked: set[str] = set()
        self._is_broken = not isinstance(node.value, dict | None)
        if isinstance(node.value, dict):
            self._entries = node.value
        elif self._is_broken:
            problems.error(
                "yaml/wrong-type",
                _sentence(f"{what} should be a mapping of keys to values, but is {node.kind}."),
                node.place,
                "Write it as 'key: value' lines.",
            )

    def node(self, key: str) -> Node | None:
        """The value as written, or None when the key is missing."""
        self._asked.add(key)
        return self._entries.get(key)

    def place_of(self, key: str) -> Place:
        """Where the key stands, or the mapping when it is missing."""
        return self._keys.get(key, self.place)

    def text(self, key: str, default: str | None = None, *, required: bool = False) -> str | None:
        """A text. Numbers and flags are refused: an author who meant text has to quote them."""
        node = self._given(key, required=required)
        if node is None:
            return default
        if isinstance(node.value, str):
            return node.value
        self._wrong(key, "text", node, "" if isinstance(node.value, (tuple, dict)) else "Put the value in quotes.")
        return default

    def scalar(self, key: str, default: Scalar = None, *, required: bool = False) -> Scalar:
        """A text, a number or a flag as it is."""
        node = self._given(key, required=required)
        if node is None:
            return default
        if isinstance(node.value, (tuple, dict)):
            self._wrong(key, "a single value", node)
            return default
        return node.value

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false. The texts 'true' and 'false' will do, as the environment can hold no other."""
        node = self._given(key)
        if node is None:
            return default
        value = resolve(node.value) if isinstance(node.value, str) else node.value
        if isinstance(value, bool):
            return value
        self._wrong(key, "true or false", node, "Only true and false are flags; yes, no, on and off are text.")
        return default

    def number(self, key: str, default: float | None = None) -> float | None:
        """A number. Text that spells one will do, as the environment can hold no other."""
        node = self._given(key)
        if node is None:
            return default
        value = resolve(node.value) if isinstance(node.value, str) else node.value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value
        self._wrong(key, "a number", node)
        return default

    def items(self, key: str) -> tuple[Node, ...]:
        """The elements of a list; none when the key is missing or empty."""
        node = self._given(key)
        if node is None:
            return ()
        if isinstance(node.value, tuple):
            return node.value
        self._wrong(key, "a list", node, "Begin each element with '- '.")
        return ()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one text alone."""
        node = self._given(key)
        if node is None:
            return ()
        if isinstance(node.value, str):
            return (node.value,)
        found = []
        for each in self.items(key):
            if isinstance(each.value, str):
                found.append(each.value)
            else:
                self._wrong(key, "a list of texts", each, subject="an element of ")
        return tuple(found)

    def entries(self, key: str) -> dict[str, Node]:
        """The keys and values of a mapping; none when the key is missing or empty."""
        node = self._given(key)
        if node is None:
            return {}
        if isinstance(node.value, dict):
            return node.value
        self._wrong(key, "a mapping", node, "Write it as 'key: value' lines.")
        return {}

    def done(self, *, ignore: Iterable[str] = ()) -> None:
        """Warn of the keys that nobody has asked for."""
        known = self._asked | set(ignore)
        for key in self._entries:
            if key not in known:
                message = _sentence(f"{self._what} knows no '{key}'.")
                hint, change = guess(key, known, "It has no effect; take it out.")
                self.problems.warning("yaml/unknown-key", message, self.place_of(key), hint, change)

    def _given(self, key: str, *, required: bool = False) -> Node | None:
        node = self.node(key)
        if node is not None and node.value is not None:
            return node
        if required and not self._is_broken:
            message = _sentence(f"{self._what} needs '{key}'.")
            self.problems.error("yaml/missing-key", message, self.place_of(key), f"Add '{key}: ...'.")
        return None

    def _wrong(self, key: str, expected: str, node: Node, hint: str = "", *, subject: str = "") -> None:
        message = f"{subject}'{key}' of {self._what} should be {expected}, but is {node.kind}."
        self.problems.error("yaml/wrong-type", _sentence(message), node.place, hint)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``Did you mean 'x'?`` with the nearest of ``known``, or an empty text when none is near."""
    return guess(name, known)[0]


def guess(name: str, known: Iterable[str], otherwise: str = "") -> tuple[str, Rewrite | None]:
    """A hint what ``name`` should have been, and the change when it can only be a slip of the hand.

    Without a near name the hint is ``otherwise``.
    """
    by_folded = {each.lower(): each for each in known}
    near = difflib.get_close_matches(name.lower(), by_folded, n=2, cutoff=0.7)
    if not near:
        return otherwise, None
    meant = by_folded[near[0]]
    is_slip = all(_is_slip(name.lower(), each) == (each == near[0]) for each in near)
    return f"Did you mean '{meant}'?", Rewrite(name, meant) if is_slip else None


def _is_slip(name: str, meant: str) -> bool:
    """Whether one sign is missing, wrong or too many, or two have changed places. A digit never is: ``step_1``."""
    start = _agreeing(name, meant)
    end = _agreeing(name[start:][::-1], meant[start:][::-1])
    one, other = name[start : len(name) - end], meant[start : len(meant) - end]
    swapped = len(one) == 2 and one == other[::-1]
    return (swapped or max(len(one), len(other)) <= 1) and not any(map(str.isdigit, one + other))


def _agreeing(one: str, other: str) -> int:
    """How many signs are the same from the beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
