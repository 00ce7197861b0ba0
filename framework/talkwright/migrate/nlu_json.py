"""Examples in the JSON of Rasa 1: ``{"rasa_nlu_data": {"common_examples": [...]}}``, read and written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from talkwright.errors import Place
from talkwright.migrate.nlu import Entry, one_line
from talkwright.migrate.nlu_markdown import ReadList
from talkwright.migrate.notes import Notes
from talkwright.nlu.examples import TrainingData

SIGN = re.compile(r'"rasa_nlu_data"\s*:')
_EXAMPLES = ("common_examples", "intent_examples", "entity_examples")


def read_nlu_json(text: str, file: str, read_list: ReadList, notes: Notes) -> tuple[Entry, ...]:
    """The entries of a file, examples by intent. What cannot be read is noted and left out."""
    place = Place(file, 1, 1)
    try:
        data = json.loads(text)["rasa_nlu_data"]
        if not isinstance(data, dict):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        notes.left(place, "This is no JSON with an object 'rasa_nlu_data'.", "Mend the file and migrate again.")
        return ()
    by_intent: dict[str, list[str]] = {}
    for example in (each for key in _EXAMPLES for each in _objects(data.get(key))):
        line = _marked(example)
        if line and isinstance(example.get("intent"), str) and example["intent"]:
            by_intent.setdefault(example["intent"], []).append(line)
        elif line:
            message = f"The example '{line}' has no intent; an example needs one today."
            notes.left(place, message, "Write it below an intent.")
    patterns: dict[str, list[str]] = {}
    for each in _objects(data.get("regex_features")):
        patterns.setdefault(str(each.get("name")), []).append(one_line(str(each.get("pattern"))))
    synonyms = ((each.get("value"), _texts(each.get("synonyms"))) for each in _objects(data.get("entity_synonyms")))
    tables = ((each.get("name"), _words(each, place, read_list, notes)) for each in _objects(data.get("lookup_tables")))
    of_kind = {"intent": by_intent.items(), "synonym": synonyms, "regex": patterns.items(), "lookup": tables}
    return tuple(
        Entry(kind, str(name), tuple(lines), (), place) for kind, named in of_kind.items() for name, lines in named
    )


def _words(table: dict[str, Any], place: Place, read_list: ReadList, notes: Notes) -> Iterator[str]:
    elements = table.get("elements")
    if not isinstance(elements, str):
        yield from _texts(elements)
        return
    words = read_list(elements)
    if words is None:
        notes.left(place, f"There is no file '{elements}' of words.", "Write the words as '- word' lines.")
    yield from filter(None, map(one_line, words or ()))


def _marked(example: dict[str, Any]) -> str:
    """The text of an example with its entities marked."""
    text = str(example.get("text") or "")
    done: list[str] = []
    at = 0
    spans = [each for each in _objects(example.get("entities")) if _is_span(each, len(text))]
    for entity in sorted(spans, key=lambda each: each["start"]):
        if entity["start"] >= at:
            done += (text[at : entity["start"]], _mark(text[entity["start"] : entity["end"]], entity))
            at = entity["end"]
    return one_line("".join((*done, text[at:])))


def _mark(surface: str, entity: dict[str, Any]) -> str:
    said = {key: entity[key] for key in ("entity", "value", "role", "group") if entity.get(key) is not None}
    if said.get("value") == surface:
        del said["value"]
    if list(said) == ["entity"] and not set("():").intersection(said["entity"]):
        return f"[{surface}]({said['entity']})"
    return f"[{surface}]{json.dumps(said, ensure_ascii=False)}"


def _is_span(entity: dict[str, Any], length: int) -> bool:
    start, end = entity.get("start"), entity.get("end")
    is_inside = isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length
    return is_inside and isinstance(entity.get("entity"), str) and bool(entity["entity"])


def _objects(value: Any) -> Iterable[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield from filter(None, (one_line(str(each)) for each in value))


def write_nlu_json(data: TrainingData) -> str:
    """All training data as one file of JSON."""
    examples = []
    for each in data.examples:
        intent = f"{each.intent}/{each.response_key}" if each.response_key else each.intent
        entities = [
            {
                "start": entity.start,
                "end": entity.end,
                "value": entity.value,
                "entity": entity.entity,
                **{key: value for key in ("role", "group") if isinstance(value := getattr(entity, key), str)},
            }
            for entity in each.entities
        ]
        examples.append({"text": each.text, "intent": intent, **({"entities": entities} if entities else {})})
    synonyms: dict[str, list[str]] = {}
    for word, value in data.synonyms.items():
        synonyms.setdefault(value, []).append(word)
    written = {
        "common_examples": examples,
        "regex_features": [{"name": each.name, "pattern": each.pattern} for each in data.regexes],
        "lookup_tables": [{"name": each.name, "elements": list(each.values)} for each in data.lookups],
        "entity_synonyms": [{"value": value, "synonyms": words} for value, words in synonyms.items()],
    }
    return json.dumps({"rasa_nlu_data": written}, ensure_ascii=False, indent=2) + "\n"
