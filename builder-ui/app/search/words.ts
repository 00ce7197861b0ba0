/** Words for what was found. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "search.condition": "Condition",
    "search.files": "In the files",
    "search.in": "{what}, in {flow}",
    "search.kind.action": "Action",
    "search.kind.entity": "Entity",
    "search.kind.example": "Example",
    "search.kind.flow": "Flow",
    "search.kind.form": "Form",
    "search.kind.intent": "Intent",
    "search.kind.note": "Note",
    "search.kind.response": "Response",
    "search.kind.rule": "Rule",
    "search.kind.slot": "Slot",
    "search.kind.step": "Step",
    "search.kind.story": "Story",
  },
  {
    "search.condition": "Bedingung",
    "search.files": "In den Dateien",
    "search.in": "{what}, in {flow}",
    "search.kind.action": "Aktion",
    "search.kind.entity": "Entität",
    "search.kind.example": "Beispiel",
    "search.kind.flow": "Ablauf",
    "search.kind.form": "Formular",
    "search.kind.intent": "Intent",
    "search.kind.note": "Notiz",
    "search.kind.response": "Antwort",
    "search.kind.rule": "Regel",
    "search.kind.slot": "Slot",
    "search.kind.step": "Schritt",
    "search.kind.story": "Story",
  },
);
