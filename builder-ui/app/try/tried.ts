/**
 * What is tried beside the canvas: a rehearsal or a stored conversation, which of its turns is looked at, where messages
 * stop. It is small, so that canvas and forms can know it; what is done to it is in `deeds.ts`. This tab remembers it.
 */

import { create } from "zustand";
import type { Json } from "../server/json.ts";
import type { Spot } from "../server/rehearsals.ts";

export type Shown = { kind: "rehearsal" | "stored"; id: string };
export type Tried = {
  /** Whether the panel is open. */
  open: boolean;
  shown: Shown | null;
  /** The number of the turn that is looked at; null is the last. */
  turn: number | null;
  breakpoints: readonly Spot[];
  /** Messages stop before each step. */
  stepping: boolean;
  /** Whether actions run for real in the next rehearsal. */
  runActions: boolean;
  inspecting: boolean;
  /** The canvas goes along into the flow that the conversation is in; `followed` is where it went last. */
  following: boolean;
  followed: string | null;
  /** Somebody asked for it just now: the focus goes there. */
  asked: boolean;
  /** What is on its way to the server, and what is said with it. */
  busy: boolean;
  said: string | null;
  /** Slots as the turn that is looked at left them; none while nothing is tried. */
  slots: Record<string, Json> | undefined;
};

const KEPT = "talkwright:try";
const USUAL: Tried = {
  open: false,
  shown: null,
  turn: null,
  breakpoints: [],
  stepping: false,
  runActions: true,
  inspecting: true,
  following: false,
  followed: null,
  asked: false,
  busy: false,
  said: null,
  slots: undefined,
};

export const useTried = create<Tried>(() => ({ ...USUAL, ...remembered() }));

useTried.subscribe((tried) => {
  const passing: Partial<Tried> = { asked: false, busy: false, said: null, slots: undefined };
  globalThis.sessionStorage?.setItem(KEPT, JSON.stringify({ ...tried, ...passing }));
});

export function toggleTry(): void {
  useTried.setState(({ open }) => ({ open: !open, asked: !open }));
}

/** The slots of the conversation beside, for a condition to be held against. */
export function useTriedSlots(): Record<string, Json> | undefined {
  return useTried(({ open, slots }) => (open ? slots : undefined));
}

/** Has messages stop at a step, or pass it again. Gives whether they stop there now. */
export function toggleBreakpoint({ flow, step }: Spot): boolean {
  const { breakpoints } = useTried.getState();
  const others = breakpoints.filter((each) => each.flow !== flow || each.step !== step);
  const stops = others.length === breakpoints.length;
  useTried.setState({ breakpoints: stops ? [...others, { flow, step }] : others });
  return stops;
}

function remembered(): Partial<Tried> {
  try {
    return JSON.parse(globalThis.sessionStorage?.getItem(KEPT) ?? "{}") as Partial<Tried>;
  } catch {
    return {};
  }
}
