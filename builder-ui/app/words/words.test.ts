/** Every word that a catalogue has is said somewhere in its folder, and every word that is said is there. */

import { expect, test } from "vitest";

const SOURCES = import.meta.glob<string>(["../**/*.ts", "../**/*.tsx", "!../**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const catalogues = Object.keys(SOURCES).filter((path) => path.endsWith("/words.ts"));

function keysOf(text: string): string[] {
  return [...text.matchAll(/^\s+"([a-z][\w.-]*)":/gm)].map(([, key = ""]) => key);
}

/** What is written in a folder and in those that take its words: keys in quotes, and the beginnings of composed ones. */
function said(folder: string): { whole: Set<string>; begun: string[] } {
  const texts = Object.entries(SOURCES)
    .filter(([path, text]) => !path.endsWith("/words.ts") && (path.startsWith(folder) || text.includes(`${folder.slice(2)}words.ts`)))
    .map(([, text]) => text);
  const whole = texts.flatMap((text) => [...text.matchAll(/["'`]([a-z][\w-]*(?:\.[\w-]+)+)["'`]/gi)].map(([, key = ""]) => key));
  const begun = texts.flatMap((text) => [...text.matchAll(/`([a-z][\w.-]*\.)\$\{/gi)].map(([, start = ""]) => start));
  return { whole: new Set(whole), begun };
}

test("there are catalogues", () => {
  expect(catalogues.length).toBeGreaterThan(10);
});

test.each(catalogues)("every word of %s is said", (path) => {
  const { whole, begun } = said(path.replace("words.ts", ""));
  const unsaid = [...new Set(keysOf(SOURCES[path] ?? ""))].filter(
    (key) => !whole.has(key) && !begun.some((start) => key.startsWith(start)),
  );
  expect(unsaid).toEqual([]);
});

test.each(catalogues)("%s says everything in both languages", (path) => {
  const times = new Map<string, number>();
  for (const key of keysOf(SOURCES[path] ?? "")) times.set(key, (times.get(key) ?? 0) + 1);
  expect([...times].filter(([, count]) => count !== 2)).toEqual([]);
});
