/** Where flows stand on the map: in columns, each behind what leads to it; those that stand alone below. Pure. */

export type Edge = { from: string; to: string; kind: "call" | "link" };
export type Box = { id: string; x: number; y: number };
export type Arranged = { width: number; height: number; boxes: Box[]; alone: string[] };

export const BOX = { width: 208, height: 64 };
const GAP = { x: 72, y: 20 };

export function arrange(ids: readonly string[], edges: readonly Edge[]): Arranged {
  const known = new Set(ids);
  const ways = edges.filter(({ from, to }) => from !== to && known.has(from) && known.has(to));
  const linked = new Set(ways.flatMap(({ from, to }) => [from, to]));
  const columns = columnsOf([...linked], ways);
  const boxes = columns.flatMap((column, x) =>
    column.map((id, y) => ({ id, x: x * (BOX.width + GAP.x), y: y * (BOX.height + GAP.y) })),
  );
  return {
    width: Math.max(0, columns.length * (BOX.width + GAP.x) - GAP.x),
    height: Math.max(0, ...columns.map(({ length }) => length * (BOX.height + GAP.y) - GAP.y)),
    boxes,
    alone: ids.filter((id) => !linked.has(id)),
  };
}

/** Each as far to the right as the longest way to it that comes by nothing twice; in a column near what leads there. */
function columnsOf(ids: readonly string[], edges: readonly Edge[]): string[][] {
  const depth = new Map(ids.map((id) => [id, 0]));
  for (let round = 1; round < ids.length; round++) {
    let moved = false;
    for (const { from, to } of edges) {
      const wished = (depth.get(from) ?? 0) + 1;
      if (wished > (depth.get(to) ?? 0) && wished < ids.length && !leadsBack(to, from, edges)) {
        depth.set(to, wished);
        moved = true;
      }
    }
    if (!moved) break;
  }
  const columns: string[][] = [];
  for (const id of ids) (columns[depth.get(id) ?? 0] ??= []).push(id);
  const filled = columns.filter((column) => column !== undefined);
  filled.slice(1).forEach((column, at) => {
    const before = filled[at] ?? [];
    const row = (id: string) => {
      const rows = edges.filter(({ to }) => to === id).map(({ from }) => before.indexOf(from)).filter((index) => index >= 0);
      return rows.length > 0 ? rows.reduce((sum, index) => sum + index, 0) / rows.length : before.length;
    };
    column.sort((one, other) => row(one) - row(other));
  });
  return filled;
}

/** Whether there is a way from `from` to `to`: then an edge the other way round closes a circle. */
function leadsBack(from: string, to: string, edges: readonly Edge[]): boolean {
  const seen = new Set([from]);
  const waiting = [from];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === to) return true;
    for (const edge of edges) {
      if (edge.from === at && !seen.has(edge.to)) {
        seen.add(edge.to);
        waiting.push(edge.to);
      }
    }
  }
  return false;
}
