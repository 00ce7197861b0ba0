/** The line from an exit to a step, with a plus in its middle when one points at it. */

import { BaseEdge, getBezierPath, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { START } from "../flow/graph.ts";
import { askFor } from "./asking.ts";
import type { Way } from "./board.ts";
import { useHot } from "./hot.ts";
import { t } from "./words.ts";

export const WayEdge = memo(function WayEdge({ id, source, sourceHandleId, data, selected, ...ends }: EdgeProps<Way>) {
  const spot = data?.spot ?? "";
  const lit = useHot((hot) => hot.lit.has(spot));
  const count = useHot((hot) => (hot.traffic ? (hot.traffic.get(spot) ?? 0) : undefined));
  const share = useHot((hot) => (hot.traffic && hot.busiest > 0 ? (hot.traffic.get(spot) ?? 0) / hot.busiest : 0));
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = ends;
  const to = { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition };
  const back = targetX < sourceX + 24;
  const [path, x, y] = back ? pathBack(sourceX, sourceY, targetX, targetY) : getBezierPath({ ...to, curvature: 0.32 });
  return (
    <g className="canvas-way" data-lit={lit || undefined} data-selected={selected || undefined} data-way={spot} data-count={count}>
      <BaseEdge id={id} path={path} interactionWidth={22} {...(count !== undefined && { style: { strokeWidth: THINNEST + share * THICKER } })} />
      {count !== undefined && count > 0 && (
        <text className="canvas-way-count" x={x} y={y - 8} textAnchor="middle">
          {count}
        </text>
      )}
      <g
        className="canvas-way-add nopan"
        transform={`translate(${x} ${y})`}
        onClick={(event) => {
          event.stopPropagation();
          const key = source === START ? null : source;
          askFor({ what: "add", spot: { key, exit: Number(sourceHandleId) }, at: [event.clientX + 12, event.clientY], place: null });
        }}
      >
        <title>{t("canvas.addAt")}</title>
        <circle r="14" className="canvas-way-reach" />
        <circle r="9" />
        <path d="M-4 0h8M0-4v8" />
      </g>
    </g>
  );
});

const THINNEST = 1.5; // of a way that nobody went
const THICKER = 6.5;
const OUT = 26;
const BEND = 12;
const OVER = 44;

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
