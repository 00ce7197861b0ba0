/**
 * A flow as a tree of steps that is safe to change: what leads to a step holds the step itself, never its id.
 *
 * `read` and `write` are inverse: a tree that nobody changed is written as the very same objects. A step keeps its key
 * through every change, whatever becomes of its id; keys are of this page alone and are never saved.
 */

import { identify, isLink } from "./ids.ts";
import { isMapping, type Json, type Mapping } from "./json.ts";

export const END = "END";

export type Target =
  | { to: "following" } // nothing is written: the next of the list, or the end
  | { to: "end" }
  | { to: "step"; step: Step; written?: string } // `written`: the id that stood in the file
  | { to: "unknown"; id: string }
  | { to: "steps"; steps: Step[] }
  | { to: "odd"; value: Json | undefined }; // what the language does not know: kept as it is

export interface Exit {
  /** The branch as written, or null for the one exit of a step that does not branch. */
  branch: Json;
  key: "next" | "then" | "else";
  target: Target;
}

export type Form = "plain" | "branches" | "none";

export interface Step {
  key: string;
  value: Json; // as written; `next` in it is out of date as soon as exits change
  form: Form;
  exits: Exit[];
}

export interface Tree {
  value: Mapping;
  steps: Step[];
}

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

/** A single value as Python spells it, so that ids are the same on both sides. */
export function spelled(value: string | number | boolean): string {
  return value === true ? "True" : value === false ? "False" : String(value);
}

function resolve(tree: Tree): void {
  const steps = new Map([...identify(tree)].map(([step, id]) => [id, step]));
  for (const exit of exitsOf(tree)) {
    const step = exit.target.to === "unknown" ? steps.get(exit.target.id) : undefined;
    if (step !== undefined && exit.target.to === "unknown") exit.target = { to: "step", step, written: exit.target.id };
  }
}

/** Every step, a nested one after the step it stands in. */
export function* stepsOf(steps: Step[]): Generator<Step> {
  for (const step of steps) {
    yield step;
    for (const exit of step.exits) if (exit.target.to === "steps") yield* stepsOf(exit.target.steps);
  }
}

export function* exitsOf(tree: Tree): Generator<Exit> {
  for (const step of stepsOf(tree.steps)) yield* step.exits;
}
