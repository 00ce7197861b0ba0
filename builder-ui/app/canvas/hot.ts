/**
 * What changes while nobody edits: where a conversation is, the way it took, traffic, problems. By step id, apart from the
 * document, so that a change draws only the cards and edges that it is about. Any screen may set it.
 */

import { create } from "zustand";
import type { Problem, Severity } from "../server/project.ts";
import type { StepTraffic } from "../server/rehearsals.ts";

export type Remark = { severity: Severity; text: string };

type Hot = {
  /** The step a tried conversation stands at. */
  here: string | null;
  /** It was stopped there. */
  paused: boolean;
  /** Edges it took, as `step:exit`, and the steps of them. */
  lit: ReadonlySet<string>;
  /** In how many sessions an edge was taken, as `step:exit`; what is not there nobody took. Null while it is not shown. */
  traffic: ReadonlyMap<string, number> | null;
  /** The most of these. */
  busiest: number;
  /** How often a step was come to, its question dropped, its answers rejected. */
  passed: ReadonlyMap<string, StepTraffic>;
  problems: ReadonlyMap<string, Remark[]>;
  /** Where a conversation stops to be looked at. */
  breakpoints: ReadonlySet<string>;
  /** What the draft adds or changes, while that is shown. */
  drafted: ReadonlyMap<string, "added" | "changed">;
};

const NOTHING: Hot = { here: null, paused: false, lit: new Set(), traffic: null, busiest: 0, passed: new Map(), problems: new Map(), breakpoints: new Set(), drafted: new Map() };

export const useHot = create<Hot>(() => NOTHING);

export function cool(): void {
  useHot.setState(NOTHING);
}

export function showProblems(problems: readonly Problem[], flow: string): void {
  const found = new Map<string, Remark[]>();
  for (const { step, severity, message, flow: of } of problems) {
    if (step === undefined || (of !== undefined && of !== flow)) continue;
    found.set(step, [...(found.get(step) ?? []), { severity, text: message }]);
  }
  useHot.setState({ problems: found });
}

export function light(here: string | null, lit: Iterable<string>, paused = false): void {
  useHot.setState({ here, lit: new Set(lit), paused });
}

/** Shows numbers on the canvas, or none with null. */
export function showTraffic(edges: ReadonlyMap<string, number> | null, steps: readonly StepTraffic[] = []): void {
  useHot.setState({ traffic: edges, busiest: Math.max(0, ...(edges?.values() ?? [])), passed: new Map(steps.map((step) => [step.id, step])) });
}
