/** The frame's own windows; each is fetched when it is opened first. */

import { lazy, Suspense } from "react";
import { useOverlay } from "./overlays.ts";

const WINDOWS = {
  palette: lazy(async () => ({ default: (await import("./Palette.tsx")).Palette })),
  shortcuts: lazy(async () => ({ default: (await import("./Shortcuts.tsx")).Shortcuts })),
};

export function Overlays() {
  const { open } = useOverlay();
  const Window = open && WINDOWS[open];
  return <Suspense fallback={null}>{Window && <Window />}</Suspense>;
}
