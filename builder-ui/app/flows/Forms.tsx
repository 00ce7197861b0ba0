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
        { name: "name", title: t("flows.name"), cell: ({ name }) => <CodeText>{name}</CodeText>, sort: ({ name }) => name },
        { name: "slots", title: t("flows.slots"), cell: ({ slots }) => slots.join(", ") },
        { name: "begun", title: t("flows.begunBy"), cell: ({ begun_by: begun }) => [...new Set(begun)].join(", ") },
        { name: "file", title: "", cell: ({ file, line }) => t("flows.where", { file, line }) },
      ]}
    />
  );
}
