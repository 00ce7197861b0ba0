/** Sets somebody's password; they are logged out everywhere. */

import { useId, useState } from "react";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { account } from "../server/session.ts";
import { Password, isGiven, type Twice } from "./Password.tsx";
import { Refused } from "./Refused.tsx";
import { tried } from "./tried.ts";
import { t } from "./words.ts";

export function NewPassword({ name, onClose }: { name: string; onClose: () => void }) {
  const [twice, setTwice] = useState<Twice>({ first: "", again: "" });
  const [refused, setRefused] = useState("");
  const form = useId();

  async function set(): Promise<void> {
    if (await tried(account.change(name, { password: twice.first }), t("people.changed", { name }), setRefused)) onClose();
  }

  return (
    <Dialog
      open
      size="small"
      title={t("people.resetTitle", { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("people.cancel")}</Button>
          <Button look="primary" type="submit" form={form} disabled={!isGiven(twice)}>
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
          if (isGiven(twice)) void set();
        }}
      >
        <Password twice={twice} onChange={setTwice} />
        <Refused why={refused} />
      </form>
    </Dialog>
  );
}
