/** Keys to press, such as "Mod+K" or "G F", one after the other, as they are called on this machine: Mod is ⌘ on a Mac. */

import { t } from "./words.ts";
import "./Kbd.css";

const MAC = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");
const SIGNS: Record<string, string> = {
  ...(MAC && { Mod: "⌘", Alt: "⌥", Shift: "⇧" }),
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  Backspace: "⌫",
};

export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="kbd">
      {keys.split(/[+ ](?=.)/).map((key) => (
        <kbd key={key}>{SIGNS[key] ?? nameOf(key)}</kbd>
      ))}
    </span>
  );
}

function nameOf(key: string): string {
  return key === "Mod" || key === "Shift" || key === "Delete" ? t(`design.key.${key}`) : key;
}
