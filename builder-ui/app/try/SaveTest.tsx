/** Keeps a conversation as a test in the draft, under a name, and says where it is. */

import { useId, useState } from "react";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { TextField } from "../design/TextField.tsx";
import { toast } from "../design/toast.ts";
import type { Turn } from "../server/rehearsals.ts";
import { spokenText } from "../server/spoken.ts";
import { go } from "../shell/navigation.ts";
import { save } from "./deeds.ts";
import { t } from "./words.ts";

export function SaveTest({ turns, onClose }: { turns: readonly Turn[]; onClose: () => void }) {
  const [name, setName] = useState(turns.find(({ user }) => user !== null && !user.startsWith("/"))?.user ?? "");
  const [busy, setBusy] = useState(false);
  const form = useId();

  async function keep(): Promise<void> {
    setBusy(true);
    const saved = await save(name.trim());
    setBusy(false);
    if (saved === null) return;
    const leftOut = await Promise.all(saved.left_out.map(spokenText));
    onClose();
    toast(t("try.saved", { file: saved.file }), {
      tone: "success",
      hint: leftOut.length > 0 ? t("try.leftOutOfTest", { what: leftOut.join("; ") }) : undefined,
      action: { label: t("try.seeDraft"), perform: () => go({ to: "/history" }) },
    });
  }

  return (
    <Dialog
      open
      size="small"
      title={t("try.save")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("try.cancel")}</Button>
          <Button look="primary" type="submit" form={form} busy={busy} disabled={name.trim() === ""}>
            {t("try.keep")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "" && !busy) void keep();
        }}
      >
        <TextField label={t("try.testName")} hint={t("try.testHint")} value={name} onChange={setName} required />
      </form>
    </Dialog>
  );
}
