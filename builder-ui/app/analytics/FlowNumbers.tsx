/** The numbers of one flow, step by step and way by way: what its canvas shows, as tables. */

import { useEffect, useRef } from "react";
import { Table } from "../design/Table.tsx";
import type { EdgeTraffic, StepTraffic, Traffic } from "../server/rehearsals.ts";
import { OnCanvas } from "./OnCanvas.tsx";
import { t } from "./words.ts";

type Props = { traffic: Traffic; name: string; isKnown: boolean };

export function FlowNumbers({ traffic: { flow, steps, edges }, name, isKnown }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const stepCell = (id: string) => (id === "" ? t("analytics.start") : id === "END" ? t("analytics.end") : isKnown ? <OnCanvas flow={flow} step={id} /> : id);

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "start" });
  }, [flow]);

  return (
    <section className="analytics-one" aria-label={t("analytics.one", { flow: name })}>
      <h2 ref={heading} tabIndex={-1}>{t("analytics.one", { flow: name })}</h2>
      <Table<StepTraffic>
        label={t("analytics.steps")}
        rows={steps}
        rowKey={({ id }) => id}
        columns={[
          { name: "step", title: t("analytics.step"), cell: ({ id }) => stepCell(id), sort: ({ id }) => id },
          { name: "entered", title: t("analytics.entered"), align: "end", cell: ({ entered }) => entered, sort: ({ entered }) => entered },
          { name: "dropped", title: t("analytics.dropped"), align: "end", cell: ({ dropped }) => dropped, sort: ({ dropped }) => dropped },
          { name: "rejected", title: t("analytics.rejected"), align: "end", cell: ({ rejected }) => rejected, sort: ({ rejected }) => rejected },
          { name: "answers", title: t("analytics.answers"), cell: ({ answers }) => <Answers answers={answers} /> },
        ]}
      />
      <Table<EdgeTraffic>
        label={t("analytics.ways")}
        rows={edges}
        rowKey={({ from, exit, to }) => `${from} ${exit} ${to}`}
        columns={[
          { name: "from", title: t("analytics.from"), cell: ({ from }) => stepCell(from), sort: ({ from }) => from },
          { name: "to", title: t("analytics.to"), cell: ({ to }) => stepCell(to), sort: ({ to }) => to },
          { name: "sessions", title: t("analytics.sessions"), align: "end", cell: ({ sessions }) => sessions, sort: ({ sessions }) => sessions },
          { name: "count", title: t("analytics.times"), align: "end", cell: ({ count }) => count, sort: ({ count }) => count },
        ]}
      />
    </section>
  );
}

function Answers({ answers }: Pick<StepTraffic, "answers">) {
  return (
    <ul className="analytics-answers">
      {answers.map(({ text, count }) => (
        <li key={text}>
          <q>{text}</q>
          {count > 1 && <small>{`× ${count}`}</small>}
        </li>
      ))}
    </ul>
  );
}
