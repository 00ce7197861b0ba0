/** The bot as this person sees it: what is on disk, with their draft over it. Flows, values, problems, the map, kinds. */

import { useMutation, useQuery } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import type { Json, Path } from "./json.ts";
import { WINDOW } from "./presence.ts";
import { spoken, withSpoken } from "./spoken.ts";

export type Severity = "error" | "warning";
export type Problem = {
  code: string;
  severity: Severity;
  message: string;
  hint: string;
  file: string;
  line: number;
  column: number;
  flow?: string;
  step?: string;
  /** What was said exactly, where `message` says it in another language. */
  detail?: string;
  /** What a click could mend. */
  fix?: { title: string };
};
export type FlowEntry = {
  id: string;
  name: string;
  description: string;
  file: string;
  path: Path;
  steps: number;
  pattern: boolean;
  calls: string[];
  links: string[];
  triggers: string[];
  errors: number;
  warnings: number;
  drafted: boolean;
};
export type Project = {
  revision: string;
  flows: FlowEntry[];
  slots: { name: string; type: string; values?: string[] }[];
  intents: string[];
  entities: string[];
  responses: string[];
  actions: { name: string; custom: boolean }[];
  languages: string[];
  /** Files of the draft. */
  drafts: string[];
  conflicts: number;
  /** The file for what the domain has nothing like of yet. */
  domain: string;
  /** The model is older than the files. */
  stale: boolean;
};
export type Point = [x: number, y: number];
export type Note = { id: string; text: string; at: Point; size: Point };
export type Layout = { positions: Record<string, Point>; notes: Note[] };
export type Flow = {
  id: string;
  file: string;
  path: Path;
  hash: string;
  value: Json;
  steps: { path: Path; id: string; place: { line: number; column: number } }[];
  layout: Layout;
  problems: Problem[];
};
export type Seen = { file: string; hash: string; value: Json };
/** The same in the languages of the builder. */
export type Worded = { en: string; de: string };
export type Kind = {
  key: string;
  title: Worded;
  summary: Worded;
  group: Worded;
  icon: string;
  /** A step of this kind as it begins. */
  yaml: Json;
  /** How a step of this kind is known. */
  match: Json;
  /** JSON Schema of its form, with `x-widget` hints. */
  schema: Record<string, Json>;
  /** The action without which such a step is an error, and whether the bot has it. */
  needs: string;
  ready: boolean;
};
export type Told = { kind: string; words: string };
export type Rule = { name: string; file: string; line: number; start: boolean; condition: Told[]; steps: Told[] };
/** All stories as one graph; `x` and `y` are the centre of a spot. */
export type StoryMap = {
  width: number;
  height: number;
  spots: { id: string; kind: string; words: string; x: number; y: number; width: number; height: number; stories: string[] }[];
  lines: { from: string; to: string; points: Point[] }[];
  stories: Rule[];
};
export type ProjectMap = {
  flows: { id: string; name: string; pattern: boolean; triggers: string[]; file: string; line: number }[];
  edges: { from: string; to: string; kind: "call" | "link"; steps: string[] }[];
  rules: Rule[];
  stories: StoryMap | null;
  forms: { name: string; slots: string[]; begun_by: string[]; file: string; line: number }[];
};

export function useProject() {
  return useQuery({ queryKey: ["project"], queryFn: () => ask.get<Project>("project") });
}

export function fetchFlow(id: string): Promise<Flow> {
  return ask.get<Flow>(`flows/${encodeURIComponent(id)}`).then(withSpoken);
}

export function useFlow(id: string) {
  return useQuery({ queryKey: ["flow", id], queryFn: () => fetchFlow(id) });
}

export function useValue(file: string, path: Path) {
  return useQuery({
    queryKey: ["value", file, path],
    queryFn: () => ask.get<Seen>("values", { file, path: JSON.stringify(path) }),
  });
}

export function useKinds() {
  return useQuery({ queryKey: ["kinds"], queryFn: () => ask.get<Kind[]>("kinds") });
}

export function useMap() {
  return useQuery({ queryKey: ["map"], queryFn: () => ask.get<ProjectMap>("map") });
}

export function useProblems() {
  return useQuery({ queryKey: ["problems"], queryFn: () => ask.get<Problem[]>("problems").then(spoken) });
}

export function useFix() {
  return useMutation({
    mutationFn: ({ code, file, line, column }: Problem) => ask.post<unknown>("problems/fix", { code, file, line, column }),
  });
}

/** Positions and notes go to their side file at once; they are not part of the draft. */
export function saveLayout(flow: string, layout: Partial<Layout>): Promise<unknown> {
  return ask.put(`layout/${encodeURIComponent(flow)}?window=${WINDOW}`, layout);
}
