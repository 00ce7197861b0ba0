import { expect, test } from "vitest";
import { kept, buttonsOf, slotsOf, textOf, withPart, withSlots, withText } from "./variation.ts";

test("a text alone stays one until it gets another part", () => {
  expect(withText("Hello", "Hi")).toBe("Hi");
  expect(withPart("Hello", "channel", "web")).toEqual({ text: "Hello", channel: "web" });
});

test("what is emptied is taken away", () => {
  expect(withPart({ text: "Hello", image: "a.png" }, "image", "")).toEqual({ text: "Hello" });
  expect(withText({ text: "Hello", translation: { de: "Hallo" } }, "", "de")).toEqual({ text: "Hello" });
});

test("each language has its text", () => {
  const said = withText({ text: "Hello", translation: { de: "Hallo" } }, "Bonjour", "fr");
  expect([textOf(said), textOf(said, "de"), textOf(said, "fr"), textOf(said, "it")]).toEqual(["Hello", "Hallo", "Bonjour", ""]);
});

test("parts that nobody named stay", () => {
  const variation = { text: "Hello", custom: { a: 1 }, metadata: { rephrase: true } };
  expect(withText(variation, "Hi")).toEqual({ ...variation, text: "Hi" });
});

test("a condition is slots with values, or written in another way", () => {
  const when = withSlots("Hello", [{ name: "is_member", value: true }]);
  expect(when).toEqual({ text: "Hello", condition: [{ type: "slot", name: "is_member", value: true }] });
  expect(slotsOf(when)).toEqual([{ name: "is_member", value: true }]);
  expect(slotsOf({ text: "Hello", condition: "slots.a is true" })).toBeNull();
  expect(withSlots(when, [])).toEqual({ text: "Hello" });
});

test("buttons, or none", () => {
  expect(buttonsOf("Hello")).toEqual([]);
  expect(buttonsOf({ buttons: [{ title: "Yes", payload: "/yes" }] })).toHaveLength(1);
});

test("what says nothing yet is not kept", () => {
  const begun = { text: "Hi", buttons: [{ title: "Yes" }, { title: "" }], condition: [{ type: "slot", name: "", value: null }] };
  expect(kept([begun, { text: "" }])).toEqual([{ text: "Hi", buttons: [{ title: "Yes" }] }]);
  expect(kept([{ text: "" }])).toEqual([{ text: "" }]);
});
