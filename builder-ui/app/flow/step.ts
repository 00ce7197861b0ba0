/** What a flow is made of while it is changed: steps, their exits, and where those lead. Never saved as it is. */

import type { Json, Mapping } from "./json.ts";

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

/** A single value as Python spells it, so that ids are the same on both sides. */
export function spelled(value: string | number | boolean): string {
  return value === true ? "True" : value === false ? "False" : String(value);
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
