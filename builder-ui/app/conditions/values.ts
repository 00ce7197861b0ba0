/**
 * What stands to the right of a row, as a person writes it and as the condition says it: `large` and `'large'`. What is
 * compared with a slot of numbers or of yes and no stays as it is, and so does another slot. Of a slot that is of any
 * type, or not known here yet, words are in quotes, and numbers, yes and no are as they are.
 */

const SLOT = /^slots\.[\w-]+$/;
const LITERAL = /^(?:-?\d+(?:\.\d*)?|true|false|null)$/;
const QUOTED = /^(?:'[^'\\]*'|"[^"\\]*")$/;
const MANY = /'[^'\\]*'|"[^"\\]*"|[^\s]+/g;

/** Whether values of a slot of this type are words in quotes. */
export function isWords(type: string | undefined): boolean {
  return type === "text" || type === "categorical" || type === "list";
}

export function shown(right: string): string {
  return QUOTED.test(right) ? right.slice(1, -1) : right;
}

export function said(words: string, type: string | undefined): string {
  if (words === "" || SLOT.test(words) || QUOTED.test(words)) return words;
  if (isWords(type)) return quoted(words);
  const open = type === undefined || type === "any";
  return open && !LITERAL.test(words) ? quoted(words) : words;
}

/** The values of `one of`. */
export function shownMany(right: string): string {
  return (right.match(MANY) ?? []).map(shown).join(", ");
}

export function saidMany(words: string, type: string | undefined): string {
  return words
    .split(",")
    .map((each) => said(each.trim(), type ?? "text"))
    .filter(Boolean)
    .join(" ");
}

function quoted(words: string): string {
  return words.includes("'") ? `"${words.replaceAll('"', "”")}"` : `'${words}'`;
}
