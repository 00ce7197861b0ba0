/** Steps are put in, connected, changed and named. Each gives the flow's new value; the old one is not touched. */

import { aim, begin, change, exitAt, find, lead, park, type Changed, type Spot } from "./change.ts";
import { freeId, identify } from "./ids.ts";
import { copy, isMapping, putBefore, type Json, type Mapping, type Path } from "./json.ts";
import { stepsOf, type Exit, type Step, type Target, type Tree } from "./step.ts";
import { readLoose } from "./tree.ts";

/** A new step on a way: what came there comes after it. */
export function insert(value: Mapping, spot: Spot, template: Mapping): Changed {
  return change(value, (tree) => {
    const [step] = readLoose([copy(template)]);
    return step && place(tree, spot, step) ? [...stepsOf([step])] : [];
  });
}

/** A new step that nothing leads to. In an empty flow it is the first. */
export function add(value: Mapping, template: Mapping): Changed {
  return change(value, (tree) => {
    const steps = readLoose([copy(template)]);
    park(tree, steps);
    return [...stepsOf(steps)];
  });
}

/** Puts a step that stands nowhere on a way; `onward` leads to what came there. False when there is no such way. */
export function place(tree: Tree, spot: Spot, step: Step, onward: Exit | null = step.exits.at(-1) ?? null): boolean {
  if (spot.key === null) {
    const first = tree.steps[0] ?? null;
    tree.steps.unshift(step);
    if (onward && first) aim({ step, list: tree.steps, at: 0, within: null }, onward, first);
    return true;
  }
  const stand = find(tree, spot.key);
  const exit = stand && exitAt(stand.step, spot.exit);
  if (!stand || !exit) return false;
  const taken = exit.target;
  if (taken.to === "steps") {
    const first = taken.steps[0] ?? null;
    taken.steps.unshift(step);
    if (onward && first) aim({ step, list: taken.steps, at: 0, within: exit }, onward, first);
    return true;
  }
  if (exit.key !== "next") {
    exit.target = { to: "steps", steps: [step] };
    if (onward) hand(onward, taken, false);
    return true;
  }
  stand.list.splice(stand.at + 1, 0, step);
  exit.target = { to: "following" };
  const after = stand.list[stand.at + 2] ?? null;
  if (onward && taken.to === "following") aim({ ...stand, step, at: stand.at + 1 }, onward, after);
  else if (onward) hand(onward, taken, after !== null);
  return true;
}

/** The new step leads where the way led. The end needs no words where nothing follows. */
function hand(onward: Exit, taken: Target, followed: boolean): void {
  onward.target = taken.to === "end" && onward.key === "next" && !followed ? { to: "following" } : taken;
}

/** Leads an exit to another step (or the start to its first). A link has no exit. */
export function connect(value: Mapping, spot: Spot, to: string): Changed {
  return change(value, (tree) => {
    if (spot.key === null) return begin(tree, to);
    const stand = find(tree, spot.key);
    const target = find(tree, to);
    const exit = stand && exitAt(stand.step, spot.exit);
    if (stand && exit && target) lead(tree, stand, exit, target.step);
  });
}

/** Leads an exit to the end of the flow. */
export function disconnect(value: Mapping, spot: Spot): Changed {
  return change(value, (tree) => {
    const stand = spot.key === null ? null : find(tree, spot.key);
    const exit = stand?.step.exits[spot.exit];
    if (stand && exit) lead(tree, stand, exit, null);
  });
}

/** Sets a field of a step; `undefined` takes it away. `next` is not a field, and `id` has its own rule. */
export function setField(value: Mapping, key: string, path: Path, field: Json | undefined): Changed {
  return change(value, (tree) => {
    const step = find(tree, key)?.step;
    if (step && isMapping(step.value) && path[0] !== "next" && path[0] !== "id") {
      step.value = putBefore("next", step.value, path, field);
    }
  });
}

/** Gives a step an id; `""` takes it away where nothing needs it. Every way to the step follows. */
export function rename(value: Mapping, key: string, wanted: string): Changed {
  return change(value, (tree) => {
    const step = find(tree, key)?.step;
    if (!step || !isMapping(step.value)) return;
    const { id: _, ...rest } = step.value;
    const others = new Set([...identify(tree)].filter(([each]) => each !== step).map(([, id]) => id));
    step.value = wanted ? { id: freeId(wanted, others), ...rest } : rest;
  });
}

/** Sets a property of the flow, such as its name; `undefined` takes it away. */
export function setFlow(value: Mapping, path: Path, property: Json | undefined): Changed {
  return { value: putBefore("steps", value, path, property), made: [] };
}
