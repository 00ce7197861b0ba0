/** What a comparison says, in words: which is better, and how likely that is luck. Knows no words of its own. */

import type { Model, Paired } from "../server/language.ts";

/** The usual level: seen less than once in twenty times between two that are equally good. */
const LUCK = 0.05;

export type Verdict = { better: 0 | 1 | null; odds: { kind: "never" | "always" } | { kind: "in"; count: number } };

export function verdictOf({ p, one_only: one, other_only: other }: Paired): Verdict {
  const better = p < LUCK && one !== other ? (other > one ? 1 : 0) : null;
  if (p < 0.001) return { better, odds: { kind: "never" } };
  if (p > 0.75) return { better, odds: { kind: "always" } };
  return { better, odds: { kind: "in", count: Math.max(2, Math.round(1 / p)) } };
}

/** What a model is to the one that runs: an older one is gone back to. */
export function isOlder(model: Model, running: Model | undefined): boolean {
  return running !== undefined && model.at < running.at;
}

export function megabytes(bytes: number): number {
  return Math.max(0.1, Math.round(bytes / 100_000) / 10);
}
