/** From a draft to what runs: what differs, conflicts, publishing, history. */

import { useMutation, useQuery } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import type { Json, Path } from "./json.ts";

/** `same`: both changed what is at `path`; `gone`: one took the file away; `unreadable`: one is no YAML. */
export type Conflict = {
  id: string;
  file: string;
  path: Path;
  reason: "same" | "gone" | "unreadable";
  flow?: string;
  step?: string;
  base?: Json;
  theirs?: Json;
  yours?: Json;
};
export type Change = {
  path: Path;
  flow?: string;
  step?: string;
  kind: "added" | "removed" | "changed";
  before?: Json;
  after?: Json;
};
/** Without changes only comments or lines differ, or one of the texts is no YAML. */
export type Difference = { file: string; before: string | null; after: string | null; changes: Change[] };
/** `at` is in seconds since 1970. */
export type Version = { id: string; at: number; who: string; message: string; files: string[] };
export type VersionFiles = Omit<Version, "files"> & { files: Difference[] };
export type Published = { version: string; files: string[]; job: string | null };

export function useDiff() {
  return useQuery({ queryKey: ["diff"], queryFn: () => ask.get<Difference[]>("diff") });
}

export function useConflicts() {
  return useQuery({ queryKey: ["conflicts"], queryFn: () => ask.get<Conflict[]>("conflicts") });
}

export function useHistory(file?: string, limit = 100) {
  return useQuery({ queryKey: ["history", file, limit], queryFn: () => ask.get<Version[]>("history", { file, limit }) });
}

export function useVersion(id: string) {
  return useQuery({ queryKey: ["history", "version", id], queryFn: () => ask.get<VersionFiles>(`history/${id}`) });
}

export function useResolve() {
  return useMutation({
    mutationFn: ({ id, ...how }: { id: string; take: "yours" | "theirs" | "value"; value?: Json }) =>
      ask.post<unknown>(`conflicts/${encodeURIComponent(id)}`, how),
  });
}

export function useDiscard() {
  return useMutation({ mutationFn: (files?: string[]) => ask.post<unknown>("discard", files ? { files } : {}) });
}

export function usePublish() {
  return useMutation({
    mutationFn: (given: { message: string; files?: string[] }) => ask.post<Published>("publish", given),
  });
}

export function useRestore() {
  return useMutation({ mutationFn: (id: string) => ask.post<unknown>(`history/${id}/restore`) });
}
