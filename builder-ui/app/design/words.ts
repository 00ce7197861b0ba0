/** Words of the components. */

import { catalogue } from "../words/catalogue.ts";

export const t = catalogue(
  {
    "design.close": "Close",
    "design.resize": "Width of {name}",
    "design.dismiss": "Dismiss",
    "design.notices": "Notices",
    "design.sort": "Sort by {column}",
    "design.added": "added",
    "design.removed": "removed",
    "design.same": { one: "{count} line is the same", other: "{count} lines are the same" },
    "design.before": "Before",
    "design.after": "After",
  },
  {
    "design.close": "Schließen",
    "design.resize": "Breite von {name}",
    "design.dismiss": "Ausblenden",
    "design.notices": "Hinweise",
    "design.sort": "Sortieren nach {column}",
    "design.added": "neu",
    "design.removed": "entfernt",
    "design.same": { one: "{count} Zeile ist gleich", other: "{count} Zeilen sind gleich" },
    "design.before": "Vorher",
    "design.after": "Nachher",
  },
);
