/**
 * Theme, density, and whether the navigation shows names: chosen by a person, remembered in this browser, written on
 * the root for the style sheets.
 */

import { create } from "zustand";

export type Theme = "system" | "light" | "dark";
export type Density = "cosy" | "compact";
/** `navigation`: as wide as a person wants it; null as there is room. */
export type Looks = { theme: Theme; density: Density; navigation: "names" | "icons" | null };

const KEPT = "talkwright:looks";
const USUAL: Looks = { theme: "system", density: "cosy", navigation: null };

export const useLooks = create<Looks>(() => ({ ...USUAL, ...remembered() }));

export function look(chosen: Partial<Looks>): void {
  useLooks.setState(chosen);
  localStorage.setItem(KEPT, JSON.stringify(useLooks.getState()));
  applyLooks();
}

export function applyLooks(): void {
  const { theme, density } = useLooks.getState();
  const { dataset } = document.documentElement;
  dataset.density = density;
  if (theme === "system") delete dataset.theme;
  else dataset.theme = theme;
}

function remembered(): Partial<Looks> {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Looks>;
  } catch {
    return {};
  }
}
