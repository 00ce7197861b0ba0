/** Words of the screen of conversations. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "conversations.empty": "Conversations come here",
    "conversations.teach":
      "Every stored conversation can be opened, walked through step by step on the canvas, and asked: would my draft change it?",
  },
  {
    "conversations.empty": "Hier kommen Gespräche an",
    "conversations.teach":
      "Jedes gespeicherte Gespräch lässt sich öffnen, Schritt für Schritt auf der Zeichenfläche durchgehen und fragen: Würde mein Entwurf es ändern?",
  },
);
