/** How large a card is: known without measuring, so that nothing has to be drawn to lay out a flow. */

import type { GraphNode } from "../flow/graph.ts";
import type { Shown } from "./kinds.ts";

export const WIDTH = 264;
export const ROW = 28;
export const HEAD = 44;
export const LINE = 18;
export const FOOT = 10;
export const EVERY_LINE = 36; // letters that fit in a line, on average

export function linesOf({ text }: Shown): number {
  return text === "" ? 0 : text.length > EVERY_LINE || text.includes("\n") ? 2 : 1;
}

export function heightOf(node: GraphNode, card: Shown): number {
  const rows = branches(node) ? node.exits.length : 0;
  const body = linesOf(card) * LINE;
  return HEAD + body + (rows ? rows * ROW + (body ? 12 : 4) : body ? FOOT : 0);
}

/** Where the exit leaves the card, from its top. */
export function exitY(node: GraphNode, card: Shown, index: number): number {
  if (!branches(node)) return HEAD / 2;
  const body = linesOf(card) * LINE;
  return HEAD + body + (body ? 8 : 0) + index * ROW + ROW / 2;
}

export function branches(node: GraphNode): boolean {
  return node.exits.some((exit) => exit.role !== "next");
}
