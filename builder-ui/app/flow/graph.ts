/** A flow as nodes and edges: what the canvas, the outline and the search show. */

import { identify, kindOf } from "./ids.ts";
import { isMapping, type Json, type Mapping, type Path } from "./json.ts";
import type { Exit, Step, Tree } from "./step.ts";
import { read } from "./tree.ts";

/** The key of what is before the first step. */
export const START = "start";

export interface NodeExit {
  index: number;
  /** The condition, or null where there is none: the one exit of a step, or its `else`. */
  condition: string | null;
  /** `next`: the only way on. `if`, `else`: a branch. `none`: no branch is right, which nobody wrote: the flow ends. */
  role: "next" | "if" | "else" | "none";
  to: string | null; // a key; null is the end
  /** An id that no step has. */
  unknown: string | null;
}

export interface GraphNode {
  key: string;
  id: string;
  path: Path; // within the flow's value
  kind: string | null;
  value: Mapping;
  exits: NodeExit[];
  depth: number;
}

export interface GraphEdge {
  id: string;
  from: string;
  exit: number;
  to: string;
  label: string;
  implied: boolean;
}

export interface Graph {
  start: string | null;
  nodes: GraphNode[];
  edges: GraphEdge[];
  byKey: Map<string, GraphNode>;
  byId: Map<string, GraphNode>;
}

const graphs = new WeakMap<Mapping, Graph>();

export function graphOf(value: Mapping): Graph {
  const known = graphs.get(value);
  if (known !== undefined) return known;
  const graph = drawn(read(value));
  graphs.set(value, graph);
  return graph;
}

function drawn(tree: Tree): Graph {
  const ids = identify(tree);
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];

  function walk(steps: Step[], path: Path, depth: number): void {
    steps.forEach((step, at) => {
      const here = [...path, at];
      const value = isMapping(step.value) ? step.value : {};
      const exits = step.exits.map((exit, index) => seen(exit, index, landing(exit, steps, at)));
      if (step.form === "branches" && !exits.some((exit) => exit.role === "else")) {
        exits.push({ index: exits.length, condition: null, role: "none", to: null, unknown: null });
      }
      nodes.push({ key: step.key, id: ids.get(step) ?? "", path: here, kind: kindOf(step.value), value, exits, depth });
      for (const [index, exit] of step.exits.entries()) {
        const to = exits[index]?.to;
        if (to) edges.push({ id: `${step.key}:${index}`, from: step.key, exit: index, to, label: labelOf(exits[index]), implied: exit.target.to === "following" });
        if (exit.target.to === "steps") walk(exit.target.steps, [...here, ...pathOf(exit, index)], depth + 1);
      }
    });
  }

  walk(tree.steps, ["steps"], 0);
  const start = tree.steps[0]?.key ?? null;
  return {
    start,
    nodes,
    edges,
    byKey: new Map(nodes.map((node) => [node.key, node])),
    byId: new Map(nodes.map((node) => [node.id, node])),
  };
}

function seen(exit: Exit, index: number, to: Step | null): NodeExit {
  const unknown = exit.target.to === "unknown" ? exit.target.id : null;
  if (exit.key === "next") return { index, condition: null, role: "next", to: to?.key ?? null, unknown };
  const condition = isMapping(exit.branch) ? text(exit.branch["if"]) : "";
  return { index, condition: exit.key === "else" ? null : condition, role: exit.key === "else" ? "else" : "if", to: to?.key ?? null, unknown };
}

function text(value: Json | undefined): string {
  return value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}

function labelOf(exit: NodeExit | undefined): string {
  return exit?.condition ?? (exit?.role === "else" ? "else" : "");
}

function pathOf(exit: Exit, index: number): Path {
  return exit.key === "next" ? ["next"] : ["next", index, exit.key];
}

/** The step that an exit leads to, or null for the end. `steps` is the list its step stands in, at `at`. */
export function landing(exit: Exit, steps: Step[], at: number): Step | null {
  switch (exit.target.to) {
    case "following":
      return steps[at + 1] ?? null;
    case "step":
      return exit.target.step;
    case "steps":
      return exit.target.steps[0] ?? null;
    default:
      return null;
  }
}
