/** What part of the flow is seen: all of it, or its beginning where it is large; after a reload what was seen before. */

import { getViewportForBounds, useReactFlow, useStore, useStoreApi, type Viewport } from "@xyflow/react";
import { useCallback, useEffect, useMemo } from "react";
import { boundsOf, useBoard } from "./board.ts";
import { useSearch } from "../shell/navigation.ts";
import { arrange } from "./deeds.ts";
import { select, useDocument } from "./document.ts";
import { glide } from "./glide.ts";

const PREFIX = "talkwright:view:";
const SMALLEST = 0.7; // words are read from here on
const EDGE = 40;
const ENDS = 96; // ends stand right of the last cards
const MARGIN = 0.12;

export function useView() {
  const id = useDocument((document) => document.id);
  const { setViewport } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const sized = width > 0 && height > 0;

  const named = useSearch().get("step");

  useEffect(() => {
    if (!sized || id === "") return;
    const kept = sessionStorage.getItem(PREFIX + id);
    void setViewport(around(named, width, height) ?? (kept === null ? beginning(width, height) : (JSON.parse(kept) as Viewport)));
    // oxlint-disable-next-line exhaustive-deps -- once for a flow or a step that is gone to, not with every size of the window
  }, [id, sized, named]);

  return useMemo(() => ({ keep: (view: Viewport) => sessionStorage.setItem(PREFIX + id, JSON.stringify(view)) }), [id]);
}

/** Selects the step that the address names, for who comes from a list of problems, or from a search. */
export function useNamedStep(): void {
  const named = useSearch().get("step");
  const id = useDocument((document) => document.id);
  useEffect(() => {
    const node = useDocument.getState().graph.byId.get(named ?? "");
    if (node) select([node.key]);
  }, [named, id]);
}

/** The step in the middle, as large as it is. */
function around(step: string | null, width: number, height: number): Viewport | null {
  const key = useDocument.getState().graph.byId.get(step ?? "")?.key;
  const card = key === undefined ? undefined : useBoard.getState().nodes.find((each) => each.id === key);
  if (!card) return null;
  const { x, y, ...size } = boundsOf([card]);
  return { x: width / 2 - x - size.width / 2, y: height / 2 - y - size.height / 2, zoom: 1 };
}

/** Shows all cards, or some. Also those that are far away and therefore not drawn. */
export function useFit(): (keys?: readonly string[], most?: number) => void {
  const { setViewport } = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (keys, most = 1) => {
      const { width, height, minZoom } = store.getState();
      const cards = useBoard.getState().nodes.filter((card) => keys === undefined || keys.includes(card.id));
      const { width: wide, ...bounds } = boundsOf(cards);
      if (cards.length > 0) void setViewport(getViewportForBounds({ ...bounds, width: wide + ENDS }, width, height, minZoom, most, MARGIN), glide(200));
    },
    [setViewport, store],
  );
}

/** Arranges the flow anew, and shows the step that is selected, or where the flow begins. */
export function useArrange(): () => void {
  const { setViewport } = useReactFlow();
  const store = useStoreApi();
  return useCallback(async () => {
    if (!(await arrange())) return;
    const { selected, graph } = useDocument.getState();
    const [only, ...others] = selected.steps;
    const step = only !== undefined && others.length === 0 ? graph.byKey.get(only)?.id : undefined;
    const { width, height } = store.getState();
    void setViewport(around(step ?? null, width, height) ?? beginning(width, height), glide(200));
  }, [setViewport, store]);
}

/** All of it where it can be read, else from its start on: that stands left, where reading begins. */
function beginning(width: number, height: number): Viewport {
  const { nodes } = useBoard.getState();
  if (nodes.length === 0) return { x: width / 2, y: height / 2, zoom: 1 };
  const { x: left, y: top, ...size } = boundsOf(nodes);
  const wide = size.width + ENDS;
  const fit = Math.min((width - 2 * EDGE) / wide, (height - 2 * EDGE) / size.height, 1);
  if (fit >= SMALLEST) return { x: (width - wide * fit) / 2 - left * fit, y: (height - size.height * fit) / 2 - top * fit, zoom: fit };
  const start = nodes.find((node) => node.type === "start") ?? nodes[0];
  const [x, y] = [start?.position.x ?? left, (start?.position.y ?? top) + (start?.height ?? 0) / 2];
  const zoom = Math.min(1, Math.max(SMALLEST, fit * 1.2, SMALLEST + (width - 900) / 4000));
  const above = Math.max(EDGE, Math.min(height / 2, EDGE + (y - top) * zoom)); // nothing empty above it, where little is
  const high = size.height * zoom > height - 2 * EDGE;
  return { x: EDGE - x * zoom, y: (high ? above : (height - size.height * zoom) / 2 + (y - top) * zoom) - y * zoom, zoom };
}
