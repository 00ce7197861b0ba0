/** Words of the screen of training. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "training.empty": "Teach the bot what people mean",
    "training.teach":
      "An intent is what somebody wants, with examples of how they say it. Ten good examples are a beginning; mark names and numbers in them by selecting text.",
  },
  {
    "training.empty": "Dem Bot beibringen, was gemeint ist",
    "training.teach":
      "Ein Intent ist, was jemand will, mit Beispielen, wie man es sagt. Zehn gute Beispiele sind ein Anfang; Namen und Zahlen darin markiert man durch Auswählen.",
  },
);
