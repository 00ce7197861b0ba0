/** Work that takes a while: training, evaluations, replays. */

import { useMutation, useQuery } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import { queries } from "./queries.ts";
import { spokenText } from "./spoken.ts";

export type Job<Result = unknown> = {
  id: string;
  kind: string;
  /** Who began it. */
  person: string;
  state: "running" | "done" | "failed" | "cancelled";
  /** From 0 to 1. */
  progress: number;
  left_s?: number | null;
  result?: Result;
  /** What it does, or what went wrong when it failed. */
  said?: string;
};

const EVERY_MS = 1000;

/** Follows a job until it is over. */
export function useJob<Result>(id: string | null) {
  return useQuery({
    queryKey: ["jobs", id],
    queryFn: () => ask.get<Job<Result>>(`jobs/${id}`).then(inWords),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && state.data.state !== "running" ? false : EVERY_MS),
  });
}

async function inWords<One extends Job>(job: One): Promise<One> {
  return job.said ? { ...job, said: await spokenText(job.said) } : job;
}

/** Those that were begun lately, the newest first. */
export function useJobs() {
  return useQuery({
    queryKey: ["jobs"],
    queryFn: () => ask.get<Job[]>("jobs").then((jobs) => Promise.all(jobs.map(inWords))),
    refetchInterval: ({ state }) => (state.data?.some((job) => job.state === "running") ? EVERY_MS : false),
  });
}

export function useStop() {
  return useMutation({
    mutationFn: (id: string) => ask.remove<unknown>(`jobs/${id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
}
