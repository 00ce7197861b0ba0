/** Listens to the keyboard for the whole app. */

import { useEffect } from "react";
import { actionsNow } from "./actions.ts";
import { follow, spelled, writes } from "./keys.ts";

export function useKeys(): void {
  useEffect(() => {
    const keys = follow(actionsNow, () => performance.now());
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
      if (document.querySelector("dialog[open]") && !(event.ctrlKey || event.metaKey)) return;
      if (event.key === "Enter" && event.target instanceof Element && event.target.closest("button, a[href], summary, select")) return; // it presses those
      const action = keys.press(spelled(event), writes(event.target));
      if (action === undefined) return;
      event.preventDefault();
      action.perform();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
