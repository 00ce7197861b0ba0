/**
 * Shows what `data-tip` of an element says, and the keys in `data-keys`, when one points at it or goes there by
 * keyboard; below it, or at its right by `data-tip-side`. One for the whole app: an element needs only the attributes. It repeats a name that the element has, so
 * it is hidden from screen readers.
 */

import { useEffect, useRef, useState } from "react";
import { Kbd } from "./Kbd.tsx";
import "./Tooltip.css";

const AFTER_MS = 450;
type Tip = { text: string; keys: string | undefined; aside: boolean; of: DOMRect };

export function Tooltip() {
  const [tip, setTip] = useState<Tip | null>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer = 0;
    const hide = () => {
      clearTimeout(timer);
      setTip(null);
    };
    const show = (event: Event, after: number) => {
      const of = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tip]") : null;
      hide();
      if (of === null) return;
      const { tip: text = "", keys, tipSide } = of.dataset;
      timer = window.setTimeout(() => setTip({ text, keys, aside: tipSide === "right", of: of.getBoundingClientRect() }), after);
    };
    const point = (event: Event) => show(event, AFTER_MS);
    const focus = (event: Event) => {
      if (event.target instanceof Element && event.target.matches(":focus-visible")) show(event, 0);
    };
    const listeners = { pointerover: point, focusin: focus, pointerdown: hide, keydown: hide, scroll: hide, focusout: hide };
    for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener, true);
    return () => {
      hide();
      for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener, true);
    };
  }, []);

  useEffect(() => {
    const tooltip = box.current;
    if (tip === null || tooltip === null) return;
    tooltip.showPopover(); // above dialogs
    const { width, height } = tooltip.getBoundingClientRect();
    const below = tip.of.bottom + 6;
    const beside = tip.of.top + (tip.of.height - height) / 2;
    const top = tip.aside ? beside : below + height < innerHeight ? below : tip.of.top - height - 6;
    const left = tip.aside ? tip.of.right + 6 : tip.of.left + (tip.of.width - width) / 2;
    tooltip.style.top = `${top}px`;
    tooltip.style.left = `${Math.max(6, Math.min(left, innerWidth - width - 6))}px`;
    return () => tooltip.hidePopover();
  }, [tip]);

  return (
    <div ref={box} className="tooltip" popover="manual" aria-hidden="true">
      {tip?.text}
      {tip?.keys && <Kbd keys={tip.keys} />}
    </div>
  );
}
