/** What can be done to the flow that is open, in words of a designer. Keys, menus, mouse and outline all end here. */

import { addBranch, cover, moveBranch, removeBranch, setCondition } from "../flow/branches.ts";
import type { Changed, Spot } from "../flow/change.ts";
import { duplicate as duplicated, paste, pick } from "../flow/clipboard.ts";
import { add, connect as connected, disconnect as disconnected, insert, rename, setField, setFlow } from "../flow/edit.ts";
import { align, distribute, GRID, snap, type Box, type Edge, type Places } from "../flow/align.ts";
import type { GraphNode, NodeExit } from "../flow/graph.ts";
import { isMapping, type Json, type Mapping, type Path } from "../flow/json.ts";
import { move, remove as removed } from "../flow/remove.ts";
import type { Kind } from "../server/project.ts";
import { announce } from "./announce.ts";
import { useBoard } from "./board.ts";
import { WIDTH } from "./card.ts";
import { act, heights, nameOf, select, travel, useDocument } from "./document.ts";
import { arrange as arranged, free, GAP_X } from "./places.ts";
import { t } from "./words.ts";

const now = useDocument.getState;

/** A step of the kind: on the way that is given, else unconnected; in an empty flow it is the first. */
export function addStep(kind: Kind, spot: Spot | null, place: [number, number] | null = null): string | null {
  const template = kind.yaml as Json;
  const { value, places, graph } = now();
  if (!isMapping(template)) return null;
  const made = spot ?? (graph.start === null ? { key: null, exit: 0 } : null);
  const change = made ? insert(value, made, template) : add(value, template);
  const [key] = change.made;
  if (key === undefined) return null;
  const label = t("canvas.label.add");
  act({ label, select: [key] }, { value: change.value, places: place ? { ...places, [key]: [snap(place[0]), snap(place[1])] } : places });
  if (spot && place === null) makeRoom(key, label);
  announce(t("canvas.said.added", { step: nameOf(key) }));
  return key;
}

/** What stood where the new card comes moves aside to the right, with all that comes after it. */
function makeRoom(key: string, label: string): void {
  const { graph, places } = now();
  const own = places[key];
  const next = graph.byKey.get(key)?.exits.find((exit) => exit.to)?.to;
  const there = next ? places[next] : undefined;
  const before = graph.edges.find((edge) => edge.to === key)?.from;
  const from = before ? places[before] : undefined;
  if (!own || !next || !there || (from && there[0] < from[0])) return;
  const gap = WIDTH + GAP_X;
  const left = from ? from[0] + gap : there[0]; // the first step comes where the first one was
  const short = left + gap - there[0];
  const moved: Places = { ...places };
  if (short > 0) for (const each of reachedFrom(next)) if (places[each] && each !== key) moved[each] = [places[each][0] + snap(short), places[each][1]];
  moved[key] = free(key, [left, there[1]], moved, heights());
  act({ label, amend: true }, { places: moved });
}

function reachedFrom(first: string): Set<string> {
  const { graph, places } = now();
  const found = new Set<string>();
  const waiting = [first];
  const left = places[first]?.[0] ?? 0;
  for (let key; (key = waiting.pop()) !== undefined; ) {
    if (found.has(key) || (places[key]?.[0] ?? 0) < left) continue;
    found.add(key);
    for (const exit of graph.byKey.get(key)?.exits ?? []) if (exit.to) waiting.push(exit.to);
  }
  return found;
}

export function connect(spot: Spot, to: string | null): void {
  const { value } = now();
  const from = spot.key === null ? t("canvas.start") : nameOf(spot.key);
  if (to === null) {
    act({ label: t("canvas.label.disconnect") }, { value: disconnected(value, spot).value });
    announce(t("canvas.said.disconnected", { from }));
  } else {
    act({ label: t("canvas.label.connect") }, { value: connected(value, spot, to).value });
    announce(t("canvas.said.connected", { from, to: nameOf(to) }));
  }
}

/** Deletes what is selected: steps and notes, or the one way. */
export function removeSelected(nested: "keep" | "delete" = "keep"): void {
  const { value, notes, selected, graph } = now();
  const way = useBoard.getState().edges.find((edge) => edge.id === useBoard.getState().chosen);
  if (selected.steps.length + selected.notes.length === 0) {
    if (way && graph.byKey.has(way.source)) connect({ key: way.source, exit: Number(way.sourceHandle) }, null);
    return;
  }
  const gone = selected.steps.length + selected.notes.length;
  const next = nextOf(selected.steps);
  const change = selected.steps.length ? removed(value, selected.steps, nested).value : value;
  const left = notes.filter((note) => !selected.notes.includes(note.id));
  act({ label: t("canvas.label.delete"), select: next ? [next] : [] }, { value: change, notes: left.length === notes.length ? notes : left });
  announce(t("canvas.said.deleted", { count: gone }));
}

function nextOf(keys: string[]): string | null {
  const { graph } = now();
  const onward = keys.flatMap((key) => graph.byKey.get(key)?.exits ?? []).find(({ to }) => to && !keys.includes(to));
  return onward?.to ?? null;
}

export function duplicate(): void {
  const { value, selected } = now();
  if (selected.steps.length === 0) return;
  putIn(duplicated(value, selected.steps), corner(selected.steps, 40), t("canvas.do.duplicate"));
}

/** The selected steps as values for the clipboard. */
export function picked(): Json[] {
  const { value, selected } = now();
  return pick(value, selected.steps);
}

/** Pasted steps come after the one selected step, when nothing comes there, else beside what is there. */
export function pasteSteps(steps: Json[], place: [number, number] | null): void {
  const { value, selected, graph } = now();
  const [only, ...others] = selected.steps;
  const node = others.length === 0 && only !== undefined ? graph.byKey.get(only) : undefined;
  const spot = place === null && node?.exits.length === 1 && node.exits[0]?.to === null ? { key: node.key, exit: 0 } : null;
  putIn(paste(value, steps, spot), spot ? null : (place ?? corner(selected.steps, 40)), t("canvas.label.paste"));
}

function corner(keys: string[], aside: number): [number, number] | null {
  const at = keys.flatMap((key) => (now().places[key] ? [now().places[key] as [number, number]] : []));
  return at.length ? [Math.min(...at.map(([x]) => x)) + aside, Math.min(...at.map(([, y]) => y)) + aside] : null;
}

function putIn({ value, made }: Changed, place: [number, number] | null, label: string): void {
  act({ label, select: made }, { value });
  const from = corner(made, 0);
  if (place && from) {
    const { places } = now();
    const shifted = made.map((key) => [key, [snap((places[key]?.[0] ?? 0) + place[0] - from[0]), snap((places[key]?.[1] ?? 0) + place[1] - from[1])]]);
    act({ label, amend: true }, { places: { ...places, ...(Object.fromEntries(shifted) as Places) } });
  }
  announce(t("canvas.said.pasted", { count: made.length }));
}

export function setStep(key: string, path: Path, field: Json | undefined): void {
  act({ label: t("canvas.label.change"), gesture: `field ${key} ${path.join(".")}` }, { value: setField(now().value, key, path, field).value });
}

/** Every way to the step follows, and what names it elsewhere: see `saving.ts`. */
export function nameStep(key: string, id: string): void {
  act({ label: t("canvas.do.name"), select: [key] }, { value: rename(now().value, key, id).value });
}

export function setFlowField(path: Path, property: Json | undefined): void {
  act({ label: t("canvas.label.flow"), gesture: `flow ${path.join(".")}` }, { value: setFlow(now().value, path, property).value });
}

export const branch = {
  add: (key: string) => change(addBranch(now().value, key, "")),
  remove: (key: string, index: number) => change(removeBranch(now().value, key, index)),
  move: (key: string, from: number, to: number) => change(moveBranch(now().value, key, from, to)),
  set: (key: string, index: number, condition: string) =>
    change(setCondition(now().value, key, index, condition), `condition ${key} ${index}`),
  /** A branch for each of the conditions: those that have none yet take the first. */
  cover: (key: string, conditions: readonly string[]) => change(cover(now().value, key, conditions)),
};

function change({ value }: Changed, gesture?: string): void {
  act({ label: t("canvas.label.branch"), ...(gesture === undefined ? {} : { gesture }) }, { value });
}

/** Moves a step before the one before it, or after the one after it, on the way they are on. */
export function moveAlong(key: string, way: "up" | "down"): void {
  const { value } = now();
  const spot = way === "up" ? intoBefore(key) : outOfNext(key);
  if (spot === null) return;
  const moved: Mapping = move(value, key, spot).value;
  if (moved !== value) act({ label: t("canvas.label.move"), select: [key] }, { value: moved });
  announce(t("canvas.said.moved"));
}

function intoBefore(key: string): Spot | null {
  const { graph } = now();
  const before = graph.edges.find((edge) => edge.to === key)?.from;
  if (before === undefined) return null;
  if (before === graph.start) return { key: null, exit: 0 };
  const into = graph.edges.find((edge) => edge.to === before);
  return into ? { key: into.from, exit: into.exit } : null;
}

function outOfNext(key: string): Spot | null {
  const { graph } = now();
  const next = graph.byKey.get(key)?.exits.find((exit) => exit.to)?.to;
  const exits = next ? graph.byKey.get(next)?.exits : undefined;
  const exit = exits?.find((each: NodeExit) => each.to) ?? exits?.[0];
  return next && exit ? { key: next, exit: exit.index } : null;
}

/** The step comes before all others: it leads to what was the first, and what led to it to what came after it. */
export function makeFirst(key: string): void {
  const { value } = now();
  act({ label: t("canvas.label.move"), select: [key] }, { value: move(value, key, { key: null, exit: 0 }).value });
  announce(t("canvas.said.moved"));
}

export function place(places: Places, gesture?: string): void {
  act({ label: t("canvas.label.move"), ...(gesture === undefined ? {} : { gesture }) }, { places: { ...now().places, ...places } });
}

/** By keys: a grid step, or five. Presses of one run are undone together. */
export function nudge(dx: number, dy: number): void {
  const { selected, places, notes } = now();
  const moved = Object.fromEntries(
    selected.steps.flatMap((key) => (places[key] ? [[key, [places[key][0] + dx * GRID, places[key][1] + dy * GRID]]] : [])),
  ) as Places;
  const shifted = notes.map((note) =>
    selected.notes.includes(note.id) ? { ...note, at: [note.at[0] + dx * GRID, note.at[1] + dy * GRID] as [number, number] } : note,
  );
  act(
    { label: t("canvas.label.move"), gesture: `nudge ${selected.steps.join()}` },
    { places: selected.steps.length ? { ...places, ...moved } : places, notes: selected.notes.length ? shifted : notes },
  );
}

function boxes(): Box[] {
  const { selected, places } = now();
  const height = heights();
  return selected.steps.map((key) => ({ key, x: places[key]?.[0] ?? 0, y: places[key]?.[1] ?? 0, width: WIDTH, height: height(key) }));
}

export function alignSelected(edge: Edge): void {
  if (boxes().length > 1) place(align(boxes(), edge));
}

export function spread(along: "x" | "y"): void {
  place(distribute(boxes(), along));
}

/** Arranges the whole flow anew. False when it changed meanwhile. */
export async function arrange(): Promise<boolean> {
  const { graph } = now();
  const places = await arranged(graph, heights());
  if (now().graph !== graph) return false;
  act({ label: t("canvas.label.arrange") }, { places });
  announce(t("canvas.said.arranged"));
  return true;
}

export function undo(): void {
  const what = travel("undo");
  announce(what === null ? t("canvas.said.nothingUndo") : t("canvas.said.undone", { what }));
}

export function redo(): void {
  const what = travel("redo");
  announce(what === null ? t("canvas.said.nothingRedo") : t("canvas.said.redone", { what }));
}

export function selectAll(): void {
  const { graph, notes } = now();
  select(graph.nodes.map((node: GraphNode) => node.key), notes.map((note) => note.id));
}
