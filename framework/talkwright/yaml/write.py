"""Plain values -> YAML that reads as they were: what our reader would take for a number or a flag is quoted.

A text of several lines is written as lines.
"""

from __future__ import annotations

from typing import Any

import yaml

from talkwright.yaml.node import resolve

_WIDTH = 110


def dump(document: Any) -> str:
    """``document`` as YAML, lists indented as people do. Keys keep their order."""
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return text


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if isinstance(resolve(text), str) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, "|" if "\n" in text else style)


_Dumper.add_representer(str, _text)
