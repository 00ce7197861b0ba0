/** Slots and who uses them, renaming everywhere, conditions. */

import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ask, Refusal } from "./ask.ts";
import type { Json, Path } from "./json.ts";
import { withSpoken } from "./spoken.ts";

/** Who uses a slot: a step of a flow, an action, or what it stands `inside`. `by` is the key or the kind of mapping. */
export type Use = { file: string; line: number; by?: string; flow?: string; step?: string; action?: string; inside?: string };
export type Slot = {
  name: string;
  type: string;
  values: Json[];
  initial: Json;
  mappings: Record<string, Json>[];
  /** Where to edit it; empty for a slot that every bot has. */
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
  /** The flow says the new name of its step already: tests follow. */
  follow?: boolean;
  dry_run?: boolean;
};
/** What a rename changes, line by line; `by_hand` is code that says the name. */
export type Renamed = {
  files: { file: string; lines: { line: number; before: string; after: string }[] }[];
  along: Record<string, string>;
  by_hand: { file: string; line: number; text: string }[];
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
export type ConditionFault = { code: string; message: string; hint: string; detail?: string; severity: "error" | "warning"; start: number; end: number };
export type ConditionAsked = { text: string; flow?: string; slots?: Record<string, Json>; cursor?: number };

export function useSlots() {
  return useQuery({ queryKey: ["slots"], queryFn: () => ask.get<Slot[]>("slots") });
}

export function useRename() {
  return useMutation({
    mutationFn: (given: Renaming) => ask.post<Renamed>("rename", given),
  });
}

const TRIES = 6;
const PAUSE_MS = 200;

/** Who asks too often, or a server that is gone for a moment, is asked once more. */
function isPassing(fault: unknown): boolean {
  return fault instanceof Refusal && (fault.unreachable || fault.status === 429);
}

function pauseAfter(tries: number): number {
  return PAUSE_MS * 2 ** tries;
}

/** What the server says of a condition, asked when one stops to write. `isOld`: it is of what stood there before. */
export function useCondition(asked: ConditionAsked) {
  const now = JSON.stringify(asked);
  const [late, setLate] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setLate(now), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [now]);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ["condition", late],
    queryFn: () => ask.post<Condition>("conditions", JSON.parse(late)).then(withSpoken),
    placeholderData: (before) => before,
    retry: (times, fault) => times < TRIES && isPassing(fault),
    retryDelay: pauseAfter,
  });
  const { text } = JSON.parse(late) as ConditionAsked;
  return { judged: data, isOld: isPlaceholderData || text !== asked.text };
}

export async function writeCondition(rows: Rows): Promise<string> {
  for (let tries = 0; ; tries++) {
    try {
      return (await ask.post<{ text: string }>("conditions/write", { rows })).text;
    } catch (fault) {
      if (tries === TRIES || !isPassing(fault)) throw fault;
      await new Promise((over) => setTimeout(over, pauseAfter(tries)));
    }
  }
}
