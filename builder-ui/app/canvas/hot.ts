/**
 * What changes while nobody edits: where a conversation is, the way it took, traffic, problems. By step id, apart from the
 * document, so that a change draws only the cards and edges that it is about. Any screen may set it.
 */

import { create } from "zustand";
import type { Problem, Severity } from "../server/project.ts";

export type Remark = { severity: Severity; text: string };

type Hot = {
  /** The step a tried conversation stands at. */
  here: string | null;
  /** Edges it took, as `step:exit`, and the steps of them. */
  lit: ReadonlySet<string>;
  /** How many conversations took an edge, as `step:exit`, or came to a step. */
  traffic: ReadonlyMap<string, number>;
  problems: ReadonlyMap<string, Remark[]>;
  /** Where a conversation stops to be looked at. */
  breakpoints: ReadonlySet<string>;
};

const NOTHING: Hot = { here: null, lit: new Set(), traffic: new Map(), problems: new Map(), breakpoints: new Set() };

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

export function light(here: string | null, lit: Iterable<string>): void {
  useHot.setState({ here, lit: new Set(lit) });
}

export function showTraffic(counts: Iterable<[string, number]>): void {
  useHot.setState({ traffic: new Map(counts) });
}
