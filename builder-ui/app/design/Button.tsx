/** A button with words, and an icon where one helps. `look`: at most one primary a screen. */

import type { ComponentPropsWithRef, ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import "./Button.css";

type Props = ComponentPropsWithRef<"button"> & {
  look?: "primary" | "secondary" | "quiet" | "danger";
  size?: "small" | "usual";
  icon?: IconName;
  /** It works on what was asked: it cannot be pressed again, and says so. */
  busy?: boolean;
  children: ReactNode;
};

export function Button({ look = "secondary", size = "usual", icon, busy = false, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={`button ${rest.className ?? ""}`}
      data-look={look}
      data-size={size}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      {busy ? <span className="button-wheel" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
