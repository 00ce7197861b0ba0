import { expect, test } from "vitest";
import type { Change } from "../server/publishing.ts";
import { fieldOf, shown, told } from "./told.ts";

const field: Change = { path: ["flows", "a", "steps", 2, "collect"], kind: "changed", before: "x", after: "y", flow: "a", step: "ask" };

test("what is in one step stands together", () => {
  const other: Change = { ...field, path: ["flows", "a", "steps", 2, "utter"], kind: "added" };
  const slot: Change = { path: ["slots", "size", "type"], kind: "changed", before: "text", after: "float" };
  expect(told([field, slot, other]).map(({ key, changes }) => [key, changes.length])).toEqual([
    ["a › ask", 2],
    ["slots › size", 1],
  ]);
});

test("a field is named without what its heading says", () => {
  expect(fieldOf(field)).toBe("collect");
  expect(fieldOf({ path: ["slots", "size", "type"], kind: "changed" })).toBe("type");
  expect(fieldOf({ ...field, path: ["flows", "a", "steps", 2] })).toBe("");
});

test("values stand as in a file; long ones are cut", () => {
  expect(shown("x".repeat(900))).toHaveLength(600);
  expect(shown("true")).toBe("true");
  expect(shown({ a: [1], b: { c: "true" } })).toBe('a: [1]\nb:\n  c: "true"');
});
