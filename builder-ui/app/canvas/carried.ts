/**
 * The cards that are being dragged, and how far. Only they and their ways are written with each step of it: React Flow, which
 * looks at every card when one has moved, hears where they are when they are dropped.
 */

import type { XYPosition } from "@xyflow/react";
import { create } from "zustand";

/** `first` is where the first of them was; all go equally far. */
type Carried = { ids: ReadonlySet<string>; first: XYPosition; by: XYPosition };

const STILL: XYPosition = { x: 0, y: 0 };
const NONE: Carried = { ids: new Set(), first: STILL, by: STILL };
const MOVING = ".react-flow__node, .react-flow__nodesselection-rect";

export const useCarried = create<Carried>(() => NONE);

/** How far the card is from where it was. */
export function useShift(id: string): XYPosition {
  return useCarried(({ ids, by }) => (ids.has(id) ? by : STILL));
}

export function pickUp(ids: ReadonlySet<string>, first: XYPosition): void {
  useCarried.setState({ ids, first, by: STILL });
}

/** To where the first of them is now. */
export function carry({ x, y }: XYPosition): void {
  useCarried.setState(({ first }) => ({ by: { x: x - first.x, y: y - first.y } }));
}

export function letGo(): void {
  if (useCarried.getState() !== NONE) useCarried.setState(NONE, true);
}

// `translate` is added to the `transform` that React Flow writes: neither knows of the other.
useCarried.subscribe(({ ids, by }, before) => {
  for (const part of document.querySelectorAll<HTMLElement>(MOVING)) {
    const { id } = part.dataset; // what is around the cards that are selected has none
    if (id === undefined ? ids.size > 0 : ids.has(id)) part.style.translate = `${by.x}px ${by.y}px`;
    else if (id === undefined || before.ids.has(id)) part.style.removeProperty("translate");
  }
});
