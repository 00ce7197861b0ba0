/** One of a few. The browser's own: it works with every keyboard, phone and screen reader. */

import type { ComponentPropsWithRef } from "react";
import { Field, type Labels } from "./Field.tsx";

export type Choice<Value extends string = string> = { value: Value; label: string };
type Props<Value extends string> = Omit<ComponentPropsWithRef<"select">, "onChange" | "value"> &
  Labels & { value: Value; onChange: (value: Value) => void; choices: readonly Choice<Value>[] };

export function Select<Value extends string>(props: Props<Value>) {
  const { label, hint, error, hideLabel, choices, onChange, ...rest } = props;
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel ?? false}>
      {(control) => (
        <select {...rest} {...control} className="control" onChange={(event) => onChange(event.target.value as Value)}>
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
