/** Words of the screen of responses. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "responses.empty": "Everything the bot says",
    "responses.teach":
      "A response has variations, buttons and pictures, and can differ by channel and language. Steps of flows name it, and all of them change with it.",
  },
  {
    "responses.empty": "Alles, was der Bot sagt",
    "responses.teach":
      "Eine Antwort hat Varianten, Knöpfe und Bilder und kann je nach Kanal und Sprache anders sein. Schritte der Abläufe nennen sie, und mit ihr ändern sich alle.",
  },
);
