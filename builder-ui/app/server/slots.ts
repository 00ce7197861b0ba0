/** Slots and who uses them, renaming everywhere, conditions. */

import { useMutation, useQuery } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import type { Json, Path } from "./json.ts";

export type Use = { flow?: string; step?: string; action?: string; file: string; line: number };
export type Slot = {
  name: string;
  type: string;
  values?: string[];
  initial: Json;
  mappings: Json;
  file: string;
  path: Path;
  hash: string;
  set_by: Use[];
  read_by: Use[];
};
export type Renaming = {
  kind: "slot" | "response" | "flow" | "intent" | "action" | "entity" | "step";
  old: string;
  new: string;
  flow?: string;
  dry_run?: boolean;
};
export type Row = { left: string; operator: string; right: string };
export type Rows = { op: "and" | "or"; rows: Row[] };
export type Completion = { text: string; kind: string; detail: string; start: number };
export type Condition = {
  ok: boolean;
  problems: ConditionFault[];
  /** Null when it cannot be written as rows. */
  rows: Rows | null;
  value: boolean | null;
  completions: Completion[];
};
/** What is wrong from `start` to before `end`, characters of the text. */
export type ConditionFault = { code: string; message: string; hint: string; severity: "error" | "warning"; start: number; end: number };
export type ConditionAsked = { text: string; flow?: string; slots?: Record<string, Json>; cursor?: number };

export function useSlots() {
  return useQuery({ queryKey: ["slots"], queryFn: () => ask.get<Slot[]>("slots") });
}

export function useRename() {
  return useMutation({
    mutationFn: (given: Renaming) => ask.post<{ files: { file: string; lines: number[] }[] }>("rename", given),
  });
}

export function useCondition(asked: ConditionAsked) {
  return useQuery({
    queryKey: ["condition", asked],
    queryFn: () => ask.post<Condition>("conditions", asked),
    placeholderData: (before) => before,
  });
}

export async function writeCondition(rows: Rows): Promise<string> {
  return (await ask.post<{ text: string }>("conditions/write", { rows })).text;
}
