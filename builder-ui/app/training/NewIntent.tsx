/** Makes an intent of its first examples. */

import { useId, useState } from "react";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { TextField } from "../design/TextField.tsx";
import type { IntentEntry } from "../server/language.ts";
import { go } from "../shell/navigation.ts";
import { linesOf } from "./marks.ts";
import type { Teach } from "./teach.ts";
import "./NewIntent.css";
import { t } from "./words.ts";

/** `called`: the name that is offered. `onMade`: what comes of it, else it is opened. */
type Props = { intents: readonly IntentEntry[]; teach: Teach; onClose: () => void; called?: string; onMade?: (intent: string) => void };

export function NewIntent({ intents, teach, onClose, called = "", onMade }: Props) {
  const [name, setName] = useState(called);
  const [text, setText] = useState("");
  const form = useId();
  const intent = name.trim();
  const lines = linesOf(text);
  const taken = intents.some((each) => each.name === intent);
  const can = intent !== "" && !taken && lines.length > 0;

  async function make(): Promise<void> {
    if (!(await teach({ add: lines.map((text) => ({ intent, text })) }))) return;
    onClose();
    if (onMade) onMade(intent);
    else go({ to: "/training", search: { intent } });
  }

  return (
    <Dialog
      open
      title={t("training.new")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("training.cancel")}</Button>
          <Button look="primary" type="submit" form={form} disabled={!can}>
            {t("training.create")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="new-intent"
        onSubmit={(event) => {
          event.preventDefault();
          if (can) void make();
        }}
      >
        <TextField label={t("training.name")} hint={t("training.nameHint")} code value={name} onChange={setName} error={taken ? t("training.taken") : undefined} />
        <TextArea label={t("training.lines")} hint={t("training.linesHint")} rows={6} value={text} onChange={setText} />
      </form>
    </Dialog>
  );
}
