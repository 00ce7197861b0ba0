/** How many people went through which flow, where they left, and which answers were refused: the numbers of the canvas. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { Table } from "../design/Table.tsx";
import { useProject } from "../server/project.ts";
import { useAllTraffic, type Traffic } from "../server/rehearsals.ts";
import { Link } from "../shell/Link.tsx";
import { useSearch } from "../shell/navigation.ts";
import { Screen } from "../shell/Screen.tsx";
import { summaryOf } from "../traffic/numbers.ts";
import { useSpan } from "../traffic/overlay.ts";
import { RangeField } from "../traffic/RangeField.tsx";
import { FlowNumbers } from "./FlowNumbers.tsx";
import { OnCanvas } from "./OnCanvas.tsx";
import { t } from "./words.ts";
import "./analytics.css";

export function AnalyticsScreen() {
  const { data, isPending, error } = useAllTraffic(useSpan());
  const { data: project } = useProject();
  const open = useSearch().get("flow");
  const known = (id: string) => project?.flows.find((flow) => flow.id === id);
  const opened = data?.find(({ flow }) => flow === open);
  const most = Math.max(1, ...(data ?? []).map(({ sessions }) => sessions));

  return (
    <Screen name="analytics" about={t("analytics.about")} actions={<RangeField />}>
      {isPending && <Skeleton label={t("analytics.loading")} />}
      {(error || data?.length === 0) && (
        <EmptyState icon={error ? "problem" : "chart"} title={t(error ? "analytics.unread" : "analytics.empty")}>
          <p>{error ? error.message : t("analytics.teach")}</p>
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <>
          <p className="analytics-of" role="status">
            {t(data[0]?.whole === false ? "analytics.newest" : "analytics.of", { count: data[0]?.conversations ?? 0 })}
          </p>
          <Table
            label={t("analytics.flows")}
            rows={data.map((traffic) => ({ ...traffic, ...summaryOf(traffic) }))}
            rowKey={({ flow }) => flow}
            {...(open === null ? {} : { chosen: open })}
            columns={[
              { name: "flow", title: t("analytics.flow"), cell: ({ flow }) => <Name id={flow} name={known(flow)?.name ?? flow} />, sort: ({ flow }) => known(flow)?.name ?? flow },
              { name: "sessions", title: t("analytics.sessions"), cell: ({ sessions }) => <Bar share={sessions / most} count={sessions} />, sort: ({ sessions }) => sessions, width: "12rem" },
              { name: "finished", title: t("analytics.finished"), align: "end", cell: ({ finished }) => finished, sort: ({ finished }) => finished },
              { name: "dropped", title: t("analytics.dropped"), align: "end", cell: ({ dropped }) => dropped, sort: ({ dropped }) => dropped },
              { name: "rejected", title: t("analytics.rejected"), align: "end", cell: ({ rejected }) => rejected, sort: ({ rejected }) => rejected },
              { name: "worst", title: t("analytics.worst"), cell: ({ flow, worst }) => worst && (known(flow) ? <OnCanvas flow={flow} step={worst.id} /> : worst.id) },
              { name: "canvas", title: t("analytics.canvas"), cell: ({ flow }) => known(flow) && <OnCanvas flow={flow} label={t("analytics.show", { flow: known(flow)?.name ?? flow })} /> },
            ]}
          />
          {opened && <FlowNumbers traffic={opened} name={known(opened.flow)?.name ?? opened.flow} isKnown={known(opened.flow) !== undefined} />}
          {!opened && <p className="analytics-of">{t("analytics.choose")}</p>}
        </>
      )}
    </Screen>
  );
}

function Name({ id, name }: { id: Traffic["flow"]; name: string }) {
  return (
    <Link to="/analytics" search={{ flow: id }} aria-label={t("analytics.open", { flow: name })}>
      {name}
    </Link>
  );
}

function Bar({ share, count }: { share: number; count: number }) {
  return (
    <span className="analytics-bar">
      <span>{count}</span>
      <i aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </i>
    </span>
  );
}
