/** Conversations: tried ones, stored ones, those run again with a draft, and how many went where. */

import { useMutation, useQuery } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import type { Json } from "./json.ts";
import { queries } from "./queries.ts";

export type BotMessage = {
  text?: string;
  buttons?: { title: string; payload: string }[];
  image?: string;
  [key: string]: Json | undefined;
};
export type Visited = { flow: string; step: string; to: string | null; exit: string | null };
export type Understood = {
  intent: string | null;
  confidence: number;
  ranking: { name: string; confidence: number }[];
  entities: { entity: string; value: Json; start?: number; end?: number }[];
};
export type Turn = {
  number: number;
  at: string | number;
  user: string | null;
  bot: BotMessage[];
  path: Visited[];
  commands: Json[];
  nlu: Understood | null;
  events: Json[];
  slots: Record<string, Json>;
  changed: Record<string, [before: Json, after: Json]>;
  stack: Json[];
  fault: string | null;
};
export type Rehearsal = {
  id: string;
  stale: boolean;
  turns: Turn[];
  paused: { flow: string; step: string } | null;
  slots: Record<string, Json>;
  stack: Json[];
  loop: string | null;
};
export type Spot = { flow: string; step: string };
export type Stored = { id: string; began_at: string | number; at: string | number; turns: number; channel: string; last: string };
export type Traffic = {
  flow: string;
  sessions: number;
  edges: { from: string; exit: string | null; to: string; count: number }[];
  steps: { id: string; entered: number; dropped: number; rejected: number; answers: { text: string; count: number }[] }[];
};
export type Replayed = { conversation: string; turn: number; words: string; lines: string[] };

const at = (id: string) => `rehearsals/${encodeURIComponent(id)}`;

/** What can be done with a rehearsal; each answer is the whole of it as it is then. */
export const rehearse = {
  begin: (runActions: boolean) => ask.post<Rehearsal>("rehearsals", { run_actions: runActions }),
  say: (id: string, said: { text: string; breakpoints?: Spot[]; stepping?: boolean }) =>
    ask.post<Rehearsal>(`${at(id)}/messages`, said),
  go: (id: string, stepping: boolean) => ask.post<Rehearsal>(`${at(id)}/continue`, { stepping }),
  set: (id: string, name: string, value: Json) => ask.post<Rehearsal>(`${at(id)}/slots`, { name, value }),
  back: (id: string, turn: number) => ask.post<Rehearsal>(`${at(id)}/back`, { turn }),
  fork: (id: string, turn: number) => ask.post<Rehearsal>(`${at(id)}/fork`, { turn }),
  save: (id: string, name: string) => ask.post<unknown>(`${at(id)}/save`, { name }),
  from: (conversation: string, turn: number) =>
    ask.post<Rehearsal>(`conversations/${encodeURIComponent(conversation)}/rehearse`, { turn }),
};

export function useRehearsal(id: string | null) {
  return useQuery({ queryKey: ["rehearsal", id], queryFn: () => ask.get<Rehearsal>(at(id ?? "")), enabled: id !== null });
}

/** Does one of `rehearse`, and keeps its answer for `useRehearsal`. */
export function useRehearse() {
  return useMutation({
    mutationFn: (deed: () => Promise<Rehearsal>) => deed(),
    onSuccess: (rehearsal) => queries.setQueryData(["rehearsal", rehearsal.id], rehearsal),
  });
}

export function useConversations(limit = 50, before?: string) {
  return useQuery({
    queryKey: ["conversations", limit, before],
    queryFn: () => ask.get<Stored[]>("conversations", { limit, before }),
  });
}

export function useConversation(id: string) {
  return useQuery({
    queryKey: ["conversations", "one", id],
    queryFn: () => ask.get<Rehearsal>(`conversations/${encodeURIComponent(id)}`),
  });
}

export function useReplay() {
  return useMutation({ mutationFn: (last: number) => ask.post<{ job: string }>("replays", { last }) });
}

export function useTraffic(flow?: string, from?: string, to?: string) {
  return useQuery({
    queryKey: ["traffic", flow, from, to],
    queryFn: () => ask.get<Traffic | Traffic[]>("traffic", { flow, from, to }),
  });
}
