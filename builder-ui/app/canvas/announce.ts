/** What a screen reader says of what was just done. */

import { create } from "zustand";

export const useVoice = create<{ text: string; number: number }>(() => ({ text: "", number: 0 }));

export function announce(text: string): void {
  useVoice.setState(({ number }) => ({ text, number: number + 1 }));
}
