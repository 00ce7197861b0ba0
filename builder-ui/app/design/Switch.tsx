/** On or off, at once. */

import type { ReactNode } from "react";
import { useId } from "react";
import "./Switch.css";

type Props = { label: string; hint?: ReactNode; checked: boolean; onChange: (on: boolean) => void; disabled?: boolean };

export function Switch({ label, hint, checked, onChange, disabled = false }: Props) {
  const id = useId();
  return (
    <label className="switch">
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? id : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {hint && <small id={id}>{hint}</small>}
      </span>
    </label>
  );
}
