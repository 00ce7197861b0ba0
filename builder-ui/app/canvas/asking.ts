/** What the canvas asks at the moment: which step to add and where, what to connect to, how a step is called, what to look for. */

import { create } from "zustand";
import type { Spot } from "../flow/change.ts";
import { refuse, useDocument } from "./document.ts";

export type Asking =
  /** `at`: where on the window the list opens; `place`: where on the canvas the step goes. */
  | { what: "add"; spot: Spot | null; at: [number, number] | null; place: [number, number] | null }
  | { what: "connect"; spot: Spot }
  | { what: "name"; key: string }
  | { what: "search" };

export const useAsking = create<{ asking: Asking | null }>(() => ({ asking: null }));

export function askFor(asking: Asking): void {
  if (asking.what !== "search" && useDocument.getState().locked) return refuse();
  useAsking.setState({ asking });
}

export function asked(): void {
  useAsking.setState({ asking: null });
}
