/** What the numbers of a flow are on its canvas, and in a table. Pure. */

import { START, type Graph } from "../flow/graph.ts";
import type { EdgeTraffic, Traffic } from "../server/rehearsals.ts";

/** In how many sessions each way was taken, by the name that the canvas has for it. */
export function waysOf(edges: readonly EdgeTraffic[], graph: Graph): Map<string, number> {
  const ways = new Map<string, number>();
  for (const edge of edges) {
    const way = wayOf(edge, graph);
    if (way !== null) ways.set(way, (ways.get(way) ?? 0) + edge.sessions);
  }
  return ways;
}

/** An edge without an exit is the way that is drawn between its steps, if one is. */
function wayOf({ from, exit, to }: EdgeTraffic, graph: Graph): string | null {
  if (from === "") return START;
  if (exit !== null) return `${from}:${exit}`;
  const [one, other] = [graph.byId.get(from), graph.byId.get(to)];
  const drawn = graph.edges.find((each) => each.from === one?.key && each.to === other?.key);
  return drawn ? `${from}:${drawn.exit}` : null;
}

export type Summary = { finished: number; dropped: number; rejected: number; worst: { id: string; dropped: number } | null };

/** How a flow did as a whole: `finished` is how often it came to its end. */
export function summaryOf({ edges, steps }: Traffic): Summary {
  const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
  const [worst] = steps.filter(({ dropped }) => dropped > 0).toSorted((one, other) => other.dropped - one.dropped);
  return {
    finished: sum(edges.filter(({ to }) => to === "END").map(({ count }) => count)),
    dropped: sum(steps.map(({ dropped }) => dropped)),
    rejected: sum(steps.map(({ rejected }) => rejected)),
    worst: worst ? { id: worst.id, dropped: worst.dropped } : null,
  };
}
