/** Makes a response, in the file where those of like names are. */

import { useId, useState } from "react";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { TextField } from "../design/TextField.tsx";
import { toast } from "../design/toast.ts";
import { ask, Refusal } from "../server/ask.ts";
import type { ResponseEntry } from "../server/language.ts";
import { queries } from "../server/queries.ts";
import { go } from "../shell/navigation.ts";
import { t } from "./words.ts";

type Props = { responses: readonly ResponseEntry[]; onClose: () => void };

export function NewResponse({ responses, onClose }: Props) {
  const [name, setName] = useState("utter_");
  const [text, setText] = useState("");
  const form = useId();
  const taken = responses.some((each) => each.name === name.trim());
  const can = /^utter_./.test(name.trim()) && !taken && text.trim() !== "";

  async function make(): Promise<void> {
    try {
      await ask.put(`responses/${encodeURIComponent(name.trim())}`, { variations: [{ text }] });
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      toast(fault.message || t("responses.failed"), { tone: "danger", hint: fault.hint });
      return;
    }
    await queries.invalidateQueries({ queryKey: ["responses"] });
    go({ to: "/responses", search: { name: name.trim() } });
    onClose();
  }

  return (
    <Dialog
      open
      size="small"
      title={t("responses.add")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("responses.cancel")}</Button>
          <Button look="primary" type="submit" form={form} disabled={!can}>
            {t("responses.create")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="response"
        onSubmit={(event) => {
          event.preventDefault();
          if (can) void make();
        }}
      >
        <TextField label={t("responses.name")} hint={t("responses.nameHint")} code value={name} onChange={setName} error={taken ? t("responses.taken") : undefined} />
        <TextArea label={t("responses.text")} value={text} onChange={setText} />
      </form>
    </Dialog>
  );
}
