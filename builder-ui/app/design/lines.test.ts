import { expect, test } from "vitest";
import { compare } from "./lines.ts";

const written = (before: string, after: string) =>
  compare(before, after).map(({ kind, text }) => ({ same: " ", added: "+", removed: "-" })[kind] + text);

test("equal texts have only lines that are the same", () => {
  expect(written("a\nb\n", "a\nb\n")).toEqual([" a", " b"]);
});

test("only the line that changed is told", () => {
  expect(written("a\nb\nc\n", "a\nB\nc\n")).toEqual([" a", "-b", "+B", " c"]);
});

test("a new and an empty text", () => {
  expect(written("", "a\nb\n")).toEqual(["+a", "+b"]);
  expect(written("a\n", "")).toEqual(["-a"]);
  expect(written("", "")).toEqual([]);
});

test("lines have their numbers in both", () => {
  expect(compare("a\nc", "a\nb\nc").map(({ before, after }) => [before, after])).toEqual([[1, 1], [null, 2], [2, 3]]);
});

test("what the lines say is the one text and the other, whatever they are", () => {
  let seed = 7;
  const random = (most: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
  for (let round = 0; round < 200; round++) {
    const [one, other] = [0, 1].map(() => Array.from({ length: random(12) }, () => "abcd"[random(4)] ?? ""));
    const lines = compare((one ?? []).join("\n"), (other ?? []).join("\n"));
    expect(lines.filter(({ kind }) => kind !== "added").map(({ text }) => text)).toEqual(one);
    expect(lines.filter(({ kind }) => kind !== "removed").map(({ text }) => text)).toEqual(other);
  }
});
