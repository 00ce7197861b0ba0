/** Who is there, with which bot; logging in and out; people and what they did. */

import { useMutation, useQuery } from "@tanstack/react-query";
import { ask, carry } from "./ask.ts";
import { queries } from "./queries.ts";

export type Role = "viewer" | "author" | "reviewer" | "publisher" | "admin";
export type Person = { name: string; role: Role };
export type Session = {
  person: Person | null;
  /** Whether one has to log in here. */
  login: boolean;
  csrf: string;
  bot: { name: string; languages: string[] };
  version: string;
};
export type Deed = { at: number | string; who: string; what: string; detail?: unknown };

const RANKS: Role[] = ["viewer", "author", "reviewer", "publisher", "admin"];

async function fetchSession(): Promise<Session> {
  const session = await ask.get<Session>("session");
  carry(session.csrf);
  return session;
}

export function useSession() {
  return useQuery({ queryKey: ["session"], queryFn: fetchSession });
}

export function useBotName(): string {
  return useSession().data?.bot.name ?? "Talkwright";
}

/** Whether the person may do what needs `role`. */
export function useMay(role: Role): boolean {
  const person = useSession().data?.person;
  return person != null && RANKS.indexOf(person.role) >= RANKS.indexOf(role);
}

export function useLogin() {
  return useMutation({
    mutationFn: (given: { name: string; password: string }) => ask.post<unknown>("login", given),
    onSuccess: () => queries.invalidateQueries(),
  });
}

export function useLogout() {
  return useMutation({ mutationFn: () => ask.post<unknown>("logout"), onSuccess: () => queries.resetQueries() });
}

export function usePeople() {
  return useQuery({ queryKey: ["people"], queryFn: () => ask.get<Person[]>("people") });
}

export function useAudit(before?: string, limit = 100) {
  return useQuery({ queryKey: ["audit", before, limit], queryFn: () => ask.get<Deed[]>("audit", { before, limit }) });
}
