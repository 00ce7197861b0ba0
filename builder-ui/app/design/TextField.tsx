/** One line of text. `code`: in the face of code. */

import type { ComponentPropsWithRef } from "react";
import { Field, type Labels } from "./Field.tsx";

type Props = Omit<ComponentPropsWithRef<"input">, "onChange" | "value"> &
  Labels & { value: string; onChange: (value: string) => void; code?: boolean };

export function TextField({ label, hint, error, hideLabel, code = false, onChange, ...rest }: Props) {
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel ?? false}>
      {(control) => (
        <input
          type="text"
          {...rest}
          {...control}
          className={code ? "control control-code" : "control"}
          spellCheck={code ? false : rest.spellCheck}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
