/**
 * The flow as a tree: the same steps as on the canvas, for the keyboard and for screen readers. A step that is led to from
 * several places stands where it comes first; elsewhere a line says where the way goes.
 */

import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { Icon } from "../design/Icon.tsx";
import type { Graph, GraphNode, NodeExit } from "../flow/graph.ts";
import { askFor } from "./asking.ts";
import { cardOf, nameOf, select, useDocument } from "./document.ts";
import { useHot } from "./hot.ts";
import { iconOf, toneOf } from "./kinds.ts";
import { useLook } from "./look.ts";
import { t } from "./words.ts";
import "./outline.css";

type Line =
  | { id: string; level: number; what: "step"; node: GraphNode }
  | { id: string; level: number; what: "exit"; node: GraphNode; exit: NodeExit }
  | { id: string; level: number; what: "goes"; node: GraphNode; exit: NodeExit };

/** The lines from the top: a way that goes straight on stays on its level, a branch is one deeper. */
export function linesOf(graph: Graph): Line[] {
  const lines: Line[] = [];
  const seen = new Set<string>();

  function walk(key: string, level: number): void {
    for (let at: string | null = key; at !== null; ) {
      const node: GraphNode | undefined = graph.byKey.get(at);
      if (!node || seen.has(at)) return;
      seen.add(at);
      lines.push({ id: node.key, level, what: "step", node });
      const [only] = node.exits;
      const plain: NodeExit | null = only && only.role === "next" ? only : null;
      for (const exit of plain ? [] : node.exits) {
        const id = `${node.key}:${exit.index}`;
        lines.push({ id, level: level + 1, what: "exit", node, exit });
        if (exit.to !== null && seen.has(exit.to)) lines.push({ id: `${id}>`, level: level + 2, what: "goes", node, exit });
        else if (exit.to !== null) walk(exit.to, level + 2);
      }
      if (plain?.to && seen.has(plain.to)) lines.push({ id: `${node.key}>`, level, what: "goes", node, exit: plain });
      at = plain?.to ?? null;
    }
  }

  if (graph.start !== null) walk(graph.start, 1);
  for (const { key } of graph.nodes) if (!seen.has(key)) walk(key, 1);
  return lines;
}

export function Outline() {
  const graph = useDocument((document) => document.graph);
  const name = useDocument((document) => String(document.value["name"] ?? document.id));
  const selected = useDocument((document) => document.selected.steps);
  const lines = useMemo(() => linesOf(graph), [graph]);
  const [active, setActive] = useState<string | null>(null);
  const here = lines.some((line) => line.id === active) ? active : (selected[0] ?? lines[0]?.id ?? null);

  // Who opened it by key goes on in it: the card that had the focus is gone.
  const first = useRef(here);
  useEffect(() => {
    if (useLook.getState().byKey) document.getElementById(`line-${first.current}`)?.focus();
    useLook.setState({ byKey: false });
  }, []);

  function go(line: Line | undefined): void {
    if (!line) return;
    setActive(line.id);
    if (line.what === "step") select([line.node.key]);
    document.getElementById(`line-${line.id}`)?.focus();
  }

  function pressed(event: KeyboardEvent): void {
    const at = lines.findIndex((line) => line.id === here);
    const line = lines[at];
    if (!line || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") go(lines[at + 1]);
    else if (event.key === "ArrowUp") go(lines[at - 1]);
    else if (event.key === "Home") go(lines[0]);
    else if (event.key === "End") go(lines.at(-1));
    else if (event.key === "ArrowLeft") go(lines.slice(0, at).findLast((each) => each.level < line.level));
    else if (event.key === "ArrowRight") go(lines[at + 1] && (lines[at + 1]?.level ?? 0) > line.level ? lines[at + 1] : undefined);
    else if (event.key === "Enter") enter(line);
    else if (event.key === "/" && line.what === "exit") askFor({ what: "add", spot: { key: line.node.key, exit: line.exit.index }, at: null, place: null });
    else if (event.key.toLowerCase() === "c" && line.what !== "step") askFor({ what: "connect", spot: { key: line.node.key, exit: line.exit.index } });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function enter(line: Line): void {
    if (line.what === "goes") go(lines.find((each) => each.id === line.exit.to));
    else if (line.what === "exit") askFor({ what: "connect", spot: { key: line.node.key, exit: line.exit.index } });
    else document.querySelector<HTMLElement>(".step-panel :is(input, textarea, select)")?.focus();
  }

  return (
    <ul className="canvas-outline" role="tree" aria-label={t("canvas.outline.label", { flow: name })} onKeyDown={pressed}>
      {lines.map((line) => (
        <li
          key={line.id}
          id={`line-${line.id}`}
          role="treeitem"
          aria-level={line.level}
          aria-selected={line.what === "step" && selected.includes(line.node.key)}
          tabIndex={line.id === here ? 0 : -1}
          data-what={line.what}
          style={{ paddingInlineStart: `${line.level * 1.25}rem` }}
          onClick={() => go(line)}
        >
          {line.what === "step" ? <StepLine node={line.node} /> : line.what === "exit" ? exitText(line.exit) : goesText(line.exit)}
        </li>
      ))}
    </ul>
  );
}

function exitText({ condition, to }: NodeExit): string {
  const when = condition === null ? t("canvas.outline.else") : t("canvas.outline.if", { condition: condition || "…" });
  return to === null ? `${when} → ${t("canvas.end")}` : when;
}

function goesText({ to }: NodeExit): string {
  return `→ ${t("canvas.outline.to", { step: to === null ? t("canvas.end") : nameOf(to) })}`;
}

function StepLine({ node }: { node: GraphNode }) {
  const { card, kind } = cardOf(node.value);
  const kinds = useDocument((document) => document.kinds);
  const remarks = useHot((hot) => hot.problems.get(node.id));
  return (
    <>
      <span className="canvas-icon" data-tone={toneOf(kind, kinds)}>
        <Icon name={iconOf(kind)} />
      </span>
      <strong>{card.title}</strong>
      <span>{[card.about, card.text].filter(Boolean).join(" · ")}</span>
      {remarks && <em>{t("canvas.problems", { count: remarks.length })}</em>}
    </>
  );
}
