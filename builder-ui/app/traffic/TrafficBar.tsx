/** Above the canvas while numbers are shown on it: of which time they are, and of how many conversations. */

import { useEffect } from "react";
import { useDocument } from "../canvas/document.ts";
import { showTraffic } from "../canvas/hot.ts";
import { Icon } from "../design/Icon.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { useTraffic } from "../server/rehearsals.ts";
import { Link } from "../shell/Link.tsx";
import { waysOf } from "./numbers.ts";
import { toggleTraffic, useSpan } from "./overlay.ts";
import { RangeField } from "./RangeField.tsx";
import { t } from "./words.ts";
import "./traffic.css";

export function TrafficBar() {
  const flow = useDocument(({ id }) => id);
  const graph = useDocument(({ graph }) => graph);
  const span = useSpan();
  const { data, error, isPending } = useTraffic(flow, span);

  useEffect(() => {
    if (data) showTraffic(waysOf(data.edges, graph), data.steps);
  }, [data, graph]);
  useEffect(() => () => showTraffic(null), []);

  return (
    <section className="traffic-bar" aria-label={t("traffic.title")}>
      <Icon name="chart" />
      <RangeField />
      <p role="status">
        {isPending && t("traffic.counting")}
        {error?.message}
        {data && (data.sessions === 0 ? t("traffic.none") : t("traffic.sessions", { count: data.sessions }))}
        {data && !data.whole && ` ${t("traffic.notWhole", { conversations: data.conversations })}`}
      </p>
      <Link to="/analytics">{t("traffic.all")}</Link>
      <IconButton icon="close" size="small" label={t("traffic.hide")} onClick={toggleTraffic} />
    </section>
  );
}
