/**
 * The flow as it is now that others have changed it: selection and places stay. What they changed comes into what can be
 * undone, too, so that who undoes takes back nothing of theirs.
 */

import { adopt } from "../flow/adopt.ts";
import { carry } from "../flow/carry.ts";
import { graphOf } from "../flow/graph.ts";
import type { Past } from "../flow/history.ts";
import { same, type Mapping } from "../flow/json.ts";
import { heights, keep, placesOf, still, useDocument, type Opened, type State } from "./document.ts";
import { settle } from "./places.ts";

export function reload(opened: Opened): void {
  const now = useDocument.getState();
  const before = now.value;
  const value = same(opened.value, before) ? before : adopt(opened.value, before);
  const graph = graphOf(value);
  const places = settle(graph, { ...keep(now.places, graph), ...placesOf(graph, opened.positions) }, heights());
  const carried = ({ label, state }: Past<State>): Past<State> => ({ label, state: { ...state, value: carry(before, value, state.value) as Mapping } });
  const history = { past: now.history.past.map(carried), future: now.history.future.map(carried), gesture: null };
  useDocument.setState({ value, graph, places, history, notes: opened.notes, hash: opened.hash, selected: still(now.selected, graph, opened.notes) });
}
