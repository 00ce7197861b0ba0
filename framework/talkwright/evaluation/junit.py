"""Results as JUnit's XML, which build servers show: one suite a file, one test case a conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from talkwright.evaluation.conversations import Result
from talkwright.evaluation.transcript import until_first_difference

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(results: Sequence[Result]) -> bytes:
    """The whole document. What was not judged is ``skipped``."""
    files: dict[str, list[Result]] = {}
    for result in results:
        files.setdefault(result.case.place.file, []).append(result)
    root = ET.Element("testsuites", _counts(results), name="talkwright test")
    for file, mine in files.items():
        suite = ET.SubElement(root, "testsuite", _counts(mine), name=_clean(file))
        for result in mine:
            _add(suite, result)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add(suite: ET.Element, result: Result) -> None:
    place = result.case.place
    case = ET.SubElement(suite, "testcase", name=_clean(result.case.name), classname=_clean(place.file))
    case.set("file", _clean(place.file))
    case.set("line", str(place.line))
    if result.outcome == "failed":
        first = result.differences[0]
        message = f"expected {first.expected}, came {first.came}"
        failure = ET.SubElement(case, "failure", message=_clean(message), type="difference")
        failure.text = _clean("\n".join(map(str, until_first_difference(result.told))))
    elif result.outcome == "not judged":
        ET.SubElement(case, "skipped", message=f"not judged: {', '.join(each.KEY for each in result.unjudged)}")


def _counts(results: Sequence[Result]) -> dict[str, str]:
    outcomes = [result.outcome for result in results]
    numbers = {"tests": len(results), "failures": outcomes.count("failed"), "skipped": outcomes.count("not judged")}
    return {name: str(number) for name, number in numbers.items()} | {"errors": "0"}


def _clean(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
