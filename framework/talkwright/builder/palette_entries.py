"""The entries that every palette has, from top to bottom. Where several fit a step the first counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from talkwright.flows.form import Field, Words

TALK = Words("Say and ask", "Sagen und fragen")
DECIDE = Words("Decide", "Entscheiden")
DO = Words("Do", "Tun")
LEAD = Words("Go elsewhere", "Weiterleiten")


class Entry(msgspec.Struct, frozen=True):
    """A use of the kind of step ``of``; the end of a flow is of none.

    It is recognised by ``pattern`` in the value of its key, by having ``branches`` or not, or by the one action that it
    ``needs``. ``fixed`` are keys that nobody fills in, ``fields`` those that say more here than in general, and
    ``arguments`` are what the action takes under ``with``.
    """

    key: str
    of: str
    title: Words
    summary: Words
    group: Words
    icon: str
    yaml: Any
    pattern: str = ""
    branches: bool | None = None
    needs: str = ""
    fixed: Mapping[str, Any] = {}
    fields: Mapping[str, Field] = {}
    arguments: Mapping[str, Field] = {}


def _action(key: str, name: str, title: Words, summary: Words, icon: str, **arguments: Field) -> Entry:
    """An entry for one action of its own."""
    yaml = {"action": name}
    return Entry(key, "action", title, summary, DO, icon, yaml, needs=name, fixed=yaml, arguments=arguments)


ENTRIES: tuple[Entry, ...] = (
    Entry(
        "message",
        "action",
        Words("Message", "Nachricht"),
        Words("Say something", "Etwas sagen"),
        TALK,
        "message",
        {"action": "utter_"},
        pattern="^utter_",
        fields={"action": Field(Words("Response", "Antwort"), "response")},
    ),
    Entry(
        "choice",
        "collect",
        Words("Choice", "Auswahl"),
        Words("Ask, and go on as the answer says", "Fragen und je nach Antwort weitergehen"),
        TALK,
        "list",
        {"collect": "", "next": [{"if": "", "then": "END"}, {"else": "END"}]},
        branches=True,
        fields={
            "utter": Field(
                Words("Question with buttons", "Frage mit Knöpfen"),
                "response",
                Words("Without one: utter_ask_ and the slot.", "Ohne eine: utter_ask_ und der Slot."),
            )
        },
    ),
    Entry(
        "ask",
        "collect",
        Words("Question", "Frage"),
        Words("Ask until there is an answer", "Fragen, bis es eine Antwort gibt"),
        TALK,
        "question",
        {"collect": ""},
    ),
    Entry(
        "wait",
        "action",
        Words("Wait", "Warten"),
        Words("Wait for whatever is said next", "Warten, was als Nächstes gesagt wird"),
        TALK,
        "pause",
        {"action": "action_listen"},
        pattern="^action_listen$",
        fixed={"action": "action_listen"},
    ),
    Entry(
        "condition",
        "noop",
        Words("Condition", "Bedingung"),
        Words("Go on as the slots say", "Je nach Slots weitergehen"),
        DECIDE,
        "branch",
        {"noop": True, "next": [{"if": "", "then": "END"}, {"else": "END"}]},
        fixed={"noop": True},
    ),
    Entry(
        "set_slots",
        "set_slots",
        Words("Set slots", "Slots setzen"),
        Words("Remember values without asking", "Werte merken, ohne zu fragen"),
        DECIDE,
        "pencil",
        {"set_slots": []},
    ),
    _action(
        "knowledge",
        "action_trigger_search",
        Words("Answer from knowledge", "Antwort aus Wissen"),
        Words("Look the question up in the bot's documents", "In den Dokumenten des Bots nachsehen"),
        "book",
    ),
    _action(
        "llm",
        "action_generate_answer",
        Words("Answer of a language model", "Antwort eines Sprachmodells"),
        Words("Have the words written by a language model", "Die Worte von einem Sprachmodell schreiben lassen"),
        "sparkles",
        instruction=Field(Words("What it should do", "Was es tun soll"), "long-text"),
    ),
    _action(
        "lead",
        "action_save_lead",
        Words("Save a lead", "Lead speichern"),
        Words("Keep the contact details that were collected", "Die gesammelten Kontaktdaten behalten"),
        "contact",
    ),
    _action(
        "crm",
        "action_sync_crm",
        Words("Pass on to a CRM", "An ein CRM geben"),
        Words("Create or change a contact there", "Dort einen Kontakt anlegen oder ändern"),
        "database",
    ),
    Entry(
        "handoff",
        "link",
        Words("Hand over to a person", "An einen Menschen übergeben"),
        Words("End here; somebody of the team goes on", "Hier enden; jemand vom Team macht weiter"),
        LEAD,
        "person",
        {"link": "pattern_human_handoff"},
        pattern="^pattern_human_handoff$",
        fixed={"link": "pattern_human_handoff"},
    ),
    Entry(
        "action",
        "action",
        Words("Action", "Aktion"),
        Words("Run code of the bot", "Code des Bots ausführen"),
        DO,
        "play",
        {"action": ""},
    ),
    Entry(
        "call",
        "call",
        Words("Call a flow", "Ablauf aufrufen"),
        Words("Run another flow and come back", "Einen anderen Ablauf ausführen und zurückkommen"),
        LEAD,
        "call",
        {"call": ""},
    ),
    Entry(
        "link",
        "link",
        Words("Go to a flow", "Zu einem Ablauf gehen"),
        Words("End here and go on with another flow", "Hier enden und mit einem anderen Ablauf weitermachen"),
        LEAD,
        "link",
        {"link": ""},
    ),
    Entry(
        "end",
        "",
        Words("End", "Ende"),
        Words("The flow is over", "Der Ablauf ist zu Ende"),
        LEAD,
        "stop",
        "END",
    ),
)
