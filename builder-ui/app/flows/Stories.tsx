/** All stories as one graph: where they begin alike they are drawn once. */

import type { StoryMap } from "../server/project.ts";
import { Rules } from "./Rules.tsx";
import { t } from "./words.ts";

const ROOM = 16;

export function Stories({ stories }: { stories: StoryMap }) {
  const { width, height, spots, lines } = stories;
  return (
    <>
      <div className="flow-map" role="region" aria-label={t("flows.stories")} tabIndex={0}>
        <svg className="story-map" width={width + 2 * ROOM} height={height + 2 * ROOM} viewBox={`${-ROOM} ${-ROOM} ${width + 2 * ROOM} ${height + 2 * ROOM}`} aria-hidden="true">
          {lines.map(({ from, to, points }) => (
            <polyline key={`${from} ${to}`} points={points.map((point) => point.join()).join(" ")} />
          ))}
          {spots.map(({ id, kind, words, x, y, width: wide, height: high, stories: told }) => (
            <g key={id} data-kind={kind}>
              <title>{told.join("\n")}</title>
              <rect x={x - wide / 2} y={y - high / 2} width={wide} height={high} rx={6} />
              <text x={x} y={y} textAnchor="middle" dominantBaseline="central">
                {words}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <Rules rules={stories.stories} />
    </>
  );
}
