/** Who has the builder open, and which flow they look at. */

import { create } from "zustand";
import { ask } from "./ask.ts";

export type Here = { name: string; flow: string };

/** What the server calls this window. */
export const WINDOW = Math.random().toString(36).slice(2);

let looked = "";

export const usePresence = create<{ people: Here[] }>(() => ({ people: [] }));

/** Takes what the server says. A line that was broken forgot what this window looks at. */
export function present(people: Here[]): void {
  usePresence.setState({ people });
}

/** Tells the others which flow is looked at here; "" is none. */
export function lookAt(flow: string): void {
  looked = flow;
  lookAgain();
}

/** Tells it once more, on a new line. Nothing hangs on it, so it may fail. */
export function lookAgain(): void {
  void ask.put(`windows/${WINDOW}`, { flow: looked }).catch(() => undefined);
}
