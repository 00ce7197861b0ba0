/**
 * Entities marked in a text: what becomes of marks when the text is changed, and the pieces that it is drawn in. Here
 * places count as the browser counts, in UTF-16 units; the server counts code points, so they are turned at its door.
 */

import type { Mark, Said } from "../server/language.ts";

export type Marked = { text: string; marks: readonly Mark[] };
export type Span = { start: number; end: number };
/** A part of the text, with the marks over just it. */
export type Piece = Span & { text: string; marks: readonly Mark[] };

/** From the server's places to the browser's. */
export function fromPoints(text: string, marks: readonly Mark[]): Mark[] {
  const letters = [...text];
  const units = [0];
  for (const letter of letters) units.push((units.at(-1) ?? 0) + letter.length);
  return marks.map((mark) => ({ ...mark, start: units[mark.start] ?? text.length, end: units[mark.end] ?? text.length }));
}

/** From the browser's places to the server's. */
export function toPoints(text: string, marks: readonly Mark[]): Mark[] {
  const points = (unit: number) => Array.from(text.slice(0, unit)).length; // by code points, unlike `length` alone
  return marks.map((mark) => ({ ...mark, start: points(mark.start), end: points(mark.end) }));
}

/** As the server takes an example: without marks its line, in which mark-up may be written by hand. */
export function saidOf({ text, marks }: Marked): Said {
  return marks.length === 0 ? { text } : { plain: text, marks: toPoints(text, marks) };
}

/**
 * The marks after the text became another: what was written inside of one belongs to it, and so does the rest of its
 * last word; what is cut from it does not.
 */
export function carried(marks: readonly Mark[], before: string, after: string): Mark[] {
  const room = Math.min(before.length, after.length);
  let head = 0;
  while (head < room && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < room - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const gone = before.length - tail;
  const by = after.length - before.length;
  const moved = marks.map((mark) => {
    if (mark.end === head && head === gone) return { ...mark, end: mark.end + restOfWord(after, head, by) };
    if (mark.end <= head) return mark;
    if (mark.start >= gone) return { ...mark, start: mark.start + by, end: mark.end + by };
    const start = Math.min(mark.start, mark.start >= head ? gone + by : mark.start);
    const end = mark.end >= gone ? mark.end + by : head;
    return { ...mark, start: mark.start < head ? mark.start : start, end };
  });
  return moved.filter(({ start, end }) => after.slice(start, end).trim() !== "");
}

const WORD = /^[\p{L}\p{N}]+/u;

/** How many units of what was written at `at` go on with the word that ends there. */
function restOfWord(text: string, at: number, written: number): number {
  const goesOn = /[\p{L}\p{N}]$/u.test(text.slice(0, at));
  return goesOn ? (WORD.exec(text.slice(at, at + written))?.[0].length ?? 0) : 0;
}

/** The marks with one more; those that it lies over go. */
export function withMark(marks: readonly Mark[], mark: Mark): Mark[] {
  const left = marks.filter((each) => each.end <= mark.start || each.start >= mark.end);
  return [...left, mark].sort((one, other) => one.start - other.start);
}

/** What was selected without the spaces around it; null where nothing is left. */
export function trimmed(text: string, { start, end }: Span): Span | null {
  const words = text.slice(start, end);
  const from = start + words.length - words.trimStart().length;
  const to = end - (words.length - words.trimEnd().length);
  return from < to ? { start: from, end: to } : null;
}

/** The text cut at every mark and at `chosen`, in order and whole. */
export function pieces(text: string, marks: readonly Mark[], chosen: Span | null = null): Piece[] {
  const spans = chosen ? [...marks, chosen] : marks;
  const cuts = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, at) => {
    const start = cuts[at] ?? 0;
    return { start, end, text: text.slice(start, end), marks: marks.filter((mark) => mark.start <= start && end <= mark.end) };
  });
}

/** Text as one line, which an example is. */
export function asLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, " ");
}

/** The examples of a pasted text: a line each, as lists are written too. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^\s*[-*•]\s+/, "").trim());
  return [...new Set(lines.filter((line) => line !== "" && !line.startsWith("#")))];
}

const COLOURS = 8;

/** Which colour an entity has, 1 to 8: the same wherever it is seen. */
export function colourOf(entity: string): number {
  let sum = 7;
  for (const letter of entity) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return (sum % COLOURS) + 1;
}

/** Whether both say the same. */
export function same(one: Marked, other: Marked): boolean {
  return one.text === other.text && JSON.stringify(one.marks) === JSON.stringify(other.marks);
}
