/** Lights the way of a turn up on the canvas, one step after another as it went, and goes along into other flows. */

import { useReactFlow } from "@xyflow/react";
import { useEffect, useMemo } from "react";
import { show } from "../canvas/Board.tsx";
import type { Card, Way } from "../canvas/board.ts";
import { useDocument } from "../canvas/document.ts";
import { light } from "../canvas/hot.ts";
import { useProject } from "../server/project.ts";
import { go } from "../shell/navigation.ts";
import { flowOf, hereOf, litOf, standOf, type Stand } from "./path.ts";
import { useTried } from "./tried.ts";
import type { Talk } from "./useTalk.ts";

const EVERY_MS = 60;
const LONGEST_MS = 900;

/** How much of which turn is lit: after a change of the flow, or in another one, it is not told again from the start. */
let told = { turn: "", count: 0 };

export type Light = { stand: Stand | null; /** The flow to look at, when it is another. */ elsewhere: string | null };

export function useLight({ talk, chosen, isLast }: Talk): Light {
  const flow = useDocument(({ id }) => id);
  const graph = useDocument(({ graph }) => graph);
  const view = useReactFlow<Card, Way>();
  const { data: project } = useProject();
  const own = useMemo(() => new Set(project?.flows.map(({ id }) => id)), [project]);
  const stand = standOf(chosen, isLast ? (talk?.paused ?? null) : null);
  const here = hereOf(stand, chosen?.stack ?? [], flow);
  const to = flowOf(chosen, stand, own);
  const turn = `${talk?.id} ${chosen?.number}`;
  const paused = stand?.paused === true && stand.flow === flow;

  useEffect(() => {
    const lit = litOf(chosen?.path ?? [], flow, graph);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const step = Math.max(1, Math.ceil((lit.length * EVERY_MS) / LONGEST_MS));
    let count = calm ? lit.length : told.turn === turn ? Math.min(told.count, lit.length) : 0;
    let timer = 0;
    function go(): void {
      count = Math.min(lit.length, count + step);
      const over = count === lit.length;
      light(over ? here : null, lit.slice(0, count), paused);
      if (over) told = { turn, count };
      else timer = window.setTimeout(go, EVERY_MS);
    }
    go();
    return () => window.clearTimeout(timer);
  }, [chosen, flow, graph, here, paused, turn]);

  useEffect(() => () => light(null, []), []);

  useEffect(() => {
    const { byId } = useDocument.getState().graph;
    const last = chosen?.path.findLast((way) => way.flow === flow && byId.has(way.to))?.to;
    const key = byId.get(here ?? last ?? "")?.key;
    if (key !== undefined) show(view, key);
  }, [chosen, flow, here, view]);

  const place = `${turn} ${to}`;
  useEffect(() => {
    const { following, followed } = useTried.getState();
    if (!following || to === null || followed === place) return;
    useTried.setState({ followed: place }); // once: who goes elsewhere then is let go
    go({ to: "/flows/$id", params: { id: to } });
  }, [place, to]);

  return { stand, elsewhere: to === flow ? null : to };
}
