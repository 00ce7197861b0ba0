/** Words of the screen of problems. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "problems.empty": "Nothing is wrong",
    "problems.teach":
      "Every change is checked: dead ends, missing responses, conditions that can never hold. What is found stands here and on its step.",
  },
  {
    "problems.empty": "Alles in Ordnung",
    "problems.teach":
      "Jede Änderung wird geprüft: Sackgassen, fehlende Antworten, Bedingungen, die nie zutreffen. Was gefunden wird, steht hier und an seinem Schritt.",
  },
);
