/** Which of the frame's own windows is open. */

import { create } from "zustand";

export type OverlayName = "palette" | "shortcuts" | "password";

export const useOverlay = create<{ open: OverlayName | null }>(() => ({ open: null }));

export function overlay(open: OverlayName | null): void {
  useOverlay.setState({ open });
}
