import { expect, test } from "vitest";
import { said, saidMany, shown, shownMany } from "./values.ts";

test.each([
  ["large", "text", "'large'"],
  ["it's", "text", `"it's"`],
  ["slots.size", "text", "slots.size"],
  ["'large'", "text", "'large'"],
  ["5", "float", "5"],
  ["true", "bool", "true"],
  ["5", "text", "'5'"],
  ["", "text", ""],
  ["nobody", undefined, "'nobody'"],
  ["two words", "any", "'two words'"],
  ["-4.5", undefined, "-4.5"],
  ["true", "any", "true"],
  ["slots.size", undefined, "slots.size"],
])("%s of a slot of %s is said as %s", (words, type, right) => {
  expect(said(words, type)).toBe(right);
});

test("what is shown is said as it was", () => {
  for (const right of ["'large'", `"it's"`, "slots.size", "5"]) expect(said(shown(right), right === "5" ? "float" : "text")).toBe(right);
});

test("several values stand with commas between them", () => {
  expect(shownMany("'size' \"the colour\" slots.x")).toBe("size, the colour, slots.x");
  expect(saidMany("size, the colour,slots.x, ", "text")).toBe("'size' 'the colour' slots.x");
});
