/** The flows as a map: what calls what, and comes back, and what goes over to what, and does not. */

import { useMap } from "../server/project.ts";
import { Skeleton } from "../design/Skeleton.tsx";
import { Link } from "../shell/Link.tsx";
import { arrange, BOX, type Box } from "./arrange.ts";
import { t } from "./words.ts";

export function FlowMap() {
  const { data: map } = useMap();
  if (!map) return <Skeleton label={t("flows.loading")} />;
  const names = new Map(map.flows.map(({ id, name }) => [id, name]));
  const { width, height, boxes, alone } = arrange([...names.keys()], map.edges);
  const placed = new Map(boxes.map((box) => [box.id, box]));

  return (
    <div className="flow-map" role="region" aria-label={t("flows.mapLabel")} tabIndex={0}>
      {boxes.length > 0 && (
        <div className="flow-map-drawn" style={{ width, height }}>
          <svg width={width} height={height} aria-hidden="true">
            <defs>
              <marker id="flow-map-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
                <path d="M0 0 8 4 0 8z" />
              </marker>
            </defs>
            {map.edges.map(({ from, to, kind }) => {
              const [begin, end] = [placed.get(from), placed.get(to)];
              return begin && end && <path key={`${from} ${to} ${kind}`} data-kind={kind} d={curve(begin, end)} markerEnd="url(#flow-map-head)" />;
            })}
          </svg>
          {boxes.map(({ id, x, y }) => (
            <Link key={id} to="/flows/$id" params={{ id }} className="flow-map-box" style={{ left: x, top: y, width: BOX.width, height: BOX.height }}>
              <strong>{names.get(id)}</strong>
              <small>{id}</small>
            </Link>
          ))}
        </div>
      )}
      <ul className="flow-map-alone">
        {alone.map((id) => (
          <li key={id}>
            <Link to="/flows/$id" params={{ id }} className="flow-map-box">
              <strong>{names.get(id)}</strong>
              <small>{id}</small>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function curve(from: Box, to: Box): string {
  const [x, y] = [from.x + BOX.width, from.y + BOX.height / 2];
  const [endX, endY] = [to.x, to.y + BOX.height / 2];
  const bend = Math.max(40, Math.abs(endX - x) / 2);
  return `M${x} ${y}C${x + bend} ${y} ${endX - bend} ${endY} ${endX - 2} ${endY}`;
}
