/** What a search in a flow finds elsewhere: what the files of the bot say, and problems of other flows. */

import { useMemo } from "react";
import { detailOf, iconOf, targetOf } from "../search/hits.ts";
import { useHits } from "../server/found.ts";
import { useProblems, useProject } from "../server/project.ts";
import type { Target } from "../shell/address.ts";
import { useDocument } from "./document.ts";
import type { Found } from "./Finder.tsx";
import { t } from "./words.ts";

export type Elsewhere = Found & { target: Target };

/** Those in other flows come first. What stands in this flow is not elsewhere. */
export function useElsewhere(words: string): Elsewhere[] {
  const own = useDocument((document) => document.id);
  const { data: project } = useProject();
  const { data: problems } = useProblems();
  const hits = useHits(words);
  return useMemo(() => {
    const names = new Map(project?.flows.map(({ id, name }) => [id, name]));
    const named = (flow: string): string => names.get(flow) ?? flow;
    const found: Elsewhere[] = [];
    for (const [at, hit] of hits.toSorted((a, b) => Number(!a.flow) - Number(!b.flow)).entries()) {
      const target = targetOf(hit);
      if (target === null || hit.flow === own) continue;
      const title = hit.kind === "flow" && hit.key === "name" ? named(hit.name) : hit.text;
      found.push({ id: `elsewhere ${at}`, title, detail: detailOf(hit, named), icon: iconOf(hit), target });
    }
    const sought = words.trim().toLowerCase();
    for (const { flow, step, message, code, line } of sought === "" ? [] : (problems ?? [])) {
      if (flow === undefined || flow === own || !`${message} ${code}`.toLowerCase().includes(sought)) continue;
      const target = { to: "/flows/$id", params: { id: flow }, search: { step } };
      found.push({ id: `problem ${flow} ${line} ${code}`, title: message, detail: t("canvas.finder.problem", { flow: named(flow) }), icon: "problem", target });
    }
    return found;
  }, [own, project, problems, hits, words]);
}
