/**
 * Steps as YAML text, so that they can be copied between flows, tabs and editors. A copy holds the chosen steps and the
 * ways among them; every way out of it is open. Where an id is taken, the pasted step gets another and its ways follow.
 */

import { change, close, exitAt, find, park, type Changed, type Spot } from "./change.ts";
import { landing } from "./graph.ts";
import { freeId, identify } from "./ids.ts";
import { at, copy as cloned, isMapping, type Json, type Mapping } from "./json.ts";
import { stepsOf, type Exit, type Step, type Tree } from "./step.ts";
import { read, readLoose } from "./tree.ts";
import { writeLoose } from "./write.ts";

/** The chosen steps as a list that stands for itself. */
export function pick(value: Mapping, keys: readonly string[]): Json[] {
  const chosen = new Set(keys);
  const tree = read(value);
  const twins = new Map<Step, Step>();
  for (const step of stepsOf(tree.steps)) {
    if (chosen.has(step.key)) twins.set(step, { key: "", value: cloned(step.value), form: step.form, exits: [] });
  }
  const chains = gather(tree.steps, twins);
  const steps: Step[] = [];
  for (const chain of chains) {
    close(steps);
    steps.push(...chain);
  }
  return writeLoose(steps);
}

/** The chosen of a list, in runs of neighbours; the first run is of the first step if that is chosen. */
function gather(list: Step[], twins: Map<Step, Step>): Step[][] {
  const runs: Step[][] = [];
  const inner: Step[][] = [];
  let run: Step[] | null = null;
  for (const [index, step] of list.entries()) {
    const twin = twins.get(step);
    if (!twin) {
      run = null;
      for (const exit of step.exits) if (exit.target.to === "steps") inner.push(...gather(exit.target.steps, twins));
      continue;
    }
    if (run === null) runs.push((run = []));
    run.push(twin);
    twin.exits = step.exits.map((exit) => twinExit(exit, list, index, twins, inner));
  }
  return [...runs, ...inner];
}

function twinExit(exit: Exit, list: Step[], index: number, twins: Map<Step, Step>, inner: Step[][]): Exit {
  const branch = isMapping(exit.branch) ? { ...exit.branch } : exit.branch;
  const landed = landing(exit, list, index);
  const twin = landed && twins.get(landed);
  if (exit.target.to === "steps") {
    const runs = gather(exit.target.steps, twins);
    const own = twin ? runs.shift() : undefined;
    inner.push(...runs);
    return { branch, key: exit.key, target: own ? { to: "steps", steps: own } : { to: "end" } };
  }
  if (exit.target.to === "following") return { branch, key: exit.key, target: { to: "following" } };
  return { branch, key: exit.key, target: twin ? { to: "step", step: twin } : { to: "end" } };
}

/** Puts copied steps in: on the spot if it is given and open, else unconnected. */
export function paste(value: Mapping, steps: Json[], spot: Spot | null = null): Changed {
  return change(value, (tree) => {
    const loose = readLoose(cloned(steps).filter(isMapping));
    const made = [...stepsOf(loose)];
    settle(tree, loose);
    const stand = spot?.key ? find(tree, spot.key) : null;
    const exit = spot && stand && exitAt(stand.step, spot.exit);
    if (!stand || !exit || landing(exit, stand.list, stand.at) !== null) park(tree, loose);
    else if (exit.key !== "next") exit.target = { to: "steps", steps: loose };
    else {
      exit.target = { to: "following" };
      if (stand.list.length > stand.at + 1) close(loose);
      stand.list.splice(stand.at + 1, 0, ...loose);
    }
    return made;
  });
}

/** The same steps once more, unconnected. */
export function duplicate(value: Mapping, keys: readonly string[]): Changed {
  return paste(value, pick(value, keys));
}

function settle(tree: Tree, loose: Step[]): void {
  const taken = new Set(identify(tree).values());
  for (const step of stepsOf(loose)) {
    if (!isMapping(step.value) || step.value["id"] === undefined) continue;
    const id = freeId(String(step.value["id"]), taken);
    taken.add(id);
    if (id !== step.value["id"]) step.value = { ...step.value, id };
  }
}

/** The steps that a parsed YAML text holds: a list of steps, a step, a flow, or a file of flows. */
export function stepsIn(parsed: Json | undefined): Json[] {
  if (Array.isArray(parsed)) return parsed.filter(isMapping);
  if (!isMapping(parsed)) return [];
  if (Array.isArray(parsed["steps"])) return stepsIn(parsed["steps"]);
  const flows = at(parsed, ["flows"]);
  if (isMapping(flows)) return Object.values(flows).flatMap(stepsIn);
  return Object.keys(parsed).length ? [parsed] : [];
}
