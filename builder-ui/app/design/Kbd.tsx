/** Keys to press, such as "Mod+K" or "G F", one after the other. Mod is ⌘ on a Mac and Ctrl elsewhere. */

import "./Kbd.css";

const MAC = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");
const NAMES: Record<string, string> = {
  Mod: MAC ? "⌘" : "Ctrl",
  Alt: MAC ? "⌥" : "Alt",
  Shift: MAC ? "⇧" : "Shift",
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
        <kbd key={key}>{NAMES[key] ?? key}</kbd>
      ))}
    </span>
  );
}
