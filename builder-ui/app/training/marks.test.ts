import { expect, test } from "vitest";
import type { Mark } from "../server/language.ts";
import { asLine, carried, colourOf, fromPoints, linesOf, pieces, saidOf, toPoints, trimmed, withMark } from "./marks.ts";

const TEXT = "send the 🧥 jacket in red";
const mark = (word: string, entity: string, text = TEXT): Mark => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length, entity });
const words = (text: string, marks: readonly Mark[]) => marks.map(({ start, end, entity }) => `${entity}=${text.slice(start, end)}`);

test("the server counts letters where the browser counts units", () => {
  const marks = [mark("🧥", "sign"), mark("jacket", "item"), mark("red", "colour")];
  const sent = toPoints(TEXT, marks);
  expect(sent.map(({ start, end }) => [...TEXT].slice(start, end).join(""))).toEqual(["🧥", "jacket", "red"]);
  expect(sent[1]?.start).toBe(11);
  expect(fromPoints(TEXT, sent)).toEqual(marks);
});

test("an example without marks is its line, one with marks is words and places", () => {
  expect(saidOf({ text: "in [red](colour)", marks: [] })).toEqual({ text: "in [red](colour)" });
  expect(saidOf({ text: "🧥 in red", marks: [mark("red", "colour", "🧥 in red")] })).toEqual({
    plain: "🧥 in red",
    marks: [{ start: 5, end: 8, entity: "colour" }],
  });
});

test.each([
  ["before it", "please send the 🧥 jacket in red", ["item=jacket", "colour=red"]],
  ["behind it", "send the 🧥 jacket in red now", ["item=jacket", "colour=red"]],
  ["inside", "send the 🧥 jaccket in red", ["item=jaccket", "colour=red"]],
  ["a part goes", "send the 🧥 jet in red", ["item=jet", "colour=red"]],
  ["all of it goes", "send the 🧥  in red", ["colour=red"]],
  ["its end goes with more", "send the 🧥 jaced", ["item=jac", "colour=ed"]],
  ["everything goes", "", []],
  ["its whole word is another", "send the 🧥 jacket in blue", ["item=jacket", "colour=blue"]],
  ["behind a space", "send the 🧥 jacket  in red", ["item=jacket", "colour=red"]],
])("marks stay with their words: %s", (_, after, left) => {
  expect(words(after, carried([mark("jacket", "item"), mark("red", "colour")], TEXT, after))).toEqual(left);
});

test("writing letter by letter comes to the same as all at once", () => {
  let [text, marks]: [string, readonly Mark[]] = ["red jacket", [mark("jacket", "item", "red jacket")]];
  for (const next of ["a red jacket", "a red jacket!", "a red ski-jacket!", "a red ski-jackets!"]) {
    marks = carried(marks, text, next);
    text = next;
  }
  expect(words(text, marks)).toEqual(["item=jackets"]);
});

test("a new mark takes the place of those that it lies over", () => {
  const marks = [mark("jacket", "item"), mark("red", "colour")];
  expect(words(TEXT, withMark(marks, mark("jacket in", "other")))).toEqual(["other=jacket in", "colour=red"]);
  expect(words(TEXT, withMark(marks, mark("send", "verb")))).toEqual(["verb=send", "item=jacket", "colour=red"]);
});

test("spaces around a selection are not marked", () => {
  expect(trimmed("in  red ", { start: 2, end: 8 })).toEqual({ start: 4, end: 7 });
  expect(trimmed("in  red ", { start: 2, end: 4 })).toBeNull();
});

test("pieces are the whole text, and know their marks", () => {
  const marks = [mark("jacket", "item"), mark("red", "colour")];
  const found = pieces(TEXT, marks, { start: 0, end: 4 });
  expect(found.map(({ text }) => text)).toEqual(["send", " the 🧥 ", "jacket", " in ", "red"]);
  expect(found.map(({ marks }) => marks.map(({ entity }) => entity).join())).toEqual(["", "", "item", "", "colour"]);
  expect(pieces("", [])).toEqual([]);
});

test("what is pasted is a line each", () => {
  expect(linesOf("- hello\n\n  * hi there\r\n# no\nhello\n")).toEqual(["hello", "hi there"]);
  expect(asLine("hello\n  there")).toBe("hello there");
});

test("an entity has one colour", () => {
  expect(colourOf("size")).toBe(colourOf("size"));
  expect(new Set(["size", "colour", "item", "city", "name", "date", "order_number"].map(colourOf)).size).toBeGreaterThan(3);
});
