"""YAML text to nodes.

Nodes are built from the parser's events rather than by its composer, which would recurse as deep as the file says and
follow an alias into itself. An alias shares its node; how large a value would be with all aliases written out is
counted along the way, so that a few lines cannot fill the memory of whoever walks them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml as pyyaml

from talkwright.errors import Place, Problems
from talkwright.yaml.explain import decode, explain_syntax, unreadable
from talkwright.yaml.node import Node, Scalar, resolve

DEEPEST = 200  # lists and mappings inside one another
LARGEST = 2_000_000  # values, each counted as often as aliases repeat it

LOADER: Any = getattr(pyyaml, "CSafeLoader", pyyaml.SafeLoader)  # the C parser is about seven times as fast
_TAG = "tag:yaml.org,2002:"
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)(?::?-([^}]*))?\}")


def parse(
    text: str | bytes, file: str, problems: Problems, environment: Mapping[str, str] | None = None
) -> Node | None:
    """The one document in ``text``, or None when it cannot be read, which ``problems`` then says.

    An empty file is a ``Node`` of None. With an ``environment``, ``${NAME}`` and ``${NAME:-default}`` inside a value
    are filled from it; what was filled is text. An undefined name stays as written, with a warning when it is in
    capitals: ``${price}`` in a response is a dollar sign and a slot.
    """
    decoded = decode(text, file, problems)
    if decoded is None or unreadable(decoded, file, problems):
        return None
    builder = _Builder(file, problems, environment)
    try:
        for event in pyyaml.parse(decoded, Loader=LOADER):
            if not builder.feed(event):
                break
    except pyyaml.MarkedYAMLError as error:
        explain_syntax(error, decoded, file, problems)
        return None
    except (pyyaml.YAMLError, ValueError):
        problems.error("yaml/syntax", "This is not YAML.", Place(file), "Check that the file is a text file.")
        return None
    return builder.result()


class _Open:
    """A list or mapping whose end has not come yet. ``elements`` is None for a mapping.

    In a mapping, ``awaiting`` says that a key was read and its value comes next; a ``key`` of None drops that value.
    """

    __slots__ = ("anchor", "awaiting", "elements", "entries", "key", "keys", "merged", "merging", "place", "size")

    def __init__(self, place: Place, anchor: str | None, *, mapping: bool) -> None:
        self.place = place
        self.anchor = anchor
        self.size = 1
        self.elements: list[Node] | None = None if mapping else []
        self.entries: dict[str, Node] = {}
        self.keys: dict[str, Place] = {}
        self.merged: list[Node] = []
        self.awaiting = False
        self.merging = False
        self.key: str | None = None


class _Builder:
    """Nodes from parser events, without recursion. ``feed`` answers False when the rest is not worth reading."""

    def __init__(self, file: str, problems: Problems, environment: Mapping[str, str] | None) -> None:
        self._file = file
        self._problems = problems
        self._environment = environment
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int] | None] = {}  # with its size; None while its value is still open
        self._root: Node | None = None
        self._documents = 0
        self._given_up = False

    def result(self) -> Node | None:
        if self._given_up:
            return None
        return self._root or Node(None, Place(self._file, 1, 1))

    def feed(self, event: Any) -> bool:
        kind = type(event)
        if kind is pyyaml.ScalarEvent:
            self._scalar(event)
        elif kind is pyyaml.MappingStartEvent:
            self._open(event, mapping=True)
        elif kind is pyyaml.SequenceStartEvent:
            self._open(event, mapping=False)
        elif kind is pyyaml.MappingEndEvent or kind is pyyaml.SequenceEndEvent:
            self._close()
        elif kind is pyyaml.AliasEvent:
            self._alias(event)
        elif kind is pyyaml.DocumentStartEvent:
            return self._document(event)
        return not self._given_up

    def _document(self, event: Any) -> bool:
        self._documents += 1
        if self._documents == 1:
            return True
        self._problems.error(
            "yaml/several-documents",
            "A second document begins here, and only the first is read.",
            _place(event.start_mark, self._file),
            "Keep one document in a file: delete the '---'.",
        )
        return False

    def _open(self, event: Any, *, mapping: bool) -> None:
        place = _place(event.start_mark, self._file)
        if len(self._stack) >= DEEPEST:
            message = f"Lists and mappings are nested more than {DEEPEST} deep."
            self._problems.error("yaml/too-deep", message, place, "Flatten the data.")
            self._given_up = True
        if event.tag and event.tag not in ("!", _TAG + ("map" if mapping else "seq")):
            self._bad_tag(place)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._stack.append(_Open(place, event.anchor, mapping=mapping))

    def _close(self) -> None:
        closed = self._stack.pop()
        if closed.size > LARGEST:
            message = f"Aliases repeat this value's parts until it has more than {LARGEST:,} of them."
            self._problems.error("yaml/too-large", message, closed.place, "Use fewer aliases of aliases.")
            self._given_up = True
        if closed.elements is not None:
            node = Node(tuple(closed.elements), closed.place)
        elif closed.merged:
            node = self._merge(closed)
        else:
            node = Node(closed.entries, closed.place, closed.keys)
        self._add(node, closed.anchor, closed.size)

    def _scalar(self, event: Any) -> None:
        place = _place(event.start_mark, self._file)
        parent = self._stack[-1] if self._stack else None
        if parent is not None and parent.elements is None and not parent.awaiting:
            if event.anchor:
                self._anchors[event.anchor] = (Node(event.value, place), 1)
            self._key(parent, event.value, place, merging=event.implicit[0] and event.value == "<<")
            return
        text = self._fill(event.value, place)
        value: Scalar = text
        if text is event.value and event.tag != "!":
            if event.tag:
                value = self._tagged(text, event.tag.removeprefix(_TAG), place)
            elif event.implicit[0]:
                value = resolve(text)
        self._add(Node(value, place), event.anchor, 1)

    def _alias(self, event: Any) -> None:
        place = _place(event.start_mark, self._file)
        target = self._anchors.get(event.anchor)
        if target is None and event.anchor in self._anchors:
            self._problems.error(
                "yaml/alias-cycle", "This alias stands inside what it names.", place, "Write the value out."
            )
        elif target is None:
            self._problems.error(
                "yaml/undefined-alias",
                "This alias names nothing above it.",
                place,
                "Put text that begins with * in quotes.",
            )
        node, size = target or (Node(None, place), 1)
        self._add(node, None, size)

    def _add(self, node: Node, anchor: str | None, size: int) -> None:
        """Hand a finished value to the list or mapping around it."""
        if anchor:
            self._anchors[anchor] = (node, size)
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        parent.size += size
        if parent.elements is not None:
            parent.elements.append(node)
        elif not parent.awaiting:
            self._collection_as_key(parent, node)
        else:
            parent.awaiting = False
            if parent.merging:
                parent.merged.append(node)
            elif parent.key is not None:
                parent.entries[parent.key] = node

    def _key(self, parent: _Open, key: str, place: Place, *, merging: bool = False) -> None:
        parent.awaiting, parent.merging, parent.key = True, merging, key
        if merging:
            return
        if first := parent.keys.get(key):
            message = f"The key '{key}' stands here a second time; the first is in line {first.line}."
            self._problems.error("yaml/duplicate-key", message, place, "Keep one of the two.")
            parent.key = None
        else:
            parent.keys[key] = place

    def _collection_as_key(self, parent: _Open, node: Node) -> None:
        if isinstance(node.value, str):  # an alias of a text
            self._key(parent, node.value, node.place)
            return
        message = f"A key should be text, but is {node.kind}."
        self._problems.error("yaml/complex-key", message, node.place, "Put text that begins with [ or { in quotes.")
        parent.awaiting, parent.merging, parent.key = True, False, None

    def _merge(self, closed: _Open) -> Node:
        """The mapping with what its ``<<`` keys bring; its own keys win, then the earlier of the merged."""
        sources: list[Node] = []
        for node in closed.merged:
            sources.extend(node.value if isinstance(node.value, tuple) else (node,))
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for source in reversed(sources):
            if isinstance(source.value, dict):
                entries |= source.value
                keys |= source.keys
            else:
                message = f"'<<' should be followed by a mapping, but is by {source.kind}."
                self._problems.error("yaml/wrong-type", message, source.place, "Name the anchor of a mapping.")
        return Node(entries | closed.entries, closed.place, keys | closed.keys)

    def _tagged(self, text: str, tag: str, place: Place) -> Scalar:
        """A scalar whose type is written before it, as in ``!!str 5``."""
        if tag == "str":
            return text
        value = resolve(text)
        if tag == "float" and type(value) is int:
            return float(value)
        if type(value) is not _TAGGED.get(tag):
            self._bad_tag(place)
        return value

    def _bad_tag(self, place: Place) -> None:
        message = "This tag is not known, or the value is not of its type."
        self._problems.error("yaml/tag", message, place, "Put text that begins with ! in quotes; else delete the tag.")

    def _fill(self, text: str, place: Place) -> str:
        """``text`` with its variables; the same object when it has none."""
        if self._environment is None or "${" not in text:
            return text
        environment = self._environment

        def value(match: re.Match[str]) -> str:
            name, default = match.groups()
            if name in environment:
                return environment[name]
            if default is not None:
                return default
            if name.isupper():
                message = f"The environment variable {name} is not set."
                self._problems.warning("env/undefined", message, place, f"Set it, or write ${{{name}:-default}}.")
            return match[0]

        filled = _VARIABLE.sub(value, text)
        return text if filled == text else filled


_TAGGED: dict[str, type] = {"null": type(None), "bool": bool, "int": int, "float": float}


def _place(mark: Any, file: str) -> Place:
    return Place(file, mark.line + 1, mark.column + 1)
