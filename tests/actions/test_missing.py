"""Which actions somebody has to write, and which an action server is asked for."""

from __future__ import annotations

from talkwright.actions.missing import custom_actions, served_actions
from talkwright.errors import Problems
from talkwright.project.merge import read_domain
from talkwright.yaml import parse

DOMAIN = """
actions: [action_pay, action_restart, pizza_form, utter_hello, utter_nothing]
forms: {pizza_form: {required_slots: [size]}}
slots: {size: {type: text, mappings: [{type: custom, action: action_read_size}]}}
responses: {utter_hello: [{text: Hello}]}
"""


def test_an_action_server_is_asked_for_all_that_is_listed_and_no_response() -> None:
    node = parse(DOMAIN, "domain.yml", Problems())
    assert node is not None
    domain = read_domain([node], Problems())
    assert served_actions(domain) == ("action_pay", "action_restart", "pizza_form", "action_read_size")
    assert custom_actions(domain) == ("action_pay", "utter_nothing")
