/** The flows, each with what it is for, what starts it, and what is wrong with it. */

import { useState } from "react";
import { Badge } from "../design/Badge.tsx";
import { Switch } from "../design/Switch.tsx";
import { Table } from "../design/Table.tsx";
import { TextField } from "../design/TextField.tsx";
import type { FlowEntry } from "../server/project.ts";
import { useMay } from "../server/session.ts";
import { Link } from "../shell/Link.tsx";
import { FlowMenu } from "./FlowMenu.tsx";
import { t } from "./words.ts";

export function FlowList({ flows }: { flows: readonly FlowEntry[] }) {
  const [words, setWords] = useState("");
  const [patterns, setPatterns] = useState(false);
  const may = useMay("author");
  const asked = words.toLowerCase();
  const shown = flows.filter(
    ({ id, name, description, triggers, pattern }) =>
      (patterns || !pattern) && [id, name, description, ...triggers].join(" ").toLowerCase().includes(asked),
  );
  return (
    <div className="flow-list">
      <div className="flow-list-filter">
        <TextField label={t("flows.filter")} hideLabel type="search" placeholder={t("flows.filter")} value={words} onChange={setWords} />
        {flows.some(({ pattern }) => pattern) && <Switch label={t("flows.patterns")} checked={patterns} onChange={setPatterns} />}
      </div>
      {shown.length === 0 && <p role="status">{t("flows.none")}</p>}
      {shown.length > 0 && (
        <Table
          label={t("flows.flows")}
          height={60}
          rows={shown}
          rowKey={({ id }) => id}
          columns={[
            { name: "flow", title: t("flows.flow"), cell: (flow) => <Name flow={flow} />, sort: ({ name }) => name },
            { name: "triggers", title: t("flows.triggers"), cell: ({ triggers }) => triggers.join(", ") },
            { name: "steps", title: t("flows.steps"), align: "end", cell: ({ steps }) => steps, sort: ({ steps }) => steps },
            { name: "state", title: "", align: "end", cell: (flow) => <State flow={flow} /> },
            ...(may ? [{ name: "more", title: "", align: "end" as const, width: "3rem", cell: (flow: FlowEntry) => <FlowMenu flow={flow} flows={flows} /> }] : []),
          ]}
        />
      )}
    </div>
  );
}

function Name({ flow: { id, name, description } }: { flow: FlowEntry }) {
  return (
    <div className="flow-name">
      <Link to="/flows/$id" params={{ id }}>
        {name}
      </Link>
      <small>{description}</small>
    </div>
  );
}

function State({ flow: { errors, warnings, drafted } }: { flow: FlowEntry }) {
  return (
    <span className="flow-state">
      {errors > 0 && <Badge tone="danger">{t("flows.errors", { count: errors })}</Badge>}
      {errors === 0 && warnings > 0 && <Badge tone="warning">{t("flows.warnings", { count: warnings })}</Badge>}
      {drafted && <Badge tone="accent">{t("flows.drafted")}</Badge>}
    </span>
  );
}
