/** Words of the screen of problems. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "problems.about": "Checked as you edit, by the same checks as on the command line.",
    "problems.all": "All",
    "problems.at": "{file}, line {line}",
    "problems.count.errors": { one: "{count} error", other: "{count} errors" },
    "problems.count.warnings": { one: "{count} warning", other: "{count} warnings" },
    "problems.empty": "Nothing is wrong",
    "problems.error": "Error",
    "problems.errors": "Errors",
    "problems.failed": "It could not be mended",
    "problems.filter": "Find a problem",
    "problems.fix": "Fix: {title}",
    "problems.fixAll": { one: "Fix what is safe ({count})", other: "Fix what is safe ({count})" },
    "problems.fixed": { one: "{count} problem mended in your draft", other: "{count} problems mended in your draft" },
    "problems.loading": "Loading problems",
    "problems.none": "Nothing here is called that.",
    "problems.show": "Show",
    "problems.teach":
      "Every change is checked: dead ends, missing responses, conditions that can never hold. What is found stands here and on its step.",
    "problems.title": "Problems in {place}",
    "problems.unread": "The problems could not be loaded",
    "problems.warning": "Warning",
    "problems.warnings": "Warnings",
  },
  {
    "problems.about": "Geprüft, während Sie arbeiten, wie auf der Kommandozeile.",
    "problems.all": "Alle",
    "problems.at": "{file}, Zeile {line}",
    "problems.count.errors": { one: "{count} Fehler", other: "{count} Fehler" },
    "problems.count.warnings": { one: "{count} Warnung", other: "{count} Warnungen" },
    "problems.empty": "Alles in Ordnung",
    "problems.error": "Fehler",
    "problems.errors": "Fehler",
    "problems.failed": "Das ließ sich nicht beheben",
    "problems.filter": "Problem suchen",
    "problems.fix": "Beheben: {title}",
    "problems.fixAll": { one: "Gefahrlos beheben ({count})", other: "Gefahrlos beheben ({count})" },
    "problems.fixed": { one: "{count} Problem im Entwurf behoben", other: "{count} Probleme im Entwurf behoben" },
    "problems.loading": "Probleme werden geladen",
    "problems.none": "Hier heißt nichts so.",
    "problems.show": "Anzeigen",
    "problems.teach":
      "Jede Änderung wird geprüft: Sackgassen, fehlende Antworten, Bedingungen, die nie zutreffen. Was gefunden wird, steht hier und an seinem Schritt.",
    "problems.title": "Probleme in {place}",
    "problems.unread": "Die Probleme konnten nicht geladen werden",
    "problems.warning": "Warnung",
    "problems.warnings": "Warnungen",
  },
);
