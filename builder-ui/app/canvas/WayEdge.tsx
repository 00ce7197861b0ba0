/** The way that is pointed at or chosen: React Flow lets one take its ends elsewhere, and it has a plus in its middle. */

import type { EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { START } from "../flow/graph.ts";
import { askFor } from "./asking.ts";
import type { Way } from "./board.ts";
import { Line, pathOf } from "./Line.tsx";
import { t } from "./words.ts";

export const WayEdge = memo(function WayEdge({ source, sourceHandleId, data, selected, ...at }: EdgeProps<Way>) {
  const ends = { x: at.sourceX, y: at.sourceY, toX: at.targetX, toY: at.targetY };
  const [, x, y] = pathOf(ends);
  return (
    <Line {...ends} spot={data?.spot ?? ""} selected={selected ?? false} reach={(path) => <path className="canvas-way-reach" d={path} />}>
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
        <circle r="14" className="canvas-way-room" />
        <circle r="9" />
        <path d="M-4 0h8M0-4v8" />
      </g>
    </Line>
  );
});
