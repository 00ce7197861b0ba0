/** What can be done, behind the right mouse button. It is plain, as the canvas has it: the menus behind buttons know more. */

import { useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import { Kbd } from "./Kbd.tsx";
import type { Item, Items } from "./Menu.tsx";
import "./ContextMenu.css";
import "./Menu.css";

type At = { x: number; y: number; back: Element | null };

export function ContextMenu({ items, children }: { items: Items; children: ReactNode }) {
  const [at, setAt] = useState<At | null>(null);
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    setAt({ x: event.clientX, y: event.clientY, back: document.activeElement });
  };
  return (
    <>
      <div className="context-menu-area" onContextMenu={open}>
        {children}
      </div>
      {at && <Opened key={`${at.x} ${at.y}`} at={at} items={items} onClose={() => setAt(null)} />}
    </>
  );
}

function Opened({ at, items, onClose }: { at: At; items: Items; onClose: () => void }) {
  const menu = useRef<HTMLDivElement>(null);
  const close = (): void => {
    onClose();
    if (at.back instanceof HTMLElement && at.back.isConnected) at.back.focus({ preventScroll: true });
  };
  const take = ({ disabled, perform }: Item): void => {
    if (disabled) return;
    close();
    perform();
  };

  useLayoutEffect(() => {
    const { current } = menu;
    if (!current) return;
    current.showPopover();
    const { width, height } = current.getBoundingClientRect();
    current.style.left = `${inside(at.x, width, innerWidth)}px`;
    current.style.top = `${inside(at.y, height, innerHeight)}px`;
    current.focus({ preventScroll: true });
    const elsewhere = (event: Event): void => {
      if (!(event.target instanceof Node && current.contains(event.target))) onClose();
    };
    const heard = ["pointerdown", "wheel", "focusin"];
    for (const name of heard) document.addEventListener(name, elsewhere, true);
    window.addEventListener("resize", onClose);
    window.addEventListener("blur", onClose);
    return () => {
      for (const name of heard) document.removeEventListener(name, elsewhere, true);
      window.removeEventListener("resize", onClose);
      window.removeEventListener("blur", onClose);
    };
    // oxlint-disable-next-line exhaustive-deps -- opened once; another place is another menu
  }, []);

  const pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = [...(menu.current?.querySelectorAll<HTMLElement>("[role=menuitem]:not([aria-disabled=true])") ?? [])];
    const now = all.findIndex((each) => each === document.activeElement);
    const next = (): HTMLElement | undefined => {
      if (event.key === "ArrowDown") return all[Math.min(now + 1, all.length - 1)];
      if (event.key === "ArrowUp") return now < 0 ? all.at(-1) : all[Math.max(now - 1, 0)];
      if (event.key === "Home") return all[0];
      if (event.key === "End") return all.at(-1);
      const begins = (each: HTMLElement): boolean => (each.dataset["label"] ?? "").toLowerCase().startsWith(event.key.toLowerCase());
      return [...all.slice(now + 1), ...all].find(begins);
    };
    if (event.key === "Escape" || event.key === "Tab") close();
    else if (event.key === "Enter" || event.key === " ") (document.activeElement as HTMLElement).click();
    else next()?.focus();
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div ref={menu} popover="manual" className="menu context-menu" role="menu" tabIndex={-1} onKeyDown={pressed} onContextMenu={(event) => event.preventDefault()}>
      {items.map((item, index) =>
        item === "line" ? (
          // oxlint-disable-next-line no-array-index-key -- lines are all alike
          <div key={`line-${index}`} role="separator" className="menu-line" />
        ) : (
          <div
            key={item.label}
            role="menuitem"
            tabIndex={-1}
            className="menu-item"
            data-label={item.label}
            data-danger={item.danger}
            data-disabled={item.disabled || undefined}
            aria-disabled={item.disabled}
            onPointerMove={({ currentTarget }) => currentTarget.focus({ preventScroll: true })}
            onClick={() => take(item)}
          >
            {item.icon ? <Icon name={item.icon} /> : <span className="menu-gap" />}
            <span>{item.label}</span>
            {item.keys && <Kbd keys={item.keys} />}
          </div>
        ),
      )}
    </div>
  );
}

const EDGE = 8;

/** Where it begins so that it ends before the edge of the window. */
function inside(from: number, size: number, room: number): number {
  return Math.max(EDGE, Math.min(from, room - EDGE - size));
}
