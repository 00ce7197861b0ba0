/**
 * What React Flow draws: the cards and ways of the document, and where they are while they are dragged. A card that did
 * not change stays the same object, so that only what changed is drawn again.
 */

import { Position, type Edge, type Node, type NodeHandle } from "@xyflow/react";
import { create } from "zustand";
import { START, type GraphNode } from "../flow/graph.ts";
import type { Kind, Note } from "../server/project.ts";
import { exitY, HEAD, heightOf, WIDTH } from "./card.ts";
import { cardOf, useDocument, type Document } from "./document.ts";
import type { Shown } from "./kinds.ts";
import { t } from "./words.ts";

export type StepCard = Node<{ node: GraphNode; card: Shown; kind: Kind | null; loose: boolean }, "step">;
export type StartCard = Node<Record<string, never>, "start">;
export type NoteCard = Node<{ note: Note }, "note">;
export type Card = StepCard | StartCard | NoteCard;
export type Way = Edge<{ label: string; spot: string }, "way">;

export const START_WIDTH = 176;
export const START_HEIGHT = 64;
const DOT = 10;

type Board = { nodes: Card[]; edges: Way[]; chosen: string | null; held: string | null };

/** `chosen` is the way that is selected, `held` the one that is pointed at. */
export const useBoard = create<Board>(() => ({ nodes: [], edges: [], chosen: null, held: null }));

useDocument.subscribe((now, before) => {
  const drawn: (keyof Document)[] = ["graph", "places", "notes", "selected", "kinds", "said", "id"];
  if (drawn.some((key) => now[key] !== before[key])) redraw(now);
});

function redraw(now: Document): void {
  const old = new Map(useBoard.getState().nodes.map((node) => [node.id, node]));
  const chosen = useBoard.getState().chosen;
  const led = new Set(now.graph.edges.map((edge) => edge.to));
  const selected = new Set([...now.selected.steps, ...now.selected.notes]);
  const nodes: Card[] = now.graph.nodes.map((node) => {
    const { card, kind } = cardOf(node.value);
    const loose = node.key !== now.graph.start && !led.has(node.key);
    const [x, y] = now.places[node.key] ?? [0, 0];
    return reuse(old.get(node.key), stepCard(node, card, kind, loose, x, y, selected.has(node.key)));
  });
  if (now.graph.start !== null) nodes.push(reuse(old.get(START), startCard(now)));
  for (const note of now.notes) nodes.push(reuse(old.get(note.id), noteCard(note, selected.has(note.id))));
  const known = new Map(useBoard.getState().edges.map((edge) => [edge.id, edge]));
  const edges = waysOf(now).map((way) => {
    const before = known.get(way.id);
    way.selected = way.id === chosen;
    return before && before.source === way.source && before.target === way.target && before.selected === way.selected && before.data?.label === way.data?.label ? before : way;
  });
  useBoard.setState({ nodes, edges });
}

function waysOf({ graph }: Document): Way[] {
  const ways: Way[] = graph.edges.map(({ id, from, to, exit, label }) => ({
    id,
    type: "way",
    source: from,
    target: to,
    sourceHandle: String(exit),
    targetHandle: "in",
    data: { label, spot: `${graph.byKey.get(from)?.id}:${exit}` },
  }));
  if (graph.start !== null) {
    ways.push({ id: START, type: "way", source: START, target: graph.start, sourceHandle: "0", targetHandle: "in", data: { label: "", spot: START } });
  }
  return ways;
}

function stepCard(node: GraphNode, card: Shown, kind: Kind | null, loose: boolean, x: number, y: number, selected: boolean): StepCard {
  const height = heightOf(node, card);
  const exits = node.exits.map(({ index }) => handle(String(index), "source", WIDTH, exitY(node, card, index)));
  return {
    id: node.key,
    type: "step",
    position: { x, y },
    ...sized(WIDTH, height),
    handles: [handle("in", "target", 0, HEAD / 2), ...exits],
    selected,
    ariaLabel: [card.title, card.about, card.text].filter(Boolean).join(": "),
    domAttributes: { "aria-roledescription": t("canvas.step") },
    data: { node, card, kind, loose },
  };
}

function startCard(now: Document): StartCard {
  const [x, y] = now.places[now.graph.start ?? ""] ?? [0, 0];
  return {
    id: START,
    type: "start",
    position: { x: x - START_WIDTH - 72, y: y + HEAD / 2 - START_HEIGHT / 2 },
    ...sized(START_WIDTH, START_HEIGHT),
    handles: [handle("0", "source", START_WIDTH, START_HEIGHT / 2)],
    draggable: false,
    selectable: false,
    domAttributes: { "aria-roledescription": t("canvas.start") },
    data: {},
  };
}

function noteCard(note: Note, selected: boolean): NoteCard {
  return {
    id: note.id,
    type: "note",
    position: { x: note.at[0], y: note.at[1] },
    ...sized(note.size[0], note.size[1]),
    handles: [],
    selected,
    domAttributes: { "aria-roledescription": t("canvas.note") },
    zIndex: -1,
    data: { note },
  };
}

function sized(width: number, height: number) {
  return { width, height, measured: { width, height } };
}

function handle(id: string, type: "source" | "target", x: number, y: number): NodeHandle {
  const position = type === "source" ? Position.Right : Position.Left;
  return { id, type, position, x: x - DOT / 2, y: y - DOT / 2, width: DOT, height: DOT };
}

/** The card as it was, if it would be drawn the same. */
function reuse<Type extends Card>(before: Card | undefined, made: Type): Type {
  if (before === undefined || before.type !== made.type) return made;
  const still =
    before.position.x === made.position.x &&
    before.position.y === made.position.y &&
    before.height === made.height &&
    before.width === made.width &&
    (before.selected ?? false) === (made.selected ?? false) &&
    sameData(before, made);
  return still ? (before as Type) : made;
}

function sameData(before: Card, made: Card): boolean {
  if (before.type === "step" && made.type === "step") {
    const [a, b] = [before.data, made.data];
    return a.node.value === b.node.value && a.card === b.card && a.loose === b.loose && a.node.id === b.node.id && sameExits(a.node, b.node);
  }
  return before.type === "note" && made.type === "note" ? before.data.note === made.data.note : before.type === made.type;
}

function sameExits(a: GraphNode, b: GraphNode): boolean {
  return a.exits.length === b.exits.length && a.exits.every((exit, at) => exit.to === b.exits[at]?.to);
}

export function choose(way: string | null): void {
  if (useBoard.getState().chosen === way) return;
  useBoard.setState(({ edges }) => ({
    chosen: way,
    edges: edges.map((edge) => (edge.id === way || edge.selected ? { ...edge, selected: edge.id === way } : edge)),
  }));
}

/** The way that is pointed at, or none. */
export function hold(way: string | null): void {
  if (useBoard.getState().held !== way) useBoard.setState({ held: way });
}

/** Whether React Flow has it, because something can be done to it. Not while one of its cards is dragged: it must follow. */
export function isHeld(way: Way, held: string | null, carried: ReadonlySet<string>): boolean {
  return (way.id === held || way.selected === true) && !carried.has(way.source) && !carried.has(way.target);
}

/** The box around cards. */
export function boundsOf(cards: readonly Card[]): { x: number; y: number; width: number; height: number } {
  if (cards.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const x = Math.min(...cards.map(({ position }) => position.x));
  const y = Math.min(...cards.map(({ position }) => position.y));
  const right = Math.max(...cards.map(({ position, width = 0 }) => position.x + width));
  const bottom = Math.max(...cards.map(({ position, height = 0 }) => position.y + height));
  return { x, y, width: right - x, height: bottom - y };
}
