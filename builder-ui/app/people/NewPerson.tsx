/** Gives somebody an account. */

import { useId, useState } from "react";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { Select } from "../design/Select.tsx";
import { TextField } from "../design/TextField.tsx";
import { account, usePeople, type Role } from "../server/session.ts";
import { Password, isGiven, type Twice } from "./Password.tsx";
import { roles } from "./roles.ts";
import { Refused } from "./Refused.tsx";
import { tried } from "./tried.ts";
import { t } from "./words.ts";

type Props = { open: boolean; onClose: () => void };

export function NewPerson({ open, onClose }: Props) {
  return open ? <Form onClose={onClose} /> : null;
}

function Form({ onClose }: { onClose: () => void }) {
  const isFirst = usePeople().data?.length === 0;
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>(isFirst ? "admin" : "author");
  const [twice, setTwice] = useState<Twice>({ first: "", again: "" });
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState("");
  const form = useId();

  async function add(): Promise<void> {
    setBusy(true);
    const done = await tried(account.add({ name, role, password: twice.first }), t("people.added", { name }), setRefused);
    setBusy(false);
    if (done) onClose();
  }

  return (
    <Dialog
      open
      size="small"
      title={t("people.add")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("people.cancel")}</Button>
          <Button look="primary" type="submit" form={form} busy={busy} disabled={!name || !isGiven(twice)}>
            {t("people.add")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="people-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name && isGiven(twice)) void add();
        }}
      >
        <TextField label={t("people.name")} value={name} onChange={setName} autoComplete="off" required />
        <Select label={t("people.role")} hint={t("people.rolesHint")} value={role} onChange={setRole} choices={roles()} disabled={isFirst} />
        <Password twice={twice} onChange={setTwice} />
        <Refused why={refused} />
      </form>
    </Dialog>
  );
}
