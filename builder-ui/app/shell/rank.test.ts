import { expect, test } from "vitest";
import { rank } from "./rank.ts";

test("what begins with the words comes before what has them inside", () => {
  const found = ["Keyboard shortcuts", "return an item", "check a return", "unreturned"]
    .map((text) => [text, rank("Ret", [text])] as const)
    .sort(([, a], [, b]) => b - a);
  expect(found).toEqual([
    ["return an item", 1],
    ["check a return", 0.8],
    ["unreturned", 0.4],
    ["Keyboard shortcuts", 0],
  ]);
});

test("each word has to be there, in whichever text", () => {
  expect(rank("go flo", ["Go to Flows", "screens"])).toBe(0.8);
  expect(rank("go screens", ["Go to Flows", "screens"])).toBe(1);
  expect(rank("go away", ["Go to Flows", "screens"])).toBe(0);
  expect(rank("", ["anything"])).toBe(1);
});
