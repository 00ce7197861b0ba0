/** Whether numbers are shown on the canvas, and of which time; remembered in this browser. */

import { useMemo, useState } from "react";
import { create } from "zustand";
import type { Span } from "../server/rehearsals.ts";
import { spanOf, type Range } from "./span.ts";

const KEPT = "talkwright:traffic";

type Overlay = { on: boolean; range: Range };

export const useOverlay = create<Overlay>(() => ({ on: false, range: { kind: "week" }, ...remembered() }));

useOverlay.subscribe((overlay) => globalThis.localStorage?.setItem(KEPT, JSON.stringify(overlay)));

export function toggleTraffic(): void {
  useOverlay.setState(({ on }) => ({ on: !on }));
}

/** The time that counts, seen from when somebody began to look. */
export function useSpan(): Span {
  const range = useOverlay(({ range }) => range);
  const [now] = useState(() => new Date());
  return useMemo(() => spanOf(range, now), [range, now]);
}

function remembered(): Partial<Overlay> {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(KEPT) ?? "{}") as Partial<Overlay>;
  } catch {
    return {};
  }
}
