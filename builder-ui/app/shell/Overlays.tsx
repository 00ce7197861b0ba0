/** The frame's own windows; each is fetched when it is opened first. */

import { Suspense } from "react";
import { HeldKeys } from "./heldKeys.ts";
import { overlay, useOverlay } from "./overlays.ts";
import { late } from "./late.ts";

const WINDOWS = {
  palette: late(async () => (await import("./Palette.tsx")).Palette),
  password: late(async () => {
    const { OwnPassword } = await import("../people/OwnPassword.tsx");
    return () => <OwnPassword onClose={() => overlay(null)} />;
  }),
  shortcuts: late(async () => (await import("./Shortcuts.tsx")).Shortcuts),
};

export function Overlays() {
  const { open } = useOverlay();
  const Window = open && WINDOWS[open];
  return <Suspense fallback={<HeldKeys />}>{Window && <Window />}</Suspense>;
}
