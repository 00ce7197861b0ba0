/** A variation of a response, part by part. What is not named here stays as it is, in its place and its form. */

import type { Json } from "../server/json.ts";
import type { Variation } from "../server/language.ts";

export type Button = { title: string; payload?: string; translation?: Record<string, string> };
export type SlotIs = { name: string; value: Json };
type Parts = { [key: string]: Json };

export function partsOf(variation: Variation): Parts {
  return typeof variation === "string" ? { text: variation } : variation;
}

export function textOf(variation: Variation, language?: string): string {
  const { text, translation } = partsOf(variation);
  if (language !== undefined) return said((translation as Parts | undefined)?.[language]);
  return said(text);
}

/** What a response says first of all. */
export function firstText(variations: readonly Variation[]): string {
  return variations[0] === undefined ? "" : textOf(variations[0]);
}

/** With another text; in `language`, its translation. A variation that is a text alone stays one. */
export function withText(variation: Variation, text: string, language?: string): Variation {
  if (language !== undefined) {
    const { translation } = partsOf(variation);
    return withPart(variation, "translation", filled({ ...(translation as Parts | undefined), [language]: text }));
  }
  return typeof variation === "string" ? text : withPart(variation, "text", text);
}

export function withPart(variation: Variation, key: string, value: Json): Variation {
  const parts = { ...partsOf(variation) };
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) delete parts[key];
  else parts[key] = value;
  return parts;
}

export function buttonsOf(variation: Variation): Button[] {
  const { buttons } = partsOf(variation);
  return Array.isArray(buttons) ? (buttons as Button[]) : [];
}

export function partOf(variation: Variation, key: string): string {
  return said(partsOf(variation)[key]);
}

/** The slots that must have these values; null when the condition is written in another way. */
export function slotsOf(variation: Variation): SlotIs[] | null {
  const { condition } = partsOf(variation);
  if (condition === undefined) return [];
  if (!Array.isArray(condition)) return null;
  const rows = condition as ({ type?: string } & Partial<SlotIs>)[];
  return rows.every(({ type, name }) => type === "slot" && name !== undefined) ? rows.map(({ name = "", value = null }) => ({ name, value })) : null;
}

export function withSlots(variation: Variation, slots: readonly SlotIs[]): Variation {
  return withPart(variation, "condition", slots.map((slot) => ({ type: "slot", ...slot })));
}

/** As they are kept: without what says nothing yet, a new variation, button or condition that nobody has filled in. */
export function kept(variations: readonly Variation[]): Variation[] {
  const whole = variations.map((each) => (typeof each === "string" ? each : filledIn(each)));
  const found = whole.filter((each) => JSON.stringify(each) !== NOTHING);
  return found.length > 0 ? found : whole;
}

const NOTHING = JSON.stringify({ text: "" });

function filledIn(variation: Parts): Variation {
  const buttons = buttonsOf(variation);
  const slots = slotsOf(variation) ?? [];
  let whole: Variation = variation;
  if (buttons.some(isEmpty)) whole = withPart(whole, "buttons", buttons.filter((button) => !isEmpty(button)));
  if (slots.some(({ name }) => name === "")) whole = withSlots(whole, slots.filter(({ name }) => name !== ""));
  return whole;
}

function isEmpty({ title, payload }: Button): boolean {
  return !title && !payload;
}

function said(value: Json | undefined): string {
  return value === undefined || value === null ? "" : String(value);
}

function filled(values: Parts): Json {
  const left = Object.entries(values).filter(([, value]) => value !== "");
  return left.length > 0 ? Object.fromEntries(left) : null;
}
