/** Where toasts are shown, and read out. Stands once, in the frame. */

import { Button } from "./Button.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import { IconButton } from "./IconButton.tsx";
import type { Tone } from "./Badge.tsx";
import { dismiss, useToasts } from "./toast.ts";
import { t } from "./words.ts";
import "./Toasts.css";

const ICONS: Record<Tone, IconName> = {
  neutral: "info",
  accent: "info",
  info: "info",
  success: "check",
  warning: "problem",
  danger: "problem",
};

export function Toasts() {
  const { toasts } = useToasts();
  return (
    <section className="toasts" aria-label={t("design.notices")} aria-live="polite">
      {toasts.map(({ id, text, tone, hint, action }) => (
        <div key={id} className="toast" data-tone={tone} role={tone === "danger" ? "alert" : undefined}>
          <Icon name={ICONS[tone]} />
          <div>
            <p>{text}</p>
            {hint && <small>{hint}</small>}
          </div>
          {action && (
            <Button
              size="small"
              onClick={() => {
                action.perform();
                dismiss(id);
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton icon="close" label={t("design.dismiss")} size="small" onClick={() => dismiss(id)} />
        </div>
      ))}
    </section>
  );
}
