/** Keeps what can be undone through a reload, for this tab. It counts only as long as the file is the one it was made on. */

import { adopt } from "../flow/adopt.ts";
import type { Places } from "../flow/align.ts";
import { graphOf, type Graph } from "../flow/graph.ts";
import { noHistory, type History, type Past } from "../flow/history.ts";
import { same, type Mapping } from "../flow/json.ts";
import type { Note } from "../server/project.ts";
import { useDocument, type State } from "./document.ts";

const PREFIX = "talkwright:undo:";
const LARGEST = 1_500_000; // letters; a tab has about five million for everything
const PAUSE_MS = 400;

type Kept = { value: Mapping; past: Written[]; future: Written[] };
type Written = { label: string; value: Mapping; positions: Places; notes: Note[] };

let timer = 0;

export function remember(): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(rememberNow, PAUSE_MS);
}

export function rememberNow(): void {
  window.clearTimeout(timer);
  const { id, value, history } = useDocument.getState();
  for (let most = 50; most > 0; most = Math.floor(most / 2)) {
    const kept: Kept = { value, past: history.past.slice(-most).map(written), future: history.future.slice(-most).map(written) };
    const text = JSON.stringify(kept);
    if (text.length > LARGEST) continue;
    sessionStorage.setItem(PREFIX + id, text);
    return;
  }
  sessionStorage.removeItem(PREFIX + id);
}

function written({ label, state }: Past<State>): Written {
  return { label, value: state.value, positions: byId(graphOf(state.value), state.places), notes: state.notes };
}

function byId(graph: Graph, places: Places): Places {
  return Object.fromEntries(graph.nodes.flatMap(({ key, id }) => (places[key] ? [[id, places[key]]] : [])));
}

/** What was kept of this flow, if it still says what it said then. */
export function recall(id: string, value: Mapping): History<State> {
  const text = sessionStorage.getItem(PREFIX + id);
  const kept = text === null ? null : (JSON.parse(text) as Kept);
  if (kept === null || !same(kept.value, value)) return noHistory();
  let newer = value;
  const read = ({ label, value: older, positions, notes }: Written): Past<State> => {
    const state = adopt(older, newer);
    newer = state;
    const graph = graphOf(state);
    const places = Object.fromEntries(graph.nodes.flatMap(({ key, id: step }) => (positions[step] ? [[key, positions[step]]] : [])));
    return { label, state: { value: state, places, notes } };
  };
  const past = kept.past.reverse().map(read).reverse();
  newer = value;
  return { past, future: kept.future.reverse().map(read).reverse(), gesture: null };
}
