/**
 * Keys that are pressed while what they are for is still being fetched. They are held, so that they do nothing else
 * meanwhile, and are pressed again, one a picture, when it is there and has the focus. Where nothing came that one
 * writes in they are dropped.
 */

import { useEffect } from "react";
import { writes } from "./keys.ts";

const HELD = /^(.|Enter|Escape|Backspace|Arrow\w+)$/su;

/** Holds keys until what it gives is called. */
export function holdKeys(): () => void {
  const keys: KeyboardEvent[] = [];
  const hold = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !HELD.test(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keys.push(event);
  };
  const give = (): void => {
    const key = keys.shift(); // those that are pressed meanwhile come after it
    removeEventListener("keydown", hold, true);
    if (key === undefined || !writes(document.activeElement)) return;
    press(key);
    addEventListener("keydown", hold, true);
    requestAnimationFrame(give);
  };
  addEventListener("keydown", hold, true);
  return () => requestAnimationFrame(() => requestAnimationFrame(give)); // it has the focus by then
}

/** Stands where something is fetched that has the focus when it is there. */
export function HeldKeys() {
  useEffect(holdKeys, []);
  return null;
}

/** As if the key was pressed now; letters are written, as a made event would not write them. */
function press({ key, code, shiftKey }: KeyboardEvent): void {
  const field = document.activeElement;
  const init = { key, code, shiftKey, bubbles: true, cancelable: true };
  if (field?.dispatchEvent(new KeyboardEvent("keydown", init)) === false) return;
  if (key.length === 1) document.execCommand("insertText", false, key);
  if (key === "Backspace") document.execCommand("delete");
  if (key === "Escape") field?.closest("dialog")?.dispatchEvent(new Event("cancel", { cancelable: true }));
}
