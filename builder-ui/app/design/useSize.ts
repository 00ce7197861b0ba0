/**
 * The size of something that is drawn larger and smaller at its edge, by mouse and by arrows; remembered under a name.
 * `separator` goes on the edge.
 */

import { useState, type KeyboardEvent, type PointerEvent } from "react";

type Limits = { usual: number; least: number; most: number };
/** `toward`: which way the mouse goes when the size grows. */
export type Edge = { along: "x" | "y"; toward: 1 | -1 };

const KEPT = "talkwright:size:";
const STEP = 16;

export function useSize(name: string, { usual, least, most }: Limits, { along, toward }: Edge, label: string) {
  const [size, setSize] = useState(() => Number(localStorage.getItem(KEPT + name)) || usual);

  function resize(wished: number): void {
    const now = Math.round(Math.max(least, Math.min(most, wished)));
    setSize(now);
    localStorage.setItem(KEPT + name, String(now));
  }

  function drag(event: PointerEvent<HTMLElement>): void {
    const place = (at: { clientX: number; clientY: number }) => (along === "x" ? at.clientX : at.clientY);
    const from = place(event);
    const edge = event.currentTarget;
    edge.setPointerCapture(event.pointerId);
    const move = (at: globalThis.PointerEvent) => resize(size + toward * (place(at) - from));
    edge.addEventListener("pointermove", move);
    edge.addEventListener("lostpointercapture", () => edge.removeEventListener("pointermove", move), { once: true });
    event.preventDefault();
  }

  function press(event: KeyboardEvent): void {
    const [less, more] = along === "x" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const step = { [less as string]: -1, [more as string]: 1 }[event.key];
    if (step === undefined) return;
    resize(size + step * toward * STEP);
    event.preventDefault();
  }

  const separator = {
    role: "separator",
    tabIndex: 0,
    "aria-orientation": along === "x" ? ("vertical" as const) : ("horizontal" as const),
    "aria-label": label,
    "aria-valuenow": size,
    "aria-valuemin": least,
    "aria-valuemax": most,
    "data-along": along,
    className: "separator",
    onPointerDown: drag,
    onKeyDown: press,
    onDoubleClick: () => resize(usual),
  };
  return { size, separator };
}
