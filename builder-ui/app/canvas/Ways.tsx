/**
 * All ways that are seen, in one drawing. Each of React Flow's is a drawing of its own, which costs with every movement, so
 * it has only the one that is pointed at or chosen: that is what its way of taking an end elsewhere is needed for.
 */

import { useStore, ViewportPortal, type ReactFlowState } from "@xyflow/react";
import { memo, useMemo } from "react";
import { hold, isHeld, useBoard, type Card, type Way } from "./board.ts";
import { useCarried, useShift } from "./carried.ts";
import { Line, type Ends } from "./Line.tsx";

const TILE = 512; // what is seen is counted in these, so that a small movement draws nothing
const OVER = 64; // a way back runs above its cards

type Area = readonly [left: number, top: number, right: number, bottom: number];

export function Ways() {
  const { nodes, edges, held } = useBoard();
  const carried = useCarried(({ ids }) => ids);
  const area = useStore(areaOf, (a, b) => a.every((side, at) => side === b[at]));
  const byId = useMemo(() => new Map(nodes.map((card) => [card.id, card])), [nodes]);
  return (
    <ViewportPortal>
      <svg className="canvas-ways" aria-hidden>
        {edges.map((way) => {
          const ends = isHeld(way, held, carried) ? null : endsOf(way, byId);
          const shown = ends && (isSeen(ends, area) || carried.has(way.source) || carried.has(way.target));
          return shown && <Still key={way.id} way={way} {...ends} />;
        })}
      </svg>
    </ViewportPortal>
  );
}

const Still = memo(function Still({ way: { id, source, target, data, selected }, x, y, toX, toY }: Ends & { way: Way }) {
  const [from, to] = [useShift(source), useShift(target)];
  return (
    <Line
      x={x + from.x}
      y={y + from.y}
      toX={toX + to.x}
      toY={toY + to.y}
      spot={data?.spot ?? ""}
      selected={selected ?? false}
      reach={(path) => <path className="canvas-way-reach" d={path} onPointerEnter={({ buttons }) => buttons === 0 && hold(id)} />}
    />
  );
});

/** Where it leaves its card, and where it comes to the other: the outer edges of their handles. */
function endsOf({ source, sourceHandle, target, targetHandle }: Way, byId: ReadonlyMap<string, Card>): Ends | null {
  const [from, to] = [byId.get(source), byId.get(target)];
  const out = from?.handles?.find((handle) => handle.id === sourceHandle);
  const into = to?.handles?.find((handle) => handle.id === targetHandle);
  if (!from || !to || !out || !into) return null;
  return {
    x: from.position.x + out.x + (out.width ?? 0),
    y: from.position.y + out.y + (out.height ?? 0) / 2,
    toX: to.position.x + into.x,
    toY: to.position.y + into.y + (into.height ?? 0) / 2,
  };
}

function areaOf({ transform: [x, y, zoom], width, height }: ReactFlowState): Area {
  const down = (value: number): number => Math.floor(value / zoom / TILE) * TILE;
  const up = (value: number): number => Math.ceil(value / zoom / TILE) * TILE;
  return [down(-x), down(-y), up(width - x), up(height - y)];
}

function isSeen({ x, y, toX, toY }: Ends, [left, top, right, bottom]: Area): boolean {
  const [first, last] = [Math.min(x, toX) - OVER, Math.max(x, toX) + OVER];
  return first < right && last > left && Math.min(y, toY) - OVER < bottom && Math.max(y, toY) + OVER > top;
}
