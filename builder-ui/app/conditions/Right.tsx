/** What a slot is compared with: one of its values where they are known, else what one writes. */

import { Combobox } from "../design/Combobox.tsx";
import { Select } from "../design/Select.tsx";
import { TextField } from "../design/TextField.tsx";
import type { Row } from "../server/slots.ts";
import { said, saidMany, shown, shownMany } from "./values.ts";
import { t } from "./words.ts";

type Slot = { name: string; type: string; values?: string[] };
type Props = { row: Row; at: number; slot: Slot | undefined; onChange: (right: string) => void };

export function Right({ row, at, slot, onChange }: Props) {
  const label = t("conditions.right", { row: at + 1 });
  if (row.operator.endsWith("one of")) {
    const many = t("conditions.many", { row: at + 1 });
    return <TextField label={many} hideLabel value={shownMany(row.right)} onChange={(words) => onChange(saidMany(words, slot?.type))} />;
  }
  if (slot?.type === "bool") {
    return (
      <Select
        label={label}
        hideLabel
        value={row.right}
        onChange={onChange}
        choices={[
          ...(row.right === "true" || row.right === "false" ? [] : [{ value: row.right, label: row.right }]),
          { value: "true", label: t("conditions.yes") },
          { value: "false", label: t("conditions.no") },
        ]}
      />
    );
  }
  const options = (slot?.values ?? []).map((value) => ({ value: String(value) }));
  return <Combobox label={label} hideLabel value={shown(row.right)} onChange={(words) => onChange(said(words, slot?.type))} options={options} />;
}
