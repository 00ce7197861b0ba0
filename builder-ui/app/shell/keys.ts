/** Which keys were pressed, and which action they are for. Knows no DOM but the event. */

import type { Action } from "./actions.ts";

type Press = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** The keys of an event as actions write them: "Mod+Shift+P". Shift is said only where the key does not say it. */
export function spelled({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
  const letter = /^(Key|Digit)(.)$/.exec(code)?.[2];
  const name = key === " " ? "Space" : key.length > 1 ? key : altKey && letter ? letter : key.toUpperCase();
  const says = name.length === 1 && !/[A-Z0-9]/.test(name);
  const held = [ctrlKey || metaKey ? "Mod" : "", altKey ? "Alt" : "", shiftKey && !says ? "Shift" : ""];
  return [...held.filter(Boolean), name].join("+");
}

/** Whether somebody writes there, so that letters are letters. */
export function writes(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
}

const SEQUENCE_MS = 900;

/** Follows presses; `press` gives the action they are for. */
export function follow(actions: () => readonly Action[], now: () => number) {
  let before = { keys: "", at: -Infinity };
  return {
    press(keys: string, writing: boolean): Action | undefined {
      const sequence = now() - before.at < SEQUENCE_MS ? `${before.keys} ${keys}` : "";
      const fits = (action: Action) => action.keys !== undefined && !action.disabled && (action.always || !writing);
      const every = actions().filter(fits);
      const found = every.find((action) => action.keys === sequence) ?? every.find((action) => action.keys === keys);
      before = { keys: found ? "" : keys, at: now() };
      return found;
    },
  };
}
