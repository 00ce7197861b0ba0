/** Conversations: tried ones, stored ones, those run again with a draft, and how many went where. */

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import type { Json } from "./json.ts";
import { queries } from "./queries.ts";

export type Reply = { title: string; payload?: string };
export type BotMessage = {
  text?: string;
  image?: string;
  buttons?: Reply[];
  quick_replies?: Reply[];
  attachment?: Json;
  elements?: Json[];
  custom?: Json;
};
/** An edge that was gone: `step` is "" where the flow began, `to` is "END" where it ended; `exit` null: by none. */
export type Visited = { flow: string; step: string; to: string; exit: number | null };
export type Entity = { entity: string; value: Json; start?: number; end?: number; extractor?: string | null; role?: string; group?: string };
export type Understood = {
  intent: string | null;
  confidence: number;
  ranking: { name: string | null; confidence: number }[];
  entities: Entity[];
};
export type Command = { command: string; flow?: string; name?: string; value?: Json; options?: string[]; reason?: string; by_payload?: boolean };
export type Frame = { id: string; flow: string; step: string; kind?: string; waits?: string };
/** A turn. Times are in seconds since 1970; `user` is null when no message began it. */
export type Turn = {
  number: number;
  at: number;
  user: string | null;
  bot: BotMessage[];
  path: Visited[];
  commands: Command[];
  nlu: Understood | null;
  events: { [key: string]: Json }[];
  slots: Record<string, Json>;
  changed: Record<string, [before: Json, after: Json]>;
  stack: Frame[];
  fault: string | null;
};
export type Paused = Spot & { action?: string | null };
export type Rehearsal = {
  id: string;
  /** The files are others since the last message. */
  stale: boolean;
  turns: Turn[];
  paused: Paused | null;
  slots: Record<string, Json>;
  stack: Frame[];
  loop: string | null;
  run_actions: boolean;
  /** Actions that were asked for and did not run. */
  stubbed: string[];
  /** Services that did not answer to the last message. */
  silent: ("nlu" | "nlg")[];
  /** Flows with errors. */
  left_out: string[];
  /** Intents that the model has not learnt. */
  unlearnt: string[];
  /** What changed since the model was trained. */
  older: ("config" | "nlu" | "stories")[];
};
export type Spot = { flow: string; step: string };
export type SavedTest = { file: string; left_out: string[] };
export type Stored = { id: string; began_at: number; at: number; turns: number; channel: string | null; last: string };
export type EdgeTraffic = { from: string; exit: number | null; to: string; count: number; sessions: number };
export type StepTraffic = { id: string; entered: number; dropped: number; rejected: number; answers: { text: string; count: number }[] };
export type Traffic = {
  flow: string;
  sessions: number;
  edges: EdgeTraffic[];
  steps: StepTraffic[];
  /** How many were looked at; not `whole`: there are older ones. */
  conversations: number;
  whole: boolean;
};
/** In seconds since 1970; none is without a bound. */
export type Span = { from?: number; to?: number };
export type Line = { who: string; text: string; name: string; mark: "" | "-" | "+" };
export type ChangedConversation = {
  conversation: string;
  turn: number;
  at: number;
  words: string;
  lines: Line[];
  before: Line[];
  unknown: string[];
};
export type Compared = { conversations: number; same: number; already: number; changed: number; changes: ChangedConversation[] };

const at = (id: string) => `rehearsals/${encodeURIComponent(id)}`;

/** What can be done with a rehearsal; each answer is the whole of it as it is then. */
export const rehearse = {
  begin: (runActions: boolean) => ask.post<Rehearsal>("rehearsals", { run_actions: runActions }),
  say: (id: string, said: { text: string; breakpoints?: readonly Spot[]; stepping?: boolean }) =>
    ask.post<Rehearsal>(`${at(id)}/messages`, said),
  go: (id: string, given: { stepping?: boolean; breakpoints?: readonly Spot[] }) => ask.post<Rehearsal>(`${at(id)}/continue`, given),
  set: (id: string, name: string, value: Json) => ask.post<Rehearsal>(`${at(id)}/slots`, { name, value }),
  back: (id: string, turn: number) => ask.post<Rehearsal>(`${at(id)}/back`, { turn }),
  fork: (id: string, turn: number) => ask.post<Rehearsal>(`${at(id)}/fork`, { turn }),
  save: (id: string, name: string) => ask.post<SavedTest>(`${at(id)}/save`, { name }),
  end: (id: string) => ask.remove<unknown>(at(id)),
  from: (conversation: string, turn: number, runActions: boolean) =>
    ask.post<Rehearsal>(`conversations/${encodeURIComponent(conversation)}/rehearse`, { turn, run_actions: runActions }),
};

/** A rehearsal is asked for again when files or the model change, as its answers would. */
export function useRehearsal(id: string | null) {
  return useQuery({ queryKey: ["rehearsal", id], queryFn: () => ask.get<Rehearsal>(at(id ?? "")), enabled: id !== null });
}

/** Keeps an answer of `rehearse` for `useRehearsal`. What was asked before it does not count any more. */
export async function keep(rehearsal: Rehearsal): Promise<void> {
  await queries.cancelQueries({ queryKey: ["rehearsal", rehearsal.id] });
  queries.setQueryData(["rehearsal", rehearsal.id], rehearsal);
}

const PAGE = 30;

/** Stored conversations page by page, those that were gone on with last first; `words` stand in them somewhere. */
export function useConversations(words = "") {
  return useInfiniteQuery({
    queryKey: ["conversations", "list", words],
    queryFn: ({ pageParam }) => ask.get<Stored[]>("conversations", { limit: PAGE, before: pageParam, words: words || undefined }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.at),
    staleTime: 0,
    placeholderData: (before) => before,
  });
}

export function useConversation(id: string | null) {
  return useQuery({
    queryKey: ["conversations", "one", id],
    queryFn: () => ask.get<Rehearsal>(`conversations/${encodeURIComponent(id ?? "")}`),
    enabled: id !== null,
    staleTime: 0,
  });
}

export const replay = (last: number) => ask.post<{ job: string }>("replays", { last });

const COUNTED_MS = 30_000; // the server counts no more often

export function useTraffic(flow: string, span: Span | null) {
  return useQuery({
    queryKey: ["traffic", flow, span],
    queryFn: () => ask.get<Traffic>("traffic", { flow, ...span }),
    enabled: span !== null,
    staleTime: COUNTED_MS,
    refetchInterval: COUNTED_MS * 2,
    placeholderData: (before) => (before?.flow === flow ? before : undefined),
  });
}

/** That of all flows that anybody went. */
export function useAllTraffic(span: Span) {
  return useQuery({
    queryKey: ["traffic", null, span],
    queryFn: () => ask.get<Traffic[]>("traffic/flows", span),
    staleTime: COUNTED_MS,
    placeholderData: (before) => before,
  });
}
