/** What the bot understands and says: intents and examples, real messages, models, responses. */

import { useMutation, useQuery } from "@tanstack/react-query";
import { ask, Refusal } from "./ask.ts";
import type { Edited } from "./edits.ts";
import type { Json, Path } from "./json.ts";
import { queries } from "./queries.ts";
import type { Use } from "./slots.ts";
import { spokenText, withSpoken } from "./spoken.ts";

/** `keys` are the questions of one that is answered by responses of its own. `known`: the domain names it. */
export type IntentEntry = {
  name: string;
  examples: number;
  languages: Record<string, number>;
  keys: string[];
  uses: number;
  notes: number;
  known: boolean;
};
/** An entity of a text. `value` is what it stands for, where that is not the words themselves. */
export type Mark = { start: number; end: number; entity: string; role?: string; group?: string; value?: Json };
/** An example that is spoken of. */
export type Cited = { text: string; intent: string; place: { file: string; line: number } };
/** What is worth knowing of an example: who says (nearly) the same, and what it looks like. */
export type Remark = {
  kind: "duplicate" | "conflict" | "confused" | "mislabelled";
  intent: string;
  other?: Cited;
  likeness?: number;
};
/** Where an example stands, and its line with mark-up. */
export type Standing = { file: string; path: Path; index: number; text: string };
export type Example = Standing & {
  line: number | null;
  plain: string;
  entities: Mark[];
  intent: string;
  language: string | null;
  notes: Remark[];
};
/** Of `judged` examples of both, so many were taken for the other. */
export type Confused = { one: string; other: string; judged: number; one_as_other: number; other_as_one: number; shared: string[] };
export type Intent = { name: string; uses: Use[]; examples: Example[]; confused: Confused[] };
/** An example as its line, or as plain words and marks. */
export type Said = { text: string } | { plain: string; marks: Mark[] };
export type ExampleChanges = {
  add?: (Said & { intent: string; language?: string; file?: string })[];
  remove?: Standing[];
  change?: (Said & { at: Standing })[];
  move?: { at: Standing; intent: string }[];
};
export type ListKind = "synonym" | "lookup" | "regex";
/** Words that mean `name`, values of the entity `name`, or patterns of one. */
export type WordList = { kind: ListKind; name: string; file: string; path: Path; lines: string[] };
export type Guess = { intent: string; confidence: number };
export type Message = {
  id: string;
  text: string;
  at: number;
  conversation: string;
  times: number;
  doubt: number;
  fell_back: boolean;
  guesses: Guess[];
  entities: Mark[];
  near: (Cited & { similarity: number })[];
};
export type Order = "uncertain" | "new";
export type Handling = { as: "ignore" } | ({ as: "example" | "test"; intent: string; language?: string } & Said);
/** How test conversations went. */
export type Talked = { passed: number; failed: number; not_judged: number; coverage: number; conversations: Had[] };
export type Had = { name: string; file: string; line: number; outcome: string; differences: string[] };
/** A model. `differs`: parts of the project that are others now; `accuracy` is of examples held out in training. */
export type Model = {
  file: string;
  at: number;
  bytes: number;
  runs: boolean;
  differs: string[];
  examples: number;
  intents: number;
  judged: number;
  accuracy: number | null;
  talked: Talked | null;
  /** Why it cannot be used. */
  fault: string;
};
export type Score = { precision: number; recall: number; f1: number; support: number };
/** A cross-validation. */
export type Understood = {
  folds: number;
  asked: number;
  accuracy: number;
  f1: number;
  entity_f1: number | null;
  response_accuracy: number | null;
  labels: Record<string, Score>;
  confusions: { wanted: string; came: string; count: number }[];
  untested: string[];
};
/** What is known of the examples: by a cross-validation, or by training `model`. `stale`: they are others now. */
export type Reviewed = {
  review: { examples: number; intents: number; judged: number; accuracy: number | null; counts: Record<string, number> };
  at: number;
  stale: boolean;
  understood: Understood | null;
  model: string;
};
/** Right with one alone, with the other alone; `p`: how likely that is between two that are equally good. */
export type Paired = { count: number; one_only: number; other_only: number; difference: number; low: number; high: number; p: number };
export type Compared = {
  models: string[];
  messages: Paired | null;
  conversations: Paired | null;
  accuracy: number[];
  passed: number[];
  heard: { text: string; wanted: string; one: string; other: string }[];
  turned: { name: string; file: string; line: number; one: string; other: string }[];
};
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
export type Part = "text" | "image" | "attachment" | "buttons" | "quick_replies" | "elements" | "custom";
export type Loss = { kind: "flattened" | "split" | "cut" | "left out"; part: Part; said: string };
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
    queryFn: () => ask.get<Intent>(`intents/${name.split("/").map(encodeURIComponent).join("/")}`),
  });
}

/** Changes examples; it is over when what is shown is what came of it. */
export function useExamples() {
  return useMutation({
    mutationFn: (changes: ExampleChanges) => ask.post<Edited>("examples", changes),
    onSettled: () => queries.invalidateQueries({ queryKey: ["intents"] }),
  });
}

/** Takes an intent away, with its examples and its name in the domain; `used`: it is known that something uses it. */
export function forgetIntent(name: string, used: boolean): Promise<void> {
  return changed("intents", ask.remove(`intents/${encodeURIComponent(name)}${used ? "?force=true" : ""}`));
}

/** Synonyms, lookups, regular expressions. */
export function useData() {
  return useQuery({ queryKey: ["data"], queryFn: () => ask.get<WordList[]>("data") });
}

export const wordList = {
  put: (given: Pick<WordList, "kind" | "name" | "lines"> & { file?: string }) => changed("data", ask.put("data", given)),
  remove: ({ kind, name, file }: WordList) => changed("data", ask.remove(`data?${new URLSearchParams({ kind, name, file }).toString()}`)),
};

export function useMessages(order: Order = "uncertain", limit = 50) {
  return useQuery({
    queryKey: ["messages", order, limit],
    queryFn: () => ask.get<{ total: number; messages: Message[] }>("messages", { order, limit }),
    placeholderData: (before) => before,
  });
}

/** What becomes of a message, and taking that back. */
export const handle = {
  message: (id: string, handling: Handling) => changed("messages", ask.post(`messages/${id}`, handling)),
  again: (id: string, handling: Handling) => changed("messages", ask.remove(`messages/${id}?${told(handling)}`)),
};

function told(handling: Handling): string {
  const said = handling.as === "ignore" ? {} : { intent: handling.intent, text: "plain" in handling ? handling.plain : handling.text };
  return new URLSearchParams({ as: handling.as, ...said }).toString();
}

export function useModels() {
  return useQuery({ queryKey: ["models"], queryFn: () => ask.get<Model[]>("models") });
}

/** The last test conversations with a model. */
export function useTalked(file: string) {
  return useQuery({ queryKey: ["models", file], queryFn: async () => spokenTalks(await ask.get<Talked>(`models/${encodeURIComponent(file)}`)) });
}

async function spokenTalks(talked: Talked): Promise<Talked> {
  for (const had of talked.conversations) had.differences = await Promise.all(had.differences.map(spokenText));
  return talked;
}

export const model = {
  serve: (file: string) => changed("models", ask.post(`models/${encodeURIComponent(file)}/serve`)),
  remove: (file: string) => changed("models", ask.remove(`models/${encodeURIComponent(file)}`)),
};

/** Null where nobody has looked yet. */
export function useReview() {
  return useQuery({
    queryKey: ["review"],
    queryFn: () =>
      ask.get<Reviewed>("review").catch((fault: unknown) => {
        if (fault instanceof Refusal && fault.status === 404) return null;
        throw fault;
      }),
  });
}

/** Work that takes a while: each gives a job to follow. */
export const start = {
  training: (serve: boolean) => begun(ask.post("training", { serve })),
  evaluation: (what: "nlu" | "conversations", model?: string) => begun(ask.post("evaluations", { what, model: model ?? null })),
  comparison: (models: [string, string]) => begun(ask.post("comparisons", { models })),
};

async function begun(asked: Promise<{ job: string }>): Promise<string> {
  const { job } = await asked;
  await queries.invalidateQueries({ queryKey: ["jobs"] });
  return job;
}

async function changed(key: string, asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } finally {
    await queries.invalidateQueries({ queryKey: [key] });
  }
}

export function useResponses() {
  return useQuery({ queryKey: ["responses"], queryFn: () => ask.get<ResponseEntry[]>("responses") });
}

export function useChannels() {
  return useQuery({ queryKey: ["channels"], queryFn: () => ask.get<Channel[]>("channels") });
}

export function usePreview(variation: Variation, language?: string, slots: Record<string, Json> = {}) {
  return useQuery({
    queryKey: ["preview", variation, language, slots],
    queryFn: async () => spokenPreview(await ask.post<Preview>("preview", { variation, slots, language: language ?? null })),
    placeholderData: (before) => before,
  });
}

async function spokenPreview(preview: Preview): Promise<Preview> {
  const losses = Object.values(preview.channels).flatMap((channel) => channel.losses);
  await Promise.all(losses.map(async (loss) => (loss.said = await spokenText(loss.said))));
  return withSpoken(preview);
}
