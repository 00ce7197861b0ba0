/** A button that is only an icon. `label` is its name, and what is shown when one points at it, with `keys`. */

import type { ComponentPropsWithRef } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import "./IconButton.css";

type Props = Omit<ComponentPropsWithRef<"button">, "children"> & {
  icon: IconName;
  label: string;
  keys?: string;
  size?: "small" | "usual";
  /** Whether it is on, for what can be switched on and off. */
  pressed?: boolean;
};

export function IconButton({ icon, label, keys, size = "usual", pressed, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={`icon-button ${rest.className ?? ""}`}
      data-size={size}
      data-tip={label}
      data-keys={keys}
      aria-label={label}
      aria-pressed={pressed}
    >
      <Icon name={icon} />
    </button>
  );
}
