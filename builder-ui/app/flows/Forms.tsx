/** The forms of a bot of Rasa: what they ask for, and what begins them. */

import { CodeText } from "../design/CodeText.tsx";
import { Table } from "../design/Table.tsx";
import type { ProjectMap } from "../server/project.ts";
import { t } from "./words.ts";

export function Forms({ forms }: { forms: ProjectMap["forms"] }) {
  return (
    <Table
      label={t("flows.forms")}
      rows={forms}
      rowKey={({ name }) => name}
      columns={[
        { name: "name", title: t("flows.name"), cell: ({ name }) => <CodeText>{name}</CodeText>, sort: ({ name }) => name, width: "20%" },
        { name: "slots", title: t("flows.slots"), cell: ({ slots }) => <Names of={slots} />, width: "25%" },
        { name: "begun", title: t("flows.begunBy"), cell: ({ begun_by: begun }) => <Names of={begun} /> },
        { name: "file", title: "", cell: ({ file, line }) => t("flows.where", { file, line }), width: "15%" },
      ]}
    />
  );
}

const FEW = 4;

/** One below the other: names of stories have commas. Many are shown when one asks for them. */
function Names({ of }: { of: readonly string[] }) {
  const names = [...new Set(of)];
  const some = names.length > FEW ? names.slice(0, FEW - 1) : names;
  const more = names.slice(some.length);
  return (
    <div className="form-names">
      {some.map((name) => (
        <span key={name}>{name}</span>
      ))}
      {more.length > 0 && (
        <details>
          <summary>{t("flows.moreNames", { count: more.length })}</summary>
          {more.map((name) => (
            <span key={name}>{name}</span>
          ))}
        </details>
      )}
    </div>
  );
}
