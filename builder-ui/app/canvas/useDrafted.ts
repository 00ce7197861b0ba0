/** With `?diff=draft` in the address the steps that one's draft adds or changes are marked on the canvas. */

import { useEffect } from "react";
import { useDiff, type Change } from "../server/publishing.ts";
import { go, useSearch } from "../shell/navigation.ts";
import { useDocument } from "./document.ts";
import { useHot } from "./hot.ts";

export type Mark = "added" | "changed";

const ASKED = "draft";

export function useDrafted(): void {
  const id = useDocument((document) => document.id);
  const asked = useSearch().get("diff") === ASKED;
  const { data } = useDiff();
  useEffect(() => {
    useHot.setState({ drafted: asked && data ? marksOf(data.flatMap(({ changes }) => changes), id) : new Map() });
  }, [asked, data, id]);
}

export function toggleDrafted(): void {
  const id = useDocument.getState().id;
  const asked = new URLSearchParams(location.search).get("diff") === ASKED;
  go({ to: "/flows/$id", params: { id }, search: { diff: asked ? undefined : ASKED } }, { replace: true });
}

export function marksOf(changes: readonly Change[], flow: string): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const { flow: of, step, kind, path } of changes) {
    if (of !== flow || step === undefined) continue;
    const isWhole = typeof path.at(-1) === "number";
    if (isWhole && kind === "removed") continue;
    marks.set(step, isWhole && kind === "added" ? "added" : (marks.get(step) ?? "changed"));
  }
  return marks;
}
