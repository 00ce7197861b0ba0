/** Boxes on a plane: lined up, spread evenly, set on the grid. */

export interface Box {
  key: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Edge = "left" | "centre" | "right" | "top" | "middle" | "bottom";
export type Places = Record<string, [number, number]>;

export const GRID = 8;

export function snap(value: number): number {
  return Math.round(value / GRID) * GRID;
}

export function align(boxes: readonly Box[], edge: Edge): Places {
  const across = edge === "left" || edge === "centre" || edge === "right";
  const [from, size] = across ? (["x", "width"] as const) : (["y", "height"] as const);
  const low = Math.min(...boxes.map((box) => box[from]));
  const high = Math.max(...boxes.map((box) => box[from] + box[size]));
  const share = edge === "left" || edge === "top" ? 0 : edge === "right" || edge === "bottom" ? 1 : 0.5;
  return places(boxes, (box) => {
    const at = snap(low + (high - low - box[size]) * share);
    return across ? [at, box.y] : [box.x, at];
  });
}

/** The same gap between all; the outer two stay. */
export function distribute(boxes: readonly Box[], along: "x" | "y"): Places {
  const size = along === "x" ? "width" : "height";
  const sorted = [...boxes].sort((a, b) => a[along] - b[along]);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last || sorted.length < 3) return {};
  const room = last[along] + last[size] - first[along] - sorted.reduce((sum, box) => sum + box[size], 0);
  const gap = room / (sorted.length - 1);
  let next = first[along];
  const found: Places = {};
  for (const box of sorted) {
    found[box.key] = along === "x" ? [Math.round(next), box.y] : [box.x, Math.round(next)];
    next += box[size] + gap;
  }
  return found;
}

function places(boxes: readonly Box[], at: (box: Box) => [number, number]): Places {
  return Object.fromEntries(boxes.map((box) => [box.key, at(box)]));
}
