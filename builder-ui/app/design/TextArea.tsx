/** Some lines of text; as tall as the text. */

import { useLayoutEffect, useRef, type ComponentPropsWithoutRef } from "react";
import { Field, type Labels } from "./Field.tsx";

type Props = Omit<ComponentPropsWithoutRef<"textarea">, "onChange" | "value"> &
  Labels & { value: string; onChange: (value: string) => void; code?: boolean };

export function TextArea({ label, hint, error, hideLabel, code = false, onChange, ...rest }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);

  useLayoutEffect(() => {
    const { current } = area;
    if (current === null) return;
    current.style.height = "auto";
    current.style.height = `${current.scrollHeight + 2}px`; // its borders
  }, [rest.value]);

  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel ?? false}>
      {(control) => (
        <textarea
          rows={2}
          {...rest}
          {...control}
          ref={area}
          className={code ? "control control-code" : "control"}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
