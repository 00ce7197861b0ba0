/** What part of the flow is seen: all of it, or its beginning where it is large; after a reload what was seen before. */

import { useReactFlow, useStore, type Viewport } from "@xyflow/react";
import { useEffect, useMemo } from "react";
import { useBoard } from "./board.ts";
import { useDocument } from "./document.ts";

const PREFIX = "talkwright:view:";
const SMALLEST = 0.72;
const EDGE = 48;

export function useView() {
  const id = useDocument((document) => document.id);
  const { setViewport } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const sized = width > 0 && height > 0;

  useEffect(() => {
    if (!sized || id === "") return;
    const kept = sessionStorage.getItem(PREFIX + id);
    void setViewport(kept === null ? beginning(width, height) : (JSON.parse(kept) as Viewport));
    // oxlint-disable-next-line exhaustive-deps -- once for a flow, not with every size of the window
  }, [id, sized]);

  return useMemo(() => ({ keep: (view: Viewport) => sessionStorage.setItem(PREFIX + id, JSON.stringify(view)) }), [id]);
}

function beginning(width: number, height: number): Viewport {
  const { nodes } = useBoard.getState();
  if (nodes.length === 0) return { x: width / 2, y: height / 2, zoom: 1 };
  const left = Math.min(...nodes.map((node) => node.position.x));
  const right = Math.max(...nodes.map((node) => node.position.x + (node.width ?? 0))) + 72; // the ends
  const top = Math.min(...nodes.map((node) => node.position.y));
  const bottom = Math.max(...nodes.map((node) => node.position.y + (node.height ?? 0)));
  const fit = Math.min((width - 2 * EDGE) / (right - left), (height - 2 * EDGE) / (bottom - top));
  const zoom = Math.max(SMALLEST, Math.min(1, fit));
  const wide = (right - left) * zoom > width - 2 * EDGE;
  const high = (bottom - top) * zoom > height - 2 * EDGE;
  const start = nodes.find((node) => node.type === "start") ?? nodes[0];
  const middle = high && start ? start.position.y + (start.height ?? 0) / 2 : (top + bottom) / 2;
  return {
    x: wide ? EDGE - left * zoom : width / 2 - ((left + right) / 2) * zoom,
    y: height / 2 - middle * zoom,
    zoom,
  };
}
