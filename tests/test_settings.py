"""Settings: what is given, then the environment, then the defaults."""

from __future__ import annotations

import pytest

from talkwright.errors import RequestError
from talkwright.settings import Settings, read_settings


def test_what_is_given_goes_before_the_environment_and_that_before_the_default() -> None:
    environment = {"TALKWRIGHT_PORT": "7", "TALKWRIGHT_LANE_MAX": "9", "TALKWRIGHT_SHUTDOWN_S": "0.5", "HOME": "/"}
    found = read_settings(environment, port=8)
    assert (found.port, found.lane_max, found.shutdown_s) == (8, 9, 0.5)
    assert found.turns_max == Settings().turns_max


def test_a_list_is_divided_by_commas() -> None:
    found = read_settings({"TALKWRIGHT_TRUSTED_PROXIES": "10.0.0.1, 10.0.0.2,"})
    assert found.trusted_proxies == ("10.0.0.1", "10.0.0.2")


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [("TURNS_MAX", "many", "whole number"), ("TURNS_MAX", "-1", "whole number"), ("SHUTDOWN_S", "soon", "a number")],
)
def test_what_is_no_value_is_said_with_its_name(name: str, value: str, kind: str) -> None:
    with pytest.raises(RequestError, match=f"TALKWRIGHT_{name} is '{value}', which is not") as refused:
        read_settings({f"TALKWRIGHT_{name}": value})
    assert kind in refused.value.message
