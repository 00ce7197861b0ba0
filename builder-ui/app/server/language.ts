/** What the bot understands and says: intents and examples, real messages, models, responses. */

import { useMutation, useQuery } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import type { Json, Path } from "./json.ts";
import type { Use } from "./slots.ts";

export type IntentEntry = { name: string; examples: number; uses?: Use[] };
export type Marked = { entity: string; start: number; end: number; value?: Json; role?: string; group?: string };
export type Remark = { kind: "duplicate" | "conflict" | "confused" | "mislabelled"; [key: string]: Json };
export type Example = {
  file: string;
  path: Path;
  index: number;
  /** As it is written, with its markup. */
  text: string;
  plain: string;
  entities: Marked[];
  language: string | null;
  notes: Remark[];
};
export type Intent = { name: string; uses: Use[]; examples: Example[] };
export type ExampleChanges = { add?: Json[]; remove?: Json[]; change?: Json[]; move?: Json[] };
export type Message = {
  id: string;
  text: string;
  at: string | number;
  intent: string | null;
  confidence: number;
  ranking: { name: string; confidence: number }[];
};
export type Judgement = { as: "example" | "test" | "ignore"; intent?: string; text?: string };
export type Model = { file: string; at: string | number; serving: boolean; [key: string]: Json };
/** A variation as the domain has it: a text alone, or its parts. */
export type Variation = string | { [key: string]: Json };
export type ResponseEntry = {
  name: string;
  file: string;
  path: Path;
  hash: string;
  line: number;
  variations: Variation[];
  used_by: Use[];
  languages: string[];
  /** Languages of the bot that some of it is not in. */
  missing: string[];
};
export type Shows = {
  text_max: number | null;
  buttons_max: number | null;
  button_title_max: number | null;
  [more: string]: number | boolean | null;
};
/** `connected`: the bot is reached there. */
export type Channel = { name: string; connected: boolean; shows: Shows };
export type BotMessage = {
  text?: string | null;
  image?: string | null;
  buttons?: { title: string; payload?: string }[];
  quick_replies?: { title: string; payload?: string }[];
  [more: string]: Json | undefined;
};
export type Loss = { kind: "flattened" | "split" | "cut" | "left out"; part: string; said: string };
export type Preview = {
  channels: Record<string, { messages: BotMessage[]; losses: Loss[] }>;
  /** Slots that the words ask for and that have no value. */
  unfilled: string[];
  problems: { code: string; message: string; hint: string }[];
};

export function useIntents() {
  return useQuery({ queryKey: ["intents"], queryFn: () => ask.get<IntentEntry[]>("intents") });
}

export function useIntent(name: string) {
  return useQuery({
    queryKey: ["intents", name],
    queryFn: () => ask.get<Intent>(`intents/${encodeURIComponent(name)}`),
  });
}

export function useExamples() {
  return useMutation({ mutationFn: (changes: ExampleChanges) => ask.post<unknown>("examples", changes) });
}

/** Synonyms, lookups, regular expressions. */
export function useData() {
  return useQuery({ queryKey: ["data"], queryFn: () => ask.get<Json>("data") });
}

export function useMessages(order: "uncertain" | "new" = "uncertain", limit = 50) {
  return useQuery({
    queryKey: ["messages", order, limit],
    queryFn: () => ask.get<Message[]>("messages", { order, limit }),
  });
}

export function useJudge() {
  return useMutation({
    mutationFn: ({ id, ...said }: Judgement & { id: string }) => ask.post<unknown>(`messages/${encodeURIComponent(id)}`, said),
  });
}

export function useModels() {
  return useQuery({ queryKey: ["models"], queryFn: () => ask.get<Model[]>("models") });
}

export function useReview() {
  return useQuery({ queryKey: ["review"], queryFn: () => ask.get<Json>("review") });
}

export function useServe() {
  return useMutation({ mutationFn: (file: string) => ask.post<unknown>(`models/${encodeURIComponent(file)}/serve`) });
}

/** Work that takes a while: each gives a job to follow with `useJob`. */
export const start = {
  training: () => ask.post<{ job: string }>("training"),
  evaluation: (what: "nlu" | "conversations", folds?: number) => ask.post<{ job: string }>("evaluations", { what, folds }),
  comparison: (models: [string, string]) => ask.post<{ job: string }>("comparisons", { models }),
};

export function useResponses() {
  return useQuery({ queryKey: ["responses"], queryFn: () => ask.get<ResponseEntry[]>("responses") });
}

export function useChannels() {
  return useQuery({ queryKey: ["channels"], queryFn: () => ask.get<Channel[]>("channels") });
}

export function usePreview(variation: Variation, language?: string, slots: Record<string, Json> = {}) {
  return useQuery({
    queryKey: ["preview", variation, language, slots],
    queryFn: () => ask.post<Preview>("preview", { variation, slots, language: language ?? null }),
    placeholderData: (before) => before,
  });
}
