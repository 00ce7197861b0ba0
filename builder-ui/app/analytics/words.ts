/** Words of the screen of analytics. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "analytics.empty": "See where people leave",
    "analytics.teach":
      "Sessions on every edge and where people drop off are shown on the canvas of each flow. Reports over weeks will stand here.",
  },
  {
    "analytics.empty": "Sehen, wo Menschen gehen",
    "analytics.teach":
      "Sitzungen je Kante und wo Menschen abbrechen, zeigt die Zeichenfläche jedes Ablaufs. Berichte über Wochen werden hier stehen.",
  },
);
