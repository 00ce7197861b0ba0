/** Words of the screen of people. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "people.empty": "Work together",
    "people.teach":
      "Give people a name and a role: authors draft, reviewers comment, publishers put a draft live. Each has a draft of their own.",
  },
  {
    "people.empty": "Zusammen arbeiten",
    "people.teach":
      "Personen bekommen einen Namen und eine Rolle: Autoren entwerfen, Prüfer sehen durch, Herausgeber veröffentlichen. Alle haben einen eigenen Entwurf.",
  },
);
