/** Which language the app speaks. It is chosen once, or the browser's, and remembered. */

import { create } from "zustand";

export type Language = "en" | "de";

export const LANGUAGES: Record<Language, string> = { en: "English", de: "Deutsch" };

const KEPT = "talkwright:language";

export const useLanguage = create<{ language: Language }>(() => ({ language: remembered() }));

/** The language now. Components need no subscription: the app is drawn anew when it changes. */
export function language(): Language {
  return useLanguage.getState().language;
}

export function speak(chosen: Language): void {
  keep(chosen);
  useLanguage.setState({ language: chosen });
}

function remembered(): Language {
  const wished = [stored(), ...(globalThis.navigator?.languages ?? [])];
  return wished.map((each) => each?.slice(0, 2)).find((each): each is Language => each === "en" || each === "de") ?? "en";
}

function stored(): string | null {
  return globalThis.localStorage?.getItem(KEPT) ?? null;
}

function keep(chosen: Language): void {
  globalThis.localStorage?.setItem(KEPT, chosen);
}
