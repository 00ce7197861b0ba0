/**
 * What stands to the right of a row, as a person writes it and as the condition says it: `large` and `'large'`. What is
 * compared with a slot of numbers or of yes and no stays as it is, and so does another slot.
 */

const SLOT = /^slots\.[\w-]+$/;
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
  if (words === "" || !isWords(type) || SLOT.test(words) || QUOTED.test(words)) return words;
  return quoted(words);
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
