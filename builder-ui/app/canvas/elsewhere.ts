/** What a search in a flow finds in the others: flows, words of responses, slots and problems, where they are used. */

import { useMemo } from "react";
import { firstText } from "../responses/variation.ts";
import { useResponses } from "../server/language.ts";
import { useProblems, useProject } from "../server/project.ts";
import { useSlots } from "../server/slots.ts";
import { useDocument } from "./document.ts";
import type { Found } from "./Finder.tsx";
import { t } from "./words.ts";

type Place = { flow: string; step?: string };

const MARK = "elsewhere ";

/** Where it is that was found in another flow; null for a step of this one. */
export function placeOf(id: string): Place | null {
  if (!id.startsWith(MARK)) return null;
  const [flow = "", step = ""] = id.slice(MARK.length).split(" ");
  return step === "" ? { flow } : { flow, step };
}

export function useElsewhere(): Found[] {
  const own = useDocument((document) => document.id);
  const { data: project } = useProject();
  const { data: responses } = useResponses();
  const { data: slots } = useSlots();
  const { data: problems } = useProblems();
  return useMemo(() => {
    const names = new Map(project?.flows.map(({ id, name }) => [id, name]));
    const found = new Map<string, Found>();
    const add = (place: Partial<Place>, more: Omit<Found, "id">, what = ""): void => {
      const { flow, step = "" } = place;
      const id = `${MARK}${flow} ${step} ${what}`;
      if (flow !== undefined && flow !== own && !found.has(id)) found.set(id, { id, ...more });
    };
    const called = (flow: string | undefined): string => names.get(flow ?? "") ?? flow ?? "";
    for (const { id, name, description, triggers } of project?.flows ?? []) {
      add({ flow: id }, { title: name, detail: t("canvas.finder.otherFlow"), words: `${id} ${description} ${triggers.join(" ")}`, icon: "map" });
    }
    for (const { name, variations, used_by } of responses ?? []) {
      const title = firstText(variations)?.trim() || name;
      for (const use of used_by) add(use, { title, detail: t("canvas.finder.response", { name, flow: called(use.flow) }), icon: "message" }, name);
    }
    for (const { name, set_by, read_by } of slots ?? []) {
      for (const use of [...set_by, ...read_by]) add(use, { title: name, detail: t("canvas.finder.slot", { flow: called(use.flow) }), icon: "slot" }, name);
    }
    for (const { flow, step, message, code } of problems ?? []) {
      add({ ...(flow !== undefined && { flow }), ...(step !== undefined && { step }) }, { title: message, detail: t("canvas.finder.problem", { flow: called(flow) }), words: code, icon: "problem" }, code);
    }
    return [...found.values()];
  }, [own, project, responses, slots, problems]);
}
