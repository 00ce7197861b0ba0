/** Words of the screen of inbox. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "inbox.empty": "When a person takes over",
    "inbox.teach":
      "Conversations that the bot hands to people will wait here. Until then the handoff step sends them to the desk of your channel.",
  },
  {
    "inbox.empty": "Wenn ein Mensch übernimmt",
    "inbox.teach":
      "Gespräche, die der Bot an Menschen übergibt, werden hier warten. Bis dahin schickt der Schritt „An einen Menschen übergeben“ sie an den Schalter des Kanals.",
  },
);
