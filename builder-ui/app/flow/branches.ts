/** The branches of a step: conditions in order, then what happens otherwise. */

import { aim, change, find, lead, park, type Changed, type Stand } from "./change.ts";
import { graphOf, landing } from "./graph.ts";
import { isMapping, type Mapping } from "./json.ts";
import type { Exit } from "./step.ts";

/** A branch before the `else`. The way on that the step had becomes its `else`. */
export function addBranch(value: Mapping, key: string, condition: string): Changed {
  return change(value, (tree) => {
    const stand = find(tree, key);
    if (!stand || stand.step.form === "none") return;
    const { step } = stand;
    if (step.form === "plain") otherwise(stand);
    const at = step.exits.findIndex((exit) => exit.key === "else");
    const exit: Exit = { branch: { if: condition, then: "END" }, key: "then", target: { to: "end" } };
    step.exits.splice(at === -1 ? step.exits.length : at, 0, exit);
  });
}

function otherwise(stand: Stand): void {
  const { step, list, at } = stand;
  const exit = step.exits[0];
  if (!exit) return;
  const to = landing(exit, list, at);
  step.form = "branches";
  exit.key = "else";
  exit.branch = { else: "END" };
  if (exit.target.to === "following") aim(stand, exit, to);
}

/** Takes a branch away; steps that were written in it are put aside. What is left of one `else` is a plain way on. */
export function removeBranch(value: Mapping, key: string, index: number): Changed {
  return change(value, (tree) => {
    const stand = find(tree, key);
    const exit = stand?.step.exits[index];
    if (!stand || !exit || stand.step.form !== "branches") return;
    const { step } = stand;
    lead(tree, stand, exit, null);
    step.exits.splice(index, 1);
    const [left] = step.exits;
    if (step.exits.length > 1 || (left && left.key !== "else")) return;
    step.form = "plain";
    const plain: Exit = { branch: null, key: "next", target: left?.target ?? { to: "end" } };
    step.exits = [plain];
    if (plain.target.to !== "steps") aim(stand, plain, landing(plain, stand.list, stand.at));
  });
}

export function moveBranch(value: Mapping, key: string, from: number, to: number): Changed {
  return change(value, (tree) => {
    const exits = find(tree, key)?.step.exits ?? [];
    const last = exits.filter((exit) => exit.key !== "else").length - 1;
    const [exit] = from <= last && to >= 0 && to <= last ? exits.splice(from, 1) : [];
    if (exit) exits.splice(to, 0, exit);
  });
}

export function setCondition(value: Mapping, key: string, index: number, condition: string): Changed {
  return change(value, (tree) => {
    const exit = find(tree, key)?.step.exits[index];
    if (exit && exit.key !== "else" && isMapping(exit.branch)) exit.branch = { ...exit.branch, if: condition };
  });
}

/** A branch for each of the conditions: those that have none yet take the first. */
export function cover(value: Mapping, key: string, conditions: readonly string[]): Changed {
  const free = (graphOf(value).byKey.get(key)?.exits ?? []).filter(({ condition }) => condition === "");
  return conditions.reduce<Changed>(
    (made, condition, at) => {
      const exit = free[at];
      return exit ? setCondition(made.value, key, exit.index, condition) : addBranch(made.value, key, condition);
    },
    { value, made: [] },
  );
}

/** Steps that a branch holds stand in the flow's own list from now on, and the branch leads to them by id. */
export function unnest(value: Mapping, key: string, index: number): Changed {
  return change(value, (tree) => {
    const exit = find(tree, key)?.step.exits[index];
    if (exit?.target.to !== "steps" || !exit.target.steps[0]) return;
    const steps = exit.target.steps;
    exit.target = { to: "step", step: steps[0] as (typeof steps)[number] };
    park(tree, steps);
  });
}
