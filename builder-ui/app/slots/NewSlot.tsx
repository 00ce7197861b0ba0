/** Makes a slot, in a file of the domain that has slots already. */

import { useId, useState } from "react";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { Select } from "../design/Select.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { TextField } from "../design/TextField.tsx";
import { toast } from "../design/toast.ts";
import { placeOf } from "../server/domain.ts";
import { edit } from "../server/edits.ts";
import type { Json } from "../server/json.ts";
import { useProject } from "../server/project.ts";
import type { Slot } from "../server/slots.ts";
import { choicesOf } from "./types.ts";
import { t } from "./words.ts";

type Props = { slots: readonly Slot[]; onClose: () => void; onMade: (name: string) => void };

export function NewSlot({ slots, onClose, onMade }: Props) {
  const domain = useProject().data?.domain;
  const files = [...new Set(slots.map(({ file }) => file).filter(Boolean))].sort();
  if (files.length === 0 && domain !== undefined) files.push(domain);
  const [name, setName] = useState("");
  const [type, setType] = useState("text");
  const [values, setValues] = useState("");
  const [file, setFile] = useState("");
  const chosen = file || (files[0] ?? "");
  const form = useId();
  const taken = slots.some((slot) => slot.name === name.trim());
  const can = name.trim() !== "" && !taken && chosen !== "";

  async function make(): Promise<void> {
    const lines = values.split("\n").map((line) => line.trim()).filter(Boolean);
    const value: Json = { type, ...(type === "categorical" ? { values: lines } : {}) };
    const { hash } = await placeOf(chosen);
    const outcome = await edit([{ file: chosen, path: ["slots", name.trim()], value }], { [chosen]: hash });
    if (outcome.kind === "refused") {
      toast(t("slots.failed"), { tone: "danger", hint: outcome.refusal.message });
      return;
    }
    onMade(name.trim());
    onClose();
  }

  return (
    <Dialog
      open
      size="small"
      title={t("slots.add")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("slots.cancel")}</Button>
          <Button look="primary" type="submit" form={form} disabled={!can}>
            {t("slots.create")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="slot-panel"
        onSubmit={(event) => {
          event.preventDefault();
          if (can) void make();
        }}
      >
        <TextField label={t("slots.name")} code value={name} onChange={setName} error={taken ? t("slots.taken") : undefined} required />
        <Select label={t("slots.type")} value={type} onChange={setType} choices={choicesOf("text")} />
        {type === "categorical" && <TextArea label={t("slots.values")} hint={t("slots.valuesHint")} value={values} onChange={setValues} />}
        {files.length > 1 && <Select label={t("slots.file")} value={chosen} onChange={setFile} choices={files.map((value) => ({ value, label: value }))} />}
      </form>
    </Dialog>
  );
}
