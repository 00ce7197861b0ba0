import { expect, test } from "vitest";
import { choicesOf, valueOf, writtenOf } from "./types.ts";

test.each([
  ["", "text", null],
  ["17", "text", "17"],
  ["17", "float", 17],
  ["true", "bool", true],
  ["[1, 2]", "list", [1, 2]],
  ["something", "any", "something"],
])("%j is a value of %s", (written, type, value) => {
  expect(valueOf(written, type)).toEqual(value);
});

test("a value is written as it is read", () => {
  for (const value of [null, "a b", 17.5, false, ["a"]]) {
    expect(valueOf(writtenOf(value), typeof value === "string" ? "text" : "any")).toEqual(value);
  }
});

test("a type of the bot's own can stay", () => {
  expect(choicesOf("my.Slot").map(({ value }) => value)).toContain("my.Slot");
});
