/** Which way a conversation went, as the canvas shows it. Pure. */

import { START, type Graph } from "../flow/graph.ts";
import type { Frame, Paused, Turn, Visited } from "../server/rehearsals.ts";

const END = "END";

/** The flows of a turn, each with the ways that were gone in it, in order. A flow that is entered again comes again. */
export type Leg = { flow: string; ways: Visited[] };

export function legsOf(path: readonly Visited[]): Leg[] {
  const legs: Leg[] = [];
  for (const way of path) {
    const leg = legs.at(-1);
    if (leg?.flow === way.flow && way.step !== "") leg.ways.push(way);
    else legs.push({ flow: way.flow, ways: [way] });
  }
  return legs;
}

/** What lights up on the canvas of `flow`, in the order in which it was gone: ways as `step:exit`, and steps by id. */
export function litOf(path: readonly Visited[], flow: string, graph: Graph): string[] {
  return path.filter((way) => way.flow === flow).flatMap((way) => [...wayOf(way, graph), ...(way.to === END ? [] : [way.to])]);
}

/** An exit says which way it was; without one it is the way that is drawn between the two steps, if one is. */
function wayOf({ step, exit, to }: Visited, graph: Graph): string[] {
  if (step === "") return [START];
  if (exit !== null) return [`${step}:${exit}`];
  const [from, target] = [graph.byId.get(step), graph.byId.get(to)];
  const edge = graph.edges.find((each) => each.from === from?.key && each.to === target?.key);
  return edge ? [`${step}:${edge.exit}`] : [];
}

export type Stand = { flow: string; step: string; paused: boolean };

/** Where a conversation stands after a turn, in whichever flow. */
export function standOf(turn: Turn | undefined, paused: Paused | null): Stand | null {
  if (paused && paused.flow !== "") return { flow: paused.flow, step: paused.step, paused: true };
  const frame = turn?.stack.at(-1);
  return frame ? { flow: frame.flow, step: frame.step, paused: false } : null;
}

/** The step of `flow` that it stands on: its own, or the one that waits for a flow above it. */
export function hereOf(stand: Stand | null, stack: readonly Frame[], flow: string): string | null {
  if (stand?.flow === flow) return stand.step;
  return stack.findLast((frame) => frame.flow === flow)?.step ?? null;
}

/** The flow to look at: the one it stands in, else the last that it went through and that is somebody's own. */
export function flowOf(turn: Turn | undefined, stand: Stand | null, own: ReadonlySet<string>): string | null {
  if (stand && own.has(stand.flow)) return stand.flow;
  return turn?.path.findLast((way) => own.has(way.flow))?.flow ?? null;
}
