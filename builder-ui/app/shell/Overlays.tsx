/** The frame's own windows; each is fetched when it is opened first. */

import { lazy, Suspense } from "react";
import { HeldKeys } from "./heldKeys.ts";
import { overlay, useOverlay } from "./overlays.ts";

const WINDOWS = {
  palette: lazy(async () => ({ default: (await import("./Palette.tsx")).Palette })),
  password: lazy(async () => {
    const { OwnPassword } = await import("../people/OwnPassword.tsx");
    return { default: () => <OwnPassword onClose={() => overlay(null)} /> };
  }),
  shortcuts: lazy(async () => ({ default: (await import("./Shortcuts.tsx")).Shortcuts })),
};

export function Overlays() {
  const { open } = useOverlay();
  const Window = open && WINDOWS[open];
  return <Suspense fallback={<HeldKeys />}>{Window && <Window />}</Suspense>;
}
