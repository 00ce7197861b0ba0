/** A question or a form before everything else. The browser's own: the rest waits, Escape closes, focus comes back. */

import { useEffect, useId, useRef, type ReactNode } from "react";
import { IconButton } from "./IconButton.tsx";
import { t } from "./words.ts";
import "./Dialog.css";

type Props = {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons; the one that does it last. */
  actions?: ReactNode;
  size?: "small" | "usual" | "large";
  /** The title is read out, not shown, and there is no padding. */
  bare?: boolean;
};

const FIRST = ".dialog-content :is(input, textarea, select, button), .dialog-foot button";

export function Dialog({ open, ...rest }: Props) {
  return open ? <Opened {...rest} /> : null;
}

function Opened({ onClose, title, children, actions, size = "usual", bare = false }: Omit<Props, "open">) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const { current } = dialog;
    const before = openerOf(document.activeElement);
    current?.showModal();
    (current?.querySelector<HTMLElement>(FIRST) ?? current)?.focus(); // the browser would choose the close button
    return () => {
      current?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      className="dialog"
      data-size={size}
      data-bare={bare || undefined}
      aria-labelledby={id}
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-inside">
        <div className={bare ? "unseen" : "dialog-head"}>
          <h2 id={id}>{title}</h2>
          {!bare && <IconButton icon="close" label={t("design.close")} size="small" onClick={onClose} />}
        </div>
        <div className="dialog-content">{children}</div>
        {actions && <div className="dialog-foot">{actions}</div>}
      </div>
    </dialog>
  );
}

/** What the focus comes back to: the button of a menu where its item, which is gone by then, was chosen. */
function openerOf(element: Element | null): Element | null {
  const button = element?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  return button ? document.getElementById(button) : element;
}
