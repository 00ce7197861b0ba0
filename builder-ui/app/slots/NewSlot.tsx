/** Makes a slot, in a file of the domain that has slots already. */

import { useId, useState } from "react";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { Select } from "../design/Select.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { TextField } from "../design/TextField.tsx";
import { toast } from "../design/toast.ts";
import { edit } from "../server/edits.ts";
import type { Json } from "../server/json.ts";
import type { Slot } from "../server/slots.ts";
import { choicesOf } from "./types.ts";
import { t } from "./words.ts";

const USUAL = "domain.yml";

type Props = { slots: readonly Slot[]; onClose: () => void; onMade: (name: string) => void };

export function NewSlot({ slots, onClose, onMade }: Props) {
  const hashes = new Map(slots.filter(({ file }) => file !== "").map(({ file, hash }) => [file, hash]));
  const files = hashes.size > 0 ? [...hashes.keys()].sort() : [USUAL];
  const [name, setName] = useState("");
  const [type, setType] = useState("text");
  const [values, setValues] = useState("");
  const [file, setFile] = useState(files[0] ?? USUAL);
  const form = useId();
  const taken = slots.some((slot) => slot.name === name.trim());
  const can = name.trim() !== "" && !taken;

  async function make(): Promise<void> {
    const lines = values.split("\n").map((line) => line.trim()).filter(Boolean);
    const value: Json = { type, ...(type === "categorical" ? { values: lines } : {}) };
    const outcome = await edit([{ file, path: ["slots", name.trim()], value }], { [file]: hashes.get(file) ?? null });
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
        {files.length > 1 && <Select label={t("slots.file")} value={file} onChange={setFile} choices={files.map((value) => ({ value, label: value }))} />}
      </form>
    </Dialog>
  );
}
