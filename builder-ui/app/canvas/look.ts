/** How the flow is looked at: as a drawing or as an outline, and whether its panel is there. The panel is remembered. */

import { create } from "zustand";

const KEPT = "talkwright:canvas-panel";

type Look = { outline: boolean; panel: boolean };

export const useLook = create<Look>(() => ({ outline: false, panel: localStorage.getItem(KEPT) !== "closed" }));

export function showPanel(panel: boolean): void {
  useLook.setState({ panel });
  localStorage.setItem(KEPT, panel ? "open" : "closed");
}

export function closePanel(): void {
  showPanel(false);
}
