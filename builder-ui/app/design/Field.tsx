/** A label with what it labels, a hint and what is wrong. The control takes the given attributes. */

import { useId, type ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import "./Field.css";

export type Labels = {
  label: string;
  hint?: ReactNode;
  /** What is wrong, or nothing. */
  error?: string | undefined;
  /** The label is read out, not shown: where what is around says it. */
  hideLabel?: boolean;
};
type Control = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };
type Props = Labels & { children: (control: Control) => ReactNode };

export function Field({ label, hint, error, hideLabel = false, children }: Props) {
  const id = useId();
  const said = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? "unseen" : undefined}>
        {label}
      </label>
      {children({ id, "aria-describedby": said || undefined, "aria-invalid": error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="field-error">
          <Icon name="problem" />
          {error}
        </p>
      )}
    </div>
  );
}
