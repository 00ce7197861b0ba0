/** Steps are taken away and moved. The ways that led to them lead to what came after them. */

import { aim, begin, change, close, exitAt, find, holds, mainExit, park, redirect, type Changed, type Spot } from "./change.ts";
import { landing } from "./graph.ts";
import type { Mapping } from "./json.ts";
import { place } from "./edit.ts";
import { stepsOf, type Step, type Tree } from "./step.ts";

/** Takes steps away. The steps nested in them stay, or go with them. */
export function remove(value: Mapping, keys: readonly string[], nested: "keep" | "delete" = "keep"): Changed {
  return change(value, (tree) => {
    const doomed = new Set(keys);
    const all = [...stepsOf(tree.steps)];
    if (nested === "delete") {
      for (const step of all) if (doomed.has(step.key)) for (const each of stepsOf([step])) doomed.add(each.key);
    }
    for (const step of all.reverse()) if (doomed.has(step.key)) unlink(tree, step.key);
  });
}

/** Takes one step out of every way through it: who led to it leads to where its main exit leads. */
function unlink(tree: Tree, key: string): void {
  const stand = find(tree, key);
  if (stand === null) return;
  const { step, list, at, within } = stand;
  const main = mainExit(stand);
  for (const exit of step.exits) {
    if (exit === main || exit.target.to !== "steps") continue;
    const aside = exit.target.steps;
    exit.target = { to: "end" };
    park(tree, aside);
  }
  if (main?.target.to === "steps") {
    const own = main.target.steps;
    if (list.length > at + 1) close(own);
    list.splice(at + 1, 0, ...own);
    aim(stand, main, own[0] ?? null);
    if (main.key !== "next" && own[0]) main.target = { to: "step", step: own[0] };
  }
  const found = main ? landing(main, list, at) : null;
  const heir = found === step ? null : found;
  const runsInto = list[at - 1]?.exits[0]?.target.to === "following";
  redirect(tree, step, heir);
  list.splice(at, 1);
  const goesOn = heir === (list[at] ?? null);
  if (at > 0) {
    const before = list[at - 1];
    const exit = before?.exits[0];
    if (before && exit && runsInto && !goesOn) aim({ step: before, list, at: at - 1, within }, exit, heir);
  } else if (within !== null) {
    if (list.length > 0 && goesOn) return;
    within.target = heir ? { to: "step", step: heir } : { to: "end" };
    park(tree, list);
  } else if (heir) begin(tree, heir.key);
}

/** Moves a step, with what its other branches hold, onto a way. Its main exit leads on from there. */
export function move(value: Mapping, key: string, spot: Spot): Changed {
  return change(value, (tree) => {
    const stand = find(tree, key);
    if (stand === null || spot.key === key || !canMove(stand.step, stand, spot)) return;
    const { step, list, at } = stand;
    const goal = spot.key === null ? null : find(tree, spot.key);
    const way = goal && exitAt(goal.step, spot.exit);
    if (spot.key === null ? tree.steps[0] === step : !goal || !way || landing(way, goal.list, goal.at) === step) return;
    const main = mainExit(stand);
    const stub: Step = { key: "stub", value: { noop: true }, form: "plain", exits: [{ branch: null, key: "next", target: { to: "end" } }] };
    const out = stub.exits[0];
    if (out && main) {
      out.target = main.key !== "next" && main.target.to === "following" ? { to: "end" } : main.target;
      main.target = main.key === "next" ? { to: "following" } : { to: "end" };
    }
    list[at] = stub;
    redirect(tree, step, stub);
    unlink(tree, "stub");
    place(tree, spot, step, main);
  });
}

function canMove(step: Step, stand: Parameters<typeof mainExit>[0], spot: Spot): boolean {
  if (spot.key === null || !holds(step, spot.key)) return true;
  const main = mainExit(stand); // what the main exit holds stays behind
  return main?.target.to === "steps" && main.target.steps.some((each) => holds(each, spot.key as string));
}
