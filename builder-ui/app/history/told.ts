/** Changes as a person reads them: by flow and step where there is one, else by where in the file; values as they stand in files. */

import type { Json, Path } from "../server/json.ts";
import type { Change } from "../server/publishing.ts";
import { asYaml } from "../words/asYaml.ts";

/** A text that is longer is read in the file. */
const LONGEST = 600;

export type Told = { key: string; flow: string | null; step: string | null; changes: Change[] };

/** Together what is in the same step of the same flow, else in the same part of a file. */
export function told(changes: readonly Change[]): Told[] {
  const found = new Map<string, Told>();
  for (const change of changes) {
    const flow = change.flow ?? null;
    const step = change.step ?? null;
    const key = flow === null ? change.path.slice(0, 2).join(" › ") : [flow, step].filter(Boolean).join(" › ");
    const group = found.get(key) ?? { key, flow, step, changes: [] };
    group.changes.push(change);
    found.set(key, group);
  }
  return [...found.values()];
}

/** The part of a change's path that its heading does not say yet. */
export function fieldOf({ path, flow }: Change): string {
  const words = flow === undefined ? path.slice(2) : afterSteps(path);
  return words.filter((part) => typeof part === "string" || words.length === 1).join(" › ");
}

export function shown(value: Json): string {
  const text = typeof value === "string" ? value : asYaml(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function afterSteps(path: Path): Path {
  const last = path.findLastIndex((part) => typeof part === "number");
  return last < 0 ? path.slice(2) : path.slice(last + 1);
}
