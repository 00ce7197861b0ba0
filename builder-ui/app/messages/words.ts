/** Words of the screen of messages. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "messages.empty": "Learn from real messages",
    "messages.teach":
      "What people really wrote comes here, the least certain first. Each becomes an example, a test or a new intent with one click.",
  },
  {
    "messages.empty": "Aus echten Nachrichten lernen",
    "messages.teach":
      "Was Menschen wirklich schrieben, kommt hierher, das Unsicherste zuerst. Mit einem Klick wird daraus ein Beispiel, ein Test oder ein neuer Intent.",
  },
);
