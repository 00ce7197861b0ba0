/** A word or a number about something. */

import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import "./Badge.css";

export type Tone = "neutral" | "accent" | "info" | "success" | "warning" | "danger";

export function Badge({ tone = "neutral", icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className="badge" data-tone={tone}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
