/** What stands beside the canvas when one wants it: a conversation with the draft, and how many people went which way. */

import { Suspense, useEffect, useMemo } from "react";
import { useActions } from "../shell/actions.ts";
import { toggleTraffic, useOverlay } from "../traffic/overlay.ts";
import { toggleBreakpoint, toggleTry, useTried } from "../try/tried.ts";
import { announce } from "./announce.ts";
import { useDocument } from "./document.ts";
import { useHot } from "./hot.ts";
import { useAskedStep } from "./useAskedStep.ts";
import { t } from "./words.ts";
import "./beside.css";
import { late } from "../shell/late.ts";

const TryPanel = late(async () => (await import("../try/TryPanel.tsx")).TryPanel);

const TrafficBar = late(async () => (await import("../traffic/TrafficBar.tsx")).TrafficBar);

/** Above the canvas: the numbers on it, if they are wanted. */
export function Above() {
  const on = useOverlay(({ on }) => on);
  return on ? (
    <Suspense fallback={null}>
      <TrafficBar />
    </Suspense>
  ) : null;
}

/** Has conversations stop at the one selected step, or pass it again. */
export function breakSelected(): void {
  const { id: flow, selected, graph } = useDocument.getState();
  const node = selected.steps.length === 1 ? graph.byKey.get(selected.steps[0] ?? "") : undefined;
  if (node) announce(t(toggleBreakpoint({ flow, step: node.id }) ? "canvas.said.breakpoint" : "canvas.said.noBreakpoint"));
}

export function Beside() {
  const open = useTried(({ open }) => open);
  const breakpoints = useTried(({ breakpoints }) => breakpoints);
  const flow = useDocument(({ id }) => id);
  useAskedStep();

  const actions = useMemo(() => {
    const group = t("canvas.bar.canvas");
    return [
      { name: "canvas.try", label: t("canvas.bar.try"), group, icon: "talk" as const, keys: "T", perform: toggleTry },
      { name: "canvas.traffic", label: t("canvas.bar.traffic"), group, icon: "chart" as const, keys: "Shift+T", perform: toggleTraffic },
      { name: "canvas.breakpoint", label: t("canvas.do.breakpoint"), group, icon: "pause" as const, keys: "B", perform: breakSelected },
    ];
  }, []);
  useActions(actions);

  useEffect(() => {
    useHot.setState({ breakpoints: new Set(breakpoints.filter((each) => each.flow === flow).map(({ step }) => step)) });
  }, [breakpoints, flow]);

  return open ? (
    <Suspense fallback={null}>
      <TryPanel />
    </Suspense>
  ) : null;
}
