import { expect, test } from "vitest";
import { parse } from "yaml";
import { asYaml } from "./asYaml.ts";

const SLOT = { type: "categorical", values: ["an order", "something else"], mappings: [{ type: "from_llm", conditions: [{ active_loop: "form" }] }] };

test("a value is written as in a file", () => {
  expect(asYaml(SLOT)).toBe(
    ["type: categorical", "values: [an order, something else]", "mappings:", "- type: from_llm", "  conditions:", "  - active_loop: form"].join("\n"),
  );
});

test("what is short stands on one line", () => {
  expect(asYaml("Where is it?")).toBe("Where is it?");
  expect(asYaml(["a", "b"])).toBe("[a, b]");
  expect(asYaml({})).toBe("{}");
  expect(asYaml(null)).toBe("null");
});

const ODD = [SLOT, "true", "12", "a: b", "- a", "", "#", ["a, b", "c]"], { text: "one\ntwo", more: [["a"], { b: {} }] }, [[{ a: "x".repeat(90) }]], "one\ntwo"];

test.each(ODD)("%j is read as it is meant", (value) => {
  expect(parse(asYaml(value))).toEqual(meant(value));
});

/** A block of text ends with a line break. */
function meant<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value, (_, each: unknown) => (typeof each === "string" && each.includes("\n") ? `${each}\n` : each))) as Value;
}
