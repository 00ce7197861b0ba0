/** One slot: its type and values, who fills it and who reads it. What is changed is saved when one leaves the field. */

import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { CodeText } from "../design/CodeText.tsx";
import { Panel } from "../design/Panel.tsx";
import { Select } from "../design/Select.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { TextField } from "../design/TextField.tsx";
import { toast } from "../design/toast.ts";
import { RenameDialog } from "../rename/RenameDialog.tsx";
import { edit, type Edit } from "../server/edits.ts";
import type { Json } from "../server/json.ts";
import { useMay } from "../server/session.ts";
import type { Slot } from "../server/slots.ts";
import { useLeaving } from "../shell/useLeaving.ts";
import { asYaml } from "../words/asYaml.ts";
import { choicesOf, valueOf, writtenOf } from "./types.ts";
import { Uses } from "./Uses.tsx";
import { t } from "./words.ts";

type Props = { slot: Slot; onClose: () => void; onRenamed: (name: string) => void };

export function SlotPanel({ slot, onClose, onRenamed }: Props) {
  const { name, type, file, path, hash, mappings } = slot;
  const [renaming, setRenaming] = useState(false);
  const may = useMay("author") && file !== "";
  const unused = slot.set_by.length === 0 && slot.read_by.length === 0;

  async function save(...edits: Edit[]): Promise<boolean> {
    const outcome = await edit(edits, { [file]: hash });
    if (outcome.kind !== "refused") return true;
    toast(t("slots.failed"), { tone: "danger", hint: outcome.refusal.message });
    return false;
  }
  const set = (key: string, value: Json) => save(value === null ? { file, path: [...path, key], remove: true } : { file, path: [...path, key], value });

  async function remove(): Promise<void> {
    if (await save({ file, path, remove: true })) onClose();
  }

  return (
    <Panel name="slot" title={t("slots.details", { name })} onClose={onClose}>
      <div className="slot-panel">
        {file === "" && <p>{t("slots.own")}</p>}
        <Select label={t("slots.type")} value={type} choices={choicesOf(type)} disabled={!may} onChange={(chosen) => void set("type", chosen)} />
        {type === "categorical" && (
          <Left
            key={`values ${JSON.stringify(slot.values)}`}
            written={slot.values.filter((value) => value !== null).map(String).join("\n")}
            onLeft={(written) => void set("values", written.split("\n").map((line) => line.trim()).filter(Boolean))}
          >
            {(field) => <TextArea label={t("slots.values")} hint={t("slots.valuesHint")} disabled={!may} {...field} />}
          </Left>
        )}
        <Left key={`initial ${writtenOf(slot.initial)}`} written={writtenOf(slot.initial)} onLeft={(written) => void set("initial_value", valueOf(written, type))}>
          {(field) => <TextField label={t("slots.initial")} hint={t("slots.initialHint")} disabled={!may} {...field} />}
        </Left>
        {mappings.length > 0 && (
          <section className="slot-uses">
            <h3>{t("slots.mappings")}</h3>
            <ul>
              {mappings.map((mapping) => (
                <li key={JSON.stringify(mapping)}>
                  <CodeText>{asYaml(mapping)}</CodeText>
                </li>
              ))}
            </ul>
          </section>
        )}
        <Uses title={t("slots.filledBy")} uses={slot.set_by} />
        <Uses title={t("slots.readBy")} uses={slot.read_by} />
        {may && (
          <div className="slot-deeds">
            <Button icon="pencil" onClick={() => setRenaming(true)}>
              {t("slots.rename")}
            </Button>
            {unused && (
              <Button look="danger" icon="remove" data-tip={t("slots.removeText")} onClick={() => void remove()}>
                {t("slots.remove")}
              </Button>
            )}
          </div>
        )}
      </div>
      {renaming && <RenameDialog kind="slot" old={name} onClose={() => setRenaming(false)} onRenamed={onRenamed} />}
    </Panel>
  );
}

type Given = { value: string; onChange: (value: string) => void; onBlur: () => void };

/** A field whose text counts when one leaves it. */
function Left({ written, onLeft, children }: { written: string; onLeft: (written: string) => void; children: (field: Given) => React.ReactNode }) {
  const [value, setValue] = useState(written);
  const [told, setTold] = useState(written);
  function leave(): void {
    if (value === told) return;
    setTold(value);
    onLeft(value);
  }
  useLeaving(leave);
  return children({ value, onChange: setValue, onBlur: leave });
}
