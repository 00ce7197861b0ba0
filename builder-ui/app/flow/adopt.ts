/** A value that came anew, from the server or from storage: its steps get the keys of those they were before. */

import { graphOf } from "./graph.ts";
import { at, type Mapping } from "./json.ts";
import { giveKey } from "./tree.ts";

/** Steps are the same if their ids are. Call it before the new value is read for the first time. */
export function adopt(fresh: Mapping, before: Mapping): Mapping {
  const value = { ...fresh }; // its graph must not have been drawn yet
  const known = graphOf(before).byId;
  for (const node of graphOf(fresh).nodes) {
    const key = known.get(node.id)?.key;
    const step = at(fresh, node.path);
    if (key !== undefined && step !== undefined) giveKey(step, key);
  }
  return value;
}
