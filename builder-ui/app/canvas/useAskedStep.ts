/** The step that the address names, such as one that a problem or a way leads to: it is selected and brought into view. */

import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";
import { useSearch } from "../shell/navigation.ts";
import type { Card, Way } from "./board.ts";
import { show } from "./Board.tsx";
import { select, useDocument } from "./document.ts";

export function useAskedStep(): void {
  const step = useSearch().get("step");
  const flow = useDocument(({ id }) => id);
  const view = useReactFlow<Card, Way>();

  useEffect(() => {
    const key = useDocument.getState().graph.byId.get(step ?? "")?.key;
    if (key === undefined) return;
    select([key]);
    const timer = window.setTimeout(() => show(view, key)); // the canvas may be drawn for the first time just now
    return () => window.clearTimeout(timer);
  }, [step, flow, view]);
}
