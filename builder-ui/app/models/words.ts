/** Words of the screen of models. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "models.empty": "Train, compare, switch",
    "models.teach":
      "A model is what was learned from the training data. Train one, compare it with the one that runs, and go back when it is worse.",
  },
  {
    "models.empty": "Trainieren, vergleichen, wechseln",
    "models.teach":
      "Ein Modell ist, was aus den Trainingsdaten gelernt wurde. Eines trainieren, mit dem laufenden vergleichen und zurückgehen, wenn es schlechter ist.",
  },
);
