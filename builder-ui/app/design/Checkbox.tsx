/** Yes or no, as a part of what is sent later, or of a list. */

import "./Switch.css";

type Props = {
  label: string;
  checked: boolean;
  onChange: (on: boolean) => void;
  /** Some of what it stands for. */
  mixed?: boolean;
  disabled?: boolean;
  hideLabel?: boolean;
};

export function Checkbox({ label, checked, onChange, mixed = false, disabled = false, hideLabel = false }: Props) {
  return (
    <label className="checkbox">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        ref={(input) => {
          if (input) input.indeterminate = mixed;
        }}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={hideLabel ? "unseen" : undefined}>{label}</span>
    </label>
  );
}
