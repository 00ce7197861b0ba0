/**
 * Words of the app in English and German. Each folder has its own, beside what says them:
 *
 *   export const t = catalogue({ "slots.title": "Slots" }, { "slots.title": "Slots" });
 *   t("slots.title")
 *
 * German has every key, which the compiler checks. `{name}` in a text is filled from the values. A text that depends on
 * a number is `{ one, other }`, and `count` decides; both are in the language's own plural rules.
 */

import { language } from "./language.ts";

export type Words = Record<string, string | Plural>;
export type Plural = { one: string; other: string };
export type Values = Record<string, string | number>;
/** What a catalogue's function looks like to a component that is given one. */
export type Say<Key extends string> = (key: Key, values?: Values) => string;

export function catalogue<English extends Words>(
  english: English,
  german: { [Key in keyof English]: English[Key] extends string ? string : Plural },
): Say<keyof English & string> {
  const languages: { en: Words; de: Words } = { en: english, de: german };
  return (key, values) => {
    const spoken = language();
    const text = languages[spoken][key];
    if (text === undefined) throw new Error(`no word ${key}`);
    return fill(typeof text === "string" ? text : chosen(text, spoken, values), spoken, values);
  };
}

function chosen(text: Plural, spoken: string, values?: Values): string {
  return new Intl.PluralRules(spoken).select(Number(values?.count)) === "one" ? text.one : text.other;
}

function fill(text: string, spoken: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? value.toLocaleString(spoken) : value;
  });
}
