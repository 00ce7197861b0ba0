/** Who is there, with which bot; logging in and out; people and what they did. */

import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
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
/** Times are in seconds since 1970. `seen_at`: when the person was last here. */
export type Account = Person & { created_at: number; seen_at: number | null };
export type Deed = { id: number; at: number; who: string; address: string; what: string; target: string; detail: Record<string, string> };

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
  return useQuery({ queryKey: ["people"], queryFn: () => ask.get<Account[]>("people") });
}

/** Changes who has an account, and how. */
export const account = {
  add: (given: Person & { password: string }) => changed(ask.post("people", given)),
  change: (name: string, given: { role?: Role; password?: string }) => changed(ask.put(`people/${encodeURIComponent(name)}`, given)),
  /** One's own; every session ends. */
  password: async (old: string, fresh: string) => {
    await ask.post("password", { old, new: fresh });
    await queries.resetQueries();
  },
  remove: (name: string) => changed(ask.remove(`people/${encodeURIComponent(name)}`)),
};

async function changed(asked: Promise<unknown>): Promise<void> {
  await asked;
  await Promise.all(["session", "people", "audit"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}

/** What was done, the newest first; `fetchNextPage` brings what is older. */
export function useAudit(limit = 100) {
  return useInfiniteQuery({
    queryKey: ["audit", limit],
    queryFn: ({ pageParam }) => ask.get<Deed[]>("audit", { before: pageParam, limit }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.length === limit ? page.at(-1)?.id : undefined),
  });
}
