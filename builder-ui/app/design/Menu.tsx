/** What can be done, behind a button; `ContextMenu.tsx` is the same behind the right mouse button. */

import { DropdownMenu as Base } from "radix-ui";
import { useState, type ReactElement } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import { Kbd } from "./Kbd.tsx";
import "./Menu.css";

export type Item = {
  label: string;
  perform: () => void;
  icon?: IconName;
  keys?: string;
  disabled?: boolean;
  danger?: boolean;
};
/** A line stands between groups. */
export type Items = readonly (Item | "line")[];
type Props = { items: Items; /** The button that opens it. */ children: ReactElement };

export function Menu({ items, children, align = "start" }: Props & { align?: "start" | "end" }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Base.Root modal={false} onOpenChange={(open) => open && setPlace(around())}>
      <Base.Trigger asChild>{children}</Base.Trigger>
      <Base.Portal container={place}>
        <Base.Content className="menu" align={align} sideOffset={4} collisionPadding={8}>
          {items.map(drawn)}
        </Base.Content>
      </Base.Portal>
    </Base.Root>
  );
}

/** Where a menu is drawn: in the dialog that is open, since that is above everything, else in the screen. */
function around(): HTMLElement | null {
  return document.activeElement?.closest("dialog") ?? document.getElementById("content");
}

function drawn(item: Item | "line", index: number) {
  return item === "line" ? (
    // oxlint-disable-next-line no-array-index-key -- lines are all alike
    <Base.Separator key={`line-${index}`} className="menu-line" />
  ) : (
    <Base.Item
      key={item.label}
      className="menu-item"
      data-danger={item.danger}
      disabled={item.disabled ?? false}
      onSelect={item.perform}
    >
      {item.icon ? <Icon name={item.icon} /> : <span className="menu-gap" />}
      <span>{item.label}</span>
      {item.keys && <Kbd keys={item.keys} />}
    </Base.Item>
  );
}
