/** Every pair of text and ground that the app draws can be read, in light and in dark. */

import { expect, test } from "vitest";
import tokens from "./tokens.css?raw";

const COLOURS = new Map(
  [...tokens.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)].map(([, name = "", ...both]) => [name, both]),
);
const GROUNDS = ["ground", "surface", "raised", "sunken", "hover", "selected"];
const TEXTS = ["ink", "ink-soft", "ink-faint", "accent", "danger"];
const MEANINGS = ["accent", "danger", "warning", "success", "info"];
const PAIRS: [text: string, ground: string][] = [
  ...GROUNDS.flatMap((ground) => TEXTS.map((text): [string, string] => [text, ground])),
  ...MEANINGS.map((name): [string, string] => [name, `${name}-soft`]),
  ...MEANINGS.map((name): [string, string] => ["ink", `${name}-soft`]),
  ...["accent-fill", "accent-fill-hover", "danger-fill", "danger-fill-hover"].map((fill): [string, string] => ["on-fill", fill]),
];

function light(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, scheme: 0 | 1): number {
  const [less = 0, more = 0] = [one, other].map((name) => light(COLOURS.get(name)?.[scheme] ?? "")).sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

test.each(["light", "dark"])("text can be read in %s", (scheme) => {
  const at = scheme === "light" ? 0 : 1;
  expect(PAIRS.filter(([text, ground]) => !(contrast(text, ground, at) >= 4.5)).map(String)).toEqual([]);
});

test.each(["light", "dark"])("what bounds a control, and the focus, can be seen in %s", (scheme) => {
  const at = scheme === "light" ? 0 : 1;
  const pairs = ["line-strong", "focus"].flatMap((line) => ["ground", "surface", "raised"].map((ground) => [line, ground] as const));
  expect(pairs.filter(([line, ground]) => !(contrast(line, ground, at) >= 3)).map(String)).toEqual([]);
});
