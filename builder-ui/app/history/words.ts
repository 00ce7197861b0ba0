/** Words of the screen of history. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "history.empty": "Every publication is kept",
    "history.teach":
      "Publish a draft and it stands here: who, when, why, and what changed in which flow. Any of them can be brought back.",
  },
  {
    "history.empty": "Jede Veröffentlichung bleibt",
    "history.teach":
      "Ein veröffentlichter Entwurf steht hier: wer, wann, warum, und was sich in welchem Ablauf geändert hat. Jede lässt sich zurückholen.",
  },
);
