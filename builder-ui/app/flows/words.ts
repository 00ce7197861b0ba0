/** Words of the screen of flows. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "flows.empty": "Draw the first conversation",
    "flows.teach":
      "A flow is one thing your bot can do, such as taking back an order. It is drawn from steps: messages, questions, conditions, actions.",
  },
  {
    "flows.empty": "Das erste Gespräch zeichnen",
    "flows.teach":
      "Ein Ablauf ist etwas, das der Bot kann, zum Beispiel eine Bestellung zurücknehmen. Er besteht aus Schritten: Nachrichten, Fragen, Bedingungen, Aktionen.",
  },
);
