/** How the flow is looked at: as a drawing or as an outline, and whether its panel is there. The panel is remembered. */

import { create } from "zustand";

const KEPT = "talkwright:canvas-panel";

/** `byKey`: the outline was opened by a key and has not been drawn yet. */
type Look = { outline: boolean; byKey: boolean; panel: boolean };

export const useLook = create<Look>(() => ({ outline: false, byKey: false, panel: localStorage.getItem(KEPT) !== "closed" }));

export function showPanel(panel: boolean): void {
  useLook.setState({ panel });
  localStorage.setItem(KEPT, panel ? "open" : "closed");
}

export function closePanel(): void {
  showPanel(false);
}
