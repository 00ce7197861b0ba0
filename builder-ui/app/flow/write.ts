/** A tree of steps as the value it is saved as. Objects that did not change are the ones that were read. */

import { identify } from "./ids.ts";
import { isMapping, same, type Json, type Mapping } from "./json.ts";
import { END, exitsOf, stepsOf, type Exit, type Step, type Target, type Tree } from "./step.ts";
import { giveKey } from "./tree.ts";

export function write(tree: Tree): Mapping {
  const ids = pin(tree);
  if (tree.steps.length === 0 && !Array.isArray(tree.value["steps"])) return tree.value;
  const steps = list(tree.steps, tree.value["steps"], ids);
  return steps === tree.value["steps"] ? tree.value : { ...tree.value, steps };
}

export function writeLoose(steps: Step[]): Json[] {
  return steps.length ? (write({ value: {}, steps })["steps"] as Json[]) : [];
}

/** Steps that are led to by an id which is theirs no longer get it written down. Gives all ids. */
function pin(tree: Tree): Map<Step, string> {
  for (;;) {
    const ids = identify(tree);
    const taken = new Set([...stepsOf(tree.steps)].map(explicit));
    const loose = [...exitsOf(tree)].find(({ target }) => target.to === "step" && needsPin(target, ids));
    if (loose === undefined || loose.target.to !== "step") return ids;
    const { step, written } = loose.target;
    const id = written !== undefined && !taken.has(written) ? written : ids.get(step);
    if (id === undefined || !isMapping(step.value)) return ids; // a step that is no mapping cannot have an id
    const { id: _, ...rest } = step.value;
    step.value = { id, ...rest };
  }
}

function needsPin(target: Extract<Target, { to: "step" }>, ids: Map<Step, string>): boolean {
  const id = ids.get(target.step);
  return id !== undefined && id !== target.written && id !== explicit(target.step) && isMapping(target.step.value);
}

function explicit(step: Step): string | undefined {
  const id = isMapping(step.value) ? step.value["id"] : undefined;
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

function list(steps: Step[], before: Json | undefined, ids: Map<Step, string>): Json[] {
  const written = steps.map((step) => one(step, ids));
  const old = Array.isArray(before) ? before : null;
  return old !== null && old.length === written.length && written.every((each, at) => each === old[at]) ? old : written;
}

function one(step: Step, ids: Map<Step, string>): Json {
  if (!isMapping(step.value)) return step.value;
  const before = step.value["next"];
  const next = following(step, before, ids);
  const written = next === before || (before === null && next === undefined) ? step.value : withKey(step.value, "next", next);
  giveKey(written, step.key);
  step.value = written;
  return written;
}

function following(step: Step, before: Json | undefined, ids: Map<Step, string>): Json | undefined {
  if (step.form === "none") return before;
  if (step.form === "plain") return target(step.exits[0]?.target ?? { to: "following" }, before, ids);
  const branches = step.exits.map((exit) => branch(exit, ids));
  const old = Array.isArray(before) ? before : null;
  const kept = old !== null && old.length === branches.length && branches.every((each, at) => each === old[at]);
  return kept ? old : branches;
}

function branch(exit: Exit, ids: Map<Step, string>): Json {
  if (!isMapping(exit.branch)) return exit.branch;
  const before = exit.branch[exit.key];
  const after = target(exit.target, before, ids);
  const written = after === before ? exit.branch : withKey(exit.branch, exit.key, after);
  exit.branch = written;
  return written;
}

function target(target: Target, before: Json | undefined, ids: Map<Step, string>): Json | undefined {
  switch (target.to) {
    case "following":
      return undefined;
    case "end":
      return END;
    case "odd":
      return target.value;
    case "unknown":
      return before !== undefined && same(String(before), target.id) ? before : target.id;
    case "steps":
      return list(target.steps, before, ids);
    case "step": {
      const id = ids.get(target.step) ?? END; // a step that was taken away is the end
      return typeof before === "number" && String(before) === id ? before : id;
    }
  }
}

function withKey(value: Mapping, key: string, there: Json | undefined): Mapping {
  if (there !== undefined) return { ...value, [key]: there };
  const { [key]: _, ...rest } = value;
  return rest;
}
