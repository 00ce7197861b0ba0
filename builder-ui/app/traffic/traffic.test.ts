/** Ranges of time, and what numbers are on a canvas. */

import { expect, test } from "vitest";
import { graphOf } from "../flow/graph.ts";
import { summaryOf, waysOf } from "./numbers.ts";
import { spanOf, written } from "./span.ts";

const NOON = new Date(2026, 2, 30, 12); // the day after clocks change in much of the world
const at = (...day: [number, number, number]) => new Date(...day).getTime() / 1000;

test("a range begins with a day, and own ones end with one", () => {
  expect(spanOf({ kind: "today" }, NOON)).toEqual({ from: at(2026, 2, 30) });
  expect(spanOf({ kind: "week" }, NOON)).toEqual({ from: at(2026, 2, 24) });
  expect(spanOf({ kind: "month" }, NOON)).toEqual({ from: at(2026, 2, 1) });
  expect(spanOf({ kind: "own", from: "2026-03-28", to: "2026-03-29" }, NOON)).toEqual({ from: at(2026, 2, 28), to: at(2026, 2, 30) });
  expect(spanOf({ kind: "own", from: "", to: "" }, NOON)).toEqual({});
  expect(written(NOON)).toBe("2026-03-30");
});

test("edges are named as the canvas names them; what is not drawn there is left out", () => {
  const graph = graphOf({ steps: [{ id: "a", action: "x" }, { id: "b", action: "y" }] });
  const ways = waysOf(
    [
      { from: "", exit: null, to: "a", count: 3, sessions: 2 },
      { from: "a", exit: 0, to: "b", count: 3, sessions: 2 },
      { from: "a", exit: null, to: "b", count: 1, sessions: 1 },
      { from: "gone", exit: null, to: "b", count: 1, sessions: 1 },
    ],
    graph,
  );
  expect([...ways]).toEqual([["start", 2], ["a:0", 3]]);
});

test("a flow is summed up", () => {
  const step = { entered: 9, answers: [] };
  const traffic = {
    flow: "f",
    sessions: 4,
    conversations: 4,
    whole: true,
    edges: [{ from: "b", exit: 0, to: "END", count: 3, sessions: 2 }],
    steps: [{ ...step, id: "a", dropped: 1, rejected: 2 }, { ...step, id: "b", dropped: 4, rejected: 0 }],
  };
  expect(summaryOf(traffic)).toEqual({ finished: 3, dropped: 5, rejected: 2, worst: { id: "b", dropped: 4 } });
});
