/** Says what came of work that is over since one looked. */

import { useEffect, useRef } from "react";
import { toast } from "../design/toast.ts";
import type { Job } from "../server/jobs.ts";
import { t } from "./words.ts";

export function useOver(jobs: readonly Job[] | undefined): void {
  const atWork = useRef<ReadonlySet<string>>(new Set());

  useEffect(() => {
    if (jobs === undefined) return;
    for (const job of jobs) if (atWork.current.has(job.id) && job.state !== "running") say(job);
    atWork.current = new Set(jobs.filter(({ state }) => state === "running").map(({ id }) => id));
  }, [jobs]);
}

function say({ kind, state, said, result }: Job): void {
  if (state === "failed") toast(t("models.failed"), { tone: "danger", hint: said });
  else if (state === "cancelled") toast(t("models.stopped"));
  else if (kind === "training") {
    const { file, unchanged } = result as { file: string; unchanged: boolean };
    toast(t(unchanged ? "models.unchanged" : "models.trained", { model: nameOf(file) }), { tone: "success" });
  }
}

/** A model without what every file of one ends with. */
export function nameOf(file: string): string {
  return file.replace(/\.tar\.gz$/, "");
}
