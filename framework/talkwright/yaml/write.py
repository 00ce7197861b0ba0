"""Plain values -> YAML that reads as they were: what our reader would take for a number or a flag is quoted."""

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
    is_plain = isinstance(resolve(text), str)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, None if is_plain else '"')


_Dumper.add_representer(str, _text)
