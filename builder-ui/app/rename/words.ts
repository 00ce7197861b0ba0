/** Words of renaming. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "rename.along": "These go with it",
    "rename.byHand": "Your code says the old name: change it by hand",
    "rename.cancel": "Cancel",
    "rename.code": "{file}, line {line}",
    "rename.done": "{old} is {new} now, in your draft",
    "rename.failed": "It cannot be renamed so",
    "rename.files": { one: "{count} line in {files} changes", other: "{count} lines in {files} change" },
    "rename.lines": "Lines that change",
    "rename.more": { one: "and {count} more line in {file}", other: "and {count} more lines in {file}" },
    "rename.name": "New name",
    "rename.perform": "Rename",
    "rename.step": "Name of the step",
    "rename.stepHint": "Ways and tests that say the name follow.",
    "rename.stepTaken": "Another step is called so.",
    "rename.stepDone": "The step is called {id}",
    "rename.title": "Rename {old}",
  },
  {
    "rename.along": "Das geht mit",
    "rename.byHand": "Ihr Code nennt den alten Namen: Ändern Sie ihn von Hand",
    "rename.cancel": "Abbrechen",
    "rename.code": "{file}, Zeile {line}",
    "rename.done": "{old} heißt jetzt {new}, in Ihrem Entwurf",
    "rename.failed": "So kann es nicht heißen",
    "rename.files": { one: "{count} Zeile in {files} ändert sich", other: "{count} Zeilen in {files} ändern sich" },
    "rename.lines": "Zeilen, die sich ändern",
    "rename.more": { one: "und {count} weitere Zeile in {file}", other: "und {count} weitere Zeilen in {file}" },
    "rename.name": "Neuer Name",
    "rename.perform": "Umbenennen",
    "rename.step": "Name des Schritts",
    "rename.stepHint": "Wege und Tests, die den Namen nennen, gehen mit.",
    "rename.stepTaken": "Ein anderer Schritt heißt so.",
    "rename.stepDone": "Der Schritt heißt {id}",
    "rename.title": "{old} umbenennen",
  },
);
