/** When a variation is the one to say: slots that have to have certain values. */

import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { CodeText } from "../design/CodeText.tsx";
import { Combobox } from "../design/Combobox.tsx";
import { IconButton } from "../design/IconButton.tsx";
import type { Variation } from "../server/language.ts";
import { useProject } from "../server/project.ts";
import { valueOf, writtenOf } from "../slots/types.ts";
import { partOf, slotsOf, withSlots, type SlotIs } from "./variation.ts";
import { t } from "./words.ts";

type Props = {
  variation: Variation;
  onWrite: (variation: Variation) => void;
  onLeave: () => void;
  onChange: (variation: Variation) => void;
};

export function SlotConditions({ variation, onWrite, onLeave, onChange }: Props) {
  const [added, setAdded] = useState<number | null>(null);
  const slots = useProject().data?.slots ?? [];
  const rows = slotsOf(variation);
  if (rows === null) {
    return (
      <p>
        {t("responses.condition")} <CodeText>{partOf(variation, "condition")}</CodeText>
      </p>
    );
  }
  const typeOf = (name: string) => slots.find((slot) => slot.name === name)?.type ?? "any";
  const set = (at: number, part: Partial<SlotIs>) => onWrite(withSlots(variation, rows.map((row, index) => (index === at ? { ...row, ...part } : row))));

  function add(): void {
    onWrite(withSlots(variation, [...(rows ?? []), { name: "", value: null }]));
    setAdded(rows?.length ?? 0);
  }

  return (
    <div className="response-buttons">
      {rows.map((row, at) => (
        // oxlint-disable-next-line no-array-index-key -- a row is where it stands
        <div key={at} className="response-button">
          <Combobox
            label={t("responses.slotIs")}
            hideLabel={at > 0}
            code
            value={row.name}
            autoFocus={at === added}
            onChange={(name) => set(at, { name })}
            onBlur={onLeave}
            options={slots.map(({ name, type }) => ({ value: name, detail: type, icon: "slot" }))}
          />
          <Combobox
            label={t("responses.slotValue")}
            hideLabel={at > 0}
            value={writtenOf(row.value)}
            onChange={(written) => set(at, { value: valueOf(written, typeOf(row.name)) })}
            onBlur={onLeave}
            options={valuesOf(slots.find(({ name }) => name === row.name))}
          />
          <IconButton icon="remove" size="small" label={t("responses.removeSlot")} onClick={() => onChange(withSlots(variation, rows.toSpliced(at, 1)))} />
        </div>
      ))}
      <Button size="small" look="quiet" icon="plus" onClick={add}>
        {t("responses.addCondition")}
      </Button>
    </div>
  );
}

function valuesOf(slot: { type: string; values?: string[] } | undefined) {
  const values = slot?.type === "bool" ? ["true", "false"] : (slot?.values ?? []);
  return values.filter((value) => value !== null).map((value) => ({ value: String(value) }));
}
