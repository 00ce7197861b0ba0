/** A few controls beside what they are about. Escape and a press elsewhere close it; the focus goes in and comes back. */

import { Popover as Base } from "radix-ui";
import type { ReactNode } from "react";
import "./Popover.css";

type Props = {
  label: string;
  /** Where that is now, in the window. */
  at: () => DOMRect;
  onClose: () => void;
  /** What has the focus afterwards. */
  back: () => HTMLElement | null;
  children: ReactNode;
};

export function Popover({ label, at, onClose, back, children }: Props) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Anchor virtualRef={{ current: { getBoundingClientRect: at } }} />
      <Base.Portal container={document.getElementById("content")}>
        <Base.Content
          className="popover"
          aria-label={label}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            back()?.focus();
          }}
        >
          {children}
        </Base.Content>
      </Base.Portal>
    </Base.Root>
  );
}
