"""What an author gave a component, as the component's own struct. It knows no component."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import asdict

from talkwright.conversation.content import JSON
from talkwright.errors import Place, Problems
from talkwright.nlu.component import Component
from talkwright.yaml import did_you_mean


def read_options(
    kind: type[Component], name: str, given: Mapping[str, JSON], place: Place, problems: Problems
) -> msgspec.Struct:
    """What the author gave as the component's own struct; one that does not fit is reported and left at its default."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind.Options)}
    fitting: dict[str, Any] = {}
    for key, value in given.items():
        if key not in fields:
            known = f"Known are {', '.join(fields)}." if fields else "It has none."
            hint = did_you_mean(key, fields) or known
            problems.warning("nlu/unknown-option", f"{name} has no option '{key}'.", place, hint)
            continue
        try:
            fitting[fields[key].name] = msgspec.convert(value, fields[key].type)
        except msgspec.ValidationError as fault:
            message = f"The option '{key}' of {name} does not fit: {fault}."
            default = asdict(kind.Options())[fields[key].name]
            problems.error("nlu/bad-option", message, place, f"Leave it out for the default, {default!r}.")
    return kind.Options(**fitting)
