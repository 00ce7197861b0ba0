/** Takes another password for oneself; every session ends, so that one logs in again with the new one. */

import { useId, useState } from "react";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { TextField } from "../design/TextField.tsx";
import { account } from "../server/session.ts";
import { isGiven, Password, type Twice } from "./Password.tsx";
import { Refused } from "./Refused.tsx";
import { tried } from "./tried.ts";
import { t } from "./words.ts";

export function OwnPassword({ onClose }: { onClose: () => void }) {
  const [old, setOld] = useState("");
  const [twice, setTwice] = useState<Twice>({ first: "", again: "" });
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState("");
  const form = useId();
  const can = old !== "" && isGiven(twice);

  async function change(): Promise<void> {
    setBusy(true);
    const done = await tried(account.password(old, twice.first), t("people.ownChanged"), setRefused);
    setBusy(false);
    if (done) onClose();
  }

  return (
    <Dialog
      open
      size="small"
      title={t("people.own")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("people.cancel")}</Button>
          <Button look="primary" type="submit" form={form} busy={busy} disabled={!can}>
            {t("people.change")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="people-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (can) void change();
        }}
      >
        <TextField label={t("people.old")} type="password" autoComplete="current-password" value={old} onChange={setOld} required />
        <Password twice={twice} onChange={setTwice} />
        <Refused why={refused} />
        <p>{t("people.ownText")}</p>
      </form>
    </Dialog>
  );
}
