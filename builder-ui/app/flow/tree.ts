/**
 * A flow as a tree of steps that is safe to change: what leads to a step holds the step itself, never its id.
 *
 * `read` and `write` are inverse: a tree that nobody changed is written as the very same objects. A step keeps its key
 * through every change, whatever becomes of its id; keys are of this page alone and are never saved.
 */

import { identify, isLink } from "./ids.ts";
import { isMapping, type Json, type Mapping } from "./json.ts";
import { END, exitsOf, spelled, type Exit, type Step, type Target, type Tree } from "./step.ts";

const keys = new WeakMap<object, string>();
let last = 0;

export function newKey(): string {
  return `s${++last}`;
}

/** The key of a step's value: the same as long as it is the same step. */
export function keyOf(value: Json): string {
  if (!isMapping(value)) return newKey();
  const known = keys.get(value);
  if (known !== undefined) return known;
  const key = newKey();
  keys.set(value, key);
  return key;
}

/** The key that a step's value has, if it was ever read. */
export function knownKey(value: Json | undefined): string | undefined {
  return isMapping(value) ? keys.get(value) : undefined;
}

export function giveKey(value: Json, key: string): void {
  if (isMapping(value)) keys.set(value, key);
}

export function read(value: Mapping): Tree {
  const tree: Tree = { value, steps: readSteps(value["steps"]) };
  resolve(tree);
  return tree;
}

/** Steps that stand nowhere yet, such as the template of a kind. Ids that lead out of them lead to the end. */
export function readLoose(values: Json[]): Step[] {
  const tree: Tree = { value: {}, steps: readSteps(values) };
  resolve(tree);
  for (const exit of exitsOf(tree)) if (exit.target.to === "unknown") exit.target = { to: "end" };
  return tree.steps;
}

function readSteps(value: Json | undefined): Step[] {
  return Array.isArray(value) ? value.map(readStep) : [];
}

function readStep(value: Json): Step {
  const step: Step = { key: keyOf(value), value, form: "plain", exits: [] };
  if (isLink(value)) return { ...step, form: "none" };
  const next = isMapping(value) ? value["next"] : undefined;
  if (Array.isArray(next) && next.some((each) => isMapping(each) && ("if" in each || "else" in each))) {
    return { ...step, form: "branches", exits: next.map(readBranch) };
  }
  const target: Target = next === undefined || next === null ? { to: "following" } : readTarget(next);
  return { ...step, exits: [{ branch: null, key: "next", target }] };
}

function readBranch(branch: Json): Exit {
  if (!isMapping(branch)) return { branch, key: "then", target: { to: "odd", value: branch } };
  const key = "if" in branch ? "then" : "else";
  return { branch, key, target: readTarget(branch[key]) };
}

function readTarget(value: Json | undefined): Target {
  if (value === END) return { to: "end" };
  if (Array.isArray(value)) return { to: "steps", steps: readSteps(value) };
  if (value === null || value === undefined || isMapping(value)) return { to: "odd", value };
  return { to: "unknown", id: spelled(value) };
}

function resolve(tree: Tree): void {
  const steps = new Map([...identify(tree)].map(([step, id]) => [id, step]));
  for (const exit of exitsOf(tree)) {
    const step = exit.target.to === "unknown" ? steps.get(exit.target.id) : undefined;
    if (step !== undefined && exit.target.to === "unknown") exit.target = { to: "step", step, written: exit.target.id };
  }
}
