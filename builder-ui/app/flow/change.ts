/**
 * What every change of a flow is made of: where a step stands, leading an exit somewhere, taking a step out of its list
 * and putting steps aside, so that none is ever lost.
 *
 * A change mends only what it touches. An exit that leads to the following step is written as nothing; steps whose
 * branch leads elsewhere now go to the end of the flow, where they stay unconnected.
 */

import { landing } from "./graph.ts";
import type { Mapping } from "./json.ts";
import { exitsOf, stepsOf, type Exit, type Step, type Tree } from "./step.ts";
import { read } from "./tree.ts";
import { write } from "./write.ts";

export interface Stand {
  step: Step;
  list: Step[];
  at: number;
  /** The exit that the list is written in, or null for the flow's own. */
  within: Exit | null;
}

/** An open or taken way on: of a step by its key, or of the start (null). */
export interface Spot {
  key: string | null;
  exit: number;
}

export interface Changed {
  value: Mapping;
  /** The steps that were made, by key. */
  made: string[];
}

export function change(value: Mapping, act: (tree: Tree) => Step[] | void): Changed {
  const tree = read(value);
  const made = act(tree) ?? [];
  return { value: write(tree), made: made.map((step) => step.key) };
}

export function find(tree: Tree, key: string): Stand | null {
  return search(tree.steps, null, key);
}

function search(list: Step[], within: Exit | null, key: string): Stand | null {
  for (const [at, step] of list.entries()) {
    if (step.key === key) return { step, list, at, within };
    for (const exit of step.exits) {
      const found = exit.target.to === "steps" ? search(exit.target.steps, exit, key) : null;
      if (found) return found;
    }
  }
  return null;
}

/** The exit of that number. One past the last of a step without an `else` makes the `else`. */
export function exitAt(step: Step, index: number): Exit | null {
  if (step.form === "branches" && index === step.exits.length && !step.exits.some((exit) => exit.key === "else")) {
    step.exits.push({ branch: { else: "END" }, key: "else", target: { to: "end" } });
  }
  return step.exits[index] ?? null;
}

/** Where the way goes on that is taken for the step as a whole: the first exit that leads to a step. */
export function mainExit(stand: Stand): Exit | null {
  const { step, list, at } = stand;
  return step.exits.find((exit) => landing(exit, list, at) !== null) ?? step.exits.at(-1) ?? null;
}

/** Writes where an exit of the step leads, in the fewest words. What was written in it before is the caller's. */
export function aim(stand: Stand, exit: Exit, to: Step | null): void {
  const following = stand.list[stand.at + 1] ?? null;
  if (exit.key === "next" && following === to) exit.target = { to: "following" };
  else exit.target = to === null ? { to: "end" } : { to: "step", step: to };
}

/** Leads an exit to another step or to the end. Steps that were written in it are put aside. */
export function lead(tree: Tree, stand: Stand, exit: Exit, to: Step | null): void {
  if (to !== null && landing(exit, stand.list, stand.at) === to) return;
  const aside = exit.target.to === "steps" ? exit.target.steps : [];
  aim(stand, exit, to);
  park(tree, aside);
}

/** Puts steps at the end of the flow. Nothing runs into them that did not before. */
export function park(tree: Tree, steps: Step[]): void {
  if (steps.length === 0) return;
  close(tree.steps);
  tree.steps.push(...steps);
}

/** Says of the last of a list that the flow ends there, where nothing said so. */
export function close(list: Step[]): void {
  const exit = list.at(-1)?.exits[0];
  if (exit?.target.to === "following") exit.target = { to: "end" };
}

/** Every exit that leads to the step by its id leads to another, or to the end. */
export function redirect(tree: Tree, from: Step, to: Step | null): void {
  for (const exit of exitsOf(tree)) {
    if (exit.target.to === "step" && exit.target.step === from) {
      exit.target = to === null ? { to: "end" } : { to: "step", step: to };
    }
  }
}

/** Takes the step out of its list and leaves every way to it and from it as it was, now by its id. */
export function extract(tree: Tree, stand: Stand): void {
  const { step, list, at, within } = stand;
  const own = step.exits[0];
  if (own?.target.to === "following") {
    const following = list[at + 1];
    own.target = following ? { to: "step", step: following } : { to: "end" };
  }
  list.splice(at, 1);
  const before = list[at - 1]?.exits[0];
  if (before?.target.to === "following") before.target = { to: "step", step };
  if (at === 0 && within !== null) {
    within.target = { to: "step", step };
    park(tree, list);
  }
}

/** Makes a step the first of the flow. */
export function begin(tree: Tree, key: string): void {
  const stand = find(tree, key);
  if (stand === null || tree.steps[0] === stand.step) return;
  extract(tree, stand);
  tree.steps.unshift(stand.step);
  const own = stand.step.exits[0];
  if (own?.target.to === "step" && own.target.step === tree.steps[1]) aim({ ...stand, list: tree.steps, at: 0 }, own, own.target.step);
}

export function holds(step: Step, key: string): boolean {
  return [...stepsOf([step])].some((each) => each.key === key);
}
