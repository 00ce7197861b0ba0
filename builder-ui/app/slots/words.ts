/** Words of the screen of slots. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "slots.empty": "What the bot remembers",
    "slots.teach":
      "A slot keeps one fact of a conversation, such as an order number. Steps that ask fill it, and conditions read it.",
  },
  {
    "slots.empty": "Was sich der Bot merkt",
    "slots.teach":
      "Ein Slot hält eine Angabe eines Gesprächs fest, zum Beispiel eine Bestellnummer. Fragen füllen ihn, und Bedingungen lesen ihn.",
  },
);
