import { expect, test } from "vitest";
import { arrange, type Edge } from "./arrange.ts";

const way = (from: string, to: string): Edge => ({ from, to, kind: "call" });

test("what is led to stands to the right of what leads there", () => {
  const { boxes, alone } = arrange(["a", "b", "c", "d"], [way("a", "b"), way("b", "c"), way("a", "c")]);
  const x = Object.fromEntries(boxes.map((box) => [box.id, box.x]));
  expect(x["a"]).toBeLessThan(x["b"] ?? 0);
  expect(x["b"]).toBeLessThan(x["c"] ?? 0);
  expect(alone).toEqual(["d"]);
});

test("a circle has an end, and nothing stands on another", () => {
  const ids = ["a", "b", "c", "d", "e"];
  const { boxes } = arrange(ids, [way("a", "b"), way("b", "a"), way("b", "c"), way("c", "b"), way("d", "e"), way("e", "e")]);
  expect(new Set(boxes.map(({ x, y }) => `${x} ${y}`)).size).toBe(ids.length);
});

test("a way to a flow that is not there is left out", () => {
  expect(arrange(["a"], [way("a", "gone")]).boxes).toEqual([]);
});
