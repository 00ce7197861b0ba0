/** A new password, given twice. */

import { TextField } from "../design/TextField.tsx";
import { t } from "./words.ts";
import "./people.css";

export type Twice = { first: string; again: string };

/** Whether it can be sent; whether it is good enough is the server's to say. */
export function isGiven({ first, again }: Twice): boolean {
  return first !== "" && first === again;
}

export function Password({ twice, onChange }: { twice: Twice; onChange: (twice: Twice) => void }) {
  const { first, again } = twice;
  const differ = again !== "" && !first.startsWith(again) && first !== again;
  return (
    <>
      <TextField
        label={t("people.password")}
        hint={t("people.passwordHint")}
        type="password"
        autoComplete="new-password"
        value={first}
        onChange={(value) => onChange({ first: value, again })}
        required
      />
      <TextField
        label={t("people.again")}
        error={differ ? t("people.differ") : undefined}
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={(value) => onChange({ first, again: value })}
        required
      />
    </>
  );
}
