/** Who is there, and with which bot. */

import { useQuery } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import type { Session } from "./types.ts";

export function useSession() {
  return useQuery({ queryKey: ["session"], queryFn: () => ask.get<Session>("session"), staleTime: Infinity });
}

export function useBotName(): string {
  return useSession().data?.bot.name ?? "Talkwright";
}
