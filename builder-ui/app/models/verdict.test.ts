import { expect, test } from "vitest";
import type { Model, Paired } from "../server/language.ts";
import { isOlder, megabytes, verdictOf } from "./verdict.ts";

const paired = (p: number, one: number, other: number): Paired => ({ count: 100, one_only: one, other_only: other, difference: (other - one) / 100, low: 0, high: 0, p });

test.each([
  [paired(0.0001, 1, 20), 1, { kind: "never" }],
  [paired(0.04, 12, 3), 0, { kind: "in", count: 25 }],
  [paired(0.25, 3, 6), null, { kind: "in", count: 4 }],
  [paired(1, 2, 2), null, { kind: "always" }],
])("a verdict of %o", (pair, better, odds) => {
  expect(verdictOf(pair)).toEqual({ better, odds });
});

test("an older model is one to go back to", () => {
  const [old, young] = [{ at: 1 } as Model, { at: 2 } as Model];
  expect([isOlder(old, young), isOlder(young, old), isOlder(old, undefined)]).toEqual([true, false, false]);
});

test("no model is of no size", () => {
  expect([10, 1_758_570, 25_000_000].map(megabytes)).toEqual([0.1, 1.8, 25]);
});
