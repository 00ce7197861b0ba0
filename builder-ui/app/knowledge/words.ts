/** Words of the screen of knowledge. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "knowledge.empty": "Answers from your own texts",
    "knowledge.teach":
      "Files in the folder knowledge/ are what the bot may answer from. They are edited there for now; steps of the kind “knowledge answer” use them already.",
  },
  {
    "knowledge.empty": "Antworten aus eigenen Texten",
    "knowledge.teach":
      "Aus den Dateien im Ordner knowledge/ darf der Bot antworten. Bearbeitet werden sie vorerst dort; Schritte der Art „Antwort aus Wissen“ nutzen sie schon.",
  },
);
