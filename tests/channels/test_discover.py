"""From names in credentials.yml to channels."""

import subprocess
import sys

import pytest

from talkwright.channels.discover import discover, push_channels
from talkwright.channels.rest import RestChannel
from talkwright.channels.web import WebChannel
from talkwright.errors import Place, Problems

URL = {"url": "https://example.org/bot"}


def found(credentials, **options):
    problems = Problems()
    channels = discover(credentials, "credentials.yml", problems, **options)
    assert all(problem.place == Place("credentials.yml") for problem in problems.all)
    return channels, problems.all


def test_channels_come_in_the_order_of_the_file():
    channels, problems = found({"web": {}, "callback": URL, "rest": None})
    assert list(channels) == ["web", "callback", "rest"]
    assert [channel.name for channel in channels.values()] == ["web", "callback", "rest"]
    assert problems == ()


def test_a_bot_that_names_none_can_be_talked_to():
    channels, _ = found({})
    assert {type(channel) for channel in channels.values()} == {RestChannel, WebChannel}


def test_only_one_can_be_asked_for():
    assert list(found({"web": {}, "callback": URL, "nonsense": {}}, only="callback")[0]) == ["callback"]
    assert list(found({"web": {}}, only="rest")[0]) == ["rest"]
    channels, (problem,) = found({"web": {}}, only="rset")
    assert (channels, problem.code) == ({}, "credentials/unknown-channel")


def test_the_terminal_is_no_channel_and_a_bot_that_names_it_alone_has_none():
    assert found({"cmdline": None}) == ({}, ())
    assert list(found({"cmdline": None, "rasa": URL, "socketio": None})[0]) == ["rasa", "socketio"]


@pytest.mark.parametrize(
    ("name", "options"),
    [("rasa", {}), ("socketio", {"session_persistence": "perhaps"}), ("socketio", {"bot_message_evt": 7})],
)
def test_settings_of_ours_that_do_not_work_are_told(name, options):
    channels, (problem,) = found({name: options})
    assert (channels, problem.code) == ({}, "credentials/bad-option")


def test_a_class_is_loaded_by_who_can_and_two_of_a_name_are_told():
    def custom(name, options, file, problems):
        return RestChannel()

    assert list(found({"addons.mine.Io": None}, custom=custom)[0]) == ["rest"]
    _, (problem,) = found({"rest": None, "addons.mine.Io": None}, custom=custom)
    assert (problem.code, "'rest'" in problem.message) == ("credentials/broken-channel", True)


def test_those_that_push_are_told_apart():
    channels, _ = found({"web": {}, "callback": URL, "rest": {}})
    assert list(push_channels(channels)) == ["callback"]


def test_a_misspelt_channel_is_an_error_with_its_nearest_neighbour():
    channels, (problem,) = found({"calback": URL, "rest": {}})
    assert (problem.code, problem.severity) == ("credentials/unknown-channel", "error")
    assert "'callback'" in problem.hint
    assert list(channels) == ["rest"]


@pytest.mark.parametrize("name", ["slack", "addons.custom_channel.MyIO"])
def test_a_channel_of_rasa_without_connector_is_left_out(name):
    channels, (problem,) = found({name: {"token": "s3cret"}, "rest": {}})
    assert (problem.code, problem.severity) == ("credentials/no-connector", "warning")
    assert "s3cret" not in str(problem)
    assert list(channels) == ["rest"]


def test_settings_that_do_not_work_are_a_problem_of_that_channel_alone():
    channels, (problem,) = found({"callback": {"url": "ftp://s3cret"}, "rest": {}})
    assert problem.code == "credentials/bad-option"
    assert "'url'" in problem.message
    assert "s3cret" not in str(problem)
    assert list(channels) == ["rest"]


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A distribution whose connector cannot be imported."""
    (tmp_path / "broken-1.0.dist-info").mkdir()
    (tmp_path / "broken-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    entry = "[talkwright.channels]\nbroken = broken_connector:Broken\nrest = broken_connector:Rest\n"
    (tmp_path / "broken-1.0.dist-info" / "entry_points.txt").write_text(entry)
    (tmp_path / "broken_connector.py").write_text("import no_such_library\n")
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.usefixtures("installed")
def test_a_broken_connector_does_not_hide_the_others():
    channels, (problem,) = found({"broken": {}, "callback": URL})
    assert problem.code == "credentials/broken-channel"
    assert "no_such_library" in problem.message
    assert list(channels) == ["callback"]


@pytest.mark.usefixtures("installed")
def test_a_connector_cannot_take_the_place_of_a_built_in_channel():
    assert isinstance(found({"rest": {}})[0]["rest"], RestChannel)


def test_no_connector_is_imported_that_is_not_named():
    code = (
        "import sys; from talkwright.channels.discover import discover; from talkwright.errors import Problems;"
        "discover({'rest': {}, 'web': {}}, 'c', Problems());"
        "print([m for m in sys.modules if m.startswith(('talkwright_connectors', 'httpx', 'sanic'))])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
