import { expect, test } from "vitest";
import type { Message } from "../server/language.ts";
import { lengthOf, placeOf } from "./queue.ts";

const messages = ["a", "b", "c"].map((id) => ({ id }) as Message);

test("a message keeps its place, and when it goes the next one takes it", () => {
  expect(placeOf(messages, "b", 0)).toBe(1);
  expect(placeOf(messages, "gone", 1)).toBe(1);
  expect(placeOf(messages, "gone", 3)).toBe(2);
  expect(placeOf([], null, 4)).toBe(0);
});

test("a bar is never nothing and never more than all", () => {
  expect([0, 0.5, 1.2].map(lengthOf)).toEqual([0.02, 0.5, 1]);
});
