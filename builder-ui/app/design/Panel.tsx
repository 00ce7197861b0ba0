/** A panel at the edge of a screen, as wide as one draws it. Where there is little room it lies over the screen. */

import { useId, type ReactNode } from "react";
import { IconButton } from "./IconButton.tsx";
import { useSize } from "./useSize.ts";
import { t } from "./words.ts";
import "./Panel.css";

type Props = {
  /** Remembers its width. */
  name: string;
  title: string;
  side?: "left" | "right";
  width?: number;
  /** It can be closed. */
  onClose?: () => void;
  actions?: ReactNode;
  children: ReactNode;
};

export function Panel({ name, title, side = "right", width = 340, onClose, actions, children }: Props) {
  const id = useId();
  const limits = { usual: width, least: 220, most: 720 };
  const edge = { along: "x", toward: side === "left" ? 1 : -1 } as const;
  const { size, separator } = useSize(name, limits, edge, t("design.resize", { name: title }));
  return (
    <aside className="panel" data-side={side} style={{ width: size }} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {actions}
        {onClose && <IconButton icon="close" label={t("design.close")} size="small" onClick={onClose} />}
      </header>
      <div className="panel-content">{children}</div>
      <div {...separator} />
    </aside>
  );
}
