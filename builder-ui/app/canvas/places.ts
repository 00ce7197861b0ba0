/** Where cards are: arranged from left to right, or found a place for beside what leads to them. */

import type { Graph } from "../flow/graph.ts";
import { snap, type Places } from "../flow/align.ts";
import { fetched } from "../server/fetched.ts";
import { WIDTH } from "./card.ts";

export const GAP_X = 88;
export const GAP_Y = 28;
const MANY = 200;

export type Heights = (key: string) => number;

/** Every card anew. Large flows are arranged aside, so that the page stays alive. */
export async function arrange(graph: Graph, height: Heights): Promise<Places> {
  if (graph.nodes.length === 0) return {};
  const found = graph.nodes.length <= MANY ? await byDagre(graph, height) : await byElk(graph, height);
  const start = graph.start === null ? undefined : found[graph.start];
  const [x, y] = start ?? [0, 0]; // the first step stands where it always stands
  return Object.fromEntries(Object.entries(found).map(([key, at]) => [key, [snap(at[0] - x), snap(at[1] - y)]]));
}

async function byDagre(graph: Graph, height: Heights): Promise<Places> {
  const { Graph: Drawing, layout } = await fetched(() => import("@dagrejs/dagre").then((dagre) => ({ Graph: dagre.graphlib.Graph, layout: dagre.layout })));
  const drawing = new Drawing();
  drawing.setGraph({ rankdir: "LR", nodesep: GAP_Y, ranksep: GAP_X, ranker: "network-simplex" });
  drawing.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) drawing.setNode(node.key, { width: WIDTH, height: height(node.key) });
  for (const edge of graph.edges) drawing.setEdge(edge.from, edge.to);
  layout(drawing, { disableOptimalOrderHeuristic: true }); // branches stay in their order
  return Object.fromEntries(
    graph.nodes.map(({ key }) => {
      const { x, y } = drawing.node(key) as { x: number; y: number };
      return [key, [x - WIDTH / 2, y - height(key) / 2]];
    }),
  );
}

async function byElk(graph: Graph, height: Heights): Promise<Places> {
  const [{ default: Elk }, { default: workerUrl }] = await fetched(() => Promise.all([import("elkjs/lib/elk-api.js"), import("elkjs/lib/elk-worker.min.js?url")]));
  const elk = new Elk({ workerUrl });
  const laid = await elk.layout({
    id: "flow",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": "RIGHT",
      "elk.layered.spacing.nodeNodeBetweenLayers": String(GAP_X),
      "elk.spacing.nodeNode": String(GAP_Y),
    },
    children: graph.nodes.map(({ key }) => ({ id: key, width: WIDTH, height: height(key) })),
    edges: graph.edges.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  });
  elk.terminateWorker();
  return Object.fromEntries((laid.children ?? []).map(({ id, x, y }) => [id, [x ?? 0, y ?? 0]]));
}

/** Places for the cards that have none: right of what leads to them, below what is in the way. */
export function settle(graph: Graph, places: Places, height: Heights): Places {
  const missing = graph.nodes.filter((node) => !(node.key in places));
  if (missing.length === 0) return places;
  const all: Places = { ...places };
  const from = new Map(graph.edges.map((edge) => [edge.to, edge.from]));
  for (const { key } of missing) {
    const before = all[from.get(key) ?? ""];
    const lowest = Math.max(0, ...Object.entries(all).map(([other, [, y]]) => y + height(other)));
    const begin: [number, number] = before ? [before[0] + WIDTH + GAP_X, before[1]] : [0, Object.keys(all).length ? lowest + 2 * GAP_Y : 0];
    all[key] = free(key, begin, all, height);
  }
  return all;
}

/** The place, or where there is room below it. */
export function free(key: string, [x, top]: readonly [number, number], all: Places, height: Heights): [number, number] {
  let y = top;
  for (let hit; (hit = hitBy(key, x, y, all, height)) !== undefined; ) y = hit;
  return [snap(x), snap(y)];
}

/** Below what a card there would cover, or undefined where there is room. */
function hitBy(key: string, x: number, y: number, all: Places, height: Heights): number | undefined {
  const [other, at] =
    Object.entries(all).find(
      ([each, [left, top]]) =>
        each !== key && Math.abs(left - x) < WIDTH + GAP_Y && y < top + height(each) + GAP_Y && top < y + height(key) + GAP_Y,
    ) ?? [];
  return other !== undefined && at ? snap(at[1] + height(other) + GAP_Y + 7) : undefined;
}
