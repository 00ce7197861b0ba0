import { expect, test } from "vitest";
import { changed, EMPTY, isWhole, operatorsOf, without } from "./rows.ts";

test("what stands there can be chosen, even where it does not fit", () => {
  expect(operatorsOf("float", "matches")).toContain("matches");
  expect(operatorsOf("float", "<")).not.toContain("matches");
});

test("another slot takes an operator that fits, and nothing on the right where there is none", () => {
  const rows = { op: "and" as const, rows: [{ left: "slots.size", operator: "matches", right: "'l.*'" }] };
  expect(changed(rows, 0, { left: "slots.paid" }, "bool").rows).toEqual([{ left: "slots.paid", operator: "holds", right: "" }]);
});

test("a row is whole when both sides are there that it needs", () => {
  expect(isWhole(EMPTY)).toBe(false);
  expect(isWhole({ left: "slots.a", operator: "is null", right: "" })).toBe(true);
  expect(isWhole({ left: "slots.a", operator: "=", right: "" })).toBe(false);
});

test("one row less", () => {
  const rows = { op: "or" as const, rows: [EMPTY, { ...EMPTY, left: "slots.b" }] };
  expect(without(rows, 0).rows.map(({ left }) => left)).toEqual(["slots.b"]);
});
