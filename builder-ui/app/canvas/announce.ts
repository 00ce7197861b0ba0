/** What a screen reader says aloud, and for a moment everybody can read. */

import { create } from "zustand";

type Voice = { text: string; role: "status" | "alert"; number: number };

export const useVoice = create<Voice>(() => ({ text: "", role: "status", number: 0 }));

export function announce(text: string, role: Voice["role"] = "status"): void {
  useVoice.setState(({ number }) => ({ text, role, number: number + 1 }));
}
