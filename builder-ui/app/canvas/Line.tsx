/** The line of a way: from where it leaves a card to the card that it leads to, in the colours of what is known of it. */

import { getBezierPath, Position } from "@xyflow/react";
import type { ReactNode } from "react";
import { useHot } from "./hot.ts";

export type Ends = { x: number; y: number; toX: number; toY: number };

/** `reach` is where it is pointed at, `children` what is there then. */
export function Line({ spot, selected, reach, children, ...ends }: Ends & { spot: string; selected: boolean; reach: (path: string) => ReactNode; children?: ReactNode }) {
  const lit = useHot((hot) => hot.lit.has(spot));
  const count = useHot((hot) => (hot.traffic ? (hot.traffic.get(spot) ?? 0) : undefined));
  const share = useHot((hot) => (hot.traffic && hot.busiest > 0 ? (hot.traffic.get(spot) ?? 0) / hot.busiest : 0));
  const [path, x, y] = pathOf(ends);
  return (
    <g className="canvas-way" data-lit={lit || undefined} data-selected={selected || undefined} data-way={spot} data-count={count}>
      <path className="react-flow__edge-path" d={path} {...(count !== undefined && { style: { strokeWidth: THINNEST + share * THICKER } })} />
      {reach(path)}
      {count !== undefined && count > 0 && (
        <text className="canvas-way-count" x={x} y={y - 8} textAnchor="middle">
          {count}
        </text>
      )}
      {children}
    </g>
  );
}

const THINNEST = 1.5; // of a way that nobody went
const THICKER = 6.5;
const OUT = 26;
const BEND = 12;
const OVER = 44;

/** The path, and where its middle is. */
export function pathOf({ x, y, toX, toY }: Ends): [path: string, x: number, y: number] {
  if (toX < x + 24) return pathBack(x, y, toX, toY);
  const [path, middleX, middleY] = getBezierPath({ sourceX: x, sourceY: y, targetX: toX, targetY: toY, sourcePosition: Position.Right, targetPosition: Position.Left, curvature: 0.32 });
  return [path, middleX, middleY];
}

/** A way back runs above the cards: out to the right, up, to the left, and down to where it goes. */
function pathBack(x: number, y: number, toX: number, toY: number): [path: string, x: number, y: number] {
  const top = Math.min(y, toY) - OVER;
  const [right, left] = [x + OUT, toX - OUT];
  const path = [
    `M${x} ${y}H${right - BEND}Q${right} ${y} ${right} ${y - BEND}`,
    `V${top + BEND}Q${right} ${top} ${right - BEND} ${top}`,
    `H${left + BEND}Q${left} ${top} ${left} ${top + BEND}`,
    `V${toY - BEND}Q${left} ${toY} ${left + BEND} ${toY}H${toX}`,
  ];
  return [path.join(""), (right + left) / 2, top];
}
