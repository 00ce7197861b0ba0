/**
 * The dots of the ground. They repeat, so they are moved by no more than one gap: a layer that is painted once and only
 * shifted while the view moves.
 */

import { useStoreApi, type ReactFlowState } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { GRID } from "../flow/align.ts";

const GAP = 3 * GRID;
const DENSEST = 14; // pixels between two dots; further out every second one is left away

export function Dots() {
  const dots = useRef<HTMLDivElement>(null);
  const store = useStoreApi();

  useEffect(() => {
    const put = (now: ReactFlowState, before?: ReactFlowState): void => {
      const [x, y, zoom] = now.transform;
      if (!dots.current || now.transform === before?.transform) return;
      const gap = gapAt(zoom);
      const { style } = dots.current;
      if (zoom !== before?.transform[2]) style.backgroundSize = `${gap}px ${gap}px`;
      style.transform = `translate(${x % gap}px, ${y % gap}px)`;
    };
    put(store.getState());
    return store.subscribe(put);
  }, [store]);

  return <div ref={dots} className="canvas-dots" />;
}

function gapAt(zoom: number): number {
  let gap = GAP * zoom;
  while (gap < DENSEST) gap *= 2;
  return gap;
}
