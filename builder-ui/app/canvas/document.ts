/**
 * The flow that is open: its value, where its cards are, its notes, what is selected, what can be undone. Everything that
 * is done to it goes through `act`, which keeps what was before, draws anew and saves.
 *
 * What changes often and by itself (what is hovered, where a conversation is, traffic) is in `hot.ts`, apart from this.
 */

import { create } from "zustand";
import { toast } from "../design/toast.ts";
import type { Places } from "../flow/align.ts";
import { graphOf, type Graph } from "../flow/graph.ts";
import { mark, noHistory, redo, rest, undo, type History } from "../flow/history.ts";
import type { Mapping, Path } from "../flow/json.ts";
import type { Kind, Note } from "../server/project.ts";
import { heightOf } from "./card.ts";
import { kindFor, shown, type Said, type Shown } from "./kinds.ts";
import { settle } from "./places.ts";
import { t } from "./words.ts";

export type Selected = { steps: string[]; notes: string[] };

/** What is undone and redone. */
export type State = { value: Mapping; places: Places; notes: Note[] };

export type Document = State & {
  id: string;
  file: string;
  path: Path;
  hash: string | null;
  /** Who it is open for may look at it only. */
  locked: boolean;
  graph: Graph;
  kinds: readonly Kind[];
  said: Said;
  selected: Selected;
  history: History<State>;
};

export type Opened = { id: string; file: string; path: Path; hash: string | null; value: Mapping; positions: Record<string, [number, number]>; notes: Note[] };

const NOTHING: Selected = { steps: [], notes: [] };

export const useDocument = create<Document>(() => ({
  id: "",
  file: "",
  path: [],
  hash: null,
  locked: false,
  value: {},
  places: {},
  notes: [],
  graph: graphOf({}),
  kinds: [],
  said: () => null,
  selected: NOTHING,
  history: noHistory(),
}));

/** Who is told of what was done, such as what saves it. */
type Listener = (before: State, now: Document) => void;
const listeners = new Set<Listener>();

export function onAct(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function openDocument(opened: Opened, kinds: readonly Kind[], said: Said, history: History<State> = noHistory()): void {
  const graph = graphOf(opened.value);
  const { positions, ...rest } = opened;
  const places = placesOf(graph, positions);
  useDocument.setState({ ...rest, kinds, said, graph, places, selected: NOTHING, history });
}

export function placesOf(graph: Graph, positions: Record<string, [number, number]>): Places {
  return Object.fromEntries(graph.nodes.flatMap(({ key, id }) => (positions[id] ? [[key, positions[id]]] : [])));
}

export function keep(places: Places, graph: Graph): Places {
  return Object.fromEntries(Object.entries(places).filter(([key]) => graph.byKey.has(key)));
}

/** Says that this flow is only looked at. */
export function refuse(): void {
  toast(t("canvas.locked"), { hint: t("canvas.lockedHint") });
}

export type Doing = {
  /** What undo calls it. */
  label: string;
  /** Changes of one gesture are undone together. */
  gesture?: string;
  /** It belongs to what was done just before: nothing to undo by itself. */
  amend?: boolean;
  /** What is selected then; else the selection stays. */
  select?: string[];
  selectNotes?: string[];
};

export function act(doing: Doing, change: Partial<State>): void {
  const now = useDocument.getState();
  if (now.locked) return refuse();
  const { value, places, notes } = now;
  const before: State = { value, places, notes };
  const next = { ...before, ...change };
  if (next.value === value && next.places === places && next.notes === notes) return;
  const graph = graphOf(next.value);
  if (graph !== now.graph) next.places = settle(graph, keep(next.places, graph), heights());
  const selected = doing.select || doing.selectNotes ? { steps: doing.select ?? [], notes: doing.selectNotes ?? [] } : now.selected;
  const history = doing.amend ? now.history : mark(now.history, doing.label, before, doing.gesture ?? null);
  useDocument.setState({ ...next, graph, selected: still(selected, graph, next.notes), history });
  tell(before);
}

/** The gesture is over: what comes is undone by itself. */
export function settled(): void {
  useDocument.setState(({ history }) => ({ history: rest(history) }));
}

/** Goes back or forth by one gesture. Gives its name, or null when there is none. */
export function travel(way: "undo" | "redo"): string | null {
  const now = useDocument.getState();
  const before: State = { value: now.value, places: now.places, notes: now.notes };
  const found = (way === "undo" ? undo : redo)(now.history, before);
  if (!found) return null;
  const graph = graphOf(found.state.value);
  useDocument.setState({ ...found.state, graph, history: found.history, selected: still(now.selected, graph, found.state.notes) });
  tell(before);
  return found.label;
}

function tell(before: State): void {
  const now = useDocument.getState();
  for (const listener of listeners) listener(before, now);
}

export function select(steps: string[], notes: string[] = []): void {
  useDocument.setState({ selected: { steps, notes } });
}

export function still({ steps, notes }: Selected, graph: Graph, all: Note[]): Selected {
  const kept = steps.filter((key) => graph.byKey.has(key));
  const there = new Set(all.map((note) => note.id));
  return { steps: kept, notes: notes.filter((id) => there.has(id)) };
}

const cards = new WeakMap<Mapping, { kinds: unknown; said: Said; card: Shown; kind: Kind | null }>();

/** What the card of a step says. Kept as long as the step, the palette and the responses are the same. */
export function cardOf(step: Mapping): { card: Shown; kind: Kind | null } {
  const { kinds, said } = useDocument.getState();
  const known = cards.get(step);
  if (known?.kinds === kinds && known.said === said) return known;
  const kind = kindFor(step, kinds);
  const made = { kinds, said, kind, card: shown(step, kind, said) };
  cards.set(step, made);
  return made;
}

/** How tall each card is. */
export function heights(): (key: string) => number {
  return (key) => {
    const node = useDocument.getState().graph.byKey.get(key);
    return node ? heightOf(node, cardOf(node.value).card) : 64;
  };
}

/** What a step is called where there is no card: its kind and what it says. */
export function nameOf(key: string): string {
  const node = useDocument.getState().graph.byKey.get(key);
  if (!node) return "";
  const { card } = cardOf(node.value);
  return [card.title, card.about || card.text.slice(0, 40)].filter(Boolean).join(": ");
}
