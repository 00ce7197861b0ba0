/** Which way a conversation went, and how its turns are told. */

import { expect, test } from "vitest";
import { graphOf } from "../flow/graph.ts";
import type { Turn, Visited } from "../server/rehearsals.ts";
import { flowOf, hereOf, legsOf, litOf, standOf } from "./path.ts";
import { otherOf, percent, slotsOf, spoken } from "./told.ts";

const GRAPH = graphOf({
  steps: [
    { id: "ask", collect: "order" },
    { id: "look", action: "action_look", next: [{ if: "slots.found", then: "say" }, { else: "END" }] },
    { id: "say", action: "utter_found" },
  ],
});

function way(flow: string, step: string, to: string, exit: number | null): Visited {
  return { flow, step, to, exit };
}

function turn(more: Partial<Turn> = {}): Turn {
  return { number: 1, at: 0, user: null, bot: [], path: [], commands: [], nlu: null, events: [], slots: {}, changed: {}, stack: [], fault: null, ...more };
}

const PATH = [way("orders", "", "ask", null), way("orders", "ask", "look", 0), way("other", "", "hi", null), way("orders", "look", "END", 1)];

test("what was gone lights up in its order, in its flow only", () => {
  expect(litOf(PATH, "orders", GRAPH)).toEqual(["start", "ask", "ask:0", "look", "look:1"]);
  expect(litOf(PATH, "nobody", GRAPH)).toEqual([]);
});

test("a way without an exit is the one that is drawn between the steps, and none where none is drawn", () => {
  expect(litOf([way("orders", "look", "say", null)], "orders", GRAPH)).toEqual(["look:0", "say"]);
  expect(litOf([way("orders", "say", "ask", null), way("orders", "gone", "ask", null)], "orders", GRAPH)).toEqual(["ask", "ask"]);
});

test("a way is told flow by flow", () => {
  expect(legsOf(PATH).map(({ flow, ways }) => [flow, ways.length])).toEqual([["orders", 2], ["other", 1], ["orders", 1]]);
});

test("it stands where it is paused, else on the step of the flow that acts", () => {
  const stack = [{ id: "1", flow: "orders", step: "look" }, { id: "2", flow: "other", step: "hi" }];
  expect(standOf(turn({ stack }), null)).toEqual({ flow: "other", step: "hi", paused: false });
  expect(standOf(turn({ stack }), { flow: "orders", step: "say" })).toEqual({ flow: "orders", step: "say", paused: true });
  expect(standOf(turn(), null)).toBeNull();
  expect(hereOf(standOf(turn({ stack }), null), stack, "orders")).toBe("look");
  expect(hereOf(null, [], "orders")).toBeNull();
});

test("the flow to look at is where it stands, or the last one of one's own that it went through", () => {
  const own = new Set(["orders"]);
  expect(flowOf(turn({ path: PATH }), { flow: "other", step: "hi", paused: false }, own)).toBe("orders");
  expect(flowOf(turn(), null, own)).toBeNull();
});

test("who presses a button says its title", () => {
  const before = turn({ bot: [{ text: "Which?", buttons: [{ title: "My order", payload: "/order" }], quick_replies: [{ title: "Yes" }] }] });
  expect(spoken(turn({ user: "/order" }), before)).toEqual({ text: "My order", payload: "/order" });
  expect(spoken(turn({ user: "Yes" }), before)).toEqual({ text: "Yes", payload: null });
  expect(spoken(turn({ user: "/order" }), undefined)).toEqual({ text: "/order", payload: null });
});

test("what has no look of its own is told as it is", () => {
  expect(otherOf({ text: "Hi", elements: [] })).toBeNull();
  expect(otherOf({ custom: { map: 1 }, elements: [1] })).toEqual({ custom: { map: 1 }, elements: [1] });
});

test("slots that changed come first, and empty ones last", () => {
  const slots = slotsOf({ slots: { a: null, b: 1, c: 2 }, changed: { c: [null, 2] } });
  expect(slots.map(({ name }) => name)).toEqual(["c", "b", "a"]);
  expect(slots[0]).toEqual({ name: "c", before: null, now: 2, changed: true });
});

test("how sure it is, with a digit more where it matters", () => {
  expect([0.5, 0.031, 0.999].map(percent)).toEqual(["50 %", "3.1 %", "99.9 %"]);
});
