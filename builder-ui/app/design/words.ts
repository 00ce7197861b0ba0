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
    "design.key.Delete": "Delete",
    "design.key.Mod": "Ctrl",
    "design.key.Shift": "Shift",
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
    "design.key.Delete": "Entf",
    "design.key.Mod": "Strg",
    "design.key.Shift": "Umschalt",
  },
);
