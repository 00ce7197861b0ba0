"""Actions written against rasa_sdk, run in this process: what they are given, and whatever they give back."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
import textwrap
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from talkwright.actions.call import ActionCall, ActionResult, Said
from talkwright.actions.history import History
from talkwright.actions.sdk import SdkActions
from talkwright.conversation import events as ev
from talkwright.conversation.content import Button
from talkwright.conversation.event_json import decode, encode, from_plain, to_plain
from talkwright.conversation.events import Frame
from talkwright.conversation.state import Loop, State
from talkwright.conversation.utterance import Entity, Intent, Utterance
from talkwright.errors import ActionError, AuthorError, Place, Problem

Load = Callable[..., SdkActions]

HEAD = """\
import asyncio
from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

"""


@pytest.fixture(autouse=True)
def imports_as_they_were() -> Iterator[None]:
    path, finders, modules = list(sys.path), list(sys.meta_path), set(sys.modules)
    yield
    sys.path[:], sys.meta_path[:] = path, finders
    for name in set(sys.modules) - modules:
        if name.startswith("_talkwright_bot"):
            del sys.modules[name]
    importlib.invalidate_caches()


@pytest.fixture
async def load(tmp_path: Path) -> AsyncIterator[Load]:
    """Write an ``actions.py`` (or files by name) and load it."""
    loaded: list[SdkActions] = []

    def write_and_load(text: str | dict[str, str], domain: Any = None, timeout_s: float = 20) -> SdkActions:
        files = {"actions.py": HEAD + textwrap.dedent(text)} if isinstance(text, str) else text
        for file, content in files.items():
            path = tmp_path / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        loaded.append(SdkActions.load(tmp_path, domain or {}, timeout_s))
        return loaded[-1]

    yield write_and_load
    for actions in loaded:
        await actions.close()


def action(body: str, how: str = "async def") -> str:
    """The text of a class whose action ``action_x`` does ``body``."""
    return (
        "class ActionX(Action):\n    def name(self):\n        return 'action_x'\n\n"
        f"    {how} run(self, dispatcher, tracker, domain):\n" + textwrap.indent(textwrap.dedent(body).strip(), " " * 8)
    )


def call(name: str = "action_x", state: State | None = None, **more: Any) -> ActionCall:
    given = {"events": (), "key": "turn:1", **more}
    return ActionCall(name, "robin", state or State(), **given)


async def fails(actions: SdkActions, name: str = "action_x") -> ActionError:
    with pytest.raises(ActionError) as caught:
        await actions.run(call(name))
    return caught.value


def problems_of(load: Load, files: dict[str, str]) -> tuple[Problem, ...]:
    with pytest.raises(AuthorError) as caught:
        load(files)
    return caught.value.problems


BOTH = pytest.mark.parametrize("how", ["def", "async def"])


# -- running -----------------------------------------------------------------------------------------------------------


@BOTH
async def test_an_action_gives_events_and_messages(load: Load, how: str) -> None:
    actions = load(
        action("dispatcher.utter_message(text='Hello')\nreturn [SlotSet('a', [1, None]), AllSlotsReset()]", how)
    )
    assert actions.names == ("action_x",)
    assert actions.has("action_x")
    assert await actions.run(call()) == ActionResult(
        events=(ev.SlotSet(name="a", value=[1, None]), ev.AllSlotsReset()), messages=(Said(text="Hello"),)
    )


@BOTH
async def test_an_action_may_return_nothing(load: Load, how: str) -> None:
    assert await load(action("return None", how)).run(call()) == ActionResult()


async def test_a_plain_method_may_hand_back_a_coroutine(load: Load) -> None:
    actions = load(
        action("return self.later()", "def")
        + "\n\n    async def later(self):\n        await asyncio.sleep(0)\n        return [SlotSet('a', 1)]"
    )
    assert (await actions.run(call())).events == (ev.SlotSet(name="a", value=1),)


@BOTH
async def test_an_action_may_refuse(load: Load, how: str) -> None:
    assert await load(action("raise ActionExecutionRejection(self.name())", how)).run(call()) == ActionResult(
        rejected=True
    )


@BOTH
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("raise ValueError('no such order')", "ValueError: no such order"),
        ("raise TimeoutError('the shop did not answer')", "TimeoutError: the shop did not answer"),
        ("raise SystemExit(3)", "SystemExit(3)"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt()"),
        ("raise asyncio.CancelledError", "CancelledError()"),
        ("return SlotSet('a', 1)", "run() returned a dict"),
        ("return 'done'", "run() returned a str"),
        ("return ['done']", "event 0 is not one"),
        ("return [SlotSet('a', 1), {'event': 'nonsense'}]", "event 1 is not one"),
        ("return [{'event': 'slot'}]", "event 0 is not one"),
        ("return [{'event': []}]", "event 0 is not one"),
        ("return [None]", "event 0 is not one"),
        ("return [SlotSet('a', object())]", "an event cannot be kept: a object is no JSON value"),
        ("return [SlotSet('a', '\\ud800')]", "an event cannot be kept"),
        ("return [{'event': 'reminder', 'intent': 'x', 'date_time': 'soon'}]", "a reminder is for 'soon'"),
        ("return [{'event': 'reminder', 'intent': 'x'}]", "a reminder is for None, which is no time"),
        ("dispatcher.utter_message(json_message={'a': object()})", "a message cannot be said"),
        ("dispatcher.utter_message(buttons=['yes'])", "a message cannot be said: a button needs a title"),
        ("dispatcher.utter_message(buttons=[{'payload': '/yes'}])", "a message cannot be said: a button needs a title"),
        ("dispatcher.utter_message(image=5)", "a message cannot be said"),
        ("from actions import gone", "cannot import name 'gone' from 'actions'"),
    ],
)
async def test_an_action_that_fails_says_why_and_the_next_one_runs(
    load: Load, how: str, body: str, reason: str
) -> None:
    actions = load(
        action(body, how)
        + "\n\nclass Fine(ActionX):\n    def name(self):\n        return 'action_fine'\n\n"
        + f"    {how} run(self, dispatcher, tracker, domain):\n        return [SlotSet('fine', True)]"
    )
    failure = await fails(actions)
    assert reason in failure.reason
    assert failure.action == "action_x"
    assert not failure.retryable
    assert (await actions.run(call("action_fine"))).events == (ev.SlotSet(name="fine", value=True),)


async def test_the_exception_is_kept_for_the_log(load: Load) -> None:
    failure = await fails(load(action("raise ValueError('no')")))
    assert isinstance(failure.__cause__, ValueError)


async def test_an_action_that_cancels_itself_fails(load: Load) -> None:
    failure = await fails(load(action("asyncio.current_task().cancel()\nawait asyncio.sleep(20)")))
    assert "cancelled" in failure.reason


async def test_an_unknown_action_fails(load: Load) -> None:
    actions = load(action("return []"))
    assert not actions.has("action_y")
    assert (await fails(actions, "action_y")).reason == "no such action"


async def test_a_bot_without_actions_has_none(tmp_path: Path) -> None:
    actions = SdkActions.load(tmp_path, {})
    assert actions.names == ()
    await actions.close()


@pytest.mark.parametrize(
    ("how", "body"), [("def", "import time\ntime.sleep(0.3)"), ("async def", "await asyncio.sleep(20)")]
)
async def test_an_action_has_a_time_limit(load: Load, how: str, body: str) -> None:
    failure = await fails(load(action(body, how), timeout_s=0.05))
    assert failure.reason == "no answer within 0.05 s"
    assert failure.retryable


async def test_a_late_async_action_is_stopped(load: Load) -> None:
    actions = load(
        action(
            """
            try:
                await asyncio.sleep(20)
            finally:
                tracker.arguments['stopped'].set()
            """
        ),
        timeout_s=0.05,
    )
    stopped = threading.Event()
    with pytest.raises(ActionError):
        await actions.run(call(arguments={"stopped": stopped}))
    assert await asyncio.to_thread(stopped.wait, 10)


@BOTH  # an async action that blocks, too
async def test_a_slow_action_does_not_hold_up_the_loop(load: Load, how: str) -> None:
    actions = load(action("tracker.arguments['go'].wait(10)\nreturn []", how))
    go = threading.Event()
    running = asyncio.create_task(actions.run(call(arguments={"go": go})))
    await asyncio.sleep(0.01)
    assert not running.done()
    go.set()  # only a loop that is free gets here
    assert await running == ActionResult()


async def test_actions_of_several_conversations_run_side_by_side(load: Load) -> None:
    actions = load(action("tracker.arguments['meet'].wait(10)\nreturn []", "def"))
    meet = threading.Barrier(3)
    calls = [actions.run(call(arguments={"meet": meet})) for _ in range(3)]
    assert await asyncio.gather(*calls) == [ActionResult()] * 3


async def test_async_actions_share_a_loop_so_that_a_client_can_be_kept(load: Load) -> None:
    actions = load(action("loop = asyncio.get_running_loop()\nreturn [SlotSet('loop', str(id(loop)))]"))
    first, second = await actions.run(call()), await actions.run(call())
    assert first == second
    assert first.events != (ev.SlotSet(name="loop", value=str(id(asyncio.get_running_loop()))),)


async def test_nothing_runs_after_closing(load: Load) -> None:
    actions = load(action("return []", "def"))
    await actions.close()
    assert (await fails(actions)).reason


# -- what an action is given -------------------------------------------------------------------------------------------

STATE = State(
    slots={"name": "Robin", "tags": ["a"]},
    latest_message=Utterance("hi", Intent("greet", 0.9), (Entity("size", 5),), intent_ranking=(Intent("greet", 0.9),)),
    latest_action="action_listen",
    active_loop=Loop("form"),
    stack=(Frame("1", "flow", "step"),),
)


@BOTH
async def test_the_tracker_knows_the_conversation(load: Load, how: str) -> None:
    body = """
        found = {
            'sender': tracker.sender_id,
            'slot': tracker.get_slot('name'),
            'unknown': tracker.get_slot('unknown'),
            'text': tracker.latest_message['text'],
            'intent': tracker.get_intent_of_latest_message(),
            'entities': list(tracker.get_latest_entity_values('size')),
            'loop': tracker.active_loop_name,
            'action': tracker.latest_action_name,
            'stack': tracker.stack[0]['flow'],
            'arguments': tracker.arguments,
            'isa': isinstance(tracker, Tracker),
        }
        return [SlotSet('found', found)]
    """
    result = await load(action(body, how)).run(call(state=STATE, arguments={"limit": 3}))
    (event,) = result.events
    assert isinstance(event, ev.SlotSet)
    assert event.value == {
        "sender": "robin",
        "slot": "Robin",
        "unknown": None,
        "text": "hi",
        "intent": "greet",
        "entities": [5],
        "loop": "form",
        "action": "action_listen",
        "stack": "flow",
        "arguments": {"limit": 3},
        "isa": True,
    }


async def test_the_domain_is_passed(load: Load) -> None:
    actions = load(action("return [SlotSet('slots', list(domain['slots']))]"), domain={"slots": {"a": {}, "b": {}}})
    assert (await actions.run(call())).events == (ev.SlotSet(name="slots", value=["a", "b"]),)


async def test_what_an_action_does_to_its_tracker_stays_there(load: Load) -> None:
    body = "tracker.slots['tags'].append('b')\ntracker.slots['name'] = 'X'\ntracker.events.append({})\nreturn []"
    events = [{"event": "restart"}]
    await load(action(body)).run(call(state=STATE, events=events))
    assert STATE.slots == {"name": "Robin", "tags": ["a"]}
    assert len(events) == 1


def history(looks: list[str]) -> History:
    """Of two events; who looks is told in ``looks``."""

    async def read() -> list[ev.Event]:
        looks.append(threading.current_thread().name)
        heard = {"event": "user", "input_channel": "web", "timestamp": 1.0}
        return list(from_plain([heard, {"event": "slot", "name": "a", "value": 1}]))

    return History(read)


@BOTH
async def test_events_are_not_read_until_an_action_looks(load: Load, how: str) -> None:
    looks: list[str] = []
    actions = load(action("tracker.get_slot('a')\ndispatcher.utter_message(text='x')\nreturn []", how))
    await actions.run(call(events=history(looks)))
    assert looks == []


@BOTH
@pytest.mark.parametrize(
    ("look", "seen"),
    [
        ("len(tracker.events)", 2),
        ("tracker.events[-1]['name']", "a"),
        ("[e['event'] for e in reversed(tracker.events)]", ["slot", "user"]),
        ("tracker.get_latest_input_channel()", "web"),
        ("tracker.get_last_event_for('slot')['value']", 1),
        ("tracker.slots_to_validate()", {"a": 1}),
        ("isinstance(tracker.events, list)", True),
        ("len(__import__('json').dumps(tracker.current_state())) > 100", True),
        ("len(tracker.copy().events)", 2),
    ],
)
async def test_events_are_a_real_list_read_once(load: Load, how: str, look: str, seen: Any) -> None:
    looks: list[str] = []
    actions = load(action(f"{look}\nreturn [SlotSet('seen', {look})]", how))
    result = await actions.run(call(events=history(looks)))
    assert result.events == (ev.SlotSet(name="seen", value=seen),)
    assert looks == [threading.current_thread().name]  # the loop reads while the action waits in another thread


async def test_a_form_is_validated(load: Load) -> None:
    text = """
        class Validate(FormValidationAction):
            def name(self):
                return "validate_order"

            async def required_slots(self, domain_slots, dispatcher, tracker, domain):
                return [*domain_slots, "extra"]

            def validate_size(self, value, dispatcher, tracker, domain):
                dispatcher.utter_message(text="Too big") if value > 5 else None
                return {"size": value if value <= 5 else None}

            async def extract_extra(self, dispatcher, tracker, domain):
                return {"extra": "found"}
        """
    domain = {"forms": {"order": {"required_slots": ["size"]}}, "slots": {"size": {}, "extra": {}}}

    async def read() -> list[ev.Event]:
        return list(from_plain([{"event": "user"}, {"event": "slot", "name": "size", "value": 9}]))

    state = State(slots={"size": 9, "extra": None}, active_loop=Loop("order"))
    result = await load(text, domain).run(call("validate_order", state, events=History(read)))
    assert result.messages == (Said(text="Too big"),)
    slots = {event.name: event.value for event in result.events if isinstance(event, ev.SlotSet)}
    assert slots == {"size": None, "extra": "found", "requested_slot": "size"}


# -- what an action says -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("text='Hi {name}'", Said(text="Hi {name}")),
        ("text=5", Said(text="5")),
        ("text=''", Said()),
        ("response='utter_x', name='Robin'", Said(response="utter_x", values={"name": "Robin"})),
        ("image='http://x/y.png'", Said(image="http://x/y.png")),
        ("attachment='http://x/y.pdf'", Said(attachment="http://x/y.pdf")),
        ("json_message={'a': [1]}", Said(custom={"a": [1]})),
        ("elements=[{'title': 'a'}]", Said(elements=({"title": "a"},))),
        (
            "buttons=[{'title': 'S', 'payload': '/s'}, {'title': 5, 'payload': {'a': 1}}, {'title': 'T'}]",
            Said(buttons=(Button("S", "/s"), Button("5", '{"a": 1}'), Button("T"))),
        ),
        (
            "text='x', quick_replies=[{'title': 'U', 'url': 'http://u', 'type': 'web_url'}]",
            Said(text="x", quick_replies=(Button("U", "http://u", "web_url"),)),
        ),
        ("text='Hi', mood='good'", Said(text="Hi", values={"mood": "good"})),
    ],
)
async def test_whatever_the_dispatcher_takes_is_said(load: Load, said: str, message: Said) -> None:
    assert (await load(action(f"dispatcher.utter_message({said})")).run(call())).messages == (message,)


async def test_the_old_name_of_a_response_will_do(load: Load) -> None:
    actions = load(
        action(
            """
            import warnings
            with warnings.catch_warnings():
                warnings.simplefilter('ignore')
                dispatcher.utter_message(template='utter_x', size=5)
            """
        )
    )
    assert (await actions.run(call())).messages == (Said(response="utter_x", values={"size": 5}),)


@pytest.mark.parametrize("end", ["", "\nawait dispatcher.stream_end()"])
async def test_what_is_streamed_is_said(load: Load, end: str) -> None:
    body = "await dispatcher.stream_chunk(text='a')\nawait dispatcher.stream_chunk(text='b')"
    assert (await load(action(body + end)).run(call())).messages == (Said(text="a"), Said(text="b"))


async def test_values_go_through_json_as_over_http(load: Load) -> None:
    actions = load(
        action(
            """
            import datetime
            import numpy
            kept = [1]
            events = [
                SlotSet('numbers', [numpy.float64(1.5), numpy.int64(3)]),
                SlotSet('when', datetime.date(2026, 1, 2)),
                SlotSet('pair', (1, 2)),
                SlotSet('kept', kept),
            ]
            tracker.arguments['kept'] = kept
            return events
            """
        )
    )
    arguments: dict[str, Any] = {}
    result = await actions.run(call(arguments=arguments))
    arguments["kept"].append(2)
    assert {event.name: event.value for event in result.events if isinstance(event, ev.SlotSet)} == {
        "numbers": [1.5, 3],
        "when": "2026-01-02",
        "pair": [1, 2],
        "kept": [1],
    }
    assert decode(encode(result.events)) == result.events
    json.dumps([to_plain(event) for event in result.events])


# -- finding them ------------------------------------------------------------------------------------------------------


async def test_every_class_with_a_name_is_an_action_wherever_it_is(load: Load) -> None:
    def one(name: str) -> str:
        return HEAD + f"class A_{name}(Action):\n    def name(self):\n        return '{name}'\n"

    actions = load(
        {
            "actions/__init__.py": one("a"),
            "actions/b.py": one("b") + "from actions.deep import A_c\n",
            "actions/deep/__init__.py": one("c"),
            "actions/deep/d.py": one("d"),
            "actions/base.py": HEAD
            + "import abc\n"
            + "class Base(Action):\n    def greet(self):\n        ...\n"
            + "class Abstract(Action, abc.ABC):\n    @abc.abstractmethod\n    def greet(self): ...\n"
            + "    def name(self):\n        return 'abstract'\n",
        }
    )
    assert actions.names == ("a", "b", "c", "d")


async def test_the_last_of_two_actions_of_one_name_counts_and_the_log_says_so(
    load: Load, caplog: pytest.LogCaptureFixture
) -> None:
    first = action("return [SlotSet('which', 1)]")
    second = action("return [SlotSet('which', 2)]").replace("class ActionX", "class ActionY")
    actions = load(f"{first}\n\n{second}")
    assert (await actions.run(call())).events == (ev.SlotSet(name="which", value=2),)
    assert "action.replaced" in caplog.text


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("import nosuchmodule.deep\n", (1, 1), "No module named 'nosuchmodule'", "pip install nosuchmodule"),
        ("\nfrom rasa.core import x\n", (2, 1), "cannot import name 'x' from 'rasa.core'", "rasa_sdk"),
        ("from rasa.nowhere import x\n", (1, 1), "No module named 'rasa.nowhere'", "rasa.shared.core.constants"),
        ("import rasa_core_sdk\n", (1, 1), "No module named 'rasa_core_sdk'", "It is called rasa_sdk now"),
        ("\n\nx = (\n", (3, 5), "SyntaxError: '(' was never closed", "Mend the line"),
        ("import sys\nsys.exit(1)\n", (2, 1), "SystemExit: 1", "Mend the line"),
        ("def f():\n    return 1 / 0\n\nf()\n", (2, 1), "ZeroDivisionError", "Mend the line"),
        ("from actions import gone\n", (1, 1), "cannot import name 'gone' from 'actions'", "Mend the line"),
        ("from actions.gone import x\n", (1, 1), "No module named 'actions.gone'", "Mend the line"),
        ("import json\njson.loads('{')\n", (2, 1), "JSONDecodeError", "Mend the line"),
    ],
)
def test_a_module_that_cannot_be_imported_is_a_problem_at_its_line(
    load: Load, text: str, place: tuple[int, int], message: str, hint: str
) -> None:
    (problem,) = problems_of(load, {"actions/__init__.py": "", "actions/shop.py": text})
    assert problem.code == "actions/import-failed"
    assert problem.place == Place("actions/shop.py", *place)
    assert message in problem.message
    assert "_talkwright" not in problem.message
    assert hint in problem.hint


def test_one_broken_module_does_not_hide_another(load: Load) -> None:
    problems = problems_of(
        load,
        {
            "actions/__init__.py": "",
            "actions/a.py": "import nosuchmodule\n",
            "actions/b.py": "x = 1\nfrom actions import a\n",
            "actions/c.py": "\ny = = 2\n",
        },
    )
    assert [str(problem.place) for problem in problems] == ["actions/a.py:1:1", "actions/c.py:2:5"]


def test_a_fault_in_a_file_called_actions_is_placed_too(load: Load) -> None:
    (problem,) = problems_of(load, {"actions.py": "\nimport nosuchmodule\n"})
    assert str(problem.place) == "actions.py:2:1"


def test_the_line_is_that_of_the_bot_even_when_it_lies_around_the_framework(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The starter bot has the framework's own files below its root."""
    library = tmp_path / "lib" / "lonely_library.py"
    library.parent.mkdir()
    library.write_text("raise RuntimeError('no key')\n")
    monkeypatch.syspath_prepend(str(library.parent))
    (problem,) = problems_of(load, {"actions/__init__.py": "\n\nimport lonely_library\n"})
    assert str(problem.place) == "actions/__init__.py:3:1"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("    def __init__(self, shop):\n        self.shop = shop\n", "missing 1 required positional argument: 'shop'"),
        ("    def __init__(self):\n        self.key = {}['KEY']\n", "KeyError: 'KEY'"),
        ("    def name(self):\n        return None\n", "its name() is None"),
        ("    name = 'action_x'\n", "'str' object is not callable"),
    ],
)
def test_a_class_that_cannot_be_used_is_a_problem_at_its_line(load: Load, body: str, message: str) -> None:
    text = "from rasa_sdk import Action\n\n\nclass ActionX(Action):\n" + body
    other = "from rasa_sdk import Action\n\nclass Other(Action):\n    def name(self):\n        return 1\n"
    first, second = problems_of(load, {"actions/__init__.py": "", "actions/a.py": text, "actions/b.py": other})
    assert (str(first.place), first.code) == ("actions/a.py:4:1", "actions/bad-action")
    assert "ActionX" in first.message
    assert message in first.message
    assert str(second.place) == "actions/b.py:3:1"
