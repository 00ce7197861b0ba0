"""Whatever is in the files, they are read: known keys with values of any shape never raise."""

from __future__ import annotations

import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from talkwright.errors import Problems
from talkwright.project.check import check_project
from talkwright.project.config import read_config
from talkwright.project.credentials import read_credentials
from talkwright.project.data import read_data
from talkwright.project.domain import Domain
from talkwright.project.endpoints import read_endpoints
from talkwright.project.files import Document
from talkwright.project.merge import read_domain
from talkwright.yaml import Node, parse

_NAMES = """
    intents entities slots forms actions responses templates session_config config version nlu intent synonym regex
    lookup examples text metadata type mappings entity value conditions active_loop required_slots ignored_intents
    initial_value values min_value auto_fill buttons title payload condition name channel custom pipeline policies
    language tracker_store action_endpoint url headers basic_auth stories rules flows use_entities roles
"""
_KEYS = st.sampled_from(_NAMES.split())
_TEXTS = st.sampled_from(
    [
        "",
        "greet",
        "- [a](b)",
        '- hi\n- [x]{"entity": 1}',
        "from_entity",
        "/greet{",
        "/SetSlots(a=",
        "categorical",
        "(",
        "1",
    ]
)
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXTS
_ANYTHING = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS | _TEXTS, inner, max_size=4),
    max_leaves=25,
)
_TOP = st.dictionaries(_KEYS, _ANYTHING, max_size=5) | _ANYTHING


def _document(data: object) -> Document:
    text = json.dumps(data, indent=1)
    node = parse(text, "f.yml", Problems())
    assert isinstance(node, Node)
    return Document("f.yml", text, node)


@given(_TOP, _TOP)
def test_domain_and_data_of_any_shape_are_read(first: object, second: object) -> None:
    problems = Problems()
    documents = [_document(first), _document(second)]
    data = read_data(documents, problems)
    domain = read_domain([document.node for document in documents], problems, data.responses)
    check_project(domain, data, problems)
    assert msgspec.json.decode(msgspec.json.encode(domain), type=Domain) == domain
    assert msgspec.json.decode(msgspec.json.encode(domain.plain())) == domain.plain()
    assert all(problem.place.file == "f.yml" and problem.place.line for problem in problems.all)


@given(_TOP)
def test_the_other_files_of_any_shape_are_read(data: object) -> None:
    problems = Problems()
    node = _document(data).node
    read_config(node, problems)
    read_endpoints(node, problems)
    read_credentials(node, problems)
    assert all(problem.place.line for problem in problems.all)
