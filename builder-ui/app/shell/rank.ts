/** How well texts fit what was typed, 0..1: each word has to be there, best where they begin with it. */

const BEGINS = 1;
const BEGINS_A_WORD = 0.8;
const INSIDE = 0.4;

export function rank(typed: string, texts: readonly string[]): number {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const known = texts.map((text) => text.toLowerCase());
  return Math.min(1, ...wanted.map((word) => Math.max(0, ...known.map((text) => of(word, text)))));
}

function of(word: string, text: string): number {
  if (text.startsWith(word)) return BEGINS;
  const at = text.indexOf(word);
  if (at < 0) return 0;
  return text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word)) ? BEGINS_A_WORD : INSIDE;
}
