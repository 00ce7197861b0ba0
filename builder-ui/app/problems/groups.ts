/** Problems by where they are: those of a flow together, the rest by file; errors before warnings. */

import type { Problem, Severity } from "../server/project.ts";

export type Group = { place: string; flow: string | null; problems: Problem[] };
export type Show = "all" | Severity;

export function groupsOf(problems: readonly Problem[], show: Show, words: string): Group[] {
  const groups = new Map<string, Group>();
  for (const problem of problems.filter((each) => isShown(each, show, words))) {
    const flow = problem.flow ?? null;
    const place = flow ?? problem.file;
    const group = groups.get(place) ?? { place, flow, problems: [] };
    group.problems.push(problem);
    groups.set(place, group);
  }
  for (const group of groups.values()) group.problems.sort(byWeight);
  return [...groups.values()].sort((one, other) => weight(one) - weight(other) || one.place.localeCompare(other.place));
}

/** What names one problem among all. */
export function keyOf({ code, file, line, column, message }: Problem): string {
  return [code, file, line, column, message].join("\n");
}

function isShown(problem: Problem, show: Show, words: string): boolean {
  if (show !== "all" && problem.severity !== show) return false;
  const said = [problem.message, problem.hint, problem.detail, problem.code, problem.file, problem.flow, problem.step].join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}

function byWeight(one: Problem, other: Problem): number {
  return rank(one) - rank(other) || one.file.localeCompare(other.file) || one.line - other.line || one.column - other.column;
}

function rank({ severity }: Problem): number {
  return severity === "error" ? 0 : 1;
}

function weight(group: Group): number {
  return group.problems.some(({ severity }) => severity === "error") ? 0 : 1;
}
