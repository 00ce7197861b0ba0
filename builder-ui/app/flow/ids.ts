/**
 * The ids of steps: those that are written, and for the others the same that the server derives (flows/read.py) from
 * their kind, what they are about and their position among equals. A test holds both to the same answers.
 */

import { isMapping, type Json } from "./json.ts";
import { END, spelled, type Step, type Tree } from "./step.ts";

/** In the order of the server's table: it decides for a step that is, wrongly, of two kinds. */
const KINDS = ["action", "collect", "set_slots", "call", "link", "noop"];

/** The server may know more kinds than there were when this was written. */
export function knowKinds(keys: Iterable<string>): void {
  for (const key of keys) if (!KINDS.includes(key)) KINDS.push(key);
}

/** The key that names a step's kind, or null. */
export function kindOf(value: Json): string | null {
  return isMapping(value) ? (KINDS.find((kind) => kind in value) ?? null) : null;
}

/** Whether the step is the end of its flow: a link, and nothing else besides. */
export function isLink(value: Json): boolean {
  return isMapping(value) && "link" in value && KINDS.filter((kind) => kind in value).length === 1;
}

/** What a step is about: a name, or for a list of settings the first that is set. */
export function targetOf(value: Json): string {
  const kind = kindOf(value);
  const about = kind !== null && isMapping(value) ? value[kind] : null;
  if (typeof about === "string") return about;
  const first = Array.isArray(about) ? about[0] : about;
  return isMapping(first) ? (Object.keys(first)[0] ?? "") : "";
}

/** The id of every step. What is written goes first, so that derived ids stay clear of it. */
export function identify(tree: Tree): Map<Step, string> {
  const written = new Map<Step, string>();
  const taken = new Set<string>();
  const count = new Map<string, number>();
  const ids = new Map<Step, string>();

  function claim(steps: Step[]): void {
    for (const step of steps) {
      const given = isMapping(step.value) ? step.value["id"] : null;
      if (typeof given === "string" || typeof given === "number" || typeof given === "boolean") {
        const id = spelled(given);
        if (id !== END && !taken.has(id)) {
          taken.add(id);
          written.set(step, id);
        }
      }
      for (const nested of nestedOf(step)) claim(nested);
    }
  }

  function name(steps: Step[]): void {
    for (const step of steps) ids.set(step, written.get(step) ?? derive(step));
    for (const step of steps) for (const nested of nestedOf(step)) name(nested);
  }

  function derive(step: Step): string {
    const kind = kindOf(step.value);
    const about = targetOf(step.value);
    const stem = kind === null ? "step" : about ? `${kind}_${about}` : kind;
    for (;;) {
      const number = (count.get(stem) ?? 0) + 1;
      count.set(stem, number);
      const id = number === 1 ? stem : `${stem}_${number}`;
      if (!taken.has(id)) {
        taken.add(id);
        return id;
      }
    }
  }

  claim(tree.steps);
  name(tree.steps);
  return ids;
}

function nestedOf(step: Step): Step[][] {
  return step.exits.flatMap((exit) => (exit.target.to === "steps" ? [exit.target.steps] : []));
}

/** An id like `wanted` that is free. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) if (!taken.has(`${wanted}_${number}`)) return `${wanted}_${number}`;
}
