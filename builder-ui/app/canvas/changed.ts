/** What React Flow says of cards: where they are dragged, and which are selected. */

import type { NodeChange, XYPosition } from "@xyflow/react";
import { START } from "../flow/graph.ts";
import { choose, useBoard, type Card } from "./board.ts";
import { carry, letGo, pickUp, useCarried } from "./carried.ts";
import { select, useDocument } from "./document.ts";

type Places = ReadonlyMap<string, XYPosition>;

export function changed(changes: NodeChange<Card>[]): void {
  const at = new Map<string, XYPosition>();
  const chosen = new Map<string, boolean>();
  let dragging = false;
  for (const change of changes) {
    if (change.type === "select") chosen.set(change.id, change.selected);
    if (change.type !== "position" || !change.position) continue;
    at.set(change.id, change.position);
    dragging ||= change.dragging === true;
  }
  if (dragging) drag(at);
  else if (at.size > 0) drop(at);
  if (chosen.size > 0) selectAlso(chosen);
}

function drag(at: Places): void {
  for (const [first, position] of at) {
    if (!useCarried.getState().ids.has(first)) lift(at, first);
    return carry(position);
  }
}

/** React Flow keeps a card that it knows to be dragged in the page, wherever that goes. */
function lift(at: Places, first: string): void {
  const { nodes } = useBoard.getState();
  const card = nodes.find(({ id }) => id === first);
  if (!card) return;
  const seen = new Set([...document.querySelectorAll<HTMLElement>(".react-flow__node")].map(({ dataset }) => dataset["id"]));
  useBoard.setState({ nodes: nodes.map((node) => (at.has(node.id) && seen.has(node.id) ? { ...node, dragging: true } : node)) });
  pickUp(new Set(at.keys()), card.position);
}

function drop(at: Places): void {
  useBoard.setState(({ nodes }) => ({
    nodes: nodes.map((node) => (at.has(node.id) ? ({ ...node, position: at.get(node.id) ?? node.position, dragging: false } as Card) : node)),
  }));
  letGo();
}

function selectAlso(chosen: ReadonlyMap<string, boolean>): void {
  const { selected } = useDocument.getState();
  const still = (ids: string[]): string[] => ids.filter((id) => chosen.get(id) !== false);
  const more = [...chosen].flatMap(([id, on]) => (on && id !== START ? [id] : []));
  const notes = new Set(useDocument.getState().notes.map((note) => note.id));
  const all = [...new Set([...still([...selected.steps, ...selected.notes]), ...more])];
  if (more.length > 0) choose(null);
  select(all.filter((id) => !notes.has(id)), all.filter((id) => notes.has(id)));
}
