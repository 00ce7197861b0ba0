"""YAML in which every value knows its place, and typed access to it that reports instead of raising.

The rule: text comes in, ``Node``s go out, and whatever is wrong becomes a ``Problem``; nothing here raises for what an
author wrote, touches a file or reads the environment by itself. It must not know what the files mean. Values are not
quoted in messages: they may be secrets.

    parse     text -> Node (``read``, which asks ``explain`` for the words of its complaints)
    Node      a value, where it stands, and where a mapping's keys stand
    Fields    the keys of one mapping, asked for by type
"""

from talkwright.yaml.fields import Fields, did_you_mean, guess
from talkwright.yaml.node import Node
from talkwright.yaml.read import parse

__all__ = ["Fields", "Node", "did_you_mean", "guess", "parse"]
