/** What the server says in English, in German. It is fetched only where German is spoken. */

import { CHECKS, EXACT } from "./checks.ts";
import { REFUSALS } from "./refusals.ts";
import { SAID } from "./said.ts";

export type Told = { code: string; message: string; hint: string; detail?: string; fix?: { title: string } };

/** A problem with what is wrong and what to do in German; `detail` is what was said exactly. */
export function inGerman<Problem extends Told>(problem: Problem): Problem {
  const { code, message, hint, fix } = problem;
  const words = CHECKS[code];
  if (words === undefined) return problem;
  const names = namesIn(message);
  const said = { ...problem, message: exactly(message) ?? filled(words[0], names), hint: translated(hint) ?? filled(words[1], names), detail: `${message} ${hint}`.trim() };
  return fix ? { ...said, fix: { title: german(fix.title) } } : said;
}

/** A text of the server in German, or as it is. One that lists problems has each in a line. */
export function german(text: string): string {
  return translated(text) ?? text.split("\n").map(lineInGerman).join("\n");
}

const PROBLEM = /^(\S+): (?:error|warning)\[([a-z]+\/[a-z-]+)\] (.*)$/;

function lineInGerman(line: string): string {
  const [, place = "", code = "", message = ""] = PROBLEM.exec(line) ?? [];
  const words = CHECKS[code];
  return words ? `${place}: ${filled(words[0], namesIn(message))}` : line;
}

/** What an English message has in quotes, in order. An apostrophe is none. */
function namesIn(message: string): string[] {
  return [...message.matchAll(/(?<!\w)'(.+?)'(?!\w)|"(.+?)"|`(.+?)`/g)].map(([, one, two, three]) => one ?? two ?? three ?? "");
}

function filled(words: string, names: readonly string[]): string {
  const name = (key: string) => names.at(key === "last" ? -1 : Number(key) - 1);
  const isKnown = (part: string) => [...part.matchAll(NAME)].every(([, key = ""]) => name(key) !== undefined);
  return words.replace(/\[\[(.*?)\]\]/g, (_, part: string) => (isKnown(part) ? part : "")).replace(NAME, (whole, key: string) => name(key) ?? whole);
}

const NAME = /\{(\d|last)\}/g;

const translated = reader({ ...SAID, ...REFUSALS });
const exactly = reader(EXACT);

/** How texts are found in a table: as they are, or by what stands around their values, the longest first: it says most. */
function reader(table: Record<string, string>): (text: string) => string | undefined {
  let patterns: { pattern: RegExp; words: string }[] | undefined;
  return (text) => {
    if (Object.hasOwn(table, text)) return table[text];
    patterns ??= Object.entries(table)
      .filter(([english]) => english.includes("{}"))
      .toSorted(([one], [other]) => other.length - one.length)
      .map(([english, words]) => ({ pattern: patternOf(english), words }));
    for (const { pattern, words } of patterns) {
      const found = pattern.exec(text);
      if (found) return filled(words, valuesOf(found));
    }
    return undefined;
  };
}

const QUOTED = "(?:'([^']*)'|\"([^\"]*)\")";

function patternOf(english: string): RegExp {
  const escaped = english.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("'{}'", QUOTED).replaceAll("{}", "()(.+?)")}$`, "s");
}

/** Each value has two groups. What stands in the second one without quotes may be said in German, too. */
function valuesOf(found: RegExpExecArray): string[] {
  const values: string[] = [];
  for (let at = 1; at < found.length; at += 2) values.push(found[at] || inWords(found[at + 1] ?? ""));
  return values;
}

function inWords(value: string): string {
  return translated(value) ?? value;
}
