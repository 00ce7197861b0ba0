/** Says something in passing. `Toasts` shows it; what went wrong stays until it is dismissed. */

import { create } from "zustand";
import type { Tone } from "./Badge.tsx";

export type Toast = {
  id: number;
  text: string;
  tone: Tone;
  hint?: string | undefined;
  action?: { label: string; perform: () => void } | undefined;
};

const SEEN_MS = 6000;
let last = 0;

export const useToasts = create<{ toasts: Toast[] }>(() => ({ toasts: [] }));

export function toast(text: string, more: Partial<Omit<Toast, "id" | "text">> = {}): number {
  const made = { id: ++last, text, tone: "neutral" as const, ...more };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.filter((each) => each.text !== text), made].slice(-4) }));
  if (made.tone !== "danger" && !made.action) setTimeout(() => dismiss(made.id), SEEN_MS);
  return made.id;
}

export function dismiss(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((each) => each.id !== id) }));
}
